"""Places in the line of mailboxes that something is due for, so that a job can go on where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePlace:
    """A mailbox and the last day before something of it is due, in Europe/Rome; the line is in this order."""

    due_on: date
    mailbox_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BareTerm:
    """What mailboxes without add-ons have in common that move together: their date, their term, their anchor."""

    expires_on: date
    term_years: int
    anchor_day: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RemindPlace(DuePlace):
    """Such a place with the holder of the mailbox and the reminder step that is to be looked at."""

    holder_id: int
    step: int
