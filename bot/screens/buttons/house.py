"""The keys that are there for everybody, those of the log-in, and those of the admins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Id, Page
from bot.screens.buttons.base import Button
from domain.holders import Language


@dataclass(frozen=True, slots=True)
class Home(Button):
    """Back to the menu."""

    verb: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Button):
    """The languages."""

    verb: ClassVar[str] = "languages"


@dataclass(frozen=True, slots=True)
class SetLanguage(Button):
    """The bot is to speak this language."""

    verb: ClassVar[str] = "language"
    language: Language


@dataclass(frozen=True, slots=True)
class ShowHelp(Button):
    """How things work."""

    verb: ClassVar[str] = "help"


@dataclass(frozen=True, slots=True)
class LogIn(Button):
    """The login, from the start."""

    verb: ClassVar[str] = "login"


@dataclass(frozen=True, slots=True)
class LogOut(Button):
    """The end of the session."""

    verb: ClassVar[str] = "logout"


@dataclass(frozen=True, slots=True)
class ShowDeadLetters(Button):
    """What could not be delivered, for an admin. Pages count from 0."""

    verb: ClassVar[str] = "dead-letters"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class RetryNotice(Button):
    """An admin wants a notice that was given up delivered again."""

    verb: ClassVar[str] = "retry"
    notice_id: Id


KINDS: tuple[type[Button], ...] = (
    Home,
    ChooseLanguage,
    SetLanguage,
    ShowHelp,
    LogIn,
    LogOut,
    ShowDeadLetters,
    RetryNotice,
)
