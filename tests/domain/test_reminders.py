"""When a holder is reminded of an expiry, and in which tone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.forecast import Upcoming, look_ahead
from domain.reminders import Tone, next_reminder_day, owed_step, snoozed, tone_of
from domain.renewals import Holding
from domain.steps import LAST_STEPS, STEPS, current_step
from tests.builders import CATALOGUE, euro
from tests.domain.holdings import LAST_DAY, a_holding, archive, inbox

STEPS_OF = {
    Tone.SHORT: (90, 60, 30, 15, 7, 3, 1),
    Tone.ENDING: (90, 60, 30, 15, 7, 3, 1),
    Tone.COVERED: (90, 30, 7),
    Tone.EXPIRING: (30, 7),
    Tone.LEAVING: (30, 7),
}
before_the_day = st.integers(0, 120)


def upcoming(holding: Holding, credit: str = "0.00") -> Upcoming:
    """The next renewal of a mailbox."""
    return look_ahead(CATALOGUE, [holding], euro(credit), LAST_DAY)[0]


def days_before(days: int) -> date:
    """A day so many days before the renewal."""
    return LAST_DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("holding", "credit", "tone"),
    [
        pytest.param(a_holding(inbox(1)), "3.65", Tone.SHORT, id="a cent is missing"),
        pytest.param(a_holding(inbox(1)), "3.66", Tone.COVERED, id="it is covered"),
        pytest.param(a_holding(inbox(1), archive(2)), "5.00", Tone.SHORT, id="one of two is covered"),
        pytest.param(a_holding(inbox(1), auto_renew=False), "9.00", Tone.ENDING, id="nobody renews the mailbox"),
        pytest.param(a_holding(auto_renew=False), "0.00", Tone.EXPIRING, id="nobody renews the bare mailbox"),
        pytest.param(a_holding(inbox(1, renews=False)), "9.00", Tone.LEAVING, id="all was declined"),
        pytest.param(
            a_holding(inbox(1, renews=False), auto_renew=False), "9.00", Tone.EXPIRING, id="all ends, and is declined"
        ),
        pytest.param(a_holding(inbox(1, renews=False), archive(2)), "0.00", Tone.SHORT, id="one of two was declined"),
        pytest.param(a_holding(), "0.00", None, id="a bare mailbox that the body renews"),
    ],
)
def test_the_tone_follows_from_what_will_become_of_it(holding: Holding, credit: str, tone: Tone | None) -> None:
    assert tone_of(upcoming(holding, credit)) is tone


@pytest.mark.parametrize("tone", Tone)
def test_day_after_day_a_tone_is_told_on_its_own_steps(tone: Tone) -> None:
    last, told = None, []
    for days in range(120, -5, -1):
        step, skipped = owed_step(tone, days, last)
        if step is not None:
            told.append((days, step, skipped))
            last = step
    assert told == [(step, step, 0) for step in STEPS_OF[tone]]


@pytest.mark.parametrize(
    ("days", "step"), [(91, None), (90, 90), (89, 90), (61, 90), (60, 60), (2, 3), (1, 1), (0, 1), (-1, None)]
)
def test_the_current_step_is_the_most_urgent_whose_day_has_come(days: int, step: int | None) -> None:
    assert current_step(days) == step


@pytest.mark.parametrize(
    ("tone", "days", "last", "owed"),
    [
        pytest.param(Tone.SHORT, 4, 90, (7, 3), id="60, 30 and 15 were missed"),
        pytest.param(Tone.SHORT, 0, None, (1, 6), id="all were missed"),
        pytest.param(Tone.SHORT, 14, 30, (15, 0), id="none was missed"),
        pytest.param(Tone.COVERED, 4, 90, (7, 1), id="30 was missed"),
        pytest.param(Tone.EXPIRING, 80, None, (None, 0), id="none is owed yet"),
        pytest.param(Tone.SHORT, -1, 90, (None, 0), id="it is too late"),
    ],
)
def test_f47_after_a_downtime_only_the_most_urgent_is_owed_and_the_others_are_skipped(
    tone: Tone, days: int, last: int | None, owed: tuple[int | None, int]
) -> None:
    assert owed_step(tone, days, last) == owed


@given(st.sampled_from(Tone), st.lists(before_the_day, min_size=1, max_size=12))
def test_f47_whenever_we_look_each_step_is_owed_or_skipped_once(tone: Tone, looks: list[int]) -> None:
    last, owed, skipped = None, [], 0
    for days in sorted(looks, reverse=True):
        step, missed = owed_step(tone, days, last)
        if step is not None:
            owed.append(step)
            skipped += missed
            last = step
    come = [step for step in STEPS_OF[tone] if step >= min(looks)]
    assert len(owed) + skipped == len(come)
    assert owed == sorted(set(owed), reverse=True)
    assert owed[-1:] == come[-1:]


@given(st.sampled_from(Tone), before_the_day, st.sampled_from(STEPS))
def test_f48_a_step_that_was_looked_at_is_never_owed_again(tone: Tone, days: int, last: int) -> None:
    step, _ = owed_step(tone, days, last)
    assert step is None or step < last


def test_a_change_of_tone_owes_no_step_that_is_past() -> None:
    assert owed_step(Tone.SHORT, 40, 60) == (None, 0)


def test_a_snooze_lasts_fourteen_days() -> None:
    assert snoozed(date(2027, 1, 1)) == date(2027, 1, 15)


def test_the_next_reminder_comes_on_the_next_step() -> None:
    assert next_reminder_day(upcoming(a_holding(inbox(1))), days_before(30), None) == days_before(15)


def test_a_step_within_the_snooze_comes_on_the_day_after_it() -> None:
    seen = days_before(31)
    assert next_reminder_day(upcoming(a_holding(inbox(1))), seen, snoozed(seen)) == days_before(16)


def test_a_snooze_never_holds_back_the_last_two_steps() -> None:
    seen = days_before(10)
    assert next_reminder_day(upcoming(a_holding(inbox(1))), seen, snoozed(seen)) == days_before(3)


def test_a_calm_reminder_that_the_snooze_swallows_does_not_come_after_the_day() -> None:
    seen = days_before(10)
    assert next_reminder_day(upcoming(a_holding(inbox(1)), "9.00"), seen, snoozed(seen)) is None


def test_after_the_last_step_no_reminder_is_left() -> None:
    assert next_reminder_day(upcoming(a_holding(inbox(1))), days_before(1), None) is None


def test_where_nothing_is_to_be_told_there_is_no_next_reminder() -> None:
    assert next_reminder_day(upcoming(a_holding()), days_before(90), None) is None


@pytest.mark.parametrize("days", [0, 1, 2, 3, 4, 7, 15, 16, 17, 18, 30, 60, 100])
def test_whoever_snoozes_reads_the_last_two_steps_all_the_same(days: int) -> None:
    seen = days_before(days)
    found, day = [], seen
    while (coming := next_reminder_day(upcoming(a_holding(inbox(1))), day, snoozed(seen))) is not None:
        found.append((LAST_DAY - coming).days)
        day = coming
    assert [step for step in found if step in LAST_STEPS] == [step for step in LAST_STEPS if step < days]
