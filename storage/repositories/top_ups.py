"""The top-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from domain.money import Money
from domain.top_ups import NO_CHAT, PaymentLink, TopUp, TopUpState
from storage.batches import any_of, any_to_come, wanted
from storage.tables import top_ups
from storage.transaction import Transaction


class SqlTopUps:
    """Conforms to `TopUps`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(
        self, *, holder_id: int, amount: Money, order_id: str | None, chat_id: int, created_at: datetime
    ) -> TopUp:
        """Stores a new open top-up, without a link yet."""
        statement = insert(top_ups).values(
            holder_id=holder_id,
            amount_cents=amount.cents,
            order_id=order_id,
            chat_id=chat_id,
            state=TopUpState.OPEN,
            created_at=created_at,
        )
        (row,) = await self._transaction.rows(statement.returning(top_ups))
        return _read(row)

    async def get(self, top_up_id: int) -> TopUp | None:
        """A top-up by id."""
        row = await self._transaction.row(select(top_ups).where(top_ups.c.id == top_up_id))
        return None if row is None else _read(row)

    async def by_link(self, link_id: str) -> TopUp | None:
        """The top-up that a payment link was made for."""
        row = await self._transaction.row(select(top_ups).where(top_ups.c.link_id == link_id))
        return None if row is None else _read(row)

    async def open_like(
        self, holder_id: int, amount: Money, order_id: str | None, created_after: datetime
    ) -> TopUp | None:
        """The latest open top-up for the same holder, amount and order, made after an instant."""
        statement = select(top_ups).where(
            top_ups.c.holder_id == holder_id,
            top_ups.c.state == TopUpState.OPEN,
            top_ups.c.amount_cents == amount.cents,
            top_ups.c.order_id.is_not_distinct_from(order_id),
            top_ups.c.created_at > created_after,
        )
        row = await self._transaction.row(statement.order_by(top_ups.c.id.desc()).limit(1))
        return None if row is None else _read(row)

    async def asked_since(self, holder_id: int, since: datetime) -> int:
        """How many top-ups a holder has asked for since an instant, whatever became of them."""
        own = (top_ups.c.holder_id == holder_id, top_ups.c.created_at >= since, top_ups.c.chat_id != NO_CHAT)
        return int(await self._transaction.scalar(select(func.count()).where(*own)))

    async def save_link(self, top_up_id: int, link: PaymentLink) -> None:
        """Remembers the link that Stripe made."""
        statement = update(top_ups).where(top_ups.c.id == top_up_id)
        await self._transaction.run(statement.values(link_id=link.id, link_url=link.url))

    async def change_state(self, top_up_id: int, before: Iterable[TopUpState], after: TopUpState) -> bool:
        """Moves a top-up on if it is in one of the states before; False if it is not."""
        ready = update(top_ups).where(top_ups.c.id == top_up_id, top_ups.c.state.in_(tuple(before)))
        return await self._transaction.changed(ready.values(state=after)) == 1

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[TopUp]:
        """The top-ups that a holder asked for, newest first."""
        newest = select(top_ups).where(top_ups.c.holder_id == holder_id).order_by(top_ups.c.id.desc())
        return [_read(row) for row in await self._transaction.rows(newest.limit(limit).offset(offset))]

    async def open_ones(self, limit: int, after_id: int = 0) -> Sequence[TopUp]:
        """Open top-ups with an id above the given one, by id."""
        statement = select(top_ups).where(top_ups.c.state == TopUpState.OPEN, top_ups.c.id > after_id)
        rows = await self._transaction.rows(statement.order_by(top_ups.c.id).limit(limit))
        return [_read(row) for row in rows]

    async def awaited(self, holder_ids: Iterable[int]) -> Mapping[int, datetime]:
        """When the oldest open top-up of each of some holders was asked for."""
        own = any_of(self._transaction, top_ups.c.holder_id, holder_ids)
        waiting = select(top_ups.c.holder_id, top_ups.c.created_at).where(own, top_ups.c.state == TopUpState.OPEN)
        rows = await self._transaction.rows(waiting)
        return {row.holder_id: row.created_at for row in sorted(rows, key=lambda row: row.created_at, reverse=True)}

    async def open_for(self, order_ids: Iterable[str]) -> Sequence[TopUp]:
        """The open top-ups that were asked for some orders, by id."""
        is_sqlite = self._transaction.is_sqlite
        rows = await self._transaction.rows(_open_for(is_sqlite), wanted(order_ids, is_sqlite=is_sqlite))
        return sorted(map(_read, rows), key=lambda top_up: top_up.id)


@cache
def _open_for(is_sqlite: bool) -> Select[*tuple[Any, ...]]:
    """The open top-ups of the orders that are wanted."""
    own = any_to_come(top_ups.c.order_id, is_sqlite=is_sqlite)
    return select(top_ups).where(own, top_ups.c.state == TopUpState.OPEN)


def _read(row: Row[*tuple[Any, ...]]) -> TopUp:
    return TopUp(
        id=row.id,
        holder_id=row.holder_id,
        amount=Money(row.amount_cents),
        order_id=row.order_id,
        chat_id=row.chat_id,
        state=row.state,
        created_at=row.created_at,
        link_id=row.link_id,
        link_url=row.link_url,
    )
