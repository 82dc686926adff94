"""Many who want the same done share one transaction, and so one sync of the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.errors import StorageUnavailable

MOST = 100

Asked = TypeVar("Asked")
Told = TypeVar("Told")


@dataclass(eq=False, slots=True)
class _Caller(Generic[Asked, Told]):
    """Somebody who waits: to be told, or to be the one who sees to the next group."""

    asked: Asked
    woken: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    told: list[Told] = field(default_factory=list)
    failed: Exception | None = None

    def wake(self) -> None:
        """Lets the caller look."""
        if not self.woken.done():
            self.woken.set_result(None)


class Grouped(Generic[Asked, Told]):
    """Whoever asks while a group is at work comes into the next one; whoever comes first waits for nobody.

    `work` does a whole group in one transaction, and answers in its order. A group that fails for another reason than
    StorageUnavailable is taken apart, so that what is wrong with one does not fail the others.
    """

    def __init__(self, work: Callable[[Sequence[Asked]], Awaitable[Sequence[Told]]]) -> None:
        self._work = work
        self._waiting: list[_Caller[Asked, Told]] = []
        self._at_work = False

    async def ask(self, asked: Asked) -> Told:
        """The answer, once the group's transaction is over. Raises what `work` raises."""
        caller: _Caller[Asked, Told] = _Caller(asked)
        self._waiting.append(caller)
        if self._at_work:
            await self._wait(caller)
        if caller in self._waiting:
            await self._lead()
        if caller.failed is not None:
            raise caller.failed
        return caller.told[0]

    async def _wait(self, caller: _Caller[Asked, Told]) -> None:
        try:
            await caller.woken
        except asyncio.CancelledError:
            if caller in self._waiting:
                self._waiting.remove(caller)
                if not caller.woken.cancelled():  # it was to see to the next group
                    self._hand_on()
            raise

    async def _lead(self) -> None:
        """Does what waits, the caller's own among it, and has the first of the rest see to the next group."""
        self._at_work = True
        group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            await self._do(group)
        except asyncio.CancelledError:  # whether it was committed nobody knows: it comes again
            for one in group:
                one.failed = one.failed or StorageUnavailable()
            raise
        finally:
            for one in group:
                one.wake()
            self._hand_on()

    async def _do(self, group: Sequence[_Caller[Asked, Told]]) -> None:
        try:
            answers = await self._work([one.asked for one in group])
        except StorageUnavailable as error:
            for one in group:
                one.failed = error
        except Exception as error:  # noqa: BLE001 - it is raised where it was asked for, or each is tried alone
            if len(group) == 1:
                group[0].failed = error
                return
            for one in group:
                await self._do([one])
        else:
            for one, answer in zip(group, answers, strict=True):
                one.told.append(answer)

    def _hand_on(self) -> None:
        """Wakes the next in line; until it is at work nobody overtakes it."""
        self._waiting = [one for one in self._waiting if not one.woken.cancelled()]
        self._at_work = bool(self._waiting)
        if self._waiting:
            self._waiting[0].wake()
