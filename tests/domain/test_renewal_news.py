"""What holders are told of renewals, as facts: nothing is lost on the way through the outbox."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forecast import look_ahead
from domain.money import NOTHING, Money
from domain.reminders import Tone
from domain.renewal_news import ReminderNews, RenewalNews, reminder_news, renewal_news
from domain.renewals import Circumstances, Fate, Holding, Renewal, catch_up, decide
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


def renewed(holding: Holding, credit: str = "0.00", around: Circumstances | None = None) -> Renewal:
    """The outcome on the day after the expiry."""
    return decide(CATALOGUE, holding, euro(credit), DAY_AFTER, around or Circumstances())


def reminder(holding: Holding, credit: str = "0.00", today: date = date(2027, 1, 1)) -> ReminderNews:
    """A reminder of the next renewal."""
    upcoming = look_ahead(CATALOGUE, [holding], euro(credit), date(2027, 12, 31))[0]
    return reminder_news(upcoming, Tone.SHORT, euro(credit), today)


@given(holdings(), purses, st.integers(1, 800), circumstances, st.integers(0, 9))
def test_the_outcome_of_any_renewal_survives_its_way_through_the_outbox(
    holding: Holding, credit: Money, later: int, around: Circumstances, over: int
) -> None:
    today = (holding.due_on or LAST_DAY) + timedelta(days=later)
    told = [renewal_news(one, over) for one in catch_up(CATALOGUE, holding, credit, today, around)]
    assert [RenewalNews.read(json.loads(json.dumps(one.facts()))) for one in told] == told


@given(holdings(), purses, st.sampled_from(Tone))
def test_any_reminder_survives_its_way_through_the_outbox(holding: Holding, credit: Money, tone: Tone) -> None:
    ahead = look_ahead(CATALOGUE, [holding], credit, date(2028, 12, 31))
    told = [reminder_news(one, tone, credit, date(2027, 1, 1)) for one in ahead]
    assert [ReminderNews.read(json.loads(json.dumps(one.facts()))) for one in told] == told


@pytest.mark.parametrize(
    ("credit", "around", "fate", "until"),
    [
        ("3.66", Circumstances(), Fate.RENEWED, A_YEAR_LATER),
        ("0.00", Circumstances(), Fate.SHORT, LAST_DAY),
        ("0.00", Circumstances(warned=False), Fate.GRACE, date(2027, 2, 15)),
        ("0.00", Circumstances(awaited=True), Fate.AWAITED, DAY_AFTER),
    ],
)
def test_a_line_says_until_when_an_add_on_runs(credit: str, around: Circumstances, fate: Fate, until: date) -> None:
    (line,) = renewal_news(renewed(a_holding(inbox(1)), credit, around), 0).lines
    assert (line.fate, line.until, line.price) == (fate, until, euro("3.66"))


def test_what_cannot_be_renewed_has_no_price() -> None:
    (line,) = renewal_news(renewed(a_holding(inbox(1), auto_renew=False)), 0).lines
    assert line.price is None


def test_what_is_missing_for_what_runs_on_unpaid_is_told() -> None:
    unpaid = renewed(a_holding(inbox(1), archive(2)), "4.00", Circumstances(warned=False))
    news = renewal_news(unpaid, 0)
    assert (news.charged, news.credit, news.missing) == (euro("3.66"), euro("0.34"), euro("4.54"))


def test_nothing_is_missing_when_nothing_runs_on_unpaid() -> None:
    assert renewal_news(renewed(a_holding(inbox(1)), "0.00"), 0).missing == NOTHING


def test_a_reminder_tells_what_each_costs_and_what_is_missing() -> None:
    news = reminder(a_holding(inbox(1), archive(2, 3)), "9.00")
    assert [(line.gb, line.price) for line in news.lines] == [(1, euro("3.66")), (3, euro("14.64"))]
    assert (news.day, news.days_left, news.needed, news.missing) == (LAST_DAY, 30, euro("18.30"), euro("9.30"))


def test_a_reminder_of_what_runs_on_unpaid_says_so() -> None:
    holding = renewed(a_holding(inbox(1)), "0.00", Circumstances(warned=False)).after
    news = reminder(holding, today=DAY_AFTER)
    assert (news.unpaid, news.day, news.days_left) == (True, date(2027, 2, 15), 14)


def test_any_other_reminder_does_not() -> None:
    assert not reminder(a_holding(inbox(1))).unpaid
