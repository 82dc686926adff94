"""How the bot introduces itself to Telegram: commands, descriptions and the menu button, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import structlog
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.screens.commands import admin_commands, bot_profile, commands
from bot.screens.texts import Texts
from domain.holders import Language

log = structlog.stdlib.get_logger(__name__)

DEFAULT = Language.ENGLISH  # for phones in a language that the bot does not speak


async def introduce(bot: ExtBot[None], texts: Mapping[Language, Texts], admins: Iterable[int] = ()) -> None:
    """Sets commands and descriptions; `admins`, by Telegram id, have more commands in their own chats.

    Telegram that refuses them is no reason not to start.
    """
    try:
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        for language, words in texts.items():
            await _introduce_in(bot, words, language.value)
        await _introduce_in(bot, texts[DEFAULT], None)
    except TelegramError as error:
        log.warning("introduction_refused", reason=type(error).__name__)
    for admin in admins:
        await _introduce_to(bot, texts, admin)


async def _introduce_to(bot: ExtBot[None], texts: Mapping[Language, Texts], admin: int) -> None:
    """Sets the commands of an admin's own chat, where there are more. Who has never written to the bot has no chat."""
    scope = BotCommandScopeChat(admin)
    try:
        for language_code, words in ((None, texts[DEFAULT]), *((one.value, texts[one]) for one in texts)):
            listed = _listed([*commands(words), *admin_commands(words)])
            await bot.set_my_commands(listed, scope=scope, language_code=language_code)
    except TelegramError as error:
        log.info("admin_not_introduced", reason=type(error).__name__)


async def _introduce_in(bot: ExtBot[None], texts: Texts, language_code: str | None) -> None:
    listed = _listed(commands(texts))
    await bot.set_my_commands(listed, scope=BotCommandScopeAllPrivateChats(), language_code=language_code)
    _, description, short_description = bot_profile(texts)
    await bot.set_my_description(description, language_code=language_code)
    await bot.set_my_short_description(short_description, language_code=language_code)


def _listed(named: Iterable[tuple[str, str]]) -> list[BotCommand]:
    return [BotCommand(command, description) for command, description in named]
