"""The keys about mailboxes, orders and the credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Cents, Gb, Id, OrderId, Page, QuoteId
from bot.screens.buttons.base import Button
from domain.catalogue import ServiceKey


@dataclass(frozen=True, slots=True)
class ShowMailboxes(Button):
    """The list of the holder's mailboxes."""

    verb: ClassVar[str] = "mailboxes"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class OpenMailbox(Button):
    """The card of a mailbox."""

    verb: ClassVar[str] = "mailbox"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class Buy(Button):
    """The services that can be bought for a mailbox."""

    verb: ClassVar[str] = "buy"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class ChooseService(Button):
    """A service is chosen: how many GB of it?"""

    verb: ClassVar[str] = "service"
    mailbox_id: Id
    service: ServiceKey


@dataclass(frozen=True, slots=True)
class ChooseGb(Button):
    """The GB are chosen: what do they cost?"""

    verb: ClassVar[str] = "gb"
    mailbox_id: Id
    service: ServiceKey
    gb: Gb


@dataclass(frozen=True, slots=True)
class ConfirmOrder(Button):
    """The quote is accepted."""

    verb: ClassVar[str] = "confirm"
    quote_id: QuoteId


@dataclass(frozen=True, slots=True)
class ShowOrder(Button):
    """An order that waits for money."""

    verb: ClassVar[str] = "order"
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class PayOrder(Button):
    """What an order still misses is to be paid by card."""

    verb: ClassVar[str] = "pay"
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class CancelOrder(Button):
    """An order that waits for money is given up."""

    verb: ClassVar[str] = "cancel"
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class ShowCredit(Button):
    """The credit, and a page of its movements. Pages count from 0."""

    verb: ClassVar[str] = "credit"
    page: Page


@dataclass(frozen=True, slots=True)
class ChooseTopUp(Button):
    """How much to add to the credit?"""

    verb: ClassVar[str] = "top-up"


@dataclass(frozen=True, slots=True)
class TopUpOf(Button):
    """So many EUR cents are to be added to the credit."""

    verb: ClassVar[str] = "amount"
    cents: Cents


KINDS: tuple[type[Button], ...] = (
    ShowMailboxes,
    OpenMailbox,
    Buy,
    ChooseService,
    ChooseGb,
    ConfirmOrder,
    ShowOrder,
    PayOrder,
    CancelOrder,
    ShowCredit,
    ChooseTopUp,
    TopUpOf,
)
