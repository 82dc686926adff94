"""What a day brought, and what the next ones will take, in numbers: the digest of the administrators.

It holds counts and sums, and nothing of anybody. Amounts are EUR cents, VAT included unless named otherwise; days are
civil dates in Europe/Rome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.calendar import ROME, civil_day
from domain.catalogue import ServiceKey
from domain.dialogs import Json
from domain.money import Money, total
from domain.notices import Channel, Facts

DAYS_BACK = 14
DAYS_AHEAD = 30


class Side(StrEnum):
    """The kinds of money events that are neither a top-up nor a sale."""

    REFUND = "refund"
    UNDONE = "undone"
    DISPUTE = "dispute"
    ADJUSTMENT = "adjustment"
    RECEIVABLE = "receivable"
    OTHER = "other"


class Which(StrEnum):
    """The day that an administrator asks about."""

    YESTERDAY = "yesterday"
    TODAY = "today"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How many events there were, and what they moved."""

    count: int = 0
    cents: int = 0

    @property
    def amount(self) -> Money:
        """What they moved."""
        return Money(self.cents)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """The orders of a service that were completed, those that were free among them."""

    service: ServiceKey
    count: int
    free: int
    net_cents: int
    vat_cents: int

    @property
    def gross(self) -> Money:
        """What they took, VAT included."""
        return Money(self.net_cents + self.vat_cents)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sideline:
    """Refunds, disputes or adjustments: what came in from outside, and what was given back, to a card or to the credit.

    Of receivables, what was owed and is paid; of orders undone, what their holders got back. `count` is how many
    refunds and disputes took money out: one whose money comes back on another day is not counted again on that.
    """

    kind: Side
    count: int
    came_cents: int
    went_cents: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Failures:
    """What went wrong on the day, by the channel of what was not delivered; and what waits now, whenever it came.

    `unassigned` payments wait for somebody to assign them, `dead` notices for somebody to look at them, and `debtors`
    owe `owed_cents` in all. `refunds` could not be carried out, and `disputes` were lost.
    """

    chat: int = 0
    email: int = 0
    servers: int = 0
    payments: int = 0
    unassigned: int = 0
    dead: int = 0
    charging_stopped: bool = False
    alarms: int = 0
    refunds: int = 0
    disputes: int = 0
    debtors: int = 0
    owed_cents: int = 0

    @property
    def are_there(self) -> bool:
        """Whether there is anything to be told."""
        undelivered = (self.chat, self.email, self.servers)
        money = (self.payments, self.unassigned, self.refunds, self.disputes, self.debtors)
        return any((*undelivered, *money, self.alarms, self.charging_stopped))

    @property
    def owed(self) -> Money:
        """What is owed in all."""
        return Money(self.owed_cents)


@dataclass(frozen=True, kw_only=True, slots=True)
class Income:
    """What one day brought, by kind: money that came by card, and what was sold from the credit."""

    day: date
    topups_cents: int = 0
    orders_cents: int = 0
    renewals_cents: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DueDay:
    """The add-ons that are to be renewed at the end of a day: how many, and what today's credit covers of them."""

    day: date
    count: int = 0
    covered_cents: int = 0
    short_cents: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """The renewals of the days ahead, with the credit of today, and how many holders lack money for theirs."""

    days: tuple[DueDay, ...]
    short_holders: int

    @property
    def count(self) -> int:
        """How many renewals there are."""
        return sum(one.count for one in self.days)

    @property
    def covered(self) -> Money:
        """What today's credit covers."""
        return Money(sum(one.covered_cents for one in self.days))

    @property
    def short(self) -> Money:
        """What it does not cover."""
        return Money(sum(one.short_cents for one in self.days))

    @property
    def needed(self) -> Money:
        """What all of them take."""
        return self.covered + self.short


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """What the books and the register know of one day. `logins` is how often somebody logged in."""

    topups: Counted = Counted()
    sold: tuple[Sold, ...] = ()
    renewals: Counted = Counted()
    sidelines: tuple[Sideline, ...] = ()
    deactivated: int = 0
    expired: int = 0
    logins: int = 0

    @property
    def orders(self) -> int:
        """How many orders were completed."""
        return sum(one.count for one in self.sold)

    @property
    def net(self) -> Money:
        """What the orders took, without VAT."""
        return Money(sum(one.net_cents for one in self.sold))

    @property
    def vat(self) -> Money:
        """The VAT of the orders."""
        return Money(sum(one.vat_cents for one in self.sold))

    @property
    def gross(self) -> Money:
        """What the orders took, VAT included."""
        return total(*(one.gross for one in self.sold))

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was paid, bought, renewed or ended."""
        moved = (self.topups.count, self.orders, self.renewals.count, self.deactivated, self.expired)
        return not any(moved) and not self.sidelines


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """A day, the failures, the two weeks up to it, and the days ahead from the day on which it is told."""

    day: date
    happened: Happened
    failures: Failures
    income: tuple[Income, ...]
    outlook: Outlook

    def facts(self) -> Facts:
        """Everything as the facts of a notice; `read` makes the digest of them again."""
        return {"digest": _plain(asdict(self))}

    @staticmethod
    def read(facts: Facts) -> Digest:
        """The digest that a notice tells. Raises KeyError, TypeError, ValueError."""
        told: Any = facts["digest"]
        outlook = told["outlook"]
        return Digest(
            day=date.fromisoformat(told["day"]),
            happened=_read_happened(told["happened"]),
            failures=Failures(**told["failures"]),
            income=tuple(Income(**_dated(one)) for one in told["income"]),
            outlook=Outlook(
                days=tuple(DueDay(**_dated(one)) for one in outlook["days"]), short_holders=outlook["short_holders"]
            ),
        )


def is_time(now: datetime, hour: int) -> bool:
    """Whether the hour of the day in Rome has come at which the day before is told."""
    return now.astimezone(ROME).hour >= hour


def day_of(which: Which, now: datetime) -> date:
    """The civil day that is meant at an instant."""
    today = civil_day(now)
    return today if which is Which.TODAY else today - timedelta(days=1)


def undelivered_of(undelivered: Mapping[Channel, int]) -> Failures:
    """The notices that were given up, by their channels."""
    return Failures(
        chat=undelivered.get(Channel.CHAT, 0),
        email=undelivered.get(Channel.EMAIL, 0),
        servers=undelivered.get(Channel.MAIL_SERVER, 0) + undelivered.get(Channel.PAYMENT_LINKS, 0),
    )


def _plain(value: Any) -> Json:
    """As JSON has it: days and kinds as texts, tuples as lists."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    plain: Json = value.isoformat() if isinstance(value, date) else value
    return plain


def _dated(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "day": date.fromisoformat(told["day"])}


def _read_happened(told: Mapping[str, Any]) -> Happened:
    """What `_plain` made of it, read again."""
    read = {
        "topups": Counted(**told["topups"]),
        "renewals": Counted(**told["renewals"]),
        "sold": tuple(Sold(**{**one, "service": ServiceKey(one["service"])}) for one in told["sold"]),
        "sidelines": tuple(Sideline(**{**one, "kind": Side(one["kind"])}) for one in told["sidelines"]),
    }
    return Happened(**{**told, **read})
