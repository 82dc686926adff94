"""The chats."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from domain.accesses import LinkedChat
from domain.holders import Language
from storage.talk_tables import chats
from storage.transaction import Transaction


class SqlChats:
    """Conforms to `Chats`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def language(self, chat_id: int) -> Language | None:
        """The language chosen in a chat; None before the first contact."""
        language: Language | None = await self._transaction.scalar(
            select(chats.c.language).where(chats.c.chat_id == chat_id)
        )
        return language

    async def choose_language(self, chat_id: int, language: Language) -> None:
        """Remembers the language of a chat."""
        await self._save(chat_id, language=language)

    async def link(self, chat_id: int, holder_id: int, at: datetime) -> bool:
        """Notices to the holder go to this chat from now on; False if they did already.

        Who logs in there has not blocked the bot.
        """
        linked = update(chats).where(chats.c.chat_id == chat_id, chats.c.holder_id == holder_id)
        if await self._transaction.changed(linked.values(used_at=at, reachable=True)):
            return False
        await self._save(chat_id, holder_id=holder_id, linked_at=at, used_at=at, reachable=True)
        return True

    async def unlink(self, chat_id: int) -> None:
        """No holder's notices go to this chat any more."""
        linked = update(chats).where(chats.c.chat_id == chat_id)
        await self._transaction.run(linked.values(holder_id=None, linked_at=None, used_at=None))

    async def unlink_from(self, chat_id: int, holder_id: int) -> bool:
        """No notices of a holder go to this chat any more; False if they did not, or another holder's do."""
        linked = update(chats).where(chats.c.chat_id == chat_id, chats.c.holder_id == holder_id)
        return await self._transaction.changed(linked.values(holder_id=None, linked_at=None, used_at=None)) == 1

    async def holder_of(self, chat_id: int) -> int | None:
        """The holder whose notices go to a chat, None if nobody's do."""
        holder: int | None = await self._transaction.scalar(select(chats.c.holder_id).where(chats.c.chat_id == chat_id))
        return holder

    async def touch(self, chat_id: int, at: datetime) -> None:
        """Remembers that a holder used the chat; a clock that jumped back changes nothing."""
        earlier = or_(chats.c.used_at.is_(None), chats.c.used_at < at)
        await self._transaction.run(update(chats).where(chats.c.chat_id == chat_id, earlier).values(used_at=at))

    async def linked(self, holder_id: int) -> Sequence[LinkedChat]:
        """The chats that a holder's notices go to, also those where the bot is blocked; last used first."""
        columns = (chats.c.chat_id, chats.c.linked_at, chats.c.used_at, chats.c.reachable)
        rows = await self._transaction.rows(select(*columns).where(chats.c.holder_id == holder_id))
        found = [LinkedChat(**row._asdict()) for row in rows]
        return sorted(found, key=lambda chat: (chat.used_at is None, -_seconds(chat.used_at), chat.chat_id))

    async def of_holder(self, holder_id: int) -> Sequence[int]:
        """The chats that a holder's notices go to, without those where the bot is blocked."""
        statement = select(chats.c.chat_id).where(chats.c.holder_id == holder_id, chats.c.reachable)
        return [row.chat_id for row in await self._transaction.rows(statement.order_by(chats.c.chat_id))]

    async def languages_of(self, holder_id: int, before: datetime | None = None) -> Collection[Language]:
        """The languages of a holder's chats, each once, also of those where the bot is blocked.

        With `before` only of those that were linked before that instant.
        """
        statement = select(chats.c.language).where(chats.c.holder_id == holder_id, chats.c.language.is_not(None))
        if before is not None:
            statement = statement.where(or_(chats.c.linked_at.is_(None), chats.c.linked_at < before))
        return [row.language for row in await self._transaction.rows(statement.distinct())]

    async def is_reachable(self, chat_id: int) -> bool:
        """Whether the person lets the bot speak, as far as is known."""
        reachable: bool | None = await self._transaction.scalar(
            select(chats.c.reachable).where(chats.c.chat_id == chat_id)
        )
        return reachable is not False

    async def mark_reachable(self, chat_id: int, *, reachable: bool) -> None:
        """Remembers whether the person keeps the bot blocked."""
        await self._save(chat_id, reachable=reachable)

    async def _save(self, chat_id: int, **facts: object) -> None:
        statement = self._transaction.insert(chats).values(chat_id=chat_id, **facts)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["chat_id"], set_=facts))


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0
