"""Civil dates in Europe/Rome, and the arithmetic of months and years on them."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

ROME = ZoneInfo("Europe/Rome")


def civil_day(instant: datetime) -> date:
    """The date on the wall in Rome at an aware instant. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        msg = "a naive datetime has no civil day"
        raise ValueError(msg)
    return instant.astimezone(ROME).date()


def start_of_day(day: date) -> datetime:
    """The instant, in UTC, at which a civil day begins in Rome."""
    return datetime(day.year, day.month, day.day, tzinfo=ROME).astimezone(UTC)


def start_of_year(year: int) -> datetime:
    """The instant, in UTC, at which a civil year begins in Rome."""
    return start_of_day(date(year, 1, 1))


def months_after(day: date, months: int) -> date:
    """The same day some months later; a month too short for it ends on its last day."""
    return day + relativedelta(months=months)


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February in common years."""
    return day + relativedelta(years=years)


def years_to_cover(start: date, end: date) -> int:
    """The smallest whole number of years with `start + years >= end`: a started year counts whole."""
    years = max(0, end.year - start.year)
    return years if years_after(start, years) >= end else years + 1


def anniversary(day: date, years: int, anchor_day: int) -> date:
    """The same day some years later, with the day of the month that it is anchored to.

    29 February is 28 February in common years, and 29 February again in the next leap year: a day that is the last of
    its month comes from `anchor_day` if that is later.
    """
    is_cut = day.day < anchor_day and day.day == monthrange(day.year, day.month)[1]
    year = day.year + years
    return date(year, day.month, min(anchor_day if is_cut else day.day, monthrange(year, day.month)[1]))


def anniversaries_to_cover(start: date, end: date, anchor_day: int) -> int:
    """The smallest number of years whose anniversary of `start` is not before `end`: a started year counts whole."""
    years = max(0, end.year - start.year)
    return years if anniversary(start, years, anchor_day) >= end else years + 1


def moved_anchor(day: date, anchor_day: int, moved: date) -> int:
    """The day of the month that a date is anchored to after it was moved: the old one where the new date agrees."""
    agrees = moved.month == day.month and moved.day == min(anchor_day, monthrange(moved.year, moved.month)[1])
    return anchor_day if agrees else moved.day
