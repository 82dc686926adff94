"""The messages of broadcasts: taken in turn, settled many at once, and told of in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update

from domain.broadcasts import Fate, ReportLine, Sent, Told
from domain.holders import Language
from domain.notices import ERASED, STOPPED, Channel, Notice, NoticeKind, NoticeState, Result
from storage.batches import any_of, batch, insert_all
from storage.broadcast_tables import broadcasts
from storage.repositories.outbox import read_notice
from storage.tables import mailboxes
from storage.talk_tables import deliveries, outbox
from storage.transaction import Transaction

_PROOF = tuple(column for column in deliveries.c if column.name != "id")
_SETTLED = (outbox.c.key, outbox.c.state, outbox.c.error, outbox.c.sent_at)

# Which counter of a broadcast each fate of a message moves.
_COUNTER = {
    (NoticeKind.BROADCAST, Fate.SENT): "sent",
    (NoticeKind.BROADCAST, Fate.BLOCKED): "blocked",
    (NoticeKind.BROADCAST, Fate.FAILED): "failed",
    (NoticeKind.WITHDRAWAL, Fate.SENT): "deleted",
    (NoticeKind.WITHDRAWAL, Fate.BLOCKED): "kept",
    (NoticeKind.WITHDRAWAL, Fate.FAILED): "kept",
}


class SqlBroadcastNotices:
    """The part of the outbox that belongs to broadcasts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def drop(self, broadcast_id: int, now: datetime) -> int:
        """Gives up the messages that wait and that nobody is sending now; says how many."""
        waiting = update(outbox).where(*_waits(broadcast_id), _is_free(now))
        dead = {"state": NoticeState.DEAD, "error": STOPPED}
        return await self._transaction.changed(waiting.values(claimed_until=None, **dead))

    async def has_waiting(self, broadcast_id: int) -> bool:
        """Whether messages wait, taken by somebody or not."""
        waiting = select(outbox.c.id).where(*_waits(broadcast_id))
        return await self._transaction.scalar(waiting.limit(1)) is not None

    async def claim(
        self, broadcast_ids: Collection[int], channel: Channel, now: datetime, until: datetime, limit: int
    ) -> Sequence[Notice]:
        """Takes messages of some broadcasts, oldest first; nobody else is given them before `until`."""
        free = (outbox.c.state == NoticeState.WAITING, outbox.c.due_at <= now, _is_free(now))
        theirs = (outbox.c.broadcast_id.in_(tuple(broadcast_ids)), outbox.c.channel == channel)
        some = select(outbox.c.id).where(*theirs, *free).order_by(outbox.c.broadcast_id, outbox.c.id).limit(limit)
        # What may have changed stands outside the choice as well: whoever waited for another's claim looks again.
        # The rest does not: it would tempt PostgreSQL, where its statistics are old, to compare all that wait.
        claim = update(outbox).where(outbox.c.id.in_(some), *free)
        claim = claim.values(claimed_until=until, attempts=outbox.c.attempts + 1)
        rows = await self._transaction.rows(claim.returning(outbox))
        return [read_notice(row) for row in sorted(rows, key=lambda row: (row.broadcast_id, row.id))]

    async def settle(self, told: Sequence[Told]) -> None:
        """Remembers what became of messages, each with its proof, and counts them. Repeating it changes nothing."""
        rows = [
            {
                "key": one.notice.key,
                "state": NoticeState.SENT if one.fate is Fate.SENT else NoticeState.DEAD,
                "error": None if one.fate is Fate.SENT else one.answer,
                "sent_at": one.at if one.fate is Fate.SENT else None,
            }
            for one in told
        ]
        given = batch(self._transaction, _SETTLED, rows)
        waiting = update(outbox).where(outbox.c.key == given.c.key, outbox.c.state == NoticeState.WAITING)
        values = {name: given.c[name] for name in ("state", "error", "sent_at")}
        settled = await self._transaction.rows(waiting.values(claimed_until=None, **values).returning(outbox.c.key))
        keys = {row.key for row in settled}
        fresh = [one for one in told if one.notice.key in keys]
        if fresh:
            await self._transaction.run(insert_all(self._transaction, deliveries, _PROOF, map(_proof, fresh)))
            await self._count(fresh)

    async def give_back(self, keys: Iterable[str], due_at: datetime) -> None:
        """Messages that were taken and not tried are free again from an instant."""
        waiting = update(outbox).where(
            any_of(self._transaction, outbox.c.key, keys), outbox.c.state == NoticeState.WAITING
        )
        await self._transaction.run(waiting.values(claimed_until=None, due_at=due_at))

    async def sent(self, broadcast_id: int, after: int, limit: int) -> Sequence[Sent]:
        """The messages that are in chats now, in the order of their notices; none in chats of who is erased."""
        in_chats = (
            outbox.c.broadcast_id == broadcast_id,
            outbox.c.state == NoticeState.SENT,
            outbox.c.kind == NoticeKind.BROADCAST,
            outbox.c.channel == Channel.CHAT,
            outbox.c.id > after,
            deliveries.c.answer != ERASED,
        )
        arrived = (deliveries.c.key == outbox.c.key) & (deliveries.c.result == Result.ARRIVED)
        statement = select(outbox.c.id, outbox.c.target, outbox.c.holder_id, deliveries.c.answer)
        statement = statement.join(deliveries, arrived).where(*in_chats).order_by(outbox.c.id).limit(limit)
        return [
            Sent(notice_id=row.id, target=row.target, message_id=int(row.answer), holder_id=row.holder_id)
            for row in await self._transaction.rows(statement)
        ]

    async def report(self, broadcast_id: int, after: int, limit: int) -> Sequence[ReportLine]:
        """What became of each message, in the order of the notices."""
        own = (
            select(func.min(mailboxes.c.address))
            .where(mailboxes.c.holder_id == outbox.c.holder_id)
            .correlate(outbox)
            .scalar_subquery()
            .label("mailbox")
        )
        lines = select(outbox, own).where(
            outbox.c.broadcast_id == broadcast_id, outbox.c.kind == NoticeKind.BROADCAST, outbox.c.id > after
        )
        return [
            ReportLine(
                notice_id=row.id,
                mailbox=row.mailbox or "",
                channel=row.channel,
                target=row.target,
                language=Language(row.facts["language"]) if "language" in row.facts else None,
                state=row.state,
                reason=row.error or "",
                at=row.sent_at,
            )
            for row in await self._transaction.rows(lines.order_by(outbox.c.id).limit(limit))
        ]

    async def _count(self, told: Sequence[Told]) -> None:
        """Moves the counters of the broadcasts."""
        moved = Counter((one.notice.broadcast_id, name) for one in told for name in _counters(one))
        for broadcast_id in sorted({broadcast_id for broadcast_id, _ in moved if broadcast_id is not None}):
            values = {
                name: broadcasts.c[name] + number for (whose, name), number in moved.items() if whose == broadcast_id
            }
            await self._transaction.run(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(**values))


def _counters(told: Told) -> Sequence[str]:
    counter = _COUNTER[NoticeKind(told.notice.kind), told.fate]
    return (counter, "mailed") if counter == "sent" and told.notice.channel is Channel.EMAIL else (counter,)


def _waits(broadcast_id: int) -> tuple[ColumnElement[bool], ...]:
    """That a message of a broadcast waits; by its channels, as the index has it."""
    channels = (Channel.CHAT, Channel.EMAIL)
    return (
        outbox.c.broadcast_id == broadcast_id,
        outbox.c.channel.in_(channels),
        outbox.c.state == NoticeState.WAITING,
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)


def _proof(told: Told) -> dict[str, object]:
    """The proof of a try. What was said is the broadcast's, and kept there once."""
    notice = told.notice
    return {
        "key": notice.key,
        "kind": notice.kind,
        "channel": notice.channel,
        "target": notice.target,
        "attempt": notice.attempts,
        "at": told.at,
        "result": told.result,
        "answer": told.answer,
        "said": f"broadcast:{notice.broadcast_id}",
    }
