"""How things work."""

from __future__ import annotations

from bot.screens.screen import Screen, with_way_home
from bot.screens.texts import Texts


def show_help(texts: Texts) -> Screen:
    """What can be done here, what it costs, what happens at the expiry, and the commands."""
    return with_way_home(texts, texts("help"))
