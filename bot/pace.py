"""How many messages the other side lets through in a second, counted as it may count them itself."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

A_SECOND = 1.0
MARGIN = 0.001  # seconds: timers are not sharper, and a loop's own clock stands still while it is busy


class Window:
    """At most so many calls in any second, however late each of them arrives.

    A call arrives somewhere between its start and its end. So one more may start once fewer than `most` others are
    under way or have ended within the last second: then no second, wherever it begins, sees too many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way = 0
        self._ended: deque[float] = deque()
        self._change = asyncio.Event()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Counts a call while it lasts, and for a second after."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(time.monotonic())
            self._change.set()

    async def room(self) -> None:
        """Waits until one more call may start."""
        while True:
            now = time.monotonic()
            self._forget(now)
            if self._under_way + len(self._ended) < self._most:
                return
            if self._ended:
                await asyncio.sleep(self._ended[0] + A_SECOND + MARGIN - now)
            else:
                self._change.clear()
                await self._change.wait()

    def _forget(self, now: float) -> None:
        while self._ended and self._ended[0] + A_SECOND + MARGIN <= now:
            self._ended.popleft()
