"""What holders see of what is theirs, and what can be bought for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.addons import Addon, active_gb
from domain.catalogue import Catalogue, ServiceKey
from domain.holders import Holder
from domain.mailboxes import GIGABYTE, Mailbox, MailboxStatus
from domain.money import Money
from domain.orders import Order

if TYPE_CHECKING:
    from domain.forecast import Upcoming  # which knows of inbox space from here


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxCard:
    """A mailbox with the add-ons in force.

    `used_bytes` is inbox space in use, None if nobody can tell now. `only_one` if its holder has no other.
    `activating_gb` is the inbox space that was bought and that the mail server takes long to give.
    """

    mailbox: Mailbox
    addons: tuple[Addon, ...]
    used_bytes: int | None
    today: date
    only_one: bool = False
    activating_gb: int = 0

    @property
    def status(self) -> MailboxStatus:
        """The status today."""
        return self.mailbox.status_on(self.today)

    @property
    def is_being_renewed(self) -> bool:
        """Whether its date has passed and the renewal by the body is about to be carried out."""
        lapsed = self.mailbox.expires_on < self.today
        return lapsed and self.mailbox.auto_renew and self.mailbox.status is not MailboxStatus.EXPIRED

    @property
    def days_left(self) -> int:
        """Days from today to the expiry; negative once it has passed."""
        return (self.mailbox.expires_on - self.today).days

    @property
    def inbox_gb(self) -> int:
        """Inbox space in GB, base and add-ons."""
        return inbox_gb(self.mailbox, self.addons)

    @property
    def inbox_bytes(self) -> int:
        """Inbox space in bytes, base and add-ons."""
        return self.inbox_gb * GIGABYTE

    @property
    def archive_gb(self) -> int:
        """Legal archiving in GB."""
        return active_gb(self.addons, ServiceKey.ARCHIVE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What can be bought of one service for a mailbox: `left` GB at the most, `gb_offered` as buttons.

    `unit_price` is net per GB per year. `years` is what a purchase today would pay: 0 if it is free.
    """

    mailbox: Mailbox
    service: ServiceKey
    unit_price: Money
    years: int
    left: int
    gb_offered: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """What the menu greets with. `pending` are the orders that wait for money.

    `upcoming` is the first renewal of the next twelve months that the credit does not cover, else the first that it
    pays for.
    """

    holder: Holder
    credit: Money
    mailboxes: tuple[Mailbox, ...]
    pending: tuple[Order, ...]
    today: date
    upcoming: Upcoming | None = None


def inbox_gb(mailbox: Mailbox, addons: Iterable[Addon]) -> int:
    """The inbox space of a mailbox in GB: its base and the add-ons in force."""
    return mailbox.base_gb + active_gb(addons, ServiceKey.INBOX)


def gb_left(catalogue: Catalogue, service: ServiceKey, mailbox: Mailbox, addons: Iterable[Addon]) -> int:
    """How many GB of a service the mailbox can still take."""
    return catalogue.gb_left(service, mailbox.type, inbox_gb(mailbox, addons))
