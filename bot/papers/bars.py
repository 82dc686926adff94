"""Draws bars over days as a picture: panels under each other, each with its title, its numbers, its axes.

It is made for a phone: what is written is large, and the picture brings its own paper, so that it reads the same on a
dark screen. All measures are in pixels of the picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.papers.pdf import FONTS

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 1024, 1280  # the largest in which Telegram hands a photo out as it is
_FINE = 2  # it is drawn so much larger, and made smaller: bars and letters get smooth edges

_PAPER, _PANEL, _EDGE, _GRID = (238, 241, 245), (255, 255, 255), (221, 226, 232), (229, 233, 238)
_INK, _GREY = (28, 33, 40), (91, 101, 112)
_MARGIN, _HEAD, _GAP, _INNER, _ROUND = 32, 112, 24, 30, 26
_TITLE, _HEADING, _SMALL, _NUMBER, _AXIS = 52, 42, 32, 38, 30

Colour = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A colour: what it stands for, and how much of it there is in all."""

    colour: Colour
    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One day: columns side by side, each a pile of parts from the bottom up. An empty label is not written."""

    label: str
    columns: tuple[tuple[tuple[int, Colour], ...], ...]

    @property
    def highest(self) -> int:
        """What its highest column adds up to."""
        return max(sum(amount for amount, _ in column) for column in self.columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """Bars over days. `note` says which, `scale` writes an amount at the axis, `empty` that there is nothing."""

    heading: str
    note: str
    keys: tuple[Key, ...]
    groups: tuple[Group, ...]
    scale: Callable[[int], str]
    empty: str


def draw(title: str, panels: Sequence[Panel]) -> bytes:
    """The picture as PNG: the same bytes for the same panels."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - it takes a while, and the bot starts in a second

    large = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), _PAPER)
    pen = _Pen(ImageDraw.Draw(large))
    pen.text((_MARGIN + 4, _HEAD / 2 + 4), title, _TITLE, anchor="lm", bold=True, most=WIDTH - 2 * _MARGIN - 8)
    height = (HEIGHT - _HEAD - _MARGIN - _GAP * (len(panels) - 1)) / len(panels)
    for number, panel in enumerate(panels):
        _draw_panel(pen, panel, _HEAD + number * (height + _GAP), height)
    whole = io.BytesIO()
    large.resize((WIDTH, HEIGHT), Image.Resampling.BOX).save(whole, "PNG", optimize=True)
    return whole.getvalue()


def axis(highest: int) -> Sequence[int]:
    """Where the lines of an axis are, in cents, from 0 up to at least an amount: steps of a round number of euro.

    There are three steps or four.
    """
    step = 100
    while step * 4 < highest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    lines = max(3, -(-highest // step))
    return [step * number for number in range(lines + 1)]


class _Pen:
    """Draws in pixels of the picture as it will be."""

    def __init__(self, canvas: ImageDraw.ImageDraw) -> None:
        self._canvas = canvas

    def box(
        self,
        at: tuple[float, float, float, float],
        fill: Colour,
        *,
        edge: Colour | None = None,
        r: float = 0,
        corners: tuple[bool, bool, bool, bool] = (True, True, True, True),
    ) -> None:
        """A box from the left, top to the right, bottom; its corners are round, those that are named."""
        place = [round(one * _FINE) for one in at]
        if place[2] - place[0] < 1 or place[3] - place[1] < 1:
            return
        place[2] -= 1
        place[3] -= 1
        self._canvas.rounded_rectangle(place, r * _FINE, fill=fill, outline=edge, width=_FINE, corners=corners)

    def line(self, left: float, right: float, y: float, colour: Colour, width: int = 1) -> None:
        """A level line."""
        self._canvas.line(
            [left * _FINE, round(y * _FINE), right * _FINE, round(y * _FINE)], colour, width=width * _FINE
        )

    def text(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        *,
        anchor: str = "ls",
        bold: bool = False,
        colour: Colour = _INK,
        most: float = WIDTH,
    ) -> None:
        """A text, smaller if it is longer than so many pixels. The anchor is Pillow's."""
        wide = self.width(text, size, bold=bold)
        fitting = size if wide <= most else size * most / wide
        place = (at[0] * _FINE, at[1] * _FINE)
        self._canvas.text(place, text, colour, _font(fitting, bold=bold), anchor=anchor)

    @staticmethod
    def width(text: str, size: int, *, bold: bool = False) -> float:
        """How long a text is."""
        return _font(size, bold=bold).getlength(text) / _FINE


def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(FONTS / name, size * _FINE, layout_engine=ImageFont.Layout.BASIC)


def _draw_panel(pen: _Pen, panel: Panel, top: float, height: float) -> None:
    left, right = _MARGIN, WIDTH - _MARGIN
    pen.box((left, top, right, top + height), _PANEL, edge=_EDGE, r=_ROUND)
    left, right = left + _INNER, right - _INNER
    pen.text((left, top + 56), panel.heading, _HEADING, bold=True)
    room = right - left - pen.width(panel.heading, _HEADING, bold=True) - _GAP
    pen.text((right, top + 56), panel.note, _SMALL, anchor="rs", colour=_GREY, most=room)
    _draw_keys(pen, panel.keys, left, right, top + 84)
    _draw_bars(pen, panel, left, right, (top + 196, top + height - 62))


def _draw_keys(pen: _Pen, keys: Sequence[Key], left: float, right: float, top: float) -> None:
    """What the colours stand for, side by side."""
    wide = (right - left) / len(keys)
    for number, key in enumerate(keys):
        x = left + number * wide
        pen.box((x, top + 8, x + 26, top + 34), key.colour, r=6)
        pen.text((x + 38, top + 32), key.name, _SMALL, colour=_GREY, most=wide - 46)
        pen.text((x + 38, top + 76), key.value, _NUMBER, bold=True, most=wide - 46)


def _draw_bars(pen: _Pen, panel: Panel, left: float, right: float, rows: tuple[float, float]) -> None:
    """The axes, and a group of columns for each day."""
    top, bottom = rows
    highest = max(group.highest for group in panel.groups)
    lines = axis(highest) if highest else (0, 1)
    names = [panel.scale(line) if highest else "" for line in lines]
    start = left + max(pen.width(name, _AXIS) for name in names) + 16
    tall = (bottom - top) / lines[-1]
    for line, name in zip(lines, names, strict=True) if highest else ((0, ""),):
        pen.line(start, right, bottom - line * tall, _GRID if line else _GREY, 2)
        pen.text((start - 14, bottom - line * tall), name, _AXIS, anchor="rm", colour=_GREY)
    wide = (right - start) / len(panel.groups)
    for number, group in enumerate(panel.groups):
        x = start + number * wide
        _draw_group(pen, group, (x, x + wide), bottom, tall)
        middle = max(x + wide / 2, start + pen.width(group.label, _AXIS) / 2)
        pen.text((middle, bottom + 42), group.label, _AXIS, anchor="ms", colour=_GREY)
    if not highest:
        pen.text(((start + right) / 2, (top + bottom) / 2), panel.empty, _SMALL, anchor="mm", colour=_GREY)


def _draw_group(pen: _Pen, group: Group, sides: tuple[float, float], bottom: float, tall: float) -> None:
    """The columns of a day, the parts of each on top of each other."""
    gap = (sides[1] - sides[0]) * 0.14
    wide = (sides[1] - sides[0] - 2 * gap) / len(group.columns)
    for place, column in enumerate(group.columns):
        left, foot = sides[0] + gap + place * wide, bottom
        parts = [(amount, colour) for amount, colour in column if amount > 0]
        for number, (amount, colour) in enumerate(parts, start=1):
            head = foot - max(3.0, amount * tall)  # a cent is seen too
            is_top = number == len(parts)
            round_at = (is_top, is_top, False, False)
            pen.box((left, head, left + wide - 1, foot), colour, r=5 if foot - head > 10 else 0, corners=round_at)
            foot = head
