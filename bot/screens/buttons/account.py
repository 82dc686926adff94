"""The keys about oneself: the account, one's data, the password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowAccount(Button):
    """What can be looked at and changed about oneself."""

    verb: ClassVar[str] = "account"


KINDS: tuple[type[Button], ...] = (ShowAccount,)
