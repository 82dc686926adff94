"""The holder's papers: a receipt for each completed order, each top-up and each renewal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from domain.ledger import About, Movement
from domain.money import Money
from domain.orders import Order
from domain.pricing import Price
from domain.profile import Profile


class PaperKind(StrEnum):
    """What there is a receipt for."""

    ORDER = "order"
    TOP_UP = "topup"
    RENEWAL = "renewal"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A receipt that there is. `amount` includes VAT, and is nothing for a free order; `at` is in UTC.

    `order_id` names the order of one, `movement_id` the movement that a top-up or a renewal is. Of an order it says
    whether it was refunded, or `is_activating` since the mail server takes long to give the space.
    """

    kind: PaperKind
    at: datetime
    amount: Money
    about: About
    order_id: str | None = None
    movement_id: int | None = None
    is_refunded: bool = False
    is_activating: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PapersPage:
    """A page of the papers, newest first. Pages count from 0."""

    papers: tuple[Paper, ...]
    page: int
    has_older: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderReceipt:
    """A completed order, refunded afterwards or not, with its quote as it was, and whose it is."""

    order: Order
    profile: Profile

    @property
    def kind(self) -> PaperKind:
        """That of an order."""
        return PaperKind.ORDER

    @property
    def number(self) -> str:
        """The number of the order."""
        return self.order.id

    @property
    def at(self) -> datetime:
        """When the order was completed, in UTC."""
        return self.order.closed_at or self.order.placed_at

    @property
    def amount(self) -> Money:
        """What was paid, VAT included; nothing if it was free."""
        return self.order.quote.price.gross

    @property
    def about(self) -> About:
        """What was bought."""
        quote = self.order.quote
        return {"service": quote.service, "gb": quote.gb, "mailbox": quote.mailbox_address}


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUpReceipt:
    """Money that came into the credit by card, and whose it is."""

    movement: Movement
    profile: Profile

    @property
    def kind(self) -> PaperKind:
        """That of a top-up."""
        return PaperKind.TOP_UP

    @property
    def number(self) -> str:
        """The reference of the top-up; an old line that has none is known by its payment."""
        return str(self.movement.about.get("reference", self.movement.subject))

    @property
    def at(self) -> datetime:
        """When the money came, in UTC."""
        return self.movement.at

    @property
    def amount(self) -> Money:
        """What came in."""
        return self.movement.amount

    @property
    def about(self) -> About:
        """The facts of the movement."""
        return self.movement.about


@dataclass(frozen=True, kw_only=True, slots=True)
class RenewalReceipt:
    """The renewal of an add-on for some years, after `period_from` and up to `period_until`, and whose it is."""

    movement: Movement
    profile: Profile
    price: Price
    period_from: date
    period_until: date

    @property
    def kind(self) -> PaperKind:
        """That of a renewal."""
        return PaperKind.RENEWAL

    @property
    def number(self) -> str:
        """The number of the renewal, after that of its movement in the books."""
        return renewal_number(self.movement)

    @property
    def at(self) -> datetime:
        """When the money was taken, in UTC."""
        return self.movement.at

    @property
    def amount(self) -> Money:
        """What was taken, VAT included."""
        return self.price.gross

    @property
    def about(self) -> About:
        """The facts of the movement."""
        return self.movement.about

    @property
    def gb(self) -> int:
        """The GB that were renewed."""
        return int(self.movement.about["gb"])

    @property
    def unit_price(self) -> Money:
        """What a GB costs a year, net. A price is that times GB and years, so it comes out even."""
        return Money(self.price.net.cents // (self.gb * self.price.years))

    @property
    def vat_rate(self) -> Decimal | None:
        """The VAT rate, as `rate_of` finds it."""
        return rate_of(self.price)


Receipt = OrderReceipt | TopUpReceipt | RenewalReceipt


def paper_of(receipt: Receipt) -> Paper:
    """A receipt as it stands in the list, without its number."""
    order = receipt.order if isinstance(receipt, OrderReceipt) else None
    return Paper(
        kind=receipt.kind,
        at=receipt.at,
        amount=receipt.amount,
        about=receipt.about,
        is_refunded=order is not None and order.refunded_at is not None,
        is_activating=order is not None and order.is_activating,
    )


def renewal_number(movement: Movement) -> str:
    """How a renewal is named: N000057."""
    return f"N{movement.id:06d}"


def rate_of(price: Price) -> Decimal | None:
    """The whole percentage that the VAT of a price was computed with; None if more than one, or none, would give it."""
    if not price.net:
        return None
    nearest = (Decimal(price.vat.cents * 100) / price.net.cents).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    giving = [rate for rate in (nearest - 1, nearest, nearest + 1) if price.net.percent(rate) == price.vat]
    return nearest if giving == [nearest] else None
