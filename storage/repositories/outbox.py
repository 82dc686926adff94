"""What is owed to the world."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, insert, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from domain.desk import ToldNotice
from domain.notices import ERASED, OVERTAKEN, TO_ADMINS, Channel, Delivered, Notice, NoticeKind, NoticeState
from storage.batches import batch, insert_to_come, written
from storage.columns import Instant
from storage.talk_tables import deliveries, outbox
from storage.transaction import Insert, Transaction

_WRITTEN = tuple(
    outbox.c[name]
    for name in (
        "key", "channel", "target", "kind", "facts", "state", "due_at", "attempts", "holder_id", "mailbox_id", "cycle",
        "broadcast_id",
    )
)  # fmt: skip

_PROOF = tuple(column for column in deliveries.c if column.name != "id")
_TOLD = (Channel.CHAT, Channel.EMAIL)  # the rest is asked of servers

# An overtaken reminder has not failed: something newer was said in its place. What was to be told to somebody who is
# forgotten is told to nobody. What a broadcast could not deliver is in its report.
FAILED = or_(outbox.c.error.is_(None), outbox.c.error.not_in((OVERTAKEN, ERASED)))
GIVEN_UP = (outbox.c.state == NoticeState.DEAD, outbox.c.broadcast_id.is_(None), FAILED)

_WAITING = (
    update(outbox)
    .where(outbox.c.key == bindparam("notice"), outbox.c.state == NoticeState.WAITING)
    .values(claimed_until=None)
)
_SENT = _WAITING.values(state=NoticeState.SENT, sent_at=bindparam("at"))
_LATER = _WAITING.values(due_at=bindparam("at"), error=bindparam("why"))
_DEAD = _WAITING.values(state=NoticeState.DEAD, error=bindparam("why"))
_TRIED = insert(deliveries)


class SqlOutbox:
    """Conforms to `Outbox`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, notices: Iterable[Notice]) -> None:
        """Stores notices; those whose key is there already are left as they are."""
        rows = [_columns(notice) for notice in notices]
        if rows:
            is_sqlite = self._transaction.is_sqlite
            await self._transaction.run(_adding(is_sqlite), {"batch": written(rows, is_sqlite=is_sqlite)})

    async def claim(
        self, now: datetime, limit: int, until: datetime, channels: Iterable[Channel] = Channel
    ) -> Sequence[Notice]:
        """Takes notices of some channels that are due, oldest first; nobody else is given them before `until`.

        Broadcasts have their own way out.
        """
        given = {"now": now, "until": until, "most": limit}
        rows = await self._transaction.rows(_claiming(frozenset(channels)), given)
        return [read_notice(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]

    async def mark_sent(self, key: str, at: datetime) -> None:
        """The notice was delivered."""
        await self._transaction.run(_SENT, {"notice": key, "at": at})

    async def mark_later(self, key: str, due_at: datetime, error: str) -> None:
        """The notice is to be tried again."""
        await self._transaction.run(_LATER, {"notice": key, "at": due_at, "why": error})

    async def mark_dead(self, key: str, error: str) -> None:
        """The notice is given up."""
        await self._transaction.run(_DEAD, {"notice": key, "why": error})

    async def prove(self, delivered: Delivered) -> None:
        """Keeps the proof of a try to deliver. It can be neither changed nor deleted."""
        await self._transaction.run(_TRIED, asdict(delivered))

    async def proofs(self, key: str) -> Sequence[Delivered]:
        """Every try to deliver a notice, oldest first."""
        statement = select(*_PROOF).where(deliveries.c.key == key).order_by(deliveries.c.id)
        return [Delivered(**row._asdict()) for row in await self._transaction.rows(statement)]

    async def warned(self, cycles: Iterable[tuple[int, date]]) -> Set[int]:
        """The mailboxes, of some with the day of their renewal, of which a reminder of that renewal has arrived."""
        rows = [{"mailbox_id": mailbox_id, "cycle": day} for mailbox_id, day in cycles]
        wanted = batch(self._transaction, [outbox.c.mailbox_id, outbox.c.cycle], rows)
        arrived = (outbox.c.kind == NoticeKind.REMINDER, outbox.c.state == NoticeState.SENT)
        same = (outbox.c.mailbox_id == wanted.c.mailbox_id) & (outbox.c.cycle == wanted.c.cycle)
        statement = select(outbox.c.mailbox_id).join(wanted, same).where(*arrived).distinct()
        return {row.mailbox_id for row in await self._transaction.rows(statement)}

    async def is_followed(self, notice: Notice) -> bool:
        """Whether a later reminder of the same renewal was written for the same target."""
        later = select(outbox.c.id).where(
            outbox.c.mailbox_id == notice.mailbox_id,
            outbox.c.cycle == notice.cycle,
            outbox.c.kind == notice.kind,
            outbox.c.channel == notice.channel,
            outbox.c.target == notice.target,
            outbox.c.id > notice.id,
        )
        return await self._transaction.scalar(later.limit(1)) is not None

    async def dead(self, limit: int, offset: int) -> Sequence[Notice]:
        """The notices that were given up, newest first."""
        statement = select(outbox).where(*GIVEN_UP).order_by(outbox.c.id.desc())
        return [read_notice(row) for row in await self._transaction.rows(statement.limit(limit).offset(offset))]

    async def dead_one(self, notice_id: int) -> Notice | None:
        """A notice that was given up, by its id."""
        row = await self._transaction.row(select(outbox).where(outbox.c.id == notice_id, *GIVEN_UP))
        return None if row is None else read_notice(row)

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[ToldNotice]:
        """What was or is to be told to a holder, newest first, with the last proof of each."""
        own = (outbox.c.holder_id == holder_id, outbox.c.kind.not_in(TO_ADMINS), outbox.c.channel.in_(_TOLD))
        newest = select(outbox).where(*own).order_by(outbox.c.id.desc()).limit(limit).offset(offset)
        rows = await self._transaction.rows(newest)
        proofs = await self._last_proofs([row.key for row in rows])
        return [
            ToldNotice(notice=read_notice(row), state=row.state, sent_at=row.sent_at, proof=proofs.get(row.key))
            for row in rows
        ]

    async def _last_proofs(self, keys: Sequence[str]) -> Mapping[str, Delivered]:
        last = select(func.max(deliveries.c.id)).where(deliveries.c.key.in_(keys)).group_by(deliveries.c.key)
        rows = await self._transaction.rows(select(*_PROOF).where(deliveries.c.id.in_(last)))
        return {row.key: Delivered(**row._asdict()) for row in rows}

    async def is_there(self, key: str) -> bool:
        """Whether a notice of that key was written."""
        return await self._transaction.scalar(select(outbox.c.id).where(outbox.c.key == key)) is not None

    async def revive(self, key: str, at: datetime) -> bool:
        """Has a notice that was given up delivered again; False if it is not given up."""
        dead = update(outbox).where(outbox.c.key == key, *GIVEN_UP)
        alive = dead.values(state=NoticeState.WAITING, due_at=at, attempts=0, error=None)
        return await self._transaction.changed(alive) == 1

    async def overtake(self, kind: NoticeKind) -> Sequence[int]:
        """Closes what waits of a kind, since it is no longer so; the chats that are not told it."""
        waiting = update(outbox).where(outbox.c.kind == kind, outbox.c.state == NoticeState.WAITING)
        closed = waiting.values(state=NoticeState.DEAD, error=OVERTAKEN, claimed_until=None)
        return [int(row.target) for row in await self._transaction.rows(closed.returning(outbox.c.target))]

    async def counts(self) -> Mapping[NoticeState, int]:
        """How many notices wait, and how many were given up."""
        unfinished = {
            NoticeState.WAITING: (outbox.c.state == NoticeState.WAITING, outbox.c.broadcast_id.is_(None)),
            NoticeState.DEAD: GIVEN_UP,
        }
        found = {}
        for state, conditions in unfinished.items():
            found[state] = int(
                await self._transaction.scalar(select(func.count()).select_from(outbox).where(*conditions))
            )
        return found


@cache
def _claiming(channels: Collection[Channel]) -> ReturningUpdate[Any]:
    """Takes at `most` so many notices that are due `now`, `until` an instant."""
    now = bindparam("now", type_=Instant)
    free = (
        outbox.c.state == NoticeState.WAITING,
        outbox.c.due_at <= now,
        or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now),
    )
    ours = (outbox.c.broadcast_id.is_(None), outbox.c.channel.in_(sorted(channels)))
    due = select(outbox.c.id).where(*ours, *free).order_by(outbox.c.due_at, outbox.c.id)
    # What may have changed stands outside the choice as well: whoever waited for another's claim looks again.
    # The rest does not: it would tempt PostgreSQL, where its statistics are old, to compare all that wait.
    claim = update(outbox).where(outbox.c.id.in_(due.limit(bindparam("most", type_=Integer))), *free)
    return claim.values(claimed_until=bindparam("until"), attempts=outbox.c.attempts + 1).returning(outbox)


@cache
def _adding(is_sqlite: bool) -> Insert:
    """Stores notices, but for those whose key is there."""
    return insert_to_come(outbox, _WRITTEN, is_sqlite=is_sqlite).on_conflict_do_nothing(index_elements=["key"])


def _columns(notice: Notice) -> dict[str, object]:
    return {
        "key": notice.key,
        "channel": notice.channel,
        "target": notice.target,
        "kind": notice.kind,
        "facts": dict(notice.facts),
        "state": NoticeState.WAITING,
        "due_at": notice.due_at,
        "attempts": notice.attempts,
        "holder_id": notice.holder_id,
        "mailbox_id": notice.mailbox_id,
        "cycle": notice.cycle,
        "broadcast_id": notice.broadcast_id,
    }


def read_notice(row: Row[*tuple[Any, ...]]) -> Notice:
    """A row of the outbox as a notice."""
    return Notice(
        key=row.key,
        channel=row.channel,
        target=row.target,
        kind=row.kind,
        facts=row.facts,
        due_at=row.due_at,
        attempts=row.attempts,
        error=row.error,
        holder_id=row.holder_id,
        mailbox_id=row.mailbox_id,
        cycle=row.cycle,
        broadcast_id=row.broadcast_id,
        id=row.id,
    )
