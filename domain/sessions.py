"""Who is logged in where, for how long, and how fast one may guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.holders import Holder, Language
from domain.mailboxes import Mailbox
from domain.maintenance import Closure

PAIR_FAILURES = 5
PERSON_FAILURES = 15
FAILURES_COUNT_FOR = timedelta(hours=24)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
CONFIRMED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLimits:
    """How long a session lasts without use, and at the most."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A holder logged in to a chat with one of the mailboxes. One chat has one session at most.

    `confirmed_at` is when the password was last typed once more, after the log-in.
    """

    chat_id: int
    holder_id: int
    mailbox_id: int
    started_at: datetime
    used_at: datetime
    confirmed_at: datetime | None = None

    def is_confirmed(self, now: datetime) -> bool:
        """Whether the password was typed once more a short while ago: what is sensitive may be done."""
        return self.confirmed_at is not None and self.confirmed_at <= now < self.confirmed_at + CONFIRMED_FOR

    def is_open(self, now: datetime, limits: SessionLimits) -> bool:
        """Whether the session is within both limits. A clock that jumped back ends nothing."""
        return now < self.used_at + limits.idle and now < self.started_at + limits.absolute


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedIn:
    """The holder has logged in with one of the mailboxes."""

    holder: Holder
    mailbox: Mailbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """Who an update comes from.

    `language` is None before the first contact. Without an open session, `last_address` is the mailbox that was
    logged in here last, None if nobody was or the holder logged out. `reachable` is False if the bot was blocked here
    when it last had something to say. `is_confirmed` if the password was typed once more a short while ago.
    `closure` is the maintenance that goes on.
    """

    language: Language | None
    session: Session | None
    last_address: str | None
    reachable: bool = True
    is_confirmed: bool = False
    closure: Closure | None = None


def wait_until(failures: Sequence[datetime], allowed: int, now: datetime) -> datetime | None:
    """Until when a person has to wait after these failed logins, None if the next try may come now.

    After the allowed number each further failure doubles the wait, from a minute to an hour. Failures count for a day.
    """
    recent = sorted(at for at in failures if at > now - FAILURES_COUNT_FOR)
    if len(recent) < allowed:
        return None
    wait = min(FIRST_WAIT * 2 ** min(len(recent) - allowed, 10), LONGEST_WAIT)
    until = recent[-1] + wait
    return until if until > now else None
