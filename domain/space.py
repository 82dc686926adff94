"""How full an inbox is, when its holder is told, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from domain.mailboxes import GIGABYTE, Mailbox
from domain.notices import Facts

LEVELS = (70, 90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filling:
    """An inbox whose level of alert is another one than when it was last looked at. `total_gb` is base and add-ons."""

    mailbox: Mailbox
    total_gb: int

    @property
    def level(self) -> int:
        """The highest level of alert that is reached: 90, 70 or 0 per cent."""
        return level_of(self.mailbox.used_bytes, self.total_gb)

    @property
    def is_rising(self) -> bool:
        """Whether a higher level is reached than the holder was last told: only that is news."""
        return self.level > self.mailbox.space_level


def level_of(used_bytes: int, total_gb: int) -> int:
    """The highest level of alert that so many bytes of so many GB reach: 90, 70 or 0 per cent."""
    return max((level for level in LEVELS if used_bytes * 100 >= level * total_gb * GIGABYTE and used_bytes), default=0)


def helping_gb(used_bytes: int, total_gb: int, left: int) -> int:
    """The fewest GB that bring an inbox below 70 per cent, or all that can still be bought (`left`) if that is less."""
    wanted = -(-used_bytes * 100 // (LEVELS[0] * GIGABYTE)) - total_gb
    enough = wanted + (1 if level_of(used_bytes, total_gb + wanted) else 0)
    return max(0, min(enough, left))


@dataclass(frozen=True, kw_only=True, slots=True)
class SpaceNews:
    """What an alert of space says. `helping_gb` is how many GB would help, 0 if none can be bought."""

    mailbox_id: int
    mailbox: str
    used_bytes: int
    total_gb: int
    level: int
    helping_gb: int

    def facts(self) -> Facts:
        """As a notice carries it."""
        return asdict(self)

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Self:
        """As it was told."""
        return cls(**{name: facts[name] for name in cls.__dataclass_fields__})


def space_news(filling: Filling, helping: int) -> SpaceNews:
    """What is told of an inbox that fills up."""
    return SpaceNews(
        mailbox_id=filling.mailbox.id,
        mailbox=filling.mailbox.address,
        used_bytes=filling.mailbox.used_bytes,
        total_gb=filling.total_gb,
        level=filling.level,
        helping_gb=helping,
    )
