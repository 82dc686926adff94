"""The days ahead of a whole provider are those of each holder, added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.digest import DAYS_AHEAD, Outlook
from domain.forecast import look_ahead
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.outlook import Ahead, DueLine
from domain.renewals import Fate, Holding
from tests.builders import CATALOGUE
from tests.domain.holdings import LAST_DAY, a_holding, a_yearly_mailbox, archive, holdings, inbox, purses

FIRST = date(2027, 1, 10)
Told = tuple[int, int, int]


def lines(them: Iterable[Holding], credit: Money = Money(0), holder_id: int = 1) -> list[DueLine]:
    """What the storage hands out of some mailboxes of one holder."""
    return [
        DueLine(
            holder_id=holder_id,
            mailbox_id=holding.mailbox.id,
            addon_id=addon.id,
            service=addon.service,
            gb=addon.gb,
            rank=addon.rank,
            runs_until=addon.runs_until,
            grace_until=addon.grace_until,
            expires_on=holding.mailbox.expires_on,
            auto_renew=holding.mailbox.auto_renew,
            term_years=holding.mailbox.term_years,
            anchor_day=holding.mailbox.anchor_day,
            credit_cents=credit.cents,
        )
        for holding in them
        for addon in holding.addons
        if addon.renews and holding.mailbox.status is not MailboxStatus.EXPIRED
    ]


def outlook(*pages: Sequence[DueLine]) -> Outlook:
    """The thirty days from the tenth of January."""
    ahead = Ahead(catalogue=CATALOGUE, first=FIRST)
    for page in pages:
        ahead.add(page)
    return ahead.outlook()


def told(found: Outlook) -> dict[date, Told]:
    """The days on which something is due: how many, covered, short, in cents."""
    return {one.day: (one.count, one.covered_cents, one.short_cents) for one in found.days if one.count}


def looked_ahead(them: Iterable[Holding], credit: Money) -> dict[date, Told]:
    """The same from the forecast that the holder sees."""
    found: dict[date, Told] = {}
    last = FIRST + timedelta(days=DAYS_AHEAD - 1)
    for upcoming in look_ahead(CATALOGUE, them, credit, last):
        if upcoming.day > last:  # a mailbox is due within the days, what runs on unpaid in it only after them
            continue
        for one in upcoming.renewal.of(Fate.RENEWED, Fate.SHORT):
            cents = one.price.gross.cents if one.price else 0
            day = max(upcoming.day, FIRST)
            count, covered, short = found.get(day, (0, 0, 0))
            is_short = one.fate is Fate.SHORT
            found[day] = (count + 1, covered + (0 if is_short else cents), short + (cents if is_short else 0))
    return found


def test_thirty_days_are_told_and_those_without_renewals_are_empty() -> None:
    found = outlook()
    assert [one.day for one in found.days] == [FIRST + timedelta(days=number) for number in range(30)]
    assert (found.count, found.short_holders) == (0, 0)


def test_a_renewal_is_covered_or_short_as_a_whole() -> None:
    found = outlook(lines([a_holding(archive(1, 3), inbox(2))], Money(500)))
    assert told(found) == {LAST_DAY: (2, 366, 1464)}
    assert (found.covered, found.short, found.needed, found.short_holders) == (
        Money(366), Money(1464), Money(1830), 1,
    )  # fmt: skip


def test_each_holder_has_a_credit_of_their_own() -> None:
    rich, poor = lines([a_holding(inbox(1))], Money(366)), lines([a_holding(inbox(2))], Money(365), holder_id=2)
    assert told(outlook(rich + poor)) == told(outlook(rich, poor)) == {LAST_DAY: (2, 366, 366)}


def test_what_is_overdue_is_due_on_the_first_day() -> None:
    late = FIRST - timedelta(days=3)
    holding = Holding(mailbox=a_yearly_mailbox(expires_on=late, anchor_day=7), addons=(inbox(1, runs_until=late),))
    assert told(outlook(lines([holding], Money(366)))) == {FIRST: (1, 366, 0)}


def test_a_mailbox_that_nobody_renews_takes_nothing() -> None:
    assert told(outlook(lines([a_holding(inbox(1), auto_renew=False)], Money(366)))) == {}


@given(st.lists(st.integers(1, 3), unique=True, max_size=3), purses, st.data())
def test_the_outlook_is_what_each_holders_forecast_says(ids: list[int], credit: Money, data: st.DataObject) -> None:
    """But for what runs on unpaid, whose place in the line depends on all that its mailbox has."""
    them = [data.draw(holdings(mailbox_id=one, days=45)) for one in sorted(ids)]
    them = [one for one in them if not one.waits_for_money]
    assert told(outlook(lines(them, credit))) == looked_ahead(them, credit)


@given(purses, st.data())
def test_what_runs_on_unpaid_takes_from_the_credit_first(credit: Money, data: st.DataObject) -> None:
    holding = data.draw(holdings(days=45))
    them = [holding] if holding.due_on is not None and holding.due_on < FIRST + timedelta(days=DAYS_AHEAD) else []
    assert told(outlook(lines(them, credit))) == looked_ahead(them, credit)
