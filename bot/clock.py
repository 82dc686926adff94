"""The real clock, and one that a demo or a test can move."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.ports import Clock


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class MovedClock:
    """Tells the machine's time plus the seconds on the first line of a file, which may change at any moment.

    Whoever writes the file replaces it as a whole. Without a file it tells the machine's time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The present instant, aware, in UTC. Raises ValueError if the file holds no number."""
        found = self._look()
        if found != self._seen:
            self._offset, self._seen = self._read(), found
        return datetime.now(UTC) + self._offset

    def _look(self) -> tuple[int, ...] | None:
        """What tells one version of the file from the next; None if there is none."""
        try:
            found = os.stat(self._path)
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> timedelta:
        try:
            return timedelta(seconds=float(self._path.read_text(encoding="ascii").partition("\n")[0]))
        except FileNotFoundError:
            return timedelta(0)


class SetClock:
    """A clock that stands still until it is put elsewhere."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """The instant it was put at."""
        return self._instant

    def move_to(self, instant: datetime) -> None:
        """Makes it this instant now."""
        self._instant = instant


def clock_of(path: str) -> Clock:
    """The machine's clock; with a path, the setting CLOCK_FILE, the one that this file moves."""
    return MovedClock(Path(path)) if path else SystemClock()
