"""Civil dates in Europe/Rome, and the arithmetic of months and years on them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

ROME = ZoneInfo("Europe/Rome")


def civil_day(instant: datetime) -> date:
    """The date on the wall in Rome at an aware instant. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        msg = "a naive datetime has no civil day"
        raise ValueError(msg)
    return instant.astimezone(ROME).date()


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
