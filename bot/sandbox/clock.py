"""The pretend world's own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Tells the real time plus an offset that can be moved."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The present instant of the pretend world, aware and in UTC."""
        return datetime.now(UTC) + self.offset

    def timestamp(self) -> int:
        """The present instant in whole seconds since 1970."""
        return int(self.now().timestamp())

    def move(self, by: timedelta) -> None:
        """Moves the pretend world's time, forwards or back."""
        self.offset += by
