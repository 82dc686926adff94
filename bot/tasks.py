"""Background tasks that are kept, named, and never crash unheard."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog

T = TypeVar("T")

log = structlog.stdlib.get_logger(__name__)


class Deadline:
    """The seconds that all who have something in hand are given together, from the moment the bot is asked to stop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: float | None = None

    def begin(self) -> None:
        """From now on time runs out."""
        self._until = asyncio.get_running_loop().time() + self._seconds

    @property
    def left(self) -> float:
        """The seconds that are left, all of them before the beginning."""
        if self._until is None:
            return self._seconds
        return max(0.0, self._until - asyncio.get_running_loop().time())


class Tasks:
    """Spawns tasks, keeps a reference to each until it ends, and logs the ones that crash."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, T], *, name: str, awaited: bool = False) -> asyncio.Task[T]:
        """Starts the work beside the caller; one that the caller awaits is not reported when it fails."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended if not awaited else self._running.discard)
        return task

    async def drain(self, seconds: float) -> bool:
        """Waits for all to end, then cancels what is left; true if nothing had to be cancelled."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)
        left = set(self._running)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=5)
        return not left

    async def cancel(self) -> None:
        """Cancels all and waits until they have ended."""
        await self.drain(0)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (crash := task.exception()) is not None:
            log.error("task_crashed", task=task.get_name(), exc_info=crash)
