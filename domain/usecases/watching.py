"""The watch: what one process has seen is written down, and administrators hear of what is wrong, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.alarms import (
    EXAMPLES,
    LOOKS_BACK,
    STUCK_AFTER,
    Alarm,
    Readings,
    Signal,
    Step,
    Verdict,
    Watched,
    alarm_notices,
    signals,
    step,
    watching_since,
)
from domain.notebook import Notebook, Page, slot_of
from domain.notices import NoticeKind
from domain.ports import Clock, UnitOfWork, Units
from domain.top_ups import PaymentReceived
from domain.usecases.settling import Settling

TICK_MARK = "tick:"  # with the name of a tick: when it last ended well, in any process
MARK_EVERY = timedelta(minutes=1)


@dataclass(kw_only=True, slots=True)
class Watching:
    """Looks at everything every so often, in each process. `notebook` is what its process has seen."""

    units: Units
    clock: Clock
    notebook: Notebook
    admins: tuple[int, ...]
    watched: Sequence[Watched] = ()
    _since: datetime | None = field(default=None, init=False)
    _last_look: datetime | None = field(default=None, init=False)

    async def run(self) -> int:
        """Writes down what was seen, and raises and ends alarms; says how many of them. Raises StorageUnavailable."""
        now = self.clock.now()
        self._since = watching_since(self._since, self._last_look, now)
        self._last_look = now
        await self._write_down()
        async with self.units.read() as unit:
            readings = await read(unit, now, self._since)
            raised = await unit.alarms.raised()
        due = [one for one in signals(readings, self.watched) if _is_due(one, raised=one.key in raised)]
        if not due:
            return 0
        async with self.units.write() as unit:
            changed = sum([await self._take_step(unit, signal, readings) for signal in due])
            await unit.commit()
        return changed

    async def _write_down(self) -> None:
        """The notes of this process become everybody's. A tick's end is written at most once a minute."""
        page = self.notebook.tear_out()
        try:
            async with self.units.read() as unit:
                known = await unit.marks.beginning(TICK_MARK)
            ended = [
                (name, at)
                for name, at in self.notebook.ticks.items()
                if name not in known or at - datetime.fromisoformat(known[name]) >= MARK_EVERY
            ]
            if page.is_empty and not ended:
                return
            async with self.units.write() as unit:
                await _save(unit, page, ended)
                await unit.commit()
        except BaseException:  # also when it is cancelled: what was torn out must not be lost
            self.notebook.put_back(page)
            raise

    async def _take_step(self, unit: UnitOfWork, signal: Signal, readings: Readings) -> bool:
        """Whoever changes the row tells. Payments found while it is raised are told of when it is over."""
        now = readings.now
        if signal.alarm is Alarm.REPAIRS and signal.verdict is Verdict.BAD:
            await unit.repairs.tell([repair.intent for repair in readings.repairs])
        over = signal.verdict is Verdict.WELL
        changing = unit.alarms.end_once if over else unit.alarms.raise_once
        episode = await changing(signal.key, now)
        if episode is None:
            return False
        if signal.alarm is Alarm.REPAIRS and over:
            await unit.repairs.close()
        await unit.outbox.add(alarm_notices(self.admins, signal, episode, now, over=over, kind=NoticeKind.ADMIN_ALARM))
        return True


async def read(unit: UnitOfWork, now: datetime, since: datetime) -> Readings:
    """All that is looked at."""
    ends = await unit.marks.beginning(TICK_MARK)
    return Readings(
        now=now,
        since=since,
        backlog=await unit.gauges.backlog(now, STUCK_AFTER),
        bounced=await unit.gauges.bounced(now - LOOKS_BACK, EXAMPLES),
        tallies=await unit.tallies.since(slot_of(now - LOOKS_BACK)),
        repairs=await unit.repairs.all(),
        ticks={name: datetime.fromisoformat(at) for name, at in ends.items()},
    )


def _is_due(signal: Signal, *, raised: bool) -> bool:
    """Whether something is to be written; a payment found while the alarm is raised is, too."""
    if signal.alarm is Alarm.REPAIRS and signal.verdict is Verdict.BAD:
        return True
    return step(signal.verdict, raised=raised) is not Step.NONE


async def _save(unit: UnitOfWork, page: Page, ended: Iterable[tuple[str, datetime]]) -> None:
    """Everybody writes the same rows in the same order, so that two processes never wait for each other (fault F35)."""
    for (what, slot), tally in sorted(page.tallies.items(), key=lambda item: item[0]):
        await unit.tallies.add(what, slot, tally)
    if page.announced:
        await unit.repairs.announced(page.announced)
    for name, at in sorted(ended):
        await unit.marks.put(f"{TICK_MARK}{name}", at.isoformat())


@dataclass(frozen=True, kw_only=True, slots=True)
class Repairing(Settling):
    """Settles what no webhook has told of, and keeps what it was. A webhook that is only late takes that back."""

    async def settle(self, received: PaymentReceived) -> bool:
        """Books a payment. False if that was done before."""
        booked = await Settling.settle(self, received)  # `super()` does not know a class that was given its slots
        if booked:
            async with self.units.write() as unit:
                await unit.repairs.add(received.intent, received.reference or received.intent, self.clock.now())
                await unit.commit()
        return booked
