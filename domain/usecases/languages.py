"""Which language a chat is spoken to in."""

from __future__ import annotations

from dataclasses import dataclass

from domain.holders import Language
from domain.ports import Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Languages:
    """Remembers the language of each chat."""

    units: Units

    async def of(self, chat_id: int) -> Language | None:
        """The language of a chat; None before the first choice."""
        async with self.units.read() as unit:
            return await unit.chats.language(chat_id)

    async def choose(self, chat_id: int, language: Language) -> None:
        """Remembers the choice."""
        async with self.units.write() as unit:
            await unit.chats.choose_language(chat_id, language)
            await unit.commit()
