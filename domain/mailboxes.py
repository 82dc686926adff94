"""A certified mailbox, and whether anything can be bought for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.catalogue import MailboxType
from domain.errors import MailboxExpired, MailboxNotActive

GIGABYTE = 1_000_000_000


class MailboxStatus(StrEnum):
    """The states of a mailbox."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """A mailbox.

    `expires_on` is its last day, a civil date in Europe/Rome, and `anchor_day` the day of the month that its dates are
    anchored to (29 for a mailbox of 29 February). `base_gb` and `used_bytes` are inbox space. `reminder_step` is the
    last reminder step that was looked at before the next renewal, `snoozed_until` the last day on which the holder
    wants no reminder, `space_level` the percentage (0, 70, 90) that the inbox was filled to when it was last looked at.
    """

    id: int
    holder_id: int
    address: str
    type: MailboxType
    status: MailboxStatus
    expires_on: date
    auto_renew: bool
    term_years: int
    base_gb: int
    used_bytes: int
    anchor_day: int
    reminder_step: int | None = None
    snoozed_until: date | None = None
    space_level: int = 0

    def status_on(self, today: date) -> MailboxStatus:
        """The status to show: a mailbox whose date has passed is expired, whatever the register says."""
        return MailboxStatus.EXPIRED if self.expires_on < today else self.status

    def check_buyable(self, today: date) -> None:
        """Raises MailboxExpired or MailboxNotActive if nothing can be bought for the mailbox."""
        status = self.status_on(today)
        if status is MailboxStatus.EXPIRED:
            raise MailboxExpired(expired_on=self.expires_on)
        if status is not MailboxStatus.ACTIVE:
            raise MailboxNotActive


def normalise_address(typed: str) -> str:
    """A mailbox name as typed, made comparable: no blanks around it, lower case."""
    return typed.strip().lower()
