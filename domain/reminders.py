"""When a holder is reminded of an expiry, and in which tone.

Source: seed guide, "Rinnovare servizi acquistati": from 90 days before the expiry, to the reference e-mail.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from domain.forecast import Upcoming, wants_renewal
from domain.money import NOTHING
from domain.renewals import Fate
from domain.steps import LAST_STEPS, STEPS, current_step

SNOOZE_DAYS = 14


class Tone(StrEnum):
    """How urgent a reminder is."""

    SHORT = "short"  # credit is missing: something will end
    COVERED = "covered"  # the credit covers everything
    ENDING = "ending"  # nobody renews the mailbox, and its add-ons end with it
    EXPIRING = "expiring"  # nobody renews the mailbox; it has no add-ons
    LEAVING = "leaving"  # all that ends was declined by the holder


_STEPS_OF = {
    Tone.SHORT: STEPS,
    Tone.ENDING: STEPS,
    Tone.COVERED: (90, 30, 7),
    Tone.EXPIRING: (30, 7),
    Tone.LEAVING: (30, 7),
}


def tone_of(upcoming: Upcoming) -> Tone | None:
    """The tone of the reminders before a renewal; None if there is nothing to remind of."""
    renewal = upcoming.renewal
    if any(one.fate is Fate.UNRENEWED for one in renewal.addons):
        return Tone.ENDING
    if wants_renewal(upcoming):
        return Tone.SHORT if upcoming.missing > NOTHING else Tone.COVERED
    if renewal.expired:
        return Tone.EXPIRING
    return Tone.LEAVING if renewal.addons else None


def step_of(tone: Tone, days_left: int) -> int | None:
    """The step of a reminder that is told in a tone, so many days before the renewal."""
    return current_step(days_left, _STEPS_OF[tone])


def owed_step(tone: Tone, days_left: int, last: int | None) -> tuple[int | None, int]:
    """The step that is owed now, if any, and how many earlier ones were missed and are skipped.

    `last` is the last step that was looked at. Only the most urgent one is owed, however many were missed (fault F47).
    """
    steps = _STEPS_OF[tone]
    step = step_of(tone, days_left)
    if step is None or (last is not None and step >= last):
        return None, 0
    return step, sum(step < missed and (last is None or missed < last) for missed in steps)


def next_reminder_day(upcoming: Upcoming, after: date, snoozed_until: date | None) -> date | None:
    """The next day after one on which a reminder is owed as things stand, None if none is left."""
    tone = tone_of(upcoming)
    days: list[date] = []
    for step in _STEPS_OF[tone] if tone else ():
        day = upcoming.day - timedelta(days=step)
        if snoozed_until is not None and after < day <= snoozed_until and step not in LAST_STEPS:
            day = snoozed_until + timedelta(days=1)
        days.append(day)
    return min((day for day in days if after < day <= upcoming.day), default=None)


def snoozed(today: date) -> date:
    """The last day without reminders for a holder who has seen one today."""
    return today + timedelta(days=SNOOZE_DAYS)
