"""A siege from its beginning to its verdict."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from storage.engine import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnits
from tests.chaos.audit import Audit
from tests.chaos.bots import Bot, Setup, cpu_of_the_dead
from tests.chaos.customers import Customer
from tests.chaos.failpoints import FAILPOINTS
from tests.chaos.killer import Killer, plan_of
from tests.chaos.mutants import MUTANTS
from tests.chaos.siege import LONG, Siege, Size
from tests.chaos.town import Town, build_town
from tests.chaos.trouble import Post
from tests.people import CARLA, NOW


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is to be besieged, and how. The database is empty. On SQLite one bot polls, whatever `replicas` says."""

    kind: str
    url: str
    folder: Path
    seed: int
    size: Size
    points: Sequence[str] = ()
    mutant: str | None = None
    replicas: int = 2

    @property
    def polls(self) -> bool:
        """Whether the bot polls."""
        return self.kind == "sqlite"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was done, and what disagreed in the end."""

    kind: str
    seed: int
    mutant: str | None
    facts: dict[str, int]
    met: frozenset[str]
    findings: tuple[str, ...]
    folder: Path
    seconds: float
    cpu: float

    def __str__(self) -> str:
        what = f"mutant {self.mutant}" if self.mutant else f"seed {self.seed}"
        facts = ", ".join(f"{count:,} {name}" for name, count in self.facts.items())
        verdict = "as it should be" if not self.findings else f"{len(self.findings)} findings, kept in {self.folder}"
        lines = [f"{self.kind}, {what}: {facts}; {self.seconds:.0f} s, {self.cpu:.0f} s of CPU: {verdict}"]
        return "\n  ".join([*lines, *self.findings[:12]])


@asynccontextmanager
async def laid(plan: Plan) -> AsyncIterator[Siege]:
    """A siege before anything has happened; no bot runs yet."""
    random = Random(f"{plan.seed} {plan.kind}")
    town = build_town(plan.size.households, random)
    world = build_world(people=town.people)
    world.clock.move(NOW - world.clock.now())
    for chat in world.telegram.chats.values():
        chat.started = True
    database = open_database(plan.url)
    async with running(world):
        siege = _prepared(plan, world, database, town, random)
        try:
            await _enrol(plan, database, town)
            yield siege
        finally:
            for bot in siege.bots:
                if bot.is_alive:
                    bot.kill()
                    await bot.ended()
            await database.close()


async def _enrol(plan: Plan, database: Database, town: Town) -> None:
    """The database is made, and knows the town."""
    await migrate(database)
    async with SqlUnits(database).write() as unit:
        await unit.register.save(town.register())
        await unit.chats.choose_language(CARLA.chat_id, CARLA.language)
        await unit.commit()
    if plan.mutant is not None:
        await MUTANTS[plan.mutant].change(database)


def _prepared(plan: Plan, world: World, database: Database, town: Town, random: Random) -> Siege:
    setup = Setup(
        world=world,
        url=plan.url,
        mode="polling" if plan.polls else "webhook",
        folder=plan.folder,
        mutant=plan.mutant,
    )
    world.clock.tell(setup.clock_file)
    bots = [Bot(setup=setup, number=number) for number in range(1 if plan.polls else plan.replicas)]
    fronts = [bot.address for bot in bots]
    webhooks = [] if plan.polls else [f"{front}/telegram" for front in fronts]
    world.telegram.postman.spread = list(webhooks)
    post = Post(telegram=world.telegram, random=Random(f"{plan.seed} post"), webhooks=webhooks)
    deaths = plan_of(random, plan.size.acts, plan.size.kills, plan.points)
    siege = Siege(
        setup=setup,
        size=plan.size,
        random=random,
        world=world,
        database=database,
        bots=bots,
        post=post,
        killer=Killer(bots=bots, post=post, random=random, plan=deaths),
        customers=_customers(town, world, post, plan.seed),
        fronts=fronts,
        often=MUTANTS[plan.mutant].stories if plan.mutant else (),
        floor=world.telegram.updates.next_id,
    )
    siege.killer.on_death = siege.on_death
    return siege


def _customers(town: Town, world: World, post: Post, seed: int) -> list[Customer]:
    customers = [
        Customer(chat_id=person.id, home=home, telegram=world.telegram, random=Random(f"{seed} {person.id}"), post=post)
        for person, home in town.phones
    ]
    for one in customers:
        one.partner = next((other for other in customers if other.home is one.home and other is not one), None)
    return customers


async def besiege(
    kind: str,
    url: str,
    *,
    seed: int,
    size: Size = LONG,
    mutant: str | None = None,
    points: Sequence[str] = tuple(FAILPOINTS),
) -> Report:
    """One siege on an empty database; its folder is kept if something disagreed."""
    folder = Path(tempfile.mkdtemp(prefix="area-clienti-chaos-"))
    began, cpu = time.monotonic(), _cpu()
    plan = Plan(kind=kind, url=url, folder=folder, seed=seed, size=size, points=points, mutant=mutant)
    async with laid(plan) as siege:
        audit = Audit(world=siege.world, database=siege.database, folder=folder)
        try:
            await siege.fight()
            await siege.drain()
            findings = await audit.stuck(siege.customers)
            await siege.drain()
            await siege.end()
            siege.done |= await Audit.done_updates(siege.database)
            findings += await audit.findings(siege.done, siege.killer)
        except* (AssertionError, TimeoutError) as errors:
            findings = [f"{type(error).__name__}: {error}" for error in _leaves(errors)]
            findings += siege.killer.unexpected
        facts, met = siege.facts(), frozenset(siege.killer.met)
    if not findings:
        shutil.rmtree(folder)
    return Report(
        kind=kind,
        seed=seed,
        mutant=mutant,
        facts=facts,
        met=met,
        findings=tuple(findings),
        folder=folder,
        seconds=time.monotonic() - began,
        cpu=_cpu() - cpu,
    )


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for one in error.exceptions for leaf in _leaves(one)]
    return [error]


def _cpu() -> float:
    """The CPU seconds of this process, and of the bots that have ended."""
    spent = os.times()
    return spent.user + spent.system + cpu_of_the_dead()
