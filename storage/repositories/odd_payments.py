"""The payments that a person has to look into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, select, update

from domain.top_ups import TO_LOOK_INTO, Payment
from storage.tables import payments
from storage.transaction import Transaction

_WAITING = and_(payments.c.state.in_(TO_LOOK_INTO), payments.c.dealt_with_at.is_(None))


class SqlOddPayments:
    """Conforms to `OddPayments`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def waiting(self, limit: int, offset: int) -> Sequence[Payment]:
        """Those that nobody has dealt with, newest first."""
        newest = select(payments).where(_WAITING).order_by(payments.c.received_at.desc(), payments.c.intent)
        return [Payment(**row._asdict()) for row in await self._transaction.rows(newest.limit(limit).offset(offset))]

    async def count(self) -> int:
        """How many nobody has dealt with."""
        return int(await self._transaction.scalar(select(func.count()).select_from(payments).where(_WAITING)))

    async def deal_with(self, intent: str, at: datetime) -> bool:
        """Notes that a payment was dealt with elsewhere; False if it was credited, or dealt with before."""
        waiting = update(payments).where(payments.c.intent == intent, _WAITING)
        return await self._transaction.changed(waiting.values(dealt_with_at=at)) == 1
