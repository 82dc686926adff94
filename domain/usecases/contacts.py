"""The chats the bot knows: how to speak to them, and whether they listen."""

from __future__ import annotations

from dataclasses import dataclass

from domain.holders import Language
from domain.ports import Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Contacts:
    """Remembers the language of each chat, and who keeps the bot blocked."""

    units: Units

    async def language(self, chat_id: int) -> Language | None:
        """The language of a chat; None before the first contact."""
        async with self.units.read() as unit:
            return await unit.chats.language(chat_id)

    async def choose_language(self, chat_id: int, language: Language) -> None:
        """Remembers the language of a chat."""
        async with self.units.write() as unit:
            await unit.chats.choose_language(chat_id, language)
            await unit.commit()

    async def mark_reachable(self, chat_id: int, *, reachable: bool) -> None:
        """Remembers whether the person keeps the bot blocked."""
        async with self.units.write() as unit:
            await unit.chats.mark_reachable(chat_id, reachable=reachable)
            await unit.commit()
