"""The books: double entry, append-only. A mistake is corrected by a new transfer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.addons import Addon
from domain.mailboxes import Mailbox
from domain.money import NOTHING, Money
from domain.orders import Order
from domain.pricing import Price
from domain.reversals import Reversal

CARD = "card"
SALES = "sales"
VAT = "vat"
ADJUSTMENT = "adjustment"

KINDS = frozenset({"topup", "order", "renewal", "refund", "dispute", "receivable", "adjustment"})
"""What money events there are: the first part of their names."""

About = Mapping[str, str | int]


def holder_account(holder_id: int) -> str:
    """The name of a holder's credit account."""
    return f"holder:{holder_id}"


def receivable_account(holder_id: int) -> str:
    """The name of the account of what a holder owes; its balance is never above nothing."""
    return f"receivable:{holder_id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer:
    """One immutable line: an amount (EUR cents, above 0) moves from one account to another.

    `key` makes the line happen once; `event` is the money event it belongs to, shared by the net and the VAT line of
    one purchase; `about` holds the facts that a statement prints.
    """

    key: str
    event: str
    source: str
    target: str
    amount: Money
    at: datetime
    about: About = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.amount <= NOTHING or self.source == self.target:
            msg = f"not a transfer: {self.key}"
            raise ValueError(msg)


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """One money event as its holder sees it: the signed amount, and the balance after it. EUR cents.

    `id` is the number of its last line in the books.
    """

    id: int
    event: str
    amount: Money
    balance: Money
    at: datetime
    about: About

    @property
    def kind(self) -> str:
        """`topup`, `order`, `renewal`, `refund`, `dispute`, `receivable` or `adjustment`."""
        return self.event.partition(":")[0]

    @property
    def name(self) -> str:
        """What it is called: its kind, `refund-back` or `dispute-back` for money that came back, `other` if unknown."""
        if self.kind not in KINDS:
            return "other"
        return f"{self.kind}-back" if self.kind in {"refund", "dispute"} and self.amount > NOTHING else self.kind

    @property
    def subject(self) -> str:
        """What the event is about: the payment intent of a top-up, the order of an order."""
        return self.event.partition(":")[2]


class Only(StrEnum):
    """Which movements are looked at. The rest are refunds, disputes and adjustments."""

    ALL = "all"
    TOP_UPS = "topups"
    ORDERS = "orders"
    RENEWALS = "renewals"
    OTHERS = "others"


KIND_OF = {Only.TOP_UPS: "topup", Only.ORDERS: "order", Only.RENEWALS: "renewal"}
"""The kind of movement that a filter lets through; `OTHERS` lets those through that are of none of these kinds."""


def top_up_transfer(intent: str, holder_id: int, amount: Money, reference: str, at: datetime) -> Transfer:
    """The money of one card payment comes into the credit, once per payment intent."""
    event = f"topup:{intent}"
    return Transfer(
        key=event,
        event=event,
        source=CARD,
        target=holder_account(holder_id),
        amount=amount,
        at=at,
        about={"reference": reference},
    )


def reversal_transfers(
    reversal: Reversal, holder_id: int, credit: Money, about: About, at: datetime
) -> tuple[Transfer, ...]:
    """What a refund or a dispute moves: out of the credit what is there, and the rest is owed from then on."""
    taken = min(credit, reversal.amount)
    parts = (
        (reversal.event, holder_account(holder_id), taken),
        (f"{reversal.event}:owed", receivable_account(holder_id), reversal.amount - taken),
    )
    return tuple(
        Transfer(key=key, event=reversal.event, source=source, target=CARD, amount=amount, at=at, about=about)
        for key, source, amount in parts
        if amount
    )


def return_transfer(reversal: Reversal, holder_id: int, about: About, at: datetime) -> Transfer:
    """The money of a refund that failed, or of a dispute that was won, comes back into the credit."""
    event = reversal.event_back
    target = holder_account(holder_id)
    return Transfer(key=event, event=event, source=CARD, target=target, amount=reversal.amount, at=at, about=about)


def covering_transfer(holder_id: int, income: str, amount: Money, at: datetime) -> Transfer:
    """What is owed is paid out of the credit, as soon as money has come in; `income` names that money."""
    event = f"receivable:{income}"
    source, target = holder_account(holder_id), receivable_account(holder_id)
    return Transfer(key=event, event=event, source=source, target=target, amount=amount, at=at)


def order_transfers(order: Order, at: datetime) -> tuple[Transfer, ...]:
    """What an order moves out of the credit: net to sales, VAT to vat; none if it is free."""
    quote = order.quote
    about: About = {"service": quote.service, "gb": quote.gb, "mailbox": quote.mailbox_address}
    return _sale(f"order:{order.id}", quote.holder_id, quote.price, about, at)


def renewal_event(addon_id: int, runs_until: date) -> str:
    """The name of the renewal of an add-on for the period that begins after a day: there is one."""
    return f"renewal:{addon_id}:{runs_until.isoformat()}"


def read_renewal_event(event: str) -> tuple[int, date] | None:
    """The add-on that an event renews and the last day of its period before; None if it renews nothing."""
    kind, _, subject = event.partition(":")
    addon_id, _, day = subject.partition(":")
    return (int(addon_id), date.fromisoformat(day)) if kind == "renewal" else None


def renewal_transfers(mailbox: Mailbox, addon: Addon, price: Price, at: datetime) -> tuple[Transfer, ...]:
    """What the renewal of an add-on, as it was before, moves out of the credit: net to sales, VAT to vat."""
    about: About = {"service": addon.service, "gb": addon.gb, "mailbox": mailbox.address}
    return _sale(renewal_event(addon.id, addon.runs_until), mailbox.holder_id, price, about, at)


def _sale(event: str, holder_id: int, price: Price, about: About, at: datetime) -> tuple[Transfer, ...]:
    parts = ((f"{event}:net", SALES, price.net), (f"{event}:vat", VAT, price.vat))
    source = holder_account(holder_id)
    return tuple(
        Transfer(key=key, event=event, source=source, target=target, amount=amount, at=at, about=about)
        for key, target, amount in parts
        if amount
    )


def balance_of(account: str, transfers: Iterable[Transfer]) -> Money:
    """The sum of what came into an account less what went out."""
    balance = NOTHING
    for transfer in transfers:
        if transfer.target == account:
            balance += transfer.amount
        if transfer.source == account:
            balance -= transfer.amount
    return balance


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One page of the movements of a credit, newest first. Pages count from 0.

    The balances are those of the whole credit, whatever `only` lets through.
    """

    credit: Money
    movements: tuple[Movement, ...]
    page: int
    has_older: bool
    only: Only = Only.ALL
