"""Inbox space of completed orders that the mail server has not given yet, as the outbox knows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, func, or_, select, update

from domain.activations import Activation
from domain.notices import OVERTAKEN, Channel, Notice, NoticeKind, NoticeState
from domain.orders import OrderState
from storage.columns import Instant
from storage.repositories.outbox import FAILED
from storage.tables import orders, quotes
from storage.talk_tables import outbox
from storage.transaction import Transaction

# What stands around the id of an order in the key of its notice.
_BEFORE, _BEHIND = "order:", f":{NoticeKind.SET_LIMIT}"

_ASKED = (outbox.c.channel == Channel.MAIL_SERVER, outbox.c.kind == NoticeKind.SET_LIMIT)
_IS_WAITING = outbox.c.state == NoticeState.WAITING
_IS_GIVEN_UP = and_(outbox.c.state == NoticeState.DEAD, FAILED)


def _is_left_alone(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """That a notice waits for its next try, and nobody is trying it."""
    free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)
    return and_(_IS_WAITING, outbox.c.due_at > now, free)


def _activations() -> Select[*tuple[Any, ...]]:
    """The notices that ask for the space of completed orders, and have not arrived."""
    name = func.substr(outbox.c.key, len(_BEFORE) + 1, func.length(outbox.c.key) - len(_BEFORE) - len(_BEHIND))
    of_an_order = outbox.c.key.startswith(_BEFORE, autoescape=True)
    return (
        select(
            orders.c.id.label("order_id"),
            orders.c.closed_at.label("completed_at"),
            quotes.c.holder_id,
            quotes.c.mailbox_id,
            quotes.c.gb,
            outbox.c.state,
            outbox.c.error,
            outbox.c.due_at,
        )
        .select_from(outbox)
        .join(orders, orders.c.id == name)
        .join(quotes, quotes.c.id == orders.c.id)
        .where(*_ASKED, of_an_order, orders.c.state == OrderState.COMPLETED)
    )


_OF_HOLDER = (
    _activations()
    .where(outbox.c.holder_id == bindparam("holder"), quotes.c.holder_id == bindparam("holder"))
    .where(or_(_IS_WAITING, _IS_GIVEN_UP))
    .order_by(orders.c.id)
)
_DONE = update(outbox).values(state=NoticeState.SENT, sent_at=bindparam("at"), claimed_until=None)
_DONE_ITSELF = _DONE.where(outbox.c.key == bindparam("notice"), _IS_WAITING)
_DONE_WITH_IT = _DONE.where(
    outbox.c.holder_id == bindparam("holder"),
    outbox.c.target == bindparam("mailbox"),
    *_ASKED,
    or_(_is_left_alone(bindparam("at", type_=Instant)), _IS_GIVEN_UP),
)


class SqlActivations:
    """Conforms to `Activations`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of_holder(self, holder_id: int) -> Sequence[Activation]:
        """What a holder still waits for, by order."""
        return [_read(row) for row in await self._transaction.rows(_OF_HOLDER, {"holder": holder_id})]

    async def completed_before(self, before: datetime, limit: int, after: str) -> Sequence[Activation]:
        """What was bought up to an instant and is still waited for, by order, behind the order of that id."""
        # One question a state: there is an index of what waits, and one of what was given up.
        old = _activations().where(orders.c.closed_at <= before, orders.c.id > after, outbox.c.broadcast_id.is_(None))
        found: list[Activation] = []
        for state in (_IS_WAITING, _IS_GIVEN_UP):
            rows = await self._transaction.rows(old.where(state).order_by(orders.c.id).limit(limit))
            found += [_read(row) for row in rows]
        return sorted(found, key=lambda one: one.order_id)[:limit]

    async def abandon(self, order_id: str, now: datetime) -> bool:
        """The mail server is not asked for an order any more; False if it has given the space, or is being asked."""
        tried = and_(_is_left_alone(now), outbox.c.error.is_not(None))
        key = f"{_BEFORE}{order_id}{_BEHIND}"
        abandoned = update(outbox).where(outbox.c.key == key, or_(tried, _IS_GIVEN_UP))
        closed = abandoned.values(state=NoticeState.DEAD, error=OVERTAKEN, claimed_until=None)
        return await self._transaction.changed(closed) == 1

    async def arrived(self, notice: Notice, at: datetime) -> None:
        """The mail server has given a mailbox all its space: done is the notice, and whatever else waited for that.

        What is due is left to whoever is about to claim it: two transactions never want the same rows in another order.
        """
        await self._transaction.run(_DONE_ITSELF, {"notice": notice.key, "at": at})
        await self._transaction.run(_DONE_WITH_IT, {"holder": notice.holder_id, "mailbox": notice.target, "at": at})


def _read(row: Row[*tuple[Any, ...]]) -> Activation:
    return Activation(
        order_id=row.order_id,
        holder_id=row.holder_id,
        mailbox_id=row.mailbox_id,
        gb=row.gb,
        completed_at=row.completed_at,
        has_failed=row.error is not None,
        next_try_at=row.due_at,
        is_given_up=row.state is NoticeState.DEAD,
    )
