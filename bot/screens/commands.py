"""What Telegram itself shows of the bot: the commands' menu and the profile."""

from __future__ import annotations

from typing import NamedTuple

from bot.screens.texts import Texts

_COMMANDS = ("menu", "help", "cancel", "privacy", "log-out")


class BotProfile(NamedTuple):
    """The bot's name (64 characters), description (512) and short description (120), as plain text."""

    name: str
    description: str
    short_description: str


def commands(texts: Texts) -> list[tuple[str, str]]:
    """The commands of a language with their descriptions, as plain text."""
    return [(texts.label(f"command-{name}"), texts.label(f"command-{name}-about")) for name in _COMMANDS]


def bot_profile(texts: Texts) -> BotProfile:
    """How the bot introduces itself."""
    return BotProfile(
        texts.label("profile-name"), texts.label("profile-description"), texts.label("profile-short-description")
    )
