"""The chats."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

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

    async def link(self, chat_id: int, holder_id: int) -> None:
        """Notices to the holder go to this chat from now on. Who logs in there has not blocked the bot."""
        await self._save(chat_id, holder_id=holder_id, reachable=True)

    async def unlink(self, chat_id: int) -> None:
        """No holder's notices go to this chat any more."""
        await self._transaction.run(update(chats).where(chats.c.chat_id == chat_id).values(holder_id=None))

    async def of_holder(self, holder_id: int) -> Sequence[int]:
        """The chats that a holder's notices go to, without those where the bot is blocked."""
        statement = select(chats.c.chat_id).where(chats.c.holder_id == holder_id, chats.c.reachable)
        return [row.chat_id for row in await self._transaction.rows(statement.order_by(chats.c.chat_id))]

    async def languages_of(self, holder_id: int) -> Collection[Language]:
        """The languages of a holder's chats, each once, also of those where the bot is blocked."""
        statement = select(chats.c.language).where(chats.c.holder_id == holder_id, chats.c.language.is_not(None))
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
