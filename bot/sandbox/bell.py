"""A bell that wakes whoever waits for the world to change: waiting without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 30.0  # seconds until what was waited for counts as not coming; a busy machine is slow

T = TypeVar("T")


class Bell:
    """Rings at every change; those who wait look again each time."""

    def __init__(self) -> None:
        self._ring = asyncio.Event()

    def ring(self) -> None:
        """Wakes everybody who waits now."""
        rung, self._ring = self._ring, asyncio.Event()
        rung.set()

    async def wait(self) -> None:
        """Waits for the next ring."""
        await self._ring.wait()

    async def until(self, look: Callable[[], T | None], *, within: float | None) -> T:
        """Looks now and after every ring until there is something; TimeoutError after so many seconds."""
        async with asyncio.timeout(within):
            while True:
                ring = self._ring
                found = look()
                if found is not None:
                    return found
                await ring.wait()
