"""A reply as a value: a text in Telegram's HTML, and the keys under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.screens.buttons import Button, Home
from bot.screens.texts import Texts

Style = Literal["primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Tap:
    """A key that sends its button back to the bot. Labels are plain text, never HTML."""

    label: str
    button: Button
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A key that opens an address."""

    label: str
    url: str
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A key that puts a text of at most 256 characters on the clipboard."""

    label: str
    text: str


Key = Tap | Link | Copy
Row = tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown: a text in Telegram's HTML, and rows of keys."""

    text: str
    keyboard: tuple[Row, ...] = ()


def paragraphs(*parts: str | None) -> str:
    """The parts that are there, an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """The parts that are there, each on its own line."""
    return "\n".join(part for part in parts if part)


def in_rows(keys: Iterable[Key], width: int) -> tuple[Row, ...]:
    """The keys side by side, so many in a row."""
    left = tuple(keys)
    return tuple(left[start : start + width] for start in range(0, len(left), width))


def with_way_home(texts: Texts, text: str, *rows: Row) -> Screen:
    """A screen whose last row is the way home: on every screen in the same place. Empty rows are left out."""
    return Screen(text, (*filter(None, rows), (Tap(texts.label("key-home"), Home()),)))
