"""Old traces are forgotten, a chunk at a time; money, proofs of delivery and reminders are never touched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.accesses import ACCESSES_KEPT_FOR
from domain.ports import Clock, UnitOfWork, Units
from domain.retention import CODES_KEPT_FOR, TALLIES_KEPT_FOR, UPDATES_KEPT_FOR
from domain.sessions import FAILURES_COUNT_FOR

CHUNK = 1_000
UNSWEPT = "unswept"  # the mark that something was erased, and is in the journal still

Forget = Callable[[UnitOfWork, int], Awaitable[int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """Forgets what has been kept for long enough."""

    units: Units
    clock: Clock

    async def run(self) -> int:
        """Forgets all that is old enough, in transactions that are short; says how many lines."""
        now = self.clock.now()
        old: tuple[Forget, ...] = (
            lambda unit, limit: unit.traces.forget_accesses(now - ACCESSES_KEPT_FOR, limit),
            lambda unit, limit: unit.traces.forget_codes(now - CODES_KEPT_FOR, limit),
            lambda unit, limit: unit.traces.forget_failures(now - FAILURES_COUNT_FOR, limit),
            lambda unit, limit: unit.traces.forget_updates(now - UPDATES_KEPT_FOR, limit),
            lambda unit, limit: unit.traces.forget_dialogs(limit),
            lambda unit, _limit: unit.tallies.forget(now - TALLIES_KEPT_FOR),
        )
        forgotten = sum([await self._forget(forget) for forget in old])
        await sweep(self.units)
        return forgotten

    async def _forget(self, forget: Forget) -> int:
        forgotten = 0
        while True:
            async with self.units.write() as unit:
                more = await forget(unit, CHUNK)
                await unit.commit()
            forgotten += more
            if more < CHUNK:
                return forgotten


async def sweep(units: Units) -> None:
    """Sweeps the database's journal after an erasure; while somebody reads there, that is left to the next time."""
    async with units.read() as unit:
        owed = await unit.marks.get(UNSWEPT)
    if owed is None or not await units.sweep():
        return
    async with units.write() as unit:
        await unit.marks.drop(UNSWEPT)
        await unit.commit()
