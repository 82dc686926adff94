"""The keys about what is kept: to have it, to have a chat forgotten, to have all of it erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Button):
    """What is kept, why, how long and where."""

    verb: ClassVar[str] = "privacy"


@dataclass(frozen=True, slots=True)
class SendMyData(Button):
    """Everything that is kept about the holder, as a document."""

    verb: ClassVar[str] = "my-data"

    @property
    def is_sensitive(self) -> bool:
        """It holds everything."""
        return True


@dataclass(frozen=True, slots=True)
class AskToForgetChat(Button):
    """What it means to have this chat forgotten."""

    verb: ClassVar[str] = "ask-forget"


@dataclass(frozen=True, slots=True)
class ForgetChat(Button):
    """This chat is to be forgotten."""

    verb: ClassVar[str] = "forget"


@dataclass(frozen=True, slots=True)
class AskToErase(Button):
    """What it means to have the personal data erased, or what stands in the way."""

    verb: ClassVar[str] = "ask-erase"


@dataclass(frozen=True, slots=True)
class EraseMyData(Button):
    """The personal data is to be erased, for good."""

    verb: ClassVar[str] = "erase"

    @property
    def is_sensitive(self) -> bool:
        """It cannot be undone."""
        return True


KINDS: tuple[type[Button], ...] = (ShowPrivacy, SendMyData, AskToForgetChat, ForgetChat, AskToErase, EraseMyData)
