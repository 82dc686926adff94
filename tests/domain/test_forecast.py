"""What the next renewals will take, told ahead: what is missing is exactly what has to be added."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forecast import Upcoming, forecast, look_ahead, shortfall_after, to_top_up, wants_renewal
from domain.money import NOTHING, Money
from domain.orders import Shortfall
from domain.renewals import Fate, Holding
from tests.builders import CATALOGUE, euro
from tests.domain.holdings import LAST_DAY, a_holding, a_yearly_mailbox, archive, holdings, inbox, purses

TODAY = date(2026, 11, 22)


def ahead(*all_of_them: Holding, credit: str = "0.00", until: date = date(2027, 11, 22)) -> list[Upcoming]:
    """The renewals up to a day."""
    return list(look_ahead(CATALOGUE, all_of_them, euro(credit), until))


def another(number: int, day: date, *gb: int) -> Holding:
    """Another mailbox of the same holder with inbox space on it."""
    addons = tuple(inbox(number * 10 + place, size, runs_until=day) for place, size in enumerate(gb))
    return Holding(mailbox=a_yearly_mailbox(id=number, expires_on=day, anchor_day=day.day), addons=addons)


def test_on_31_january_14_64_will_be_taken_there_is_9_00_and_5_64_is_missing() -> None:
    (upcoming,) = ahead(a_holding(archive(1, 3)), credit="9.00")
    told = (upcoming.day, upcoming.needed, upcoming.credit, upcoming.missing)
    assert told == (date(2027, 1, 31), euro("14.64"), euro("9.00"), euro("5.64"))


def test_nothing_is_missing_when_the_credit_covers_it_to_the_cent() -> None:
    (upcoming,) = ahead(a_holding(archive(1, 3)), credit="14.64")
    assert upcoming.missing == NOTHING


def test_several_mailboxes_share_one_credit_in_the_order_of_their_days() -> None:
    found = ahead(another(2, date(2027, 3, 1), 1), a_holding(inbox(1)), credit="5.00")
    assert [(one.day, one.credit, one.before, one.missing) for one in found] == [
        (date(2027, 1, 31), euro("5.00"), NOTHING, NOTHING),
        (date(2027, 3, 1), euro("1.34"), euro("3.66"), euro("2.32")),
    ]


def test_on_one_day_the_mailbox_that_was_there_first_comes_first() -> None:
    found = ahead(another(2, LAST_DAY, 1), a_holding(inbox(1)), credit="3.66")
    assert [(one.renewal.mailbox.id, one.missing) for one in found] == [(1, NOTHING), (2, euro("3.66"))]


def test_what_the_first_does_not_take_is_there_for_the_next() -> None:
    found = ahead(a_holding(archive(1, 10)), another(2, date(2027, 3, 1), 1), credit="5.00")
    assert [[addon.fate for addon in one.renewal.addons] for one in found] == [[Fate.SHORT], [Fate.RENEWED]]


def test_what_is_missing_counts_all_that_comes_first() -> None:
    found = ahead(a_holding(archive(1, 10)), another(2, date(2027, 3, 1), 1), credit="5.00")
    assert [one.missing for one in found] == [euro("43.80"), euro("47.46")]


def test_what_was_declined_needs_nothing() -> None:
    (upcoming,) = ahead(a_holding(inbox(1, renews=False)))
    assert (upcoming.needed, upcoming.missing, wants_renewal(upcoming)) == (NOTHING, NOTHING, False)


def test_what_nobody_renews_needs_nothing() -> None:
    (upcoming,) = ahead(a_holding(inbox(1), auto_renew=False))
    assert (upcoming.needed, wants_renewal(upcoming)) == (NOTHING, False)


def test_the_renewal_itself_is_not_carried_out() -> None:
    holding = a_holding(inbox(1))
    ahead(holding, credit="100.00")
    assert holding == a_holding(inbox(1))


def test_inbox_space_that_would_end_below_the_space_in_use_is_told_in_bytes() -> None:
    (upcoming,) = ahead(a_holding(inbox(1, 3), used_bytes=3_200_000_000))
    assert upcoming.over_bytes == 1_200_000_000


@pytest.mark.parametrize(
    ("holding", "credit"),
    [
        pytest.param(a_holding(inbox(1, 3), used_bytes=3_200_000_000), "100.00", id="it is renewed"),
        pytest.param(a_holding(inbox(1, 3), used_bytes=1_900_000_000), "0.00", id="it fits"),
        pytest.param(a_holding(archive(1, 3), used_bytes=3_200_000_000), "0.00", id="it was too full before"),
    ],
)
def test_otherwise_no_byte_is_over(holding: Holding, credit: str) -> None:
    (upcoming,) = ahead(holding, credit=credit)
    assert upcoming.over_bytes == 0


def test_the_forecast_reaches_twelve_months_ahead() -> None:
    inside, outside = another(1, date(2027, 11, 22), 1), another(2, date(2027, 11, 23), 1)
    found = forecast(CATALOGUE, [inside, outside], NOTHING, TODAY)
    assert ([one.renewal.mailbox.id for one in found.upcoming], found.until) == ([1], date(2027, 11, 22))


@pytest.mark.parametrize(
    ("credit", "spent", "short"),
    [
        pytest.param("10.00", "2.68", None, id="enough is left"),
        pytest.param("10.00", "2.69", (date(2027, 3, 1), "0.01"), id="the second renewal lacks a cent"),
        pytest.param("10.00", "6.35", (date(2027, 1, 31), "0.01"), id="the first one too"),
        pytest.param("10.00", "50.00", (date(2027, 1, 31), "3.66"), id="the card pays the rest, the credit is gone"),
        pytest.param("5.00", "1.00", (date(2027, 3, 1), "3.32"), id="it lacked something before, now more"),
        pytest.param("0.00", "50.00", None, id="nothing was there to be lacking"),
        pytest.param("5.00", "0.00", None, id="what is free takes nothing"),
    ],
)
def test_what_a_purchase_takes_from_the_next_renewals_is_told(
    credit: str, spent: str, short: tuple[date, str] | None
) -> None:
    found = forecast(CATALOGUE, [a_holding(inbox(1)), another(2, date(2027, 3, 1), 1)], euro(credit), TODAY)
    expected = Shortfall(day=short[0], missing=euro(short[1])) if short else None
    assert shortfall_after(found, euro(spent)) == expected


def test_what_runs_on_unpaid_takes_any_money_before_what_is_due_earlier() -> None:
    due, mailbox = another(1, date(2027, 1, 12), 2), another(2, date(2027, 12, 28)).mailbox
    waiting = inbox(20, runs_until=date(2026, 12, 28), grace_until=date(2027, 1, 13))
    found = look_ahead(CATALOGUE, [due, Holding(mailbox=mailbox, addons=(waiting,))], NOTHING, date(2027, 1, 12))
    assert [(one.renewal.mailbox.id, one.missing) for one in found] == [(2, euro("3.66")), (1, euro("10.98"))]


def test_the_forecast_sums_up_what_is_needed_and_what_is_missing() -> None:
    found = forecast(CATALOGUE, [a_holding(inbox(1)), another(2, date(2027, 3, 1), 1)], euro("5.00"), TODAY)
    assert (found.needed, found.missing) == (euro("7.32"), euro("2.32"))


def test_without_renewals_nothing_is_needed_or_missing() -> None:
    found = forecast(CATALOGUE, [], NOTHING, TODAY)
    assert (found.needed, found.missing, found.upcoming) == (NOTHING, NOTHING, ())


def test_what_would_end_first_is_needed_again_a_year_later() -> None:
    found = forecast(CATALOGUE, [another(1, TODAY, 1)], NOTHING, TODAY)
    assert [(one.day, one.needed, one.missing) for one in found.upcoming] == [
        (date(2026, 11, 22), euro("3.66"), euro("3.66")),
        (date(2027, 11, 22), euro("3.66"), euro("7.32")),
    ]


@pytest.mark.parametrize(
    ("missing", "asked"), [("5.64", "5.64"), ("1.00", "1.00"), ("0.99", "1.00"), ("0.01", "1.00"), ("0.00", "0.00")]
)
def test_a_card_brings_what_is_missing_and_at_least_a_euro(missing: str, asked: str) -> None:
    assert to_top_up(euro(missing)) == euro(asked)


@st.composite
def households(draw: st.DrawFn) -> list[Holding]:
    """The mailboxes of one holder; some of them may be overdue, or in their grace."""
    return [draw(holdings(mailbox_id=number, first=TODAY)) for number in range(1, draw(st.integers(1, 3)) + 1)]


@given(households(), purses)
def test_after_topping_up_what_is_missing_everything_up_to_that_day_is_renewed(
    household: list[Holding], credit: Money
) -> None:
    until = TODAY + timedelta(days=500)
    found = look_ahead(CATALOGUE, household, credit, until)
    for number, upcoming in enumerate(found):
        after = look_ahead(CATALOGUE, household, credit + upcoming.missing, until)
        short = [one for event in after[: number + 1] for one in event.renewal.of(Fate.SHORT)]
        assert short == []


@given(households(), purses)
def test_a_cent_less_than_what_is_missing_is_not_enough(household: list[Holding], credit: Money) -> None:
    until = TODAY + timedelta(days=500)
    found = look_ahead(CATALOGUE, household, credit, until)
    for number, upcoming in enumerate(found):
        if upcoming.missing > NOTHING:
            after = look_ahead(CATALOGUE, household, credit + upcoming.missing - Money(1), until)
            assert [one for event in after[: number + 1] for one in event.renewal.of(Fate.SHORT)] != []
