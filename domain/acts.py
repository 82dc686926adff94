"""What administrators do, as it is kept for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notices import Facts

COMMAND_LINE = 0  # the actor of what is done at the command line: nobody has this Telegram id
ACTS_ON_A_PAGE = 8


class Act(StrEnum):
    """The acts that have words of their own. Each is written in the transaction of what it tells of (S13).

    A refused door is what somebody tried who is no administrator (fault F69).
    """

    NOTICE_REVIVED = "notice-revived"
    HOLDER_VIEWED = "holder-viewed"
    REMINDER_RESENT = "reminder-resent"
    SESSIONS_ENDED = "sessions-ended"
    MAILBOX_SUSPENDED = "mailbox-suspended"
    MAILBOX_REOPENED = "mailbox-reopened"
    REFUND_ASKED = "refund-asked"
    CREDIT_ADJUSTED = "credit-adjusted"
    ADJUSTMENT_PROPOSED = "adjustment-proposed"
    ADJUSTMENT_APPROVED = "adjustment-approved"
    ADJUSTMENT_REFUSED = "adjustment-refused"
    PAYMENT_ASSIGNED = "payment-assigned"
    PAYMENT_DEALT_WITH = "payment-dealt-with"
    REGISTER_IMPORTED = "register-imported"
    BROADCAST_CONFIRMED = "broadcast-confirmed"
    BROADCAST_PAUSED = "broadcast-paused"
    BROADCAST_RESUMED = "broadcast-resumed"
    BROADCAST_STOPPED = "broadcast-stopped"
    BROADCAST_WITHDRAWN = "broadcast-withdrawn"
    REPORT_SENT = "report-sent"
    MAINTENANCE_BEGUN = "maintenance-begun"
    MAINTENANCE_ENDED = "maintenance-ended"
    DOOR_REFUSED = "admin-door-refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class AdminAct:
    """One act: who (a Telegram id, or COMMAND_LINE), what, about whom or what, at which instant (UTC)."""

    id: int
    actor_id: int
    act: str
    about: Facts
    at: datetime

    @property
    def holder_id(self) -> int | None:
        """Whom it is about, None if it is about nobody, or about somebody who was erased."""
        found = self.about.get("holder_id")
        return found if isinstance(found, int) else None

    def word(self, name: str) -> str | None:
        """A fact of it as a text; None if there is none, or it was erased."""
        found = self.about.get(name)
        return None if found is None else str(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class ActsPage:
    """A page of the acts, newest first, with the names of the holders they are about. Pages count from 0."""

    acts: tuple[AdminAct, ...]
    names: Mapping[int, str]
    page: int
    has_older: bool
