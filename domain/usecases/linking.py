"""The holder's control over where the account is open: the linked chats, and the history of accesses."""

from __future__ import annotations

from dataclasses import dataclass

from domain.accesses import (
    ACCESSES_KEPT_FOR,
    ACCESSES_ON_A_PAGE,
    AccessHistory,
    AccessKind,
    ChatUnlinked,
    LinkedChats,
    is_from,
)
from domain.errors import LoginRequired, NotFound
from domain.ports import Clock, UnitOfWork, Units
from domain.sessions import Session
from domain.usecases.remembering import logged_out, unlinked
from domain.usecases.telling import Telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Linking:
    """Shows a holder the linked chats and who came in where, and disconnects what is not theirs."""

    units: Units
    clock: Clock
    telling: Telling

    async def chats(self, holder_id: int, chat_id: int) -> LinkedChats:
        """The chats that the holder's notices go to, as seen from one of them."""
        async with self.units.read() as unit:
            chats = await unit.chats.linked(holder_id)
        return LinkedChats(chats=tuple(chats), here=chat_id, by_email=self.telling.by_email)

    async def history(self, holder_id: int, chat_id: int, page: int) -> AccessHistory:
        """A page of the accesses of the last 90 days, as seen from a chat. Pages count from 0."""
        since = self.clock.now() - ACCESSES_KEPT_FOR
        async with self.units.read() as unit:
            found = await unit.accesses.of_holder(holder_id, ACCESSES_ON_A_PAGE + 1, page * ACCESSES_ON_A_PAGE)
            recent = [line for line in found if line.at >= since]
            mailboxes = await unit.mailboxes.of_ids({line.mailbox_id for line in recent})
        return AccessHistory(
            lines=tuple(recent[:ACCESSES_ON_A_PAGE]),
            addresses={mailbox.id: mailbox.address for mailbox in mailboxes},
            here=chat_id,
            page=page,
            has_older=len(recent) > ACCESSES_ON_A_PAGE,
        )

    async def unlink(self, target: int, *, holder_id: int, chat_id: int) -> ChatUnlinked:
        """Disconnects one of the holder's chats, and ends the session there. Raises NotFound."""
        async with self.units.write() as unit:
            here = await _session(unit, chat_id, holder_id)
            if not await self._unlink(unit, target, here):
                raise NotFound
            await unit.commit()
        return ChatUnlinked(is_here=target == chat_id)

    async def revoke(self, access_id: int, *, holder_id: int, chat_id: int) -> ChatUnlinked:
        """It was not the holder who logged in: disconnects that chat, unless that was done since. Raises NotFound."""
        async with self.units.write() as unit:
            here = await _session(unit, chat_id, holder_id)
            access = await unit.accesses.get(access_id, holder_id)
            if access is None or access.kind is not AccessKind.LOGGED_IN:
                raise NotFound
            linked = any(is_from(access, chat) for chat in await unit.chats.linked(holder_id))
            done = linked and await self._unlink(unit, access.chat_id, here)
            await unit.commit()
        return ChatUnlinked(is_here=done and access.chat_id == chat_id, repeated=not done)

    async def log_out_everywhere(self, holder_id: int, chat_id: int) -> None:
        """Disconnects every chat of the holder, the one that asks included."""
        async with self.units.write() as unit:
            here = await _session(unit, chat_id, holder_id)
            linked = {chat.chat_id for chat in await unit.chats.linked(holder_id)}
            for target in sorted({*linked, chat_id}):  # in one order, whichever of them asks
                await self._unlink(unit, target, here)
            await unit.commit()

    async def _unlink(self, unit: UnitOfWork, target: int, here: Session) -> bool:
        """Disconnects a chat; False if it is not the holder's. The one that asks is logged out."""
        now = self.clock.now()
        if target == here.chat_id:
            await logged_out(unit, target, now)
            return True
        return await unlinked(unit, target, holder_id=here.holder_id, mailbox_id=here.mailbox_id, at=now)


async def _session(unit: UnitOfWork, chat_id: int, holder_id: int) -> Session:
    """The session of whoever asks. Raises LoginRequired if it was ended a moment ago, from another chat."""
    session = await unit.sessions.get(chat_id)
    if session is None or session.holder_id != holder_id:
        raise LoginRequired
    return session
