"""What administrators gave to credits, or took from them, by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from domain.adjustments import Adjustment, AdjustmentState, DraftedAdjustment
from domain.money import Money
from storage.adjustment_tables import adjustments
from storage.transaction import Transaction

_COUNTED = (AdjustmentState.APPLIED, AdjustmentState.PROPOSED)


class SqlAdjustments:
    """Conforms to `Adjustments`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(
        self, drafted: DraftedAdjustment, key: str, *, admin: int, at: datetime, over_limit: bool
    ) -> Adjustment | None:
        """Stores an adjustment, applied by its admin or, over the limit, proposed; None if the key is there already."""
        statement = self._transaction.insert(adjustments).values(
            holder_id=drafted.holder_id,
            cents=drafted.amount.cents,
            reason=drafted.reason,
            state=AdjustmentState.PROPOSED if over_limit else AdjustmentState.APPLIED,
            over_limit=over_limit,
            asked_by=admin,
            asked_at=at,
            decided_by=None if over_limit else admin,
            decided_at=None if over_limit else at,
            key=key,
        )
        once = statement.on_conflict_do_nothing(index_elements=["key"]).returning(adjustments)
        row = await self._transaction.row(once)
        return None if row is None else _read(row)

    async def get(self, adjustment_id: int) -> Adjustment | None:
        """An adjustment by its number."""
        row = await self._transaction.row(select(adjustments).where(adjustments.c.id == adjustment_id))
        return None if row is None else _read(row)

    async def by_key(self, key: str) -> Adjustment | None:
        """An adjustment by what was confirmed."""
        row = await self._transaction.row(select(adjustments).where(adjustments.c.key == key))
        return None if row is None else _read(row)

    async def adjusted_since(self, admin: int, since: datetime) -> Money:
        """How much an admin has adjusted or proposed after an instant, without signs, over all holders."""
        statement = select(func.sum(func.abs(adjustments.c.cents))).where(
            adjustments.c.asked_by == admin, adjustments.c.asked_at > since, adjustments.c.state.in_(_COUNTED)
        )
        return Money(int(await self._transaction.scalar(statement) or 0))

    async def decide(
        self, adjustment_id: int, state: AdjustmentState, *, admin: int, at: datetime, asked_after: datetime
    ) -> bool:
        """Decides on a proposal that was made after an instant, by another admin; False if it is not open to them."""
        waiting = update(adjustments).where(
            adjustments.c.id == adjustment_id,
            adjustments.c.state == AdjustmentState.PROPOSED,
            adjustments.c.asked_by != admin,
            adjustments.c.asked_at > asked_after,
        )
        decided = waiting.values(state=state, decided_by=admin, decided_at=at)
        return await self._transaction.changed(decided) == 1


def _read(row: Row[*tuple[Any, ...]]) -> Adjustment:
    facts = row._asdict()
    return Adjustment(amount=Money(facts.pop("cents")), **facts)
