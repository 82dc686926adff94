"""What an expiry brings about: the fate of each add-on, and the laws of the money."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mailboxes import MailboxStatus
from domain.money import NOTHING, Money, total
from domain.renewals import GRACE_DAYS, Circumstances, Fate, Holding, Renewal, catch_up, decide
from tests.builders import CATALOGUE, euro
from tests.domain.holdings import (
    A_YEAR_LATER,
    DAY_AFTER,
    LAST_DAY,
    a_holding,
    archive,
    circumstances,
    holdings,
    inbox,
    purses,
)

WARNED = Circumstances()
UNWARNED = Circumstances(warned=False)
AWAITED = Circumstances(awaited=True)


def renew(
    holding: Holding, credit: str = "100.00", today: date = DAY_AFTER, circumstances: Circumstances = WARNED
) -> Renewal:
    """What the earliest period that has ended brings about."""
    return decide(CATALOGUE, holding, euro(credit), today, circumstances)


def fates(renewal: Renewal) -> dict[int, Fate]:
    """The fate of each add-on that was decided on."""
    return {one.before.id: one.fate for one in renewal.addons}


# The day


def test_on_its_last_day_nothing_is_due() -> None:
    assert not a_holding(inbox(1)).is_due(LAST_DAY)


def test_on_the_day_after_it_is_due() -> None:
    assert a_holding(inbox(1)).is_due(DAY_AFTER)


def test_deciding_before_the_day_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing of mario"):
        renew(a_holding(inbox(1)), today=LAST_DAY)


def test_an_expired_mailbox_without_add_ons_is_never_due() -> None:
    assert a_holding(status=MailboxStatus.EXPIRED).due_on is None


# The mailbox


def test_a_mailbox_that_the_body_renews_moves_by_its_term() -> None:
    assert renew(a_holding(term_years=3)).mailbox.expires_on == date(2030, 1, 31)


def test_f46_a_mailbox_of_29_february_is_renewed_through_ten_years_and_keeps_its_day() -> None:
    holding, seen = a_holding(expires_on=date(2028, 2, 29), anchor_day=29), []
    for _ in range(10):
        holding = renew(holding, today=holding.mailbox.expires_on + timedelta(days=1)).after
        seen.append(holding.mailbox.expires_on)
    assert seen == [date(year, 2, 29 if year % 4 == 0 else 28) for year in range(2029, 2039)]


def test_f46_an_add_on_of_29_february_pays_one_year_each_time() -> None:
    day = date(2028, 2, 29)
    holding, paid = a_holding(inbox(1, runs_until=day), expires_on=day, anchor_day=29), []
    for _ in range(10):
        renewal = renew(holding, today=holding.mailbox.expires_on + timedelta(days=1))
        paid.append(renewal.charged)
        holding = renewal.after
    assert paid == [euro("3.66")] * 10


def test_its_reminders_begin_anew() -> None:
    mailbox = renew(a_holding(reminder_step=1, snoozed_until=DAY_AFTER)).mailbox
    assert (mailbox.reminder_step, mailbox.snoozed_until) == (None, None)


def test_a_mailbox_that_nobody_renews_expires_and_keeps_its_date() -> None:
    mailbox = renew(a_holding(auto_renew=False)).mailbox
    assert (mailbox.status, mailbox.expires_on) == (MailboxStatus.EXPIRED, LAST_DAY)


def test_it_expires_once() -> None:
    renewal = renew(a_holding(inbox(1), auto_renew=False), circumstances=UNWARNED)
    later = renew(renewal.after, today=renewal.after.addons[0].due_on + timedelta(days=1))
    assert (renewal.expired, later.expired) == (True, False)


def test_a_suspended_mailbox_that_the_body_renews_stays_suspended() -> None:
    assert renew(a_holding(status=MailboxStatus.SUSPENDED)).mailbox.status is MailboxStatus.SUSPENDED


def test_a_renewal_of_the_bare_mailbox_is_no_news() -> None:
    assert not renew(a_holding()).is_news


def test_the_end_of_a_bare_mailbox_is_news() -> None:
    assert renew(a_holding(auto_renew=False)).is_news


# The add-ons


def test_an_add_on_that_the_credit_covers_is_renewed_up_to_the_mailboxs_date() -> None:
    renewal = renew(a_holding(inbox(1)), "3.66")
    assert (fates(renewal), renewal.credit) == ({1: Fate.RENEWED}, NOTHING)
    assert renewal.after.addons[0].runs_until == A_YEAR_LATER


def test_a_cent_too_little_deactivates_it_and_takes_nothing() -> None:
    renewal = renew(a_holding(inbox(1)), "3.65")
    assert (fates(renewal), renewal.credit, renewal.after.addons) == ({1: Fate.SHORT}, euro("3.65"), ())


def test_what_ended_ended_on_the_day_of_the_run() -> None:
    assert renew(a_holding(inbox(1)), "0.00").addons[0].after.ended_on == DAY_AFTER


def test_each_year_of_the_term_is_paid() -> None:
    assert renew(a_holding(inbox(1, 2), term_years=3)).charged == euro("21.96")


def test_vat_is_rounded_once_for_each_add_on() -> None:
    price = renew(a_holding(archive(1, 3))).addons[0].price
    assert price is not None
    assert (price.net, price.vat, price.gross) == (euro("12.00"), euro("2.64"), euro("14.64"))


def test_what_its_holder_declined_is_never_charged_however_much_credit_there_is() -> None:
    renewal = renew(a_holding(inbox(1, renews=False)))
    assert (fates(renewal), renewal.charged) == ({1: Fate.DECLINED}, NOTHING)


def test_what_was_declined_ends_without_any_grace() -> None:
    assert fates(renew(a_holding(inbox(1, renews=False)), circumstances=UNWARNED)) == {1: Fate.DECLINED}


def test_what_is_on_a_mailbox_that_nobody_renews_ends_with_it() -> None:
    renewal = renew(a_holding(inbox(1), archive(2), auto_renew=False))
    assert fates(renewal) == {1: Fate.UNRENEWED, 2: Fate.UNRENEWED}
    assert (renewal.charged, renewal.needed) == (NOTHING, NOTHING)


def test_without_ranks_the_oldest_comes_first() -> None:
    assert fates(renew(a_holding(inbox(2), inbox(1)), "3.66")) == {1: Fate.RENEWED, 2: Fate.SHORT}


def test_the_holders_order_comes_before_age_and_what_has_no_rank_comes_last() -> None:
    renewal = renew(a_holding(inbox(1), inbox(2, rank=2), inbox(3, rank=1)), "7.32")
    assert [one.before.id for one in renewal.addons] == [3, 2, 1]
    assert fates(renewal) == {3: Fate.RENEWED, 2: Fate.RENEWED, 1: Fate.SHORT}


def test_one_that_is_not_covered_is_passed_over_for_a_smaller_one_after_it() -> None:
    renewal = renew(a_holding(archive(1, 10), inbox(2)), "9.00")
    assert (fates(renewal), renewal.credit) == ({1: Fate.SHORT, 2: Fate.RENEWED}, euro("5.34"))


def test_an_add_on_is_never_renewed_in_part() -> None:
    assert renew(a_holding(inbox(1, 2)), "3.66").charged == NOTHING


def test_what_is_needed_counts_what_was_not_covered_as_well() -> None:
    assert renew(a_holding(inbox(1), archive(2)), "3.66").needed == euro("8.54")


def test_only_a_change_of_inbox_space_changes_the_space() -> None:
    gone, kept = renew(a_holding(inbox(1)), "0.00"), renew(a_holding(archive(1)), "0.00")
    assert [(one.changes_space, one.inbox_gb) for one in (gone, kept)] == [(True, 2), (False, 2)]


# Grace


def test_f50_when_nobody_could_be_warned_an_add_on_runs_on_for_fifteen_days() -> None:
    renewal = renew(a_holding(inbox(1)), "0.00", circumstances=UNWARNED)
    assert fates(renewal) == {1: Fate.GRACE}
    assert renewal.after.addons[0].grace_until == date(2027, 2, 15)


def test_f50_after_a_long_downtime_the_fifteen_days_begin_with_the_run() -> None:
    renewal = renew(a_holding(inbox(1)), "0.00", date(2027, 3, 10), UNWARNED)
    assert renewal.after.addons[0].grace_until == date(2027, 3, 9) + timedelta(days=GRACE_DAYS)


def test_f50_the_grace_is_given_once() -> None:
    holding = renew(a_holding(inbox(1)), "0.00", circumstances=UNWARNED).after
    renewal = renew(holding, "0.00", date(2027, 2, 16), UNWARNED)
    assert fates(renewal) == {1: Fate.SHORT}


def test_f50_with_credit_it_is_renewed_at_the_end_of_the_grace_from_its_old_date() -> None:
    holding = renew(a_holding(inbox(1)), "0.00", circumstances=UNWARNED).after
    (addon,) = renew(holding, "3.66", date(2027, 2, 16)).after.addons
    assert (addon.runs_until, addon.grace_until) == (A_YEAR_LATER, None)


def test_f50_nobody_who_was_warned_has_a_grace() -> None:
    assert fates(renew(a_holding(inbox(1)), "0.00")) == {1: Fate.SHORT}


def test_f50_what_the_credit_covers_needs_no_grace() -> None:
    assert fates(renew(a_holding(inbox(1)), "3.66", circumstances=UNWARNED)) == {1: Fate.RENEWED}


def test_f50_on_a_mailbox_that_nobody_renews_the_add_ons_have_their_grace_too() -> None:
    renewal = renew(a_holding(inbox(1), auto_renew=False), circumstances=UNWARNED)
    assert (fates(renewal), renewal.expired) == ({1: Fate.GRACE}, True)
    ended = renew(renewal.after, today=date(2027, 2, 16))
    assert (fates(ended), ended.after.addons) == ({1: Fate.UNRENEWED}, ())


def test_f49_while_a_payment_is_awaited_an_add_on_runs_through_the_day_of_the_run() -> None:
    renewal = renew(a_holding(inbox(1)), "0.00", circumstances=AWAITED)
    assert fates(renewal) == {1: Fate.AWAITED}
    assert renewal.after.addons[0].due_on == DAY_AFTER


def test_f49_a_payment_that_did_not_come_is_awaited_once() -> None:
    holding = renew(a_holding(inbox(1)), "0.00", circumstances=AWAITED).after
    assert fates(renew(holding, "0.00", date(2027, 2, 2), AWAITED)) == {1: Fate.SHORT}


def test_f49_no_payment_helps_a_mailbox_that_nobody_renews() -> None:
    assert fates(renew(a_holding(inbox(1), auto_renew=False), circumstances=AWAITED)) == {1: Fate.UNRENEWED}


# Dates that the register moved


def test_a_date_moved_ahead_before_the_expiry_renews_nothing_before_the_old_date() -> None:
    assert not a_holding(inbox(1), expires_on=A_YEAR_LATER).is_due(LAST_DAY)


def test_a_date_moved_ahead_renews_the_add_ons_at_the_old_date_and_leaves_the_mailbox() -> None:
    renewal = renew(a_holding(inbox(1), expires_on=A_YEAR_LATER))
    assert (fates(renewal), renewal.charged) == ({1: Fate.RENEWED}, euro("3.66"))
    assert renewal.mailbox.expires_on == A_YEAR_LATER


@pytest.mark.parametrize(
    ("moved", "anchor", "charged"),
    [
        (date(2027, 2, 1), 1, "3.66"),
        (date(2028, 1, 31), 31, "3.66"),
        (date(2028, 2, 1), 1, "7.32"),
        (date(2030, 1, 31), 31, "10.98"),
    ],
)
def test_years_between_the_old_date_and_the_new_count_whole(moved: date, anchor: int, charged: str) -> None:
    assert renew(a_holding(inbox(1), expires_on=moved, anchor_day=anchor)).charged == euro(charged)


def test_a_date_moved_ahead_that_is_past_again_is_renewed_a_period_after_the_other() -> None:
    renewals = catch_up(
        CATALOGUE, a_holding(inbox(1), expires_on=A_YEAR_LATER), euro("20.00"), date(2028, 2, 1), WARNED
    )
    assert [(one.due_on, one.mailbox.expires_on, one.charged) for one in renewals] == [
        (LAST_DAY, date(2028, 1, 31), euro("3.66")),
        (A_YEAR_LATER, date(2029, 1, 31), euro("3.66")),
    ]


def test_a_date_moved_back_ends_nothing_that_is_paid_for() -> None:
    renewal = renew(a_holding(inbox(1), expires_on=date(2027, 1, 15), anchor_day=15), today=date(2027, 1, 16))
    assert (renewal.addons, renewal.mailbox.expires_on) == ((), date(2028, 1, 15))


# After a long time


def test_several_periods_that_ended_in_a_downtime_are_renewed_one_by_one() -> None:
    renewals = catch_up(CATALOGUE, a_holding(inbox(1)), euro("10.00"), date(2029, 2, 1), WARNED)
    assert [(one.due_on, fates(one)) for one in renewals] == [
        (date(2027, 1, 31), {1: Fate.RENEWED}),
        (date(2028, 1, 31), {1: Fate.RENEWED}),
        (date(2029, 1, 31), {1: Fate.SHORT}),
    ]


def test_what_ended_in_the_first_period_is_not_charged_in_the_second() -> None:
    renewals = catch_up(CATALOGUE, a_holding(inbox(1), inbox(2)), euro("7.00"), date(2028, 2, 1), WARNED)
    assert [fates(one) for one in renewals] == [{1: Fate.RENEWED, 2: Fate.SHORT}, {1: Fate.SHORT}]


# Laws


@given(holdings(), purses, st.integers(1, 1_500), circumstances)
def test_laws_of_catching_up(holding: Holding, credit: Money, later: int, around: Circumstances) -> None:
    today = (holding.due_on or LAST_DAY) + timedelta(days=later)
    renewals = catch_up(CATALOGUE, holding, credit, today, around)
    last = renewals[-1] if renewals else None
    left, after = (last.credit, last.after) if last else (credit, holding)
    renewed = [(one.before.id, one.before.runs_until) for renewal in renewals for one in renewal.of(Fate.RENEWED)]
    assert not after.is_due(today)
    assert total(*(one.charged for one in renewals)) + left == credit
    assert all(one.credit >= NOTHING for one in renewals)
    assert len(renewed) == len(set(renewed))
    assert not [one for renewal in renewals for one in renewal.of(Fate.RENEWED) if not one.before.renews]
    assert [one.due_on for one in renewals] == sorted(one.due_on for one in renewals)


@given(holdings(), purses, purses, circumstances)
def test_more_credit_never_renews_for_less(holding: Holding, credit: Money, more: Money, around: Circumstances) -> None:
    today = (holding.due_on or LAST_DAY) + timedelta(days=1)
    if holding.is_due(today):
        little = decide(CATALOGUE, holding, credit, today, around)
        much = decide(CATALOGUE, holding, credit + more, today, around)
        assert much.charged >= little.charged


@given(holdings(), circumstances)
def test_with_enough_credit_nothing_that_is_wanted_ends_before_its_mailbox(
    holding: Holding, around: Circumstances
) -> None:
    today = (holding.due_on or LAST_DAY) + timedelta(days=1)
    if holding.is_due(today):
        renewal = decide(CATALOGUE, holding, euro("9999.00"), today, around)
        assert renewal.of(Fate.SHORT, Fate.AWAITED) == ()


@given(holdings(), purses, st.integers(1, 1_500))
def test_catching_up_late_does_what_catching_up_every_day_does(holding: Holding, credit: Money, later: int) -> None:
    start = holding.due_on or LAST_DAY
    at_once = catch_up(CATALOGUE, holding, credit, start + timedelta(days=later), WARNED)
    left, in_time = (holding, credit), []
    while (day := left[0].due_on) is not None and day < start + timedelta(days=later):
        renewal = decide(CATALOGUE, *left, day + timedelta(days=1), WARNED)
        left = (renewal.after, renewal.credit)
        in_time.append(renewal)
    assert [(one.due_on, fates(one)) for one in at_once] == [(one.due_on, fates(one)) for one in in_time]
