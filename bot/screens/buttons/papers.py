"""The keys about movements, receipts and the sheets of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from bot.screens.button_fields import Id, OrderId, Page, Whole
from bot.screens.buttons.base import Button
from domain.ledger import Only

Year = Annotated[int, Whole(2000, 2999)]


@dataclass(frozen=True, slots=True)
class ShowMovements(Button):
    """The credit, and a page of some of its movements. Pages count from 0."""

    verb: ClassVar[str] = "movements"
    only: Only
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowPapers(Button):
    """What there are receipts for. Pages count from 0."""

    verb: ClassVar[str] = "papers"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class SendOrderReceipt(Button):
    """The receipt of a completed order is to come as a file."""

    verb: ClassVar[str] = "receipt-order"
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class SendReceipt(Button):
    """The receipt of a top-up or a renewal, which is a movement, is to come as a file."""

    verb: ClassVar[str] = "receipt"
    movement_id: Id


@dataclass(frozen=True, slots=True)
class ShowYears(Button):
    """The movements of which year? Pages count from 0."""

    verb: ClassVar[str] = "years"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class SendYear(Button):
    """The movements of a civil year in Rome are to come as a file."""

    verb: ClassVar[str] = "year"
    year: Year


KINDS: tuple[type[Button], ...] = (
    ShowMovements,
    ShowPapers,
    SendOrderReceipt,
    SendReceipt,
    ShowYears,
    SendYear,
)
