"""What the desk asks of the storage about money: adjustments by hand, and payments that match nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.adjustments import Adjustment, AdjustmentState, DraftedAdjustment
from domain.money import Money
from domain.top_ups import Payment


class Adjustments(Protocol):
    """What was confirmed of the adjustments of credits."""

    async def add(
        self, drafted: DraftedAdjustment, key: str, *, admin: int, at: datetime, over_limit: bool
    ) -> Adjustment | None:
        """Stores an adjustment, applied by its admin or, over the limit, proposed; None if the key is there already."""
        ...

    async def get(self, adjustment_id: int) -> Adjustment | None:
        """An adjustment by its number."""
        ...

    async def by_key(self, key: str) -> Adjustment | None:
        """An adjustment by what was confirmed."""
        ...

    async def adjusted_since(self, admin: int, since: datetime) -> Money:
        """How much an admin has adjusted or proposed after an instant, without signs, over all holders."""
        ...

    async def decide(
        self, adjustment_id: int, state: AdjustmentState, *, admin: int, at: datetime, asked_after: datetime
    ) -> bool:
        """Decides on a proposal that was made after an instant, by another admin; False if it is not open to them."""
        ...


class OddPayments(Protocol):
    """The payments that a person has to look into."""

    async def waiting(self, limit: int, offset: int) -> Sequence[Payment]:
        """Those that nobody has dealt with, newest first."""
        ...

    async def count(self) -> int:
        """How many nobody has dealt with."""
        ...

    async def deal_with(self, intent: str, at: datetime) -> bool:
        """Notes that a payment was dealt with elsewhere; False if it was credited, or dealt with before."""
        ...
