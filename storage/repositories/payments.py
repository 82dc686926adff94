"""The card payments that Stripe announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select, update

from domain.top_ups import Payment, PaymentState
from storage.tables import payments, top_ups
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

    async def settle(self, payment: Payment) -> bool:
        """Says what became of a payment that was unassigned, or announced by its refund; False if it is none such."""
        open_ones = (PaymentState.UNASSIGNED, PaymentState.EXPECTED)
        waiting = update(payments).where(
            payments.c.intent == payment.intent, payments.c.state.in_(open_ones), payments.c.dealt_with_at.is_(None)
        )
        return await self._transaction.changed(waiting.values(**asdict(payment))) == 1

    async def credited_to(self, intent: str) -> int | None:
        """The holder to whom a payment was credited; None if it was not."""
        credited = select(top_ups.c.holder_id).join(payments, payments.c.top_up_id == top_ups.c.id)
        statement = credited.where(payments.c.intent == intent, payments.c.state == PaymentState.CREDITED)
        holder_id: int | None = await self._transaction.scalar(statement)
        return holder_id

    async def change_state(self, intent: str, before: PaymentState, after: PaymentState) -> bool:
        """Moves a payment from one state to another; False if it was not in that state."""
        found = update(payments).where(payments.c.intent == intent, payments.c.state == before)
        return await self._transaction.changed(found.values(state=after)) == 1

    async def credited_of(self, holder_id: int, limit: int, offset: int) -> Sequence[Payment]:
        """The payments that were credited to a holder, newest first."""
        own = select(payments).join(top_ups, payments.c.top_up_id == top_ups.c.id)
        credited = own.where(top_ups.c.holder_id == holder_id, payments.c.state == PaymentState.CREDITED)
        newest = credited.order_by(payments.c.received_at.desc(), payments.c.intent)
        return [Payment(**row._asdict()) for row in await self._transaction.rows(newest.limit(limit).offset(offset))]
