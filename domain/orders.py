"""An accepted quote, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.money import Money
from domain.pricing import Quote
from domain.top_ups import LEAST_TOP_UP


class OrderState(StrEnum):
    """Pending waits for credit; the other three are final."""

    PENDING = "pending"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A quote that the holder accepted. It has the quote's id: a quote is accepted once."""

    quote: Quote
    state: OrderState
    placed_at: datetime
    closed_at: datetime | None = None

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
