"""The card payments that Stripe announced."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select, update

from domain.top_ups import Payment, PaymentState
from storage.tables import payments
from storage.transaction import Transaction


class SqlPayments:
    """Conforms to `Payments`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, intent: str) -> Payment | None:
        """A payment by its intent."""
        row = await self._transaction.row(select(payments).where(payments.c.intent == intent))
        return None if row is None else Payment(**row._asdict())

    async def add(self, payment: Payment) -> bool:
        """Records a payment; False if its intent is there already."""
        statement = self._transaction.insert(payments).values(**asdict(payment))
        return await self._transaction.changed(statement.on_conflict_do_nothing(index_elements=["intent"])) == 1

    async def assign(self, intent: str, top_up_id: int, state: PaymentState) -> bool:
        """Turns an unassigned payment into one of a top-up; False if it is not unassigned any more."""
        waiting = update(payments).where(payments.c.intent == intent, payments.c.state == PaymentState.UNASSIGNED)
        return await self._transaction.changed(waiting.values(top_up_id=top_up_id, state=state)) == 1
