"""How long a person waits for an answer, beside the shortest bot that python-telegram-bot can be."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from sqlalchemy import text

from bot.clock import SystemClock
from bot.screens.buttons import ConfirmOrder, Home, encode
from storage.engine import Database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnits
from tests.bench import subjects
from tests.bench.customers import LIVE, Customers, enrol
from tests.bench.figures import Figure
from tests.bench.provider import opened
from tests.bench.subjects import Round, Subject

LEAST_RATIO = 1.0  # of the echo as it is installed
MOST_WAIT = 50.0  # milliseconds, for 99 of 100 who confirm
RATE = 100.0  # updates a second
AWAY = 0.02  # seconds to Telegram and back, where there is a network between

INSTALLED, GATEWAY, TAP, CONFIRM = "echo as installed", "echo on our gateway", "menu tap", "confirm"

Making = Callable[[int, int], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How much is measured."""

    rounds: int = 3
    burst: int = 1_500  # updates that are there at once
    chats: int = 300  # that they come from
    steady: int = 2_000  # updates at so many a second
    distant: int = 200  # updates that are there at once, with Telegram some way off

    @property
    def orders(self) -> int:
        """Orders that are confirmed in all."""
        return self.rounds * self.burst + self.steady


WHOLE = Size()


@dataclass(kw_only=True, slots=True)
class Measured:
    """The rounds of each subject, by name."""

    bursts: dict[str, list[Round]] = field(default_factory=dict)
    steady: dict[str, Round] = field(default_factory=dict)
    distant: dict[str, Round] = field(default_factory=dict)

    @property
    def flaws(self) -> list[str]:
        """Whatever was not answered once and in order."""
        rounds = [
            *self.steady.values(),
            *self.distant.values(),
            *(one for some in self.bursts.values() for one in some),
        ]
        return [flaw for one in rounds for flaw in one.flaws]

    def rate(self, name: str) -> float:
        """Updates a second, the median of the rounds."""
        return median(one.rate for one in self.bursts[name])

    def on_core(self, name: str) -> float:
        """Milliseconds on a core for each update, the median of the rounds."""
        return median(1_000 * one.on_core / len(one.waits) for one in self.bursts[name])

    def ratio(self, name: str, yardstick: str) -> float:
        """How many times the rate of a yardstick, the median of the rounds, each beside its own."""
        pairs = zip(self.bursts[name], self.bursts[yardstick], strict=True)
        return median(ours.rate / theirs.rate for ours, theirs in pairs)


async def interactive(kind: str, url: str, size: Size = WHOLE) -> AsyncIterator[Figure]:
    """The menu and an order paid from credit: how many a second, and how long each takes at a hundred a second."""
    async with opened(url) as database:
        await migrate(database)
        measured = await _measure(database, url, size)
        for figure in _figures(kind, measured):
            yield figure
        yield await _checked(kind, database, measured, size)


def _figures(kind: str, measured: Measured) -> list[Figure]:
    names = (INSTALLED, GATEWAY, TAP, CONFIRM)
    rates = ", ".join(f"{name} {measured.rate(name):,.0f}/s ({measured.on_core(name):.2f} ms)" for name in names)
    ratio = measured.ratio(TAP, INSTALLED)
    waits = {name: f"{name} p50 {one.late(50):.1f} p99 {one.late(99):.1f}" for name, one in measured.steady.items()}
    late = measured.steady[CONFIRM].late(99)
    distant = ", ".join(f"{name} {one.rate:,.0f}/s" for name, one in measured.distant.items())
    return [
        Figure(kind=kind, what=f"all at once (time on a core): {rates}", kept=None),
        Figure(
            kind=kind,
            what=f"menu tap: {ratio:.2f} of the {INSTALLED} (at least {LEAST_RATIO})",
            kept=ratio >= LEAST_RATIO,
        ),
        Figure(kind=kind, what=f"with Telegram {1_000 * AWAY:.0f} ms away: {distant}", kept=None),
        Figure(kind=kind, what=f"at {RATE:.0f}/s, ms: {', '.join(waits.values())}", kept=None),
        Figure(kind=kind, what=f"confirm: p99 {late:.1f} ms (under {MOST_WAIT:.0f} ms)", kept=late < MOST_WAIT),
    ]


async def _measure(database: Database, url: str, size: Size) -> Measured:
    measured = Measured()
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(subjects.fast_telegram())
        stage = Stage(
            database=database,
            installed=await stack.enter_async_context(subjects.echo("installed", http)),
            gateway=await stack.enter_async_context(subjects.echo("gateway", http)),
            bot=await stack.enter_async_context(subjects.bot(url, http)),
        )
        for _ in range(size.rounds):
            for name in (INSTALLED, GATEWAY, TAP, CONFIRM):
                played = await stage.play(name, size.burst, size.chats)
                measured.bursts.setdefault(name, []).append(played)
        for name in (INSTALLED, TAP):
            measured.distant[name] = await stage.play(name, size.distant, size.distant // 2, away=AWAY)
        for name in (INSTALLED, GATEWAY, TAP, CONFIRM):
            measured.steady[name] = await stage.play(name, size.steady, size.steady, rate=RATE)
    return measured


@dataclass(kw_only=True, slots=True)
class Stage:
    """The subjects, all running, and the customers who have had their turn."""

    database: Database
    installed: Subject
    gateway: Subject
    bot: Subject
    enrolled: int = 1_000

    async def play(self, name: str, updates: int, chats: int, *, rate: float = 0, away: float = 0) -> Round:
        """One round of one subject, with people of its own."""
        people = Customers(first=self.enrolled, count=chats, quotes=-(-updates // chats) if name == CONFIRM else 0)
        self.enrolled += chats
        makes = _makes(name, people)
        if name in {INSTALLED, GATEWAY}:
            subject = self.installed if name == INSTALLED else self.gateway
            return await subject.play(makes, updates, rate=rate, away=away)
        await enrol(self.database, people, SystemClock().now())
        return await self.bot.play(makes, updates, rate=rate, away=away)


def _makes(name: str, people: Customers) -> Making:
    def write(update_id: int, place: int) -> dict[str, Any]:
        return subjects.message(update_id, people.chat(place))

    def tap(update_id: int, place: int) -> dict[str, Any]:
        return subjects.tap(update_id, people.chat(place), encode(Home()), LIVE)

    def confirm(update_id: int, place: int) -> dict[str, Any]:
        return subjects.tap(update_id, people.chat(place), encode(ConfirmOrder(quote_id=people.quote(place))), LIVE)

    return {TAP: tap, CONFIRM: confirm}.get(name, write)


async def _checked(kind: str, database: Database, measured: Measured, size: Size) -> Figure:
    """Whether all of it was done: each answered once and in order, each order completed, the books right."""
    async with database.readers.connect() as connection:
        completed = (
            await connection.execute(text("SELECT COUNT(*) FROM orders WHERE state = 'completed'"))
        ).scalar_one()
        given = (await connection.execute(text("SELECT COUNT(*) FROM updates WHERE done_at IS NOT NULL"))).scalar_one()
    async with SqlUnits(database).read() as unit:
        _, problems = await unit.ledger.problems()
    await database.check()
    taken = 2 * size.orders + size.distant
    flaws = [*measured.flaws, *problems]
    what = f"answered once and in order: {len(flaws)} flaws (none); {given:,} of {taken:,} updates marked done, "
    what += f"{completed:,} of {size.orders:,} orders completed, {len(problems)} problems in the books"
    return Figure(
        kind=kind,
        what=what + "".join(f"\n{flaw}" for flaw in flaws[:5]),
        kept=not flaws and completed == size.orders and given == taken,
    )
