"""Broadcasts: what is written, what is going on, and who writes on where somebody else has stopped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, and_, func, insert, or_, select, update

from domain.broadcasts import AT_WORK, Attachment, AttachmentKind, Audience, Broadcast, BroadcastState, Tally
from domain.catalogue import MailboxType
from domain.holders import Language
from storage.broadcast_tables import COUNTERS, broadcasts
from storage.repositories.broadcast_notices import SqlBroadcastNotices

_WRITTEN = ("italian", "english", "by_email", "send_at")


class SqlBroadcasts(SqlBroadcastNotices):
    """Conforms to `Broadcasts`."""

    async def create(self, admin: int, at: datetime) -> Broadcast:
        """A new draft of an admin, by Telegram id."""
        new = insert(broadcasts).values(
            admin=admin, state=BroadcastState.DRAFT, created_at=at, audience={}, by_email=False
        )
        (row,) = await self._transaction.rows(new.returning(broadcasts))
        return _read(row)

    async def unfinished(self, admin: int) -> Broadcast | None:
        """The newest draft of an admin, by Telegram id."""
        theirs = select(broadcasts).where(broadcasts.c.admin == admin, broadcasts.c.state == BroadcastState.DRAFT)
        row = await self._transaction.row(theirs.order_by(broadcasts.c.id.desc()).limit(1))
        return None if row is None else _read(row)

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """A broadcast by id."""
        row = await self._transaction.row(select(broadcasts).where(broadcasts.c.id == broadcast_id))
        return None if row is None else _read(row)

    async def newest(self, limit: int, offset: int) -> Sequence[Broadcast]:
        """The broadcasts that were confirmed, newest first."""
        confirmed = select(broadcasts).where(broadcasts.c.state != BroadcastState.DRAFT)
        rows = await self._transaction.rows(confirmed.order_by(broadcasts.c.id.desc()).limit(limit).offset(offset))
        return [_read(row) for row in rows]

    async def count(self) -> int:
        """How many broadcasts were confirmed."""
        confirmed = select(func.count()).select_from(broadcasts).where(broadcasts.c.state != BroadcastState.DRAFT)
        return int(await self._transaction.scalar(confirmed))

    async def save_draft(self, broadcast: Broadcast) -> bool:
        """Keeps what is written, for whom and when; False if it is no draft any more."""
        attachment = broadcast.attachment
        values: dict[str, object] = {name: getattr(broadcast, name) for name in _WRITTEN}
        values["attachment"] = None if attachment is None else asdict(attachment)
        values["audience"] = asdict(broadcast.audience)
        draft = _in(broadcast.id, {BroadcastState.DRAFT})
        return await self._transaction.changed(draft.values(**values)) == 1

    async def confirm(self, broadcast_id: int, total: int) -> bool:
        """A draft is to be sent from now on, to so many targets; False if it is no draft any more."""
        confirmed = _in(broadcast_id, {BroadcastState.DRAFT}).values(state=BroadcastState.SCHEDULED, total=total)
        return await self._transaction.changed(confirmed) == 1

    async def move(
        self, broadcast_id: int, before: Collection[BroadcastState], after: BroadcastState, at: datetime
    ) -> bool:
        """Brings a broadcast from one of some states into another; False if it is in none of them."""
        values: dict[str, object] = {"state": after}
        if after is BroadcastState.RUNNING:
            values["started_at"] = func.coalesce(broadcasts.c.started_at, at)
        elif after in {BroadcastState.STOPPED, BroadcastState.DONE}:
            values["ended_at"] = at
        elif after is BroadcastState.UNDOING:
            values["all_queued"] = False
        return await self._transaction.changed(_in(broadcast_id, before).values(**values)) == 1

    async def show_as(self, broadcast_id: int, message_id: int) -> None:
        """Remembers the message that tells how it goes."""
        await self._transaction.run(
            update(broadcasts).where(broadcasts.c.id == broadcast_id).values(shown_as=message_id)
        )

    async def at_work(self, now: datetime) -> Sequence[Broadcast]:
        """The broadcasts that something is to be done for now, oldest first."""
        begun = or_(broadcasts.c.send_at.is_(None), broadcasts.c.send_at <= now)
        due = or_(broadcasts.c.state != BroadcastState.SCHEDULED, begun)
        at_work = select(broadcasts).where(broadcasts.c.state.in_(sorted(AT_WORK)), due)
        return [_read(row) for row in await self._transaction.rows(at_work.order_by(broadcasts.c.id))]

    async def queued(self, broadcast: Broadcast, reached_holder: int, messages: int, *, is_last: bool) -> bool:
        """Remembers up to which holder messages are written; False if somebody else has gone on from there.

        Once the last one is known, so is how many there are.
        """
        here = and_(broadcasts.c.reached_holder == broadcast.reached_holder, broadcasts.c.all_queued.is_(False))
        values: dict[str, object] = {
            "reached_holder": reached_holder,
            "queued": broadcasts.c.queued + messages,
            "all_queued": is_last,
        }
        if is_last:
            values["total"] = broadcasts.c.queued + messages
        running = _in(broadcast.id, {BroadcastState.RUNNING}).where(here)
        return await self._transaction.changed(running.values(**values)) == 1

    async def undone_up_to(self, broadcast: Broadcast, notice_id: int, *, is_last: bool) -> bool:
        """Remembers up to which notice deletions are written; False if somebody else has gone on from there."""
        here = and_(broadcasts.c.undone_up_to == broadcast.undone_up_to, broadcasts.c.all_queued.is_(False))
        undoing = _in(broadcast.id, {BroadcastState.UNDOING}).where(here)
        return await self._transaction.changed(undoing.values(undone_up_to=notice_id, all_queued=is_last)) == 1


def _in(broadcast_id: int, states: Collection[BroadcastState]) -> Update:
    return update(broadcasts).where(broadcasts.c.id == broadcast_id, broadcasts.c.state.in_(sorted(states)))


def _read(row: Row[*tuple[Any, ...]]) -> Broadcast:
    facts = row._asdict()
    tally = Tally(**{name: facts.pop(name) for name in COUNTERS})
    attachment, audience = facts.pop("attachment"), facts.pop("audience")
    return Broadcast(
        **facts, tally=tally, attachment=_attachment(attachment) if attachment else None, audience=_audience(audience)
    )


def _attachment(facts: dict[str, str]) -> Attachment:
    return Attachment(kind=AttachmentKind(facts["kind"]), file_id=facts["file_id"], name=facts["name"])


def _audience(facts: dict[str, Any]) -> Audience:
    language, kind = facts.get("language"), facts.get("type")
    return Audience(
        language=None if language is None else Language(language),
        domain=facts.get("domain"),
        type=None if kind is None else MailboxType(kind),
        expires_within=facts.get("expires_within"),
        short=bool(facts.get("short")),
    )
