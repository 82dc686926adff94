"""How the bot introduces itself to Telegram: commands, descriptions and the menu button, in each language."""

from __future__ import annotations

from collections.abc import Mapping

import structlog
from telegram import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.screens.commands import bot_profile, commands
from bot.screens.texts import Texts
from domain.holders import Language

log = structlog.stdlib.get_logger(__name__)

DEFAULT = Language.ENGLISH  # for phones in a language that the bot does not speak


async def introduce(bot: ExtBot[None], texts: Mapping[Language, Texts]) -> None:
    """Sets commands and descriptions; Telegram that refuses them is no reason not to start."""
    try:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        for language, words in texts.items():
            await _introduce_in(bot, words, language.value)
        await _introduce_in(bot, texts[DEFAULT], None)
    except TelegramError as error:
        log.warning("introduction_refused", reason=type(error).__name__)


async def _introduce_in(bot: ExtBot[None], texts: Texts, language_code: str | None) -> None:
    listed = [BotCommand(command, description) for command, description in commands(texts)]
    await bot.set_my_commands(listed, scope=BotCommandScopeAllPrivateChats(), language_code=language_code)
    _, description, short_description = bot_profile(texts)
    await bot.set_my_description(description, language_code=language_code)
    await bot.set_my_short_description(short_description, language_code=language_code)
