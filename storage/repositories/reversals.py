"""The refunds and disputes of payments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from domain.money import Money
from domain.reversals import Reversal
from storage.batches import any_of
from storage.tables import payments, reversals
from storage.transaction import Transaction


class SqlReversals:
    """Conforms to `Reversals`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, reversal_id: str) -> Reversal | None:
        """A reversal by its id."""
        return await self._one(reversals.c.id == reversal_id)

    async def by_stripe_id(self, stripe_id: str) -> Reversal | None:
        """A reversal by the id that Stripe knows it by."""
        return await self._one(reversals.c.stripe_id == stripe_id)

    async def add(self, reversal: Reversal) -> bool:
        """Stores a reversal; False if its id, or Stripe's, is there already."""
        statement = self._transaction.insert(reversals).values(
            id=reversal.id,
            kind=reversal.kind,
            intent=reversal.intent,
            cents=reversal.amount.cents,
            state=reversal.state,
            reported_at=reversal.reported_at,
            stripe_id=reversal.stripe_id,
            holder_id=reversal.holder_id,
            asked_by=reversal.asked_by,
        )
        return await self._transaction.changed(statement.on_conflict_do_nothing()) == 1

    async def hold(self, reversal_id: str) -> Reversal | None:
        """A reversal by its id; until the end of the transaction nobody else can change it."""
        held = update(reversals).where(reversals.c.id == reversal_id).values(state=reversals.c.state)
        row = await self._transaction.row(held.returning(*reversals.c))
        return None if row is None else _read(row)

    async def change(self, reversal: Reversal) -> None:
        """Remembers the state, Stripe's id and the holder of a reversal that is held."""
        known = update(reversals).where(reversals.c.id == reversal.id)
        await self._transaction.run(
            known.values(state=reversal.state, stripe_id=reversal.stripe_id, holder_id=reversal.holder_id)
        )

    async def of_intent(self, intent: str) -> Sequence[Reversal]:
        """The reversals of a payment, oldest first."""
        own = select(reversals).where(reversals.c.intent == intent).order_by(reversals.c.reported_at, reversals.c.id)
        return [_read(row) for row in await self._transaction.rows(own)]

    async def of_top_ups(self, top_up_ids: Iterable[int]) -> Mapping[int, Sequence[Reversal]]:
        """The reversals of what was paid for some top-ups, by top-up; those without any are left out."""
        own = select(reversals, payments.c.top_up_id).join(payments, payments.c.intent == reversals.c.intent)
        found: dict[int, list[Reversal]] = defaultdict(list)
        wanted = any_of(self._transaction, payments.c.top_up_id, top_up_ids)
        for row in await self._transaction.rows(own.where(wanted)):
            found[row.top_up_id].append(_read(row))
        return found

    async def _one(self, which: ColumnElement[bool]) -> Reversal | None:
        row = await self._transaction.row(select(reversals).where(which))
        return None if row is None else _read(row)


def _read(row: Row[*tuple[Any, ...]]) -> Reversal:
    facts = row._asdict()
    own = {column.name: facts[column.name] for column in reversals.c}
    return Reversal(amount=Money(own.pop("cents")), **own)
