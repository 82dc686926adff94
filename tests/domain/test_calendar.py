"""Months and years on civil dates, and the day it is in Rome."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    anniversaries_to_cover,
    anniversary,
    civil_day,
    months_after,
    moved_anchor,
    years_after,
    years_to_cover,
)

in_every_zone = pytest.mark.usefixtures("zone")
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-11-28", 3, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-31", 3, "2027-03-31"),
        ("2026-05-31", 13, "2027-06-30"),
    ],
)
def test_a_month_too_short_for_the_day_ends_on_its_last(day: str, months: int, after: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("day", "years", "after"),
    [
        ("2028-02-29", 1, "2029-02-28"),
        ("2028-02-29", 4, "2032-02-29"),
        ("2028-02-29", 72, "2100-02-28"),
        ("2027-02-28", 1, "2028-02-28"),
    ],
)
def test_29_february_becomes_28_in_common_years(day: str, years: int, after: str) -> None:
    assert years_after(date.fromisoformat(day), years) == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-22", "2026-11-23", 1),
        ("2026-11-22", "2027-11-22", 1),
        ("2026-11-22", "2027-11-23", 2),
        ("2026-12-31", "2027-01-01", 1),
        ("2028-02-29", "2029-02-28", 1),
        ("2028-02-29", "2029-03-01", 2),
        ("2027-02-28", "2028-02-29", 2),
        ("2026-11-22", "2026-01-01", 0),
    ],
)
def test_a_started_year_counts_whole(start: str, end: str, years: int) -> None:
    assert years_to_cover(date.fromisoformat(start), date.fromisoformat(end)) == years


@given(days, st.integers(min_value=0, max_value=9_000))
def test_the_years_cover_and_one_less_does_not(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    years = years_to_cover(start, end)
    assert years_after(start, years) >= end
    assert years == 0 or years_after(start, years - 1) < end


@in_every_zone
@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-22T22:59:59+00:00", "2026-11-22"),
        ("2026-11-22T23:00:00+00:00", "2026-11-23"),
        ("2026-07-01T21:59:59+00:00", "2026-07-01"),
        ("2026-07-01T22:00:00+00:00", "2026-07-02"),
        ("2026-03-28T22:59:59+00:00", "2026-03-28"),  # the night the clocks go forward
        ("2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("2026-10-24T21:59:59+00:00", "2026-10-24"),  # the night they go back
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
    ],
)
def test_a_day_begins_at_midnight_in_rome(instant: str, day: str) -> None:
    assert civil_day(datetime.fromisoformat(instant)) == date.fromisoformat(day)


@in_every_zone
def test_a_civil_day_does_not_depend_on_the_zone_the_instant_is_written_in() -> None:
    instant = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert civil_day(instant.astimezone(timezone(timedelta(hours=-8)))) == civil_day(instant) == date(2026, 11, 23)


def test_a_naive_instant_has_no_civil_day() -> None:
    with pytest.raises(ValueError, match="naive"):
        civil_day(datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001 - naive is what the test is about


@in_every_zone
def test_the_days_of_a_year_stepped_hourly_come_once_each_and_in_order() -> None:
    start = datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    seen = list(dict.fromkeys(civil_day(start + timedelta(hours=hour)) for hour in range(365 * 24)))
    assert seen == [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]


@in_every_zone
def test_f46_a_mailbox_of_29_february_comes_back_to_it_over_ten_years() -> None:
    day, seen = date(2028, 2, 29), []
    for _ in range(10):
        day = anniversary(day, 1, 29)
        seen.append(day.day)
    assert seen == [28, 28, 28, 29, 28, 28, 28, 29, 28, 28]


@pytest.mark.parametrize(
    ("day", "years", "anchor", "after"),
    [
        ("2027-02-28", 1, 28, "2028-02-28"),  # it never was a 29th
        ("2027-02-28", 1, 29, "2028-02-29"),
        ("2026-02-28", 1, 29, "2027-02-28"),
        ("2028-02-29", 4, 29, "2032-02-29"),
        ("2096-02-29", 4, 29, "2100-02-28"),
        ("2027-01-31", 1, 31, "2028-01-31"),
        ("2027-04-30", 1, 31, "2028-04-30"),
        ("2027-04-29", 1, 31, "2028-04-29"),  # not the last of its month: it is no 31st that was cut
        ("2027-02-15", 1, 29, "2028-02-15"),
    ],
)
def test_f46_an_anniversary_keeps_its_anchor(day: str, years: int, anchor: int, after: str) -> None:
    assert anniversary(date.fromisoformat(day), years, anchor) == date.fromisoformat(after)


@given(days, st.integers(min_value=0, max_value=8), st.integers(min_value=0, max_value=12))
def test_f46_many_anniversaries_in_one_step_are_as_many_steps_of_one(first: date, passed: int, years: int) -> None:
    start = anniversary(first, passed, first.day)
    stepped = start
    for _ in range(years):
        stepped = anniversary(stepped, 1, first.day)
    assert stepped == anniversary(start, years, first.day)


@given(days, st.integers(min_value=0, max_value=30))
def test_f46_a_date_comes_back_to_its_anchor_whatever_years_have_passed(first: date, years: int) -> None:
    day = anniversary(first, years, first.day)
    assert day == years_after(first, years)


@pytest.mark.parametrize(
    ("start", "end", "anchor", "years"),
    [
        ("2027-01-31", "2027-01-31", 31, 0),
        ("2027-01-31", "2028-01-31", 31, 1),
        ("2027-01-31", "2028-02-01", 1, 2),
        ("2027-01-31", "2030-01-31", 31, 3),
        ("2027-02-28", "2028-02-29", 29, 1),  # the same anchor: a year, though the calendar counts a day more
        ("2027-02-28", "2028-02-29", 28, 2),
        ("2028-02-29", "2029-02-28", 29, 1),
        ("2028-02-29", "2029-03-01", 1, 2),
        ("2027-01-31", "2026-01-31", 31, 0),
    ],
)
def test_a_started_year_counts_whole_from_anniversary_to_anniversary(
    start: str, end: str, anchor: int, years: int
) -> None:
    assert anniversaries_to_cover(date.fromisoformat(start), date.fromisoformat(end), anchor) == years


@given(days, st.integers(min_value=0, max_value=20))
def test_a_term_of_years_is_paid_with_as_many_years(first: date, years: int) -> None:
    assert anniversaries_to_cover(first, anniversary(first, years, first.day), first.day) == years


@given(days, st.integers(min_value=0, max_value=8), st.integers(min_value=0, max_value=4_000))
def test_the_anniversaries_cover_and_one_less_does_not(first: date, passed: int, length: int) -> None:
    start = anniversary(first, passed, first.day)
    end = start + timedelta(days=length)
    years = anniversaries_to_cover(start, end, first.day)
    assert anniversary(start, years, first.day) >= end
    assert years == 0 or anniversary(start, years - 1, first.day) < end


@pytest.mark.parametrize(
    ("day", "anchor", "moved", "now"),
    [
        ("2028-02-29", 29, "2029-02-28", 29),  # the body renewed it for a year, and its calendar cut the day
        ("2029-02-28", 29, "2032-02-29", 29),
        ("2029-02-28", 29, "2032-02-28", 28),  # the body has forgotten the 29th
        ("2029-02-28", 28, "2032-02-29", 29),
        ("2027-01-31", 31, "2028-01-31", 31),
        ("2027-01-31", 31, "2028-01-30", 30),
        ("2027-01-31", 31, "2027-04-30", 30),  # another month: nothing of the old date agrees
        ("2027-01-31", 31, "2027-02-28", 28),
        ("2027-01-31", 31, "2027-01-31", 31),
        ("2027-02-28", 29, "2027-02-28", 29),
    ],
)
def test_a_date_that_was_moved_keeps_its_anchor_where_it_agrees(day: str, anchor: int, moved: str, now: int) -> None:
    assert moved_anchor(date.fromisoformat(day), anchor, date.fromisoformat(moved)) == now


@given(days, st.integers(min_value=0, max_value=8), st.integers(min_value=1, max_value=8))
def test_a_renewal_by_the_body_never_loses_the_anchor(first: date, passed: int, years: int) -> None:
    day = anniversary(first, passed, first.day)
    assert moved_anchor(day, first.day, anniversary(day, years, first.day)) == first.day
