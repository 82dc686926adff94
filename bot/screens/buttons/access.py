"""The keys about who comes in: linked chats, the history of accesses, and what to do about a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Id, Page
from bot.screens.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowChats(Button):
    """A page of the linked chats. Pages count from 0."""

    verb: ClassVar[str] = "chats"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class UnlinkChat(Button):
    """One of the linked chats is to be disconnected."""

    verb: ClassVar[str] = "unlink"
    chat_id: Id


@dataclass(frozen=True, slots=True)
class ShowAccesses(Button):
    """A page of the history of accesses. Pages count from 0."""

    verb: ClassVar[str] = "accesses"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AskLogOutEverywhere(Button):
    """What happens if every chat is disconnected?"""

    verb: ClassVar[str] = "ask-logout-all"


@dataclass(frozen=True, slots=True)
class LogOutEverywhere(Button):
    """Every chat is to be disconnected, this one too."""

    verb: ClassVar[str] = "logout-all"


@dataclass(frozen=True, slots=True)
class ItWasMe(Button):
    """A new log-in was the holder's own."""

    verb: ClassVar[str] = "was-me"


@dataclass(frozen=True, slots=True)
class RevokeAccess(Button):
    """A log-in was not the holder's: its chat is to be disconnected."""

    verb: ClassVar[str] = "revoke"
    access_id: Id


KINDS: tuple[type[Button], ...] = (
    ShowChats,
    UnlinkChat,
    ShowAccesses,
    AskLogOutEverywhere,
    LogOutEverywhere,
    ItWasMe,
    RevokeAccess,
)
