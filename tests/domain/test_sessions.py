"""How long a session lasts, and how fast one may guess."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sessions import PAIR_FAILURES, SessionLimits, wait_until
from tests.builders import a_session
from tests.people import NOW

LIMITS = SessionLimits()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUST_BEFORE = timedelta(microseconds=1)


def test_a_session_ends_after_thirty_minutes_without_use() -> None:
    session = a_session()
    assert session.is_open(NOW + 30 * MINUTE - JUST_BEFORE, LIMITS)
    assert not session.is_open(NOW + 30 * MINUTE, LIMITS)


def test_a_session_ends_after_twelve_hours_however_busy() -> None:
    assert a_session(used_at=NOW + 12 * HOUR - MINUTE).is_open(NOW + 12 * HOUR - JUST_BEFORE, LIMITS)
    assert not a_session(used_at=NOW + 12 * HOUR - MINUTE).is_open(NOW + 12 * HOUR, LIMITS)


def test_f48_a_clock_that_jumps_back_ends_no_session() -> None:
    assert a_session().is_open(NOW - HOUR, LIMITS)


def test_four_failures_ask_for_no_wait() -> None:
    assert wait_until([NOW] * 4, PAIR_FAILURES, NOW) is None


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(5, MINUTE), (6, 2 * MINUTE), (7, 4 * MINUTE), (10, 32 * MINUTE), (11, HOUR), (100, HOUR), (5_000, HOUR)],
)
def test_f65_each_further_failure_doubles_the_wait_up_to_an_hour(failures: int, wait: timedelta) -> None:
    assert wait_until([NOW] * failures, PAIR_FAILURES, NOW) == NOW + wait


def test_f65_the_wait_runs_from_the_last_failure_and_then_is_over() -> None:
    failures = [NOW - timedelta(seconds=seconds) for seconds in (10, 50, 20, 40, 30)]
    assert wait_until(failures, PAIR_FAILURES, NOW) == NOW + timedelta(seconds=50)
    assert wait_until(failures, PAIR_FAILURES, NOW + timedelta(seconds=50)) is None


def test_f65_failures_count_for_a_day() -> None:
    old = [NOW - DAY] * 100
    assert wait_until(old, PAIR_FAILURES, NOW) is None
    assert wait_until([*old, *[NOW] * 4], PAIR_FAILURES, NOW) is None
    assert wait_until([*old, *[NOW] * 5], PAIR_FAILURES, NOW) == NOW + MINUTE


instants = st.lists(st.timedeltas(min_value=-2 * DAY, max_value=timedelta(0)), max_size=30)


@given(instants, st.integers(min_value=1, max_value=20))
def test_f65_a_wait_lies_ahead_and_within_an_hour(ago: list[timedelta], allowed: int) -> None:
    until = wait_until([NOW + delta for delta in ago], allowed, NOW)
    assert until is None or NOW < until <= NOW + HOUR
