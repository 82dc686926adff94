"""How far a register has come, told while it is read, compared and written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being done with a register."""

    READING = "reading"
    COMPARING = "comparing"
    WRITING = "writing"


@dataclass(kw_only=True, slots=True)
class Progress:
    """How far a register has come: so many of its rows are done in a stage. It moves while others look at it."""

    stage: Stage = Stage.READING
    done: int = 0
    total: int = 0

    def begin(self, stage: Stage, total: int) -> None:
        """A stage begins."""
        self.stage, self.done, self.total = stage, 0, total

    def tell(self, done: int) -> None:
        """So many rows are done."""
        self.done = done
