"""One update at a time per chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field

AcrossProcesses = Callable[[int], AbstractAsyncContextManager[object]]


def _nothing(_chat_id: int) -> AbstractAsyncContextManager[object]:
    return nullcontext()


@dataclass(slots=True)
class _Counted:
    """A lock and how many hold it or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ChatLocks:
    """A lock per chat, first come first served; a chat nobody waits for takes no memory.

    `across_processes` takes a second lock, shared with the other replicas, inside the first.
    """

    def __init__(self, across_processes: AcrossProcesses = _nothing) -> None:
        self._across_processes = across_processes
        self._locks: dict[int, _Counted] = {}

    @property
    def busy(self) -> int:
        """Chats that are held or waited for."""
        return len(self._locks)

    @asynccontextmanager
    async def holding(self, chat_id: int) -> AsyncIterator[None]:
        """Holds the chat for the block."""
        counted = self._locks.setdefault(chat_id, _Counted())
        counted.users += 1
        try:
            async with counted.lock, self._across_processes(chat_id):
                yield
        finally:
            counted.users -= 1
            if not counted.users:
                del self._locks[chat_id]
