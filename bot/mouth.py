"""All that is said unprompted to a chat: rendered in the language of the chat, sent, and tidied up after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from telegram.ext import ExtBot

from bot.screens import notices
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from bot.show import close_live, send
from domain.dialogs import Dialog
from domain.errors import StorageUnavailable
from domain.holders import Language
from domain.notices import Notice
from domain.usecases.delivering import Delivering


@dataclass(frozen=True, kw_only=True, slots=True)
class Mouth:
    """Speaks to chats. `bot` is asked for at each message, since it is known only after the start."""

    bot: Callable[[], ExtBot[None]]
    delivering: Delivering
    texts: Mapping[Language, Texts]
    load_dialog: Callable[[int], Awaitable[Dialog]]

    async def render(self, notice: Notice) -> Screen:
        """The message of a notice, with the order that it speaks of."""
        order_id, holder_id = notice.facts.get("order_id"), notice.facts.get("holder_id")
        asked = isinstance(order_id, str) and isinstance(holder_id, int)
        order = await self.delivering.order(str(order_id), int(holder_id or 0)) if asked else None
        return notices.notice(self.texts[await self.delivering.language(notice)], notice, order)

    async def put(self, chat_id: int, screen: Screen) -> None:
        """Sends a message to a chat."""
        await send(self.bot(), chat_id, screen)

    async def tidy(self, notice: Notice) -> None:
        """Takes the keys off the message above: what has been paid must not be offered for payment any more."""
        if notice.tells_of_money:
            with suppress(StorageUnavailable):
                await close_live(self.bot(), await self.load_dialog(notice.chat_id))
