"""A paper as a value: what stands on its one page, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.holders import Language


class Look(Enum):
    """How a row is set: a text, an amount in the column of amounts, the sum under it."""

    TEXT = "text"
    AMOUNT = "amount"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A fact and its name."""

    label: str
    value: str
    look: Look = Look.TEXT


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A paper. All its texts are plain. `made_at`, the instant it is about, is its date in the file as well."""

    language: Language
    issuer: str
    title: str
    number: str
    made_at: datetime
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
