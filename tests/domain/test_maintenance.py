"""When a maintenance is to end, and when that is no promise any more."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.maintenance import Closure, after_minutes, read_hour

NOW = datetime(2026, 11, 22, 9, 2, 30, tzinfo=UTC)  # 10:02:30 in Rome


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("18:30", datetime(2026, 11, 22, 17, 30, tzinfo=UTC)),
        ("9.15", datetime(2026, 11, 23, 8, 15, tzinfo=UTC)),
        ("10:02", datetime(2026, 11, 23, 9, 2, tzinfo=UTC)),
        ("00:00", datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_is_the_next_one_that_the_clocks_of_rome_show(typed: str, instant: datetime) -> None:
    assert read_hour(typed, NOW) == instant


@pytest.mark.parametrize("typed", ["", "24:00", "18", "18:60", "half past six", "1830"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=typed or "^$"):
        read_hour(typed, NOW)


def test_an_hour_that_the_clocks_skip_tomorrow_is_not_shown_before_the_day_after() -> None:
    evening = datetime(2027, 3, 27, 22, tzinfo=UTC)
    with pytest.raises(ValueError, match="02:30"):
        read_hour("02:30", evening)


def test_minutes_are_rounded_up_to_five() -> None:
    assert after_minutes(30, NOW) == datetime(2026, 11, 22, 9, 35, tzinfo=UTC)
    assert after_minutes(30, NOW.replace(minute=5, second=0)) == datetime(2026, 11, 22, 9, 35, tzinfo=UTC)
    assert after_minutes(0, NOW) is None


def test_an_end_that_has_passed_is_announced_no_more() -> None:
    closure = Closure(number=1, since=NOW, until=NOW + timedelta(hours=1))
    assert closure.end_at(NOW) == closure.until
    assert closure.end_at(NOW + timedelta(hours=1)) is None
