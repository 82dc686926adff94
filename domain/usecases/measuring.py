"""The operator's numbers, over all processes, read in one look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from domain.alarms import STUCK_AFTER, Alarm
from domain.figures import Figures, Flow, Sums
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.charging import is_charging_stopped

CHUNK = 50_000  # transfers added up by one statement
CHUNKS = 4  # of them at one look, well within its patience: what is more is left to the next
SETTLED_AFTER = timedelta(minutes=15)


@dataclass(kw_only=True, slots=True)
class MoneyCount:
    """Adds the books up, and then only what is new.

    A transfer's number is taken before its transaction is committed, so a lower one can appear after a higher one on
    PostgreSQL. Hence what is remembered ends at the newest transfer that is 15 minutes old: no transaction of ours
    takes as long, so nothing can appear below that. Everything above is added up anew at each look.
    """

    _settled: Counter[Flow] = field(default_factory=Counter, init=False)
    _up_to: int = field(default=0, init=False)

    async def look(self, unit: UnitOfWork, clock: Clock) -> Sums | None:
        """What was moved so far, EUR cents; None while there is too much to add up at one look."""
        settled_up_to = await unit.gauges.settled_up_to(clock.now() - SETTLED_AFTER)
        for _ in range(CHUNKS):
            if self._up_to >= settled_up_to:
                break
            end = min(self._up_to + CHUNK, settled_up_to)
            self._settled.update(await unit.gauges.money(self._up_to, end))
            self._up_to = end
        if self._up_to < settled_up_to:
            return None
        fresh = await unit.gauges.money(self._up_to, await unit.gauges.newest_transfer())
        return dict(self._settled + Counter(fresh))


@dataclass(frozen=True, kw_only=True, slots=True)
class Measuring:
    """Asks the database for what cannot be counted in one process."""

    units: Units
    clock: Clock
    money: MoneyCount = field(default_factory=MoneyCount)

    async def figures(self) -> Figures:
        """How the house is doing. Raises StorageUnavailable."""
        now = self.clock.now()
        async with self.units.read() as unit:
            backlog = await unit.gauges.backlog(now, STUCK_AFTER)
            raised = Counter(Alarm(key.partition(":")[0]) for key in await unit.alarms.raised())
            return Figures(
                outbox=await unit.gauges.outbox(),
                oldest_due=now - (backlog.oldest_due or now),
                stuck=backlog.stuck,
                charging_stopped=await is_charging_stopped(unit),
                sessions=await unit.gauges.sessions(),
                alarms=raised,
                money=await self.money.look(unit, self.clock),
            )
