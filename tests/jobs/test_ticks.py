"""The clockwork."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import structlog
from prometheus_client import CollectorRegistry

from bot.jobs.ticks import Tick, Ticks, house_ticks
from domain.errors import PaymentsUnavailable
from tests.fakes import FakeClock

SOON = timedelta(milliseconds=20)
RARELY = timedelta(hours=1)


@dataclass
class Work:
    """Something a tick does."""

    error: Exception | None = None
    gate: asyncio.Event | None = None
    begun: int = 0
    ended: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> int:
        self.begun += 1
        self.changed.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error
        self.ended += 1
        self.changed.set()
        return 2

    async def reaches(self, done: Callable[[], bool]) -> None:
        """Waits until something is true of it."""
        async with asyncio.timeout(5):
            while not done():
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
def registry() -> CollectorRegistry:
    """The numbers of one test."""
    return CollectorRegistry()


@asynccontextmanager
async def ticking(
    registry: CollectorRegistry, every: timedelta, **works: Callable[[], Awaitable[int]]
) -> AsyncIterator[Ticks]:
    """A clockwork that runs these."""
    ticks = Ticks([Tick(name=name, every=every, run=work) for name, work in works.items()], registry, FakeClock())
    ticks.start()
    yield ticks
    await ticks.stop(patience=0.1)


def number(registry: CollectorRegistry, name: str, tick: str) -> float:
    """A number about a tick."""
    found = registry.get_sample_value(name, {"tick": tick})
    assert found is not None
    return found


def test_the_house_ticks_as_often_as_each_work_is_wanted() -> None:
    work = Work()
    ticks = house_ticks(
        deliver=work,
        mail=work,
        reconcile=work,
        expire=work,
        activate=work,
        renew=work,
        remind=work,
        watch_space=work,
        audit=work,
        retention=work,
        watch=work,
        digest=work,
    )
    assert {tick.name: tick.every.total_seconds() for tick in ticks} == {
        "delivery": 1,
        "mail": 1,
        "reconcile": 180,
        "expire": 60,
        "activations": 60,
        "renewals": 60,
        "reminders": 600,
        "space": 3_600,
        "audit": 600,
        "retention": 3_600,
        "watch": 30,
        "digest": 60,
    }


async def test_each_tick_runs_once_at_the_start(registry: CollectorRegistry) -> None:
    first, second = Work(), Work()
    async with ticking(registry, RARELY, first=first, second=second):
        await first.reaches(lambda: first.ended == 1)
        await second.reaches(lambda: second.ended == 1)
        await asyncio.sleep(0.05)
    assert (first.begun, second.begun) == (1, 1)


async def test_a_tick_comes_again_and_again(registry: CollectorRegistry) -> None:
    work = Work()
    async with ticking(registry, SOON, work=work):
        await work.reaches(lambda: work.ended >= 3)


async def test_a_tick_is_never_beside_itself(registry: CollectorRegistry) -> None:
    work = Work(gate=asyncio.Event())
    async with ticking(registry, SOON, work=work):
        await asyncio.sleep(0.2)
        assert (work.begun, work.ended) == (1, 0)


async def test_a_tick_that_raises_is_logged_with_a_reference_and_stops_neither_itself_nor_the_others(
    registry: CollectorRegistry,
) -> None:
    bad, good = Work(error=RuntimeError("broken")), Work()
    with structlog.testing.capture_logs() as logged:
        async with ticking(registry, SOON, bad=bad, good=good):
            await bad.reaches(lambda: bad.begun >= 2)
            await good.reaches(lambda: good.ended >= 2)
    failures = [line for line in logged if line["event"] == "tick_failed"]
    assert failures[0]["tick"] == "bad"
    assert len(failures[0]["reference"]) == 9


async def test_an_outage_is_a_line_without_a_traceback(registry: CollectorRegistry) -> None:
    work = Work(error=PaymentsUnavailable())
    with structlog.testing.capture_logs() as logged:
        async with ticking(registry, RARELY, work=work):
            await work.reaches(lambda: work.begun == 1)
            await asyncio.sleep(0)
    assert logged == [
        {"event": "tick_put_off", "log_level": "warning", "tick": "work", "reason": "PaymentsUnavailable"}
    ]


async def test_stopping_waits_for_what_is_running(registry: CollectorRegistry) -> None:
    work = Work(gate=asyncio.Event())
    ticks = Ticks([Tick(name="work", every=SOON, run=work)], registry, FakeClock())
    ticks.start()
    await work.reaches(lambda: work.begun == 1)
    stopping = asyncio.ensure_future(ticks.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    assert work.gate is not None
    work.gate.set()
    await stopping
    assert (work.begun, work.ended) == (1, 1)


async def test_stopping_does_not_wait_for_ever(registry: CollectorRegistry) -> None:
    work = Work(gate=asyncio.Event())
    ticks = Ticks([Tick(name="work", every=SOON, run=work)], registry, FakeClock())
    ticks.start()
    await work.reaches(lambda: work.begun == 1)
    async with asyncio.timeout(2):
        await ticks.stop(patience=0.05)
    assert work.ended == 0


async def test_a_clockwork_that_never_started_stops(registry: CollectorRegistry) -> None:
    await Ticks([], registry, FakeClock()).stop()


async def test_the_metrics_tell_the_age_the_work_and_the_failures_of_each_tick(registry: CollectorRegistry) -> None:
    bad, good = Work(error=RuntimeError("broken")), Work()
    async with ticking(registry, RARELY, bad=bad, good=good):
        await bad.reaches(lambda: bad.begun == 1)
        await good.reaches(lambda: good.ended == 1)
        await asyncio.sleep(0.05)
    assert [number(registry, "tick_done_total", name) for name in ("good", "bad")] == [2, 0]
    assert [number(registry, "tick_failures_total", name) for name in ("good", "bad")] == [0, 1]
    assert 0 < number(registry, "tick_age_seconds", "good") < number(registry, "tick_age_seconds", "bad") < 5
