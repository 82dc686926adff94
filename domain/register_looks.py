"""What came of looking at a register, and of importing it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.register import RegisterChanges, RowProblem


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One look at one file: its digest tells it from other files, `asked` this look from others."""

    digest: str
    asked: int

    @property
    def name(self) -> str:
        """What is remembered of it once the file is imported."""
        return f"{self.digest}:{self.asked}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterLookedAt:
    """What the import of a file would change; `digest` tells the file from any other."""

    changes: RegisterChanges
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterImported:
    """What an import has changed; None if it was imported before, at an earlier tap."""

    changes: RegisterChanges | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterWrong:
    """What is wrong with a file; nothing of it was imported."""

    problems: tuple[RowProblem, ...]
