"""What the keys under a message send back: one class a verb, one codec.

Buttons are untrusted and live for ever: they carry ids only. Whoever takes one loads the object again,
with its owner.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from bot.screens.button_fields import Cents, Choice, Gb, Id, OrderId, Page, QuoteId, readers
from domain.catalogue import ServiceKey
from domain.holders import Language

MOST_BYTES = 64


class UnknownButton(Exception):
    """What came back is not a button of ours: it is forged, or older than the code."""


@dataclass(frozen=True, slots=True)
class Button:
    """What tapping a key asks for."""

    verb: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Home(Button):
    """Back to the menu."""

    verb: ClassVar[str] = "home"


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


@dataclass(frozen=True, slots=True)
class ShowRenewals(Button):
    """What the next renewal of a mailbox takes, and a page of its add-ons. Pages count from 0."""

    verb: ClassVar[str] = "renewals"
    mailbox_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowAddon(Button):
    """What is to become of one add-on."""

    verb: ClassVar[str] = "addon"
    addon_id: Id


@dataclass(frozen=True, slots=True)
class SwitchRenewal(Button):
    """An add-on is to be renewed, or not."""

    verb: ClassVar[str] = "renew"
    addon_id: Id
    renews: Choice


@dataclass(frozen=True, slots=True)
class PutFirst(Button):
    """The credit is to be spent on this add-on before the others."""

    verb: ClassVar[str] = "first"
    addon_id: Id


@dataclass(frozen=True, slots=True)
class ShowForecast(Button):
    """What the next twelve months take. Pages count from 0."""

    verb: ClassVar[str] = "forecast"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class TopUpRenewal(Button):
    """What the next renewal of a mailbox still misses is to be paid by card."""

    verb: ClassVar[str] = "top-up-renewal"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class TopUpForecast(Button):
    """What the next twelve months still miss is to be paid by card."""

    verb: ClassVar[str] = "top-up-year"


@dataclass(frozen=True, slots=True)
class Snooze(Button):
    """A reminder was seen: no other for a while."""

    verb: ClassVar[str] = "snooze"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class ShowSpaceAlerts(Button):
    """Whether to be told that an inbox fills up?"""

    verb: ClassVar[str] = "alerts"


@dataclass(frozen=True, slots=True)
class SetSpaceAlerts(Button):
    """The holder is to be told that an inbox fills up, or not."""

    verb: ClassVar[str] = "set-alerts"
    wanted: Choice


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Button):
    """The languages."""

    verb: ClassVar[str] = "languages"


@dataclass(frozen=True, slots=True)
class SetLanguage(Button):
    """The bot is to speak this language."""

    verb: ClassVar[str] = "language"
    language: Language


@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """How things work."""

    verb: ClassVar[str] = "help"


@dataclass(frozen=True, slots=True)
class LogIn(Button):
    """The login, from the start."""

    verb: ClassVar[str] = "login"


@dataclass(frozen=True, slots=True)
class LogOut(Button):
    """The end of the session."""

    verb: ClassVar[str] = "logout"


@dataclass(frozen=True, slots=True)
class ShowDeadLetters(Button):
    """What could not be delivered, for an admin. Pages count from 0."""

    verb: ClassVar[str] = "dead-letters"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class RetryNotice(Button):
    """An admin wants a notice that was given up delivered again."""

    verb: ClassVar[str] = "retry"
    notice_id: Id


BUTTONS: tuple[type[Button], ...] = (
    Home, ShowMailboxes, OpenMailbox, Buy, ChooseService, ChooseGb, ConfirmOrder, ShowOrder, PayOrder, CancelOrder,
    ShowCredit, ChooseTopUp, TopUpOf, ShowRenewals, ShowAddon, SwitchRenewal, PutFirst, ShowForecast, TopUpRenewal,
    TopUpForecast, Snooze, ShowSpaceAlerts, SetSpaceAlerts, ChooseLanguage, SetLanguage, ShowHelp, LogIn, LogOut,
    ShowDeadLetters, RetryNotice,
)  # fmt: skip
_BY_VERB = {button.verb: button for button in BUTTONS}


def encode(button: Button) -> str:
    """The button as callback data: `verb:field:field`. Raises ValueError for a field outside its limits."""
    values = {field.name: str(getattr(button, field.name)) for field in fields(button)}
    for name, read in _READERS[type(button)].items():
        read(values[name])
    return ":".join((button.verb, *values.values()))


def decode(data: str) -> Button:
    """The button that callback data stands for. Raises UnknownButton for anything that `encode` does not write."""
    verb, *values = data.split(":")
    kind = _BY_VERB.get(verb)
    if kind is None or len(data) > MOST_BYTES:
        raise UnknownButton(verb[:MOST_BYTES])
    readers = _READERS[kind]
    if len(values) != len(readers):
        raise UnknownButton(verb)
    try:
        return kind(*(read(value) for read, value in zip(readers.values(), values, strict=True)))
    except ValueError as unreadable:
        raise UnknownButton(verb) from unreadable


_READERS = {kind: readers(kind) for kind in BUTTONS}
