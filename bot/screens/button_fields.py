"""What the fields of a button may hold, and how each is read from callback data."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, get_args, get_type_hints

_MOST_ID = 2**63 - 1


class Choice(StrEnum):
    """A field that says whether something is wanted."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Whole:
    """A field that holds a whole number within limits, written in ASCII digits without leading zeros."""

    least: int
    most: int = _MOST_ID

    def read(self, text: str) -> int:
        """The number. Raises ValueError."""
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(text)
        return int(text)


@dataclass(frozen=True, slots=True)
class Token:
    """A field that holds a random id of at most so many characters."""

    most: int = 24

    def read(self, text: str) -> str:
        """The id. Raises ValueError."""
        if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{self.most}}}", text):
            raise ValueError(text)
        return text


Id = Annotated[int, Whole(1)]
Gb = Annotated[int, Whole(1, 999_999)]
Cents = Annotated[int, Whole(1, 99_999_999)]
Page = Annotated[int, Whole(0, 999_999)]
QuoteId = Annotated[str, Token()]
OrderId = Annotated[str, Token()]
INTENT = Token(36)  # Stripe's have 27 characters
IntentId = Annotated[str, INTENT]


def readers(kind: type[Any]) -> dict[str, Callable[[str], Any]]:
    """How each field of a button is read, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Callable[[str], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    rule: Whole | Token = get_args(hint)[1]
    return rule.read
