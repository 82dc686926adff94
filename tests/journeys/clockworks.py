"""The clockwork in processes of their own, on one database, each of which may be killed at any moment.

What they deliver is written to a file, a line at once: the truth as the outside knows it.
"""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry

from bot.clockwork import build_clockwork
from bot.gateways.telegram import NotSent
from bot.jobs.delivery import Delivery, Said
from bot.jobs.ticks import Tick, Ticks
from domain.errors import Unavailable
from domain.notebook import Notebook
from domain.notices import Notice
from domain.top_ups import PaymentReceived
from domain.usecases import reminding, renewing
from domain.usecases.delivering import Delivering
from storage.engine import open_database
from storage.transaction import Transaction
from storage.unit_of_work import SqlUnits
from tests.builders import ACTIVATION, CATALOGUE, LIMITS
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks, FakeRefunds
from tests.journeys import canaries, crashing
from tests.journeys.lapsed import ADMIN

KILLED = -9
OFTEN = timedelta(seconds=1)
AT_ONCE = timedelta(milliseconds=100)
AT_A_TIME = 8  # notices: fewer than there are connections that stay open
# A machine that is busy with other tests is no outage: what could not be remembered would be delivered again.
PATIENCE = 30.0  # seconds
NAP = 0.002  # seconds between two looks at what another process has done

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([crashing.__name__, __name__])


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """What a process is to do: `chunk` mailboxes are taken at once; `only` names the ticks that run, if not all do."""

    number: int
    url: str
    heard: Path
    now: datetime
    chunk: int
    only: frozenset[str] | None = None
    payments: tuple[PaymentReceived, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """A process at work. `steps` counts the transactions that it has begun to commit, and those it has committed."""

    shift: Shift
    process: ForkServerProcess
    steps: ctypes.c_uint64

    async def kill(self) -> None:
        """Kills it, as by kill -9, wherever it is."""
        self.process.kill()
        assert await self.end() == KILLED

    async def end(self) -> int | None:
        """Waits for it to end; its exit code."""
        await asyncio.to_thread(self.process.join, 120)
        canaries.check_dead(self.shift.heard.parent)
        return self.process.exitcode


async def first_to_do(workers: Sequence[Worker], steps: int) -> int:
    """Waits until one of some processes has got so far; its place among them."""
    while True:
        for place, worker in enumerate(workers):
            if worker.steps.value >= steps:
                return place
        done = [worker.steps.value for worker in workers if worker.process.exitcode is not None]
        assert len(done) < len(workers), f"all is over after {done} steps"
        await asyncio.sleep(NAP)


def start(shift: Shift) -> Worker:
    """Starts a process; it ends by itself when nothing is left to do."""
    steps = _processes.RawValue(ctypes.c_uint64, 0)
    process = _processes.Process(target=_live, args=(shift, steps), daemon=True)
    process.start()
    return Worker(shift=shift, process=process, steps=steps)


def _live(shift: Shift, steps: ctypes.c_uint64) -> None:
    canaries.speak_into(shift.heard.parent)
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[plain])  # Rich would draw a traceback for minutes
    commit = Transaction.commit

    async def counted(transaction: Transaction) -> None:
        steps.value += 1
        await commit(transaction)
        steps.value += 1

    setattr(Transaction, "commit", counted)  # noqa: B010 - mypy: a method is replaced on purpose
    for module in (renewing, reminding):
        setattr(module, "CHUNK", shift.chunk)  # noqa: B010 - mypy: a constant is replaced on purpose
    setattr(renewing, "BARE_CHUNK", shift.chunk)  # noqa: B010 - the same
    asyncio.run(_work(shift))


async def _work(shift: Shift) -> None:
    database = open_database(shift.url, wait=PATIENCE)
    try:
        clock = FakeClock(shift.now)
        with Outside(shift) as outside:
            quiet = Quiet(_ticks(shift, SqlUnits(database), clock, outside))
            ticks = Ticks(quiet.ticks, CollectorRegistry(), clock)
            ticks.start()
            await quiet.reached.wait()
            await ticks.stop()
        if quiet.failure is not None:
            raise quiet.failure
    finally:
        await database.close()


def _ticks(shift: Shift, units: SqlUnits, clock: FakeClock, outside: Outside) -> Iterable[Tick]:
    links = FakePaymentLinks(announced=[*shift.payments])
    for payment in shift.payments:
        links.paid.setdefault(payment.link_id or "", []).append(payment)
    clockwork = build_clockwork(
        units,
        clock,
        CATALOGUE,
        links,
        FakeRefunds(),
        (ADMIN,),
        by_email=True,
        limits=LIMITS,
        activation=ACTIVATION,
        notebook=Notebook(),
    )
    delivery = Delivery(
        delivering=Delivering(units=units, clock=clock),
        mail_server=outside,
        payment_links=links,
        give_back=clockwork.refunding.carry_out,
        compose=outside.compose,
        not_sent=NotSent,
        tidy=outside.tidy,
        at_once=AT_A_TIME,
    )
    ticks = clockwork.ticks(delivery)
    return [_often(tick) for tick in ticks if shift.only is None or tick.name in shift.only]


def _often(tick: Tick) -> Tick:
    """The same tick in a hurry; what is delivered batch by batch goes on as long as there are any."""

    async def run() -> int:
        done = 0
        while taken := await tick.run():
            done += taken
        return done

    if tick.name in {"delivery", "mail"}:
        return replace(tick, every=AT_ONCE, run=run)
    return replace(tick, every=OFTEN)


class Outside(FakeMailServer):
    """Everybody who is told something, and the mail server: what arrives is a line of the file, with who brought it."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._file = -1

    def __enter__(self) -> Outside:
        self._file = os.open(self._shift.heard, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._file)

    async def compose(self, notice: Notice) -> Said:
        """A message that says the key of its notice."""

        async def put() -> str:
            await self._hear(notice.key)
            return "250 OK"

        return Said(text=notice.key, put=put)

    async def tidy(self, _notice: Notice) -> None:
        """Chats stay as they are."""

    async def set_limit(self, address: str, limit_bytes: int) -> None:
        """The mail server is asked for a limit."""
        assert limit_bytes > 0
        await self._hear(address)

    async def _hear(self, what: str) -> None:
        await asyncio.sleep(0)
        os.write(self._file, f"{self._shift.number} {what}\n".encode())


class Quiet:
    """Runs ticks often, and knows when nothing is left: each has found nothing to do twice since any of them did."""

    def __init__(self, ticks: Iterable[Tick]) -> None:
        self.reached = asyncio.Event()
        self.failure: Exception | None = None
        self.ticks = tuple(replace(tick, run=self._watched(tick)) for tick in ticks)
        self._idle: dict[str, int] = {}

    def _watched(self, tick: Tick) -> Callable[[], Awaitable[int]]:
        async def run() -> int:
            try:
                done = await tick.run()
            except Unavailable:
                self._idle.clear()
                raise
            except Exception as error:  # it goes on its way; who waits for this process is told why it ended
                self.failure = error
                self.reached.set()
                raise
            self._note(tick.name, done)
            return done

        return run

    def _note(self, name: str, done: int) -> None:
        if done:
            self._idle.clear()
            return
        self._idle[name] = self._idle.get(name, 0) + 1
        if len(self._idle) == len(self.ticks) and min(self._idle.values()) >= 2:
            self.reached.set()
