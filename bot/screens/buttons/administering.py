"""The keys of whoever runs the house: the report of a day, and maintenance. They are there for admins only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from bot.screens.button_fields import Whole
from bot.screens.buttons.base import Button
from domain.digest import Which

Minutes = Annotated[int, Whole(0, 1_440)]


@dataclass(frozen=True, slots=True)
class ShowDigest(Button):
    """The report of yesterday, or of today so far."""

    verb: ClassVar[str] = "digest"
    which: Which = Which.YESTERDAY


@dataclass(frozen=True, slots=True)
class ShowMaintenance(Button):
    """Whether the bot is closed to holders; what closing it does."""

    verb: ClassVar[str] = "maintenance"


@dataclass(frozen=True, slots=True)
class BeginMaintenance(Button):
    """The bot is to be closed to holders for so many minutes; 0 for as long as it takes."""

    verb: ClassVar[str] = "begin-maintenance"
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class EndMaintenance(Button):
    """The bot is to be opened again."""

    verb: ClassVar[str] = "end-maintenance"


KINDS: tuple[type[Button], ...] = (ShowDigest, ShowMaintenance, BeginMaintenance, EndMaintenance)
