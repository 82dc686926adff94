"""A provider of 10,000 holders after a year moves from SQLite to PostgreSQL, and its bot goes on there."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.app import build
from bot.logs import configure
from bot.sandbox.people import Person as Pretender
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from bot.settings import environment_of_a_child
from bot.tasks import Tasks
from storage.migrate import migrate_url
from tests.bench.figures import Figure
from tests.bench.measures import seconds_of
from tests.bench.provider import opened
from tests.house.source import ROOT
from tests.journeys.conftest import settings
from tests.journeys.purse import reaches_a_quote
from tests.people import MARIO, NOW
from tests.phone import Phone
from tests.year import address_of, live_through

HOLDERS = 10_000
BUYER = 270  # whose mailbox has a year to run
MOST_SECONDS = 600.0
MOST_MEMORY = 300.0  # MB


async def moved(kind: str, url: str) -> AsyncIterator[Figure]:
    """How long it takes, how much memory, and whether a holder who was moved can log in and buy."""
    if kind != "postgresql":
        return
    with TemporaryDirectory(prefix="area-clienti-move-") as folder:
        file = Path(folder) / "area-clienti.db"
        source = f"sqlite+aiosqlite:///{file}"
        await migrate_url(source)
        async with opened(source) as database:
            await live_through(database, HOLDERS)
        answer, peak = await _transfer(source, url)
        size = file.stat().st_size / 1_000_000
    async with opened(url) as database, database.readers.connect() as connection:
        there = await connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        size_there = there.scalar_one() / 1_000_000
    seconds, rows = answer["seconds"], answer["rows"]
    what = f"{HOLDERS:,} holders, {rows:,} rows, {size:.0f} MB in SQLite, {size_there:.0f} MB in PostgreSQL"
    limit = f"(under {MOST_SECONDS:.0f} s)"
    yield Figure(kind=kind, what=f"{what}: moved in {seconds:.0f} s {limit}", kept=seconds < MOST_SECONDS)
    yield Figure(kind=kind, what=f"peak memory {peak:.0f} MB (under {MOST_MEMORY:.0f} MB)", kept=peak < MOST_MEMORY)
    bought: list[str] = []
    took = await seconds_of(lambda: _buy(url, bought))
    yield Figure(
        kind=kind, what=f"log-in, purchase and audit on it: {took:.1f} s", kept=bought == ["Ordine completato", "right"]
    )


async def _transfer(source: str, target: str) -> tuple[dict[str, Any], float]:
    """The document of the command, and the most memory of its process in MB."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.peak", "transfer", "--to", target, "--json"),
        env=environment_of_a_child(PYTHONPATH=str(ROOT), DATABASE_URL=source),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complaints = await process.communicate()
    if process.returncode:
        raise RuntimeError(complaints.decode())
    document, peak = told.decode().splitlines()
    return json.loads(document), float(peak)


async def _buy(url: str, bought: list[str]) -> None:
    configure("CRITICAL", "text", ())  # the pretend Telegram does not know the chats of those who are reminded
    world = build_world(
        people=[Pretender(id=MARIO.id, first_name="Mario", last_name="Rossi", username="mario", language_code="it")]
    )
    world.clock.move(NOW - world.clock.now())
    async with running(world):
        await _live(world, url, bought)


async def _live(world: World, url: str, bought: list[str]) -> None:
    house, tasks = build(settings(world, url), clock=world.clock), Tasks()
    ready = asyncio.Event()
    life = tasks.spawn(house.run(on_ready=lambda _: ready.set()), name="house", awaited=True)
    await ready.wait()
    phone = Phone(world, MARIO)
    await phone.logs_in(address=address_of(BUYER))
    await reaches_a_quote(phone)
    await phone.taps("Conferma")
    bought += [words for words in ("Ordine completato",) if words in phone.text]
    bought += ["right"] if (await house.auditing.audit()).ok else []
    house.stop()
    await life
