"""An accepted quote, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.money import Money
from domain.pricing import Quote
from domain.top_ups import LEAST_TOP_UP


class OrderState(StrEnum):
    """Pending waits for credit; the others are final, but for a completed order whose space is never given.

    Refunded: what was paid is back in the credit, and the add-on has ended.
    """

    PENDING = "pending"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUNDED = "refunded"


COMPLETED_ONCE = frozenset({OrderState.COMPLETED, OrderState.REFUNDED})
"""The states of an order that was completed, whatever came after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A quote that the holder accepted. It has the quote's id: a quote is accepted once.

    `closed_at` is when it ceased to be pending, `refunded_at` when it was undone afterwards. It `is_activating` while
    the mail server takes long to give the space, as far as was asked.
    """

    quote: Quote
    state: OrderState
    placed_at: datetime
    closed_at: datetime | None = None
    refunded_at: datetime | None = None
    is_activating: bool = False

    @property
    def id(self) -> str:
        """The id of its quote."""
        return self.quote.id

    def closed(self, state: OrderState, at: datetime) -> Order:
        """The same order in a final state."""
        return replace(self, state=state, closed_at=at)


def missing_amount(gross: Money, credit: Money) -> Money:
    """What a top-up has to bring for the purchase: at least EUR 1.00, since a card cannot pay a few cents."""
    return max(gross - credit, LEAST_TOP_UP)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderPlaced:
    """The order is completed. `credit` is what is left of the credit; `repeated` if this was not the first tap.

    `replaced` is the order that this one has just taken the place of, if any.
    """

    order: Order
    credit: Money
    repeated: bool = False
    replaced: Order | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderPending:
    """The order waits for money. `missing` is what the next top-up has to bring.

    `replaced` is the order that this one has just taken the place of, if any. While its mailbox `is_suspended` nothing
    completes it.
    """

    order: Order
    credit: Money
    missing: Money
    replaced: Order | None = None
    is_suspended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortfall:
    """What the renewal of a day lacks, VAT included."""

    day: date
    missing: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A quote to show, with the credit that the holder has at the moment, and the renewal that will lack it then."""

    quote: Quote
    credit: Money
    shortfall: Shortfall | None = None
