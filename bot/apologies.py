"""What is said to an update that no handler answers: it broke something, or it is nothing that can be understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.conversations.front import phone_language
from bot.conversations.typed import looks_like_password
from bot.screens import refusals
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from bot.show import delete, send
from domain.holders import Language
from domain.usecases.contacts import Contacts


@dataclass(frozen=True, kw_only=True, slots=True)
class Apologies:
    """Speaks in the language of the chat."""

    application: Application[Any, Any, Any, Any, Any, Any]
    contacts: Contacts
    texts: Mapping[Language, Texts]

    async def apologise(self, update: Update, reference: str) -> None:
        """Something broke; the reference finds it in the log."""
        await self._say(update, lambda texts: refusals.apology(texts, reference))

    async def not_understood(self, update: Update) -> None:
        """This is no input. What may be a password, written under a file, goes."""
        message = update.message
        is_secret = message is not None and looks_like_password(message.caption or "") and await delete(message)
        await self._say(update, refusals.password_deleted if is_secret else refusals.not_understood)

    async def slow_down(self, update: Update) -> None:
        """The chat sends faster than can be answered."""
        await self._say(update, refusals.slow_down)

    async def _say(self, update: Update, screen: Callable[[Texts], Screen]) -> None:
        if update.effective_chat is not None:
            chat_id = update.effective_chat.id
            texts = self.texts[await self.contacts.language(chat_id) or phone_language(update)]
            await send(self.application.bot, chat_id, screen(texts))
