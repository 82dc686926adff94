"""What every key under a message has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Button:
    """What tapping a key asks for."""

    verb: ClassVar[str] = ""

    @property
    def is_sensitive(self) -> bool:
        """Whether the password has to be typed once more before it is done."""
        return False
