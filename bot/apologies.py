"""What is said to an update that no handler answers: it broke something, or it is nothing that can be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.conversations.front import phone_language
from bot.conversations.typed import looks_like_password, person
from bot.screens import maintenance, refusals
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from bot.services import Services
from bot.show import delete, send


@dataclass(frozen=True, kw_only=True, slots=True)
class Apologies:
    """Speaks in the language of the chat."""

    application: Application[Any, Any, Any, Any, Any, Any]
    services: Services

    async def apologise(self, update: Update, reference: str) -> None:
        """Something broke; the reference finds it in the log."""
        await self._say(update, lambda texts: refusals.apology(texts, reference))

    async def not_understood(self, update: Update) -> None:
        """This is no input, or comes while there is maintenance. What may be a password, written under a file, goes."""
        message = update.message
        is_secret = message is not None and looks_like_password(message.caption or "") and await delete(message)
        if await self._turn_away(update):
            return
        await self._say(update, refusals.password_deleted if is_secret else refusals.not_understood)

    async def _turn_away(self, update: Update) -> bool:
        """While there is maintenance, whoever is no admin is told of that; False if there is none."""
        services, chat = self.services, update.effective_chat
        closure = await services.maintaining.closure()
        if closure is None or chat is None or person(update) in services.admins:
            return False
        if not await services.maintaining.wait(chat.id, closure):
            return False
        now = services.clock.now()
        await self._say(update, lambda texts: maintenance.closed(texts, closure, now))
        return True

    async def slow_down(self, update: Update) -> None:
        """The chat sends faster than can be answered."""
        await self._say(update, refusals.slow_down)

    async def _say(self, update: Update, screen: Callable[[Texts], Screen]) -> None:
        if update.effective_chat is not None:
            chat_id = update.effective_chat.id
            language = await self.services.contacts.language(chat_id) or phone_language(update)
            texts = self.services.texts[language]
            await send(self.application.bot, chat_id, screen(texts))
