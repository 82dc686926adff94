"""The keys of an admin about broadcasts that were confirmed: how one goes, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Id, Page
from bot.screens.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowBroadcasts(Button):
    """A page of the broadcasts that were confirmed. Pages count from 0."""

    verb: ClassVar[str] = "bc-list"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowBroadcast(Button):
    """How one goes, or went."""

    verb: ClassVar[str] = "bc"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class PauseBroadcast(Button):
    """No more is to be sent for now."""

    verb: ClassVar[str] = "bc-pause"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class ResumeBroadcast(Button):
    """Sending is to go on."""

    verb: ClassVar[str] = "bc-go-on"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class AskToStopBroadcast(Button):
    """What does it mean to stop?"""

    verb: ClassVar[str] = "bc-ask-stop"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class StopBroadcast(Button):
    """No more is to be sent, ever."""

    verb: ClassVar[str] = "bc-stop"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class AskToUndoBroadcast(Button):
    """What does it mean to take it back?"""

    verb: ClassVar[str] = "bc-ask-undo"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class UndoBroadcast(Button):
    """What was sent to chats is to be deleted again."""

    verb: ClassVar[str] = "bc-undo"
    broadcast_id: Id


@dataclass(frozen=True, slots=True)
class SendReport(Button):
    """What became of each message is to come as a file."""

    verb: ClassVar[str] = "bc-report"
    broadcast_id: Id


KINDS: tuple[type[Button], ...] = (
    ShowBroadcasts,
    ShowBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    AskToStopBroadcast,
    StopBroadcast,
    AskToUndoBroadcast,
    UndoBroadcast,
    SendReport,
)
