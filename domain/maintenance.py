"""The bot is closed to holders for a while: for the face, not for the clockwork, which goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.calendar import ROME, civil_day

EVENT = "maintenance"
ROUNDED = timedelta(minutes=5)
MINUTES = (30, 60, 120)  # what is offered; 0 stands for an end that nobody knows
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Closure:
    """A maintenance that goes on. `number` counts them; `until` is when it is to end, None if nobody knows."""

    number: int
    since: datetime
    until: datetime | None

    def end_at(self, now: datetime) -> datetime | None:
        """When it is to end; None if nobody knows, or if that has passed: an hour that is over is no promise."""
        return self.until if self.until is not None and self.until > now else None


@dataclass(frozen=True, kw_only=True, slots=True)
class MaintenanceState:
    """Whether the bot is closed, and how many chats wait for it to open."""

    closure: Closure | None
    waiting: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MaintenanceSwitched:
    """The bot is closed now, or open (`closure` is None). `told` chats are told that it is open.

    `repeated` if it was so before.
    """

    closure: Closure | None
    told: int = 0
    repeated: bool = False


def read_hour(typed: str, now: datetime) -> datetime:
    """The next instant, in UTC, at which the clocks of Rome show a time such as 18:30. Raises ValueError."""
    match = _HOUR.fullmatch(typed.strip())
    if match is None:
        raise ValueError(typed)
    today = civil_day(now)
    for day in (today, today + timedelta(days=1)):
        local = datetime(day.year, day.month, day.day, int(match[1]), int(match[2]), tzinfo=ROME)
        instant = local.astimezone(UTC)
        if instant > now and instant.astimezone(ROME).replace(tzinfo=None) == local.replace(tzinfo=None):
            return instant
    raise ValueError(typed)  # the hour that is skipped in spring


def after_minutes(minutes: int, now: datetime) -> datetime | None:
    """The end of a maintenance of so many minutes, rounded up to five; None for 0: nobody knows."""
    if not minutes:
        return None
    end = now + timedelta(minutes=minutes)
    over = timedelta(minutes=end.minute % 5, seconds=end.second, microseconds=end.microsecond)
    return end - over + ROUNDED if over else end
