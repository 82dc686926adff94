"""The clockwork: it only ticks. What is due is a query of whoever is called."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import CollectorRegistry, Counter, Gauge

from bot.logs import new_reference
from domain.alarms import tick_limit
from domain.errors import Unavailable
from domain.ports import Clock

log = structlog.stdlib.get_logger(__name__)

PATIENCE = 20.0  # seconds that running ticks are given to end when the bot stops
LONG = timedelta(hours=1)  # what a day brings about for a million mailboxes takes minutes
LOOK_EVERY = timedelta(seconds=1)
JUMP = timedelta(seconds=60)  # what the clock is ahead of the machine's own count when somebody has moved it

Work = Callable[[], Awaitable[int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """Something to be done every so often; `run` says how much it did.

    `longest` is how long one run may take on a bad day without anything being wrong.
    """

    name: str
    every: timedelta
    run: Work
    longest: timedelta = timedelta(0)

    @property
    def limit(self) -> timedelta:
        """How long it may go without ending well before somebody has to look."""
        return tick_limit(self.every, self.longest)


def house_ticks(
    *,
    deliver: Work,
    mail: Work,
    reconcile: Work,
    expire: Work,
    activate: Work,
    renew: Work,
    remind: Work,
    watch_space: Work,
    audit: Work,
    retention: Work,
    watch: Work,
    digest: Work,
) -> tuple[Tick, ...]:
    """The ticks of the house. At a start, and when the clock was moved, all of them catch up at once."""
    return (
        Tick(name="delivery", every=timedelta(seconds=1), run=deliver),
        Tick(name="mail", every=timedelta(seconds=1), run=mail),
        Tick(name="reconcile", every=timedelta(minutes=3), run=reconcile),
        Tick(name="expire", every=timedelta(minutes=1), run=expire),
        Tick(name="activations", every=timedelta(minutes=1), run=activate),
        Tick(name="renewals", every=timedelta(minutes=1), run=renew, longest=LONG),
        Tick(name="reminders", every=timedelta(minutes=10), run=remind, longest=LONG),
        Tick(name="space", every=timedelta(hours=1), run=watch_space),
        Tick(name="audit", every=timedelta(minutes=10), run=audit),
        Tick(name="retention", every=timedelta(hours=1), run=retention),
        Tick(name="watch", every=timedelta(seconds=30), run=watch),
        Tick(name="digest", every=timedelta(minutes=1), run=digest),
    )


class TickMetrics:
    """When each tick last ended well, how much it did, and how often it failed."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._age = Gauge("tick_age_seconds", "Seconds since the tick last ended well", ["tick"], registry=registry)
        self._done = Counter("tick_done", "What the tick has done so far", ["tick"], registry=registry)
        self._failures = Counter("tick_failures", "How often the tick failed", ["tick"], registry=registry)
        self._limit = Gauge(
            "tick_limit_seconds", "How old that may be before something is wrong", ["tick"], registry=registry
        )
        self._well: dict[str, float] = {}

    def add(self, tick: Tick) -> None:
        """Counts a tick from now on."""
        name = tick.name
        self._limit.labels(name).set(tick.limit.total_seconds())
        self._well[name] = time.monotonic()
        self._age.labels(name).set_function(lambda: time.monotonic() - self._well[name])
        self._done.labels(name)
        self._failures.labels(name)

    def ended(self, name: str, done: int) -> None:
        """The tick ended well."""
        self._well[name] = time.monotonic()
        self._done.labels(name).inc(done)

    def failed(self, name: str) -> None:
        """The tick raised."""
        self._failures.labels(name).inc()


class Ticks:
    """Runs each tick at the start and then every so often, never one beside itself."""

    def __init__(
        self,
        ticks: Iterable[Tick],
        registry: CollectorRegistry,
        clock: Clock,
        ended_well: MutableMapping[str, datetime] | None = None,
    ) -> None:
        """`ended_well` is where it is noted when each tick last ended well."""
        self._ticks = tuple(ticks)
        self._ended_well = {} if ended_well is None else ended_well
        self._clock = clock
        self._ahead = timedelta(0)
        self._metrics = TickMetrics(registry)
        self._running = {tick.name: asyncio.Lock() for tick in self._ticks}
        self._stopping = False
        # The lock of each tick keeps it single, without the scheduler's warning every second that a tick takes long.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2}
        )

    def start(self) -> None:
        """Starts ticking, in the running loop."""
        self._ahead = self._measure()
        for tick in self._ticks:
            self._metrics.add(tick)
            self._scheduler.add_job(self._tick, "interval", seconds=tick.every.total_seconds(), args=[tick])
        self._scheduler.add_job(self._look, "interval", seconds=LOOK_EVERY.total_seconds())
        self._catch_up()
        self._scheduler.start()

    async def stop(self, patience: float = PATIENCE) -> None:
        """Ticks no more, and waits for what is running; after so many seconds of patience it is cancelled."""
        self._stopping = True
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                for lock in self._running.values():
                    async with lock:
                        pass
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)

    def _catch_up(self) -> None:
        """Has every tick run once, now."""
        for tick in self._ticks:
            self._scheduler.add_job(self._tick, args=[tick])

    async def _look(self) -> None:
        """Catches up when the clock was moved ahead, or the machine has slept."""
        ahead = self._measure()
        moved, self._ahead = ahead - self._ahead, ahead
        if moved > JUMP and not self._stopping:
            log.info("clock_moved", seconds=int(moved.total_seconds()))
            self._catch_up()

    def _measure(self) -> timedelta:
        """How far the clock is ahead of the machine's own count of seconds."""
        return self._clock.now() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=time.monotonic())

    async def _tick(self, tick: Tick) -> None:
        """Runs a tick unless it is running; a failure is logged, and the next tick comes all the same."""
        lock = self._running[tick.name]
        if lock.locked() or self._stopping:
            return
        reference = new_reference()
        with structlog.contextvars.bound_contextvars(tick=tick.name, reference=reference):
            async with lock:
                await self._run(tick, reference)

    async def _run(self, tick: Tick, reference: str) -> None:
        """Every line that is logged meanwhile carries the tick, and the reference of this run of it."""
        try:
            self._metrics.ended(tick.name, await tick.run())
            self._ended_well[tick.name] = self._clock.now()
        except Unavailable as error:
            self._metrics.failed(tick.name)
            log.warning("tick_put_off", tick=tick.name, reason=type(error).__name__)
        except Exception:  # whatever it is, the next tick has to come
            self._metrics.failed(tick.name)
            log.exception("tick_failed", tick=tick.name, reference=reference)
