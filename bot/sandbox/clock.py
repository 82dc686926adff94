"""The pretend world's own clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SandboxClock:
    """Tells the real time plus an offset that can be moved."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset
        self._told: Path | None = None

    def now(self) -> datetime:
        """The present instant of the pretend world, aware and in UTC."""
        return datetime.now(UTC) + self.offset

    def timestamp(self) -> int:
        """The present instant in whole seconds since 1970."""
        return int(self.now().timestamp())

    def move(self, by: timedelta) -> None:
        """Moves the pretend world's time, forwards or back."""
        self.offset += by
        self._tell()

    def move_to(self, instant: datetime) -> None:
        """Makes it this instant now."""
        self.move(instant - self.now())

    def tell(self, path: Path) -> None:
        """Writes the seconds it is ahead of the machine into a file, whenever it moves from now on.

        A file from another day is removed: there is none while the world is not moved.
        """
        self._told = path
        path.unlink(missing_ok=True)
        if self.offset:
            self._tell()

    def _tell(self) -> None:
        """Replaces the file as a whole: who reads it finds the old number or the new one."""
        if self._told is not None:
            fresh = self._told.with_name(f"{self._told.name}.new")
            fresh.write_text(f"{self.offset.total_seconds():.6f}\n", encoding="ascii")
            os.replace(fresh, self._told)
