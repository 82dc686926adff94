"""What the use cases ask of the storage about papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.papers import Paper
from domain.pricing import Price


class Papers(Protocol):
    """What there are receipts for."""

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Paper]:
        """The completed orders, the top-ups and the renewals of a holder, newest first."""
        ...

    async def renewal(self, addon_id: int, period_from: date) -> tuple[Price, date] | None:
        """What the renewal of an add-on after a day cost, and until when it runs."""
        ...
