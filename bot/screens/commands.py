"""What Telegram itself shows of the bot: the commands' menu and the profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.screens.texts import Texts

_COMMANDS = ("menu", "help", "cancel", "privacy", "log-out")
_OF_ADMINS = ("find", "broadcast", "broadcasts", "register", "deliveries", "audit", "digest", "maintenance")


class BotProfile(NamedTuple):
    """The bot's name (64 characters), description (512) and short description (120), as plain text."""

    name: str
    description: str
    short_description: str


def commands(texts: Texts) -> list[tuple[str, str]]:
    """The commands of a language with their descriptions, as plain text."""
    return _named(texts, _COMMANDS)


def admin_commands(texts: Texts) -> list[tuple[str, str]]:
    """The commands that admins have besides, in the same form."""
    return _named(texts, _OF_ADMINS)


def _named(texts: Texts, names: Iterable[str]) -> list[tuple[str, str]]:
    return [(texts.label(f"command-{name}"), texts.label(f"command-{name}-about")) for name in names]


def bot_profile(texts: Texts) -> BotProfile:
    """How the bot introduces itself."""
    return BotProfile(
        texts.label("profile-name"), texts.label("profile-description"), texts.label("profile-short-description")
    )
