"""When the personal data of an account may be erased, and what stands in its place then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.addons import Addon
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import NOTHING, Money
from domain.orders import Order


class ObstacleKind(StrEnum):
    """What keeps an account from being closed."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    BEING_RENEWED = "being-renewed"
    ADDON = "addon"
    ORDER = "order"
    TOP_UP = "top-up"
    CREDIT = "credit"
    OWED = "owed"
    MESSAGE = "message"


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """Why the personal data cannot be erased yet. `mailbox` and `until` say of which mailbox, and up to which day."""

    kind: ObstacleKind
    mailbox: str = ""
    until: date | None = None
    amount: Money = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """What decides whether an account is closed.

    `awaits_payment` if a payment may still come, `is_spoken_to` if a message is on its way at this moment. `credit` is
    what the holder has, `owed` what the holder owes after a dispute.
    """

    mailboxes: tuple[Mailbox, ...]
    addons: tuple[Addon, ...]
    pending: tuple[Order, ...]
    awaits_payment: bool
    credit: Money
    owed: Money
    is_spoken_to: bool = False

    def obstacles(self, today: date) -> tuple[Obstacle, ...]:
        """What stands in the way on a day; nothing if the account is closed. No cent may be lost."""
        return (*_of_mailboxes(self.mailboxes, today), *_of_addons(self.mailboxes, self.addons), *self._of_money())

    def _of_money(self) -> Iterator[Obstacle]:
        for order in self.pending:
            yield Obstacle(kind=ObstacleKind.ORDER, mailbox=order.quote.mailbox_address)
        if self.awaits_payment:
            yield Obstacle(kind=ObstacleKind.TOP_UP)
        if self.credit != NOTHING:
            yield Obstacle(kind=ObstacleKind.CREDIT, amount=self.credit)
        if self.owed != NOTHING:
            yield Obstacle(kind=ObstacleKind.OWED, amount=self.owed)
        if self.is_spoken_to:
            yield Obstacle(kind=ObstacleKind.MESSAGE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """The personal data is gone, and this name stands in its place; how many mailboxes, chats and notices it was in."""

    pseudonym: str
    mailboxes: int
    chats: int
    notices: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StillOpen:
    """Nothing was erased: the account is not closed yet."""

    obstacles: tuple[Obstacle, ...]


def pseudonym(holder_id: int) -> str:
    """What stands in the books and in the register in place of a holder."""
    return f"ERASED-{holder_id:06d}"


def mailbox_pseudonym(mailbox_id: int) -> str:
    """What stands in place of a mailbox: nobody can type it as the name of one, since it is no address."""
    return f"erased-{mailbox_id:06d}"


def _of_mailboxes(mailboxes: Iterable[Mailbox], today: date) -> Iterator[Obstacle]:
    """A mailbox is over once that is carried out: until then it may be renewed, or its holder told of the end."""
    kinds = {MailboxStatus.ACTIVE: ObstacleKind.ACTIVE, MailboxStatus.SUSPENDED: ObstacleKind.SUSPENDED}
    for box in mailboxes:
        kind = kinds.get(box.status_on(today))
        if kind is None and box.status is not MailboxStatus.EXPIRED:
            kind = ObstacleKind.BEING_RENEWED
        if kind is not None:
            yield Obstacle(kind=kind, mailbox=box.address, until=box.expires_on)


def _of_addons(mailboxes: Iterable[Mailbox], addons: Iterable[Addon]) -> Iterator[Obstacle]:
    addresses = {box.id: box.address for box in mailboxes}
    for addon in addons:
        if addon.is_active:
            yield Obstacle(kind=ObstacleKind.ADDON, mailbox=addresses[addon.mailbox_id], until=addon.due_on)
