"""What holders are told of their renewals, as facts that a notice carries: before the day, and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, cast

from domain.catalogue import ServiceKey
from domain.dialogs import Json
from domain.forecast import Upcoming
from domain.money import Money, total
from domain.notices import Facts
from domain.reminders import Tone
from domain.renewals import ENDS, AddonRenewal, Fate, Renewal


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsLine:
    """One add-on in the news. `price` is what its renewal costs, VAT included; None if it cannot be renewed.

    `until` is the last day it runs after what is told.
    """

    service: ServiceKey
    gb: int
    fate: Fate
    price: Money | None
    until: date

    def facts(self) -> dict[str, Json]:
        """As a notice carries it."""
        return {
            "service": self.service.value,
            "gb": self.gb,
            "fate": self.fate.value,
            "cents": None if self.price is None else self.price.cents,
            "until": self.until.isoformat(),
        }

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Self:
        """As it was told."""
        return cls(
            service=ServiceKey(facts["service"]),
            gb=int(facts["gb"]),
            fate=Fate(facts["fate"]),
            price=None if facts["cents"] is None else Money(int(facts["cents"])),
            until=date.fromisoformat(facts["until"]),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderNews:
    """A reminder of a renewal. Amounts are EUR cents, VAT included.

    `day` is the last day before the renewal, `credit` the credit of today, `before` what other renewals of the holder
    need until then, `missing` what has to be added so that everything up to that day is renewed. `over_bytes` is how
    much the inbox would be over its space, if something ends. `unpaid` if the renewal is overdue: what it is about runs
    on unpaid up to that day.
    """

    mailbox_id: int
    mailbox: str
    day: date
    days_left: int
    tone: Tone
    lines: tuple[NewsLine, ...]
    needed: Money
    credit: Money
    before: Money
    missing: Money
    over_bytes: int
    unpaid: bool = False

    def facts(self) -> Facts:
        """As a notice carries it."""
        return {
            "mailbox_id": self.mailbox_id,
            "mailbox": self.mailbox,
            "day": self.day.isoformat(),
            "days_left": self.days_left,
            "tone": self.tone.value,
            "lines": [cast("Json", line.facts()) for line in self.lines],
            "needed": self.needed.cents,
            "credit": self.credit.cents,
            "before": self.before.cents,
            "missing": self.missing.cents,
            "over_bytes": self.over_bytes,
            "unpaid": self.unpaid,
        }

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Self:
        """As it was told."""
        return cls(
            mailbox_id=int(facts["mailbox_id"]),
            mailbox=str(facts["mailbox"]),
            day=date.fromisoformat(facts["day"]),
            days_left=int(facts["days_left"]),
            tone=Tone(facts["tone"]),
            lines=tuple(NewsLine.read(line) for line in facts["lines"]),
            needed=Money(int(facts["needed"])),
            credit=Money(int(facts["credit"])),
            before=Money(int(facts["before"])),
            missing=Money(int(facts["missing"])),
            over_bytes=int(facts["over_bytes"]),
            unpaid=bool(facts["unpaid"]),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class RenewalNews:
    """The outcome of a renewal. Amounts are EUR cents, VAT included.

    `day` is the last day before it, `expires_on` the mailbox's date after it, `expired` whether the mailbox itself has
    ended. `credit` is what is left. `over_bytes` is how much the inbox is over its space, if something has ended.
    """

    mailbox_id: int
    mailbox: str
    day: date
    expires_on: date
    expired: bool
    lines: tuple[NewsLine, ...]
    charged: Money
    credit: Money
    over_bytes: int

    @property
    def missing(self) -> Money:
        """What has to be added so that what runs on unpaid is renewed."""
        unpaid = total(*(line.price for line in self.of(Fate.GRACE, Fate.AWAITED) if line.price))
        return Money(max(0, (unpaid - self.credit).cents))

    def of(self, *fates: Fate) -> tuple[NewsLine, ...]:
        """The add-ons that met one of these fates."""
        return tuple(line for line in self.lines if line.fate in fates)

    def facts(self) -> Facts:
        """As a notice carries it."""
        return {
            "mailbox_id": self.mailbox_id,
            "mailbox": self.mailbox,
            "day": self.day.isoformat(),
            "expires_on": self.expires_on.isoformat(),
            "expired": self.expired,
            "lines": [cast("Json", line.facts()) for line in self.lines],
            "charged": self.charged.cents,
            "credit": self.credit.cents,
            "over_bytes": self.over_bytes,
        }

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Self:
        """As it was told."""
        return cls(
            mailbox_id=int(facts["mailbox_id"]),
            mailbox=str(facts["mailbox"]),
            day=date.fromisoformat(facts["day"]),
            expires_on=date.fromisoformat(facts["expires_on"]),
            expired=bool(facts["expired"]),
            lines=tuple(NewsLine.read(line) for line in facts["lines"]),
            charged=Money(int(facts["charged"])),
            credit=Money(int(facts["credit"])),
            over_bytes=int(facts["over_bytes"]),
        )


def reminder_news(upcoming: Upcoming, tone: Tone, credit: Money, today: date) -> ReminderNews:
    """What a reminder says today, with the credit of today."""
    mailbox = upcoming.renewal.mailbox
    return ReminderNews(
        mailbox_id=mailbox.id,
        mailbox=mailbox.address,
        day=upcoming.day,
        days_left=(upcoming.day - today).days,
        tone=tone,
        lines=_lines(upcoming.renewal.addons, upcoming.day),
        needed=upcoming.needed,
        credit=credit,
        before=upcoming.before,
        missing=upcoming.missing,
        over_bytes=upcoming.over_bytes,
        unpaid=any(one.before.grace_until is not None for one in upcoming.renewal.addons),
    )


def renewal_news(renewal: Renewal, over_bytes: int) -> RenewalNews:
    """What the outcome of a renewal says."""
    mailbox = renewal.mailbox
    return RenewalNews(
        mailbox_id=mailbox.id,
        mailbox=mailbox.address,
        day=renewal.due_on,
        expires_on=mailbox.expires_on,
        expired=renewal.expired,
        lines=_lines(renewal.addons, renewal.due_on),
        charged=renewal.charged,
        credit=renewal.credit,
        over_bytes=over_bytes,
    )


def _lines(addons: Iterable[AddonRenewal], day: date) -> tuple[NewsLine, ...]:
    return tuple(
        NewsLine(
            service=one.before.service,
            gb=one.before.gb,
            fate=one.fate,
            price=one.price.gross if one.price else None,
            until=day if one.fate in ENDS else one.after.due_on,
        )
        for one in addons
    )
