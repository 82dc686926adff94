"""A pretend Telegram with thousands of people in it, and a bot in a process of its own that may be killed."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.clock import MovedClock
from bot.sandbox.people import Person as Pretender
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from bot.settings import FREE_PACE, PAID_PACE, environment_of_a_child
from domain.broadcasts import Broadcast, BroadcastState
from domain.composing import mark_of
from domain.usecases.broadcasting import Broadcasting
from storage.engine import Database, open_database
from storage.migrate import migrate
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE
from tests.people import CARLA, MARIO, Person, register_of
from tests.processes import peak_memory

FIRST_CHAT = 500_000
TOO_FAST = 429
TO_START = 120.0  # seconds: the bot is started as it is installed, beside everything else that is tested
LOOK = 0.2  # seconds between two looks at how a broadcast goes
DAY = "'2028-01-31'"
WORDS = "<b>Chiusura degli uffici</b>\n\nGli uffici restano chiusi dal 24 dicembre al 6 gennaio. Buone feste!"


@dataclass(kw_only=True, slots=True)
class Crowd:
    """The people, the books of the body, and what has arrived."""

    world: World
    database: Database
    url: str
    process: asyncio.subprocess.Process | None = None
    clock_file: Path
    moved: int = 0
    tried: list[datetime] = field(default_factory=list)
    looked_at: int = 0

    async def wake(self, *, rate: str, paid: bool) -> None:
        """Starts the bot, as an administrator does, and waits until it answers."""
        environment = environment_of_a_child(
            BOT_TOKEN=self.world.telegram.token,
            BOT_API_URL=self.world.base_url,
            HTTP_PORT="0",
            DATABASE_URL=self.url,
            STRIPE_SECRET_KEY=self.world.stripe.key,
            STRIPE_WEBHOOK_SECRET=self.world.stripe.webhook_secret,
            STRIPE_API_URL=self.world.base_url,
            ADMIN_IDS=str(CARLA.chat_id),
            BROADCAST_RATE=rate,
            BROADCAST_PAID=str(paid).lower(),
            LOG_LEVEL="WARNING",
            CLOCK_FILE=str(self.clock_file),
        )
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        self.world.telegram.send_text(CARLA.chat_id, "/start")
        await self.world.telegram.settled(TO_START)

    def pass_time(self, seconds: int) -> None:
        """Moves the bot's clock."""
        self.moved += seconds
        written = self.clock_file.with_suffix(".new")
        written.write_text(str(self.moved), encoding="ascii")
        written.replace(self.clock_file)

    async def kill(self) -> None:
        """Kills the bot, as by kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> None:
        """Asks the bot to stop."""
        assert self.process is not None
        self.process.terminate()
        await self.process.wait()

    def peak(self) -> float:
        """The most memory that the bot has used so far, in MB."""
        assert self.process is not None
        return peak_memory(self.process.pid)

    async def announce(self) -> int:
        """Carla has a notice sent to everybody."""
        broadcasting = Broadcasting(
            units=SqlUnits(self.database), clock=MovedClock(self.clock_file), catalogue=CATALOGUE, by_email=False
        )
        draft = await broadcasting.begin(CARLA.chat_id)
        draft = await broadcasting.write(draft.id, lambda one: replace(one, italian=WORDS), admin=CARLA.chat_id)
        await broadcasting.confirm(draft.id, admin=CARLA.chat_id, previewed=mark_of(draft))
        return draft.id

    async def broadcast(self, number: int) -> Broadcast:
        """A broadcast as the books have it."""
        async with SqlUnits(self.database).read() as unit:
            found = await unit.broadcasts.get(number)
        assert found is not None
        return found

    def heard(self) -> Counter[int]:
        """How often the words have arrived in each chat of the crowd."""
        return Counter(
            {
                chat_id: sum("Chiusura" in message.marked.text for message in chat.messages.values())
                for chat_id, chat in self.world.telegram.chats.items()
                if chat_id >= FIRST_CHAT
            }
        )

    def too_fast(self) -> int:
        """How many calls were answered with 429."""
        return sum(call.status == TOO_FAST for call in self.world.telegram.calls)

    def arrivals(self) -> list[datetime]:
        """When each message to the crowd was tried, oldest first."""
        calls = self.world.telegram.calls
        while self.looked_at < len(calls):
            call = calls[self.looked_at]
            self.looked_at += 1
            if call.method == "sendMessage" and call.status != TOO_FAST and int(call.params["chat_id"]) >= FIRST_CHAT:
                self.tried.append(call.at)
        return self.tried

    async def until(self, tried: int, within: float) -> None:
        """Waits until so many messages to the crowd were tried; TimeoutError after so many seconds."""
        async with asyncio.timeout(within):
            while len(self.arrivals()) < tried:  # noqa: ASYNC110 - the sandbox counts calls, it does not announce them
                await asyncio.sleep(0.01)

    async def through(self, number: int, within: float) -> Broadcast:
        """Waits until a broadcast is done; TimeoutError after so many seconds."""
        async with asyncio.timeout(within):
            found = await self.broadcast(number)
            while found.state is not BroadcastState.DONE:
                await asyncio.sleep(LOOK)
                found = await self.broadcast(number)
        return found


@asynccontextmanager
async def gathered(url: str, people: int, *, blocked: int = 0) -> AsyncIterator[Crowd]:
    """A crowd, of whom some keep the bot blocked, in a pretend Telegram as strict as the real one; nobody sends yet."""
    world = build_world(people=[_pretender(MARIO), _pretender(CARLA), *_pretenders(people)])
    world.telegram.pace.total, world.telegram.pace.paid = FREE_PACE, PAID_PACE
    for chat in world.telegram.chats.values():
        chat.started = True
    for number in range(blocked):
        world.telegram.chats[FIRST_CHAT + number * people // blocked].blocked = True
    database = open_database(url)
    try:
        with TemporaryDirectory() as folder:
            async with running(world):
                await migrate(database)
                await _enrol(database, people)
                yield Crowd(world=world, database=database, url=url, clock_file=Path(folder) / "clock")
    finally:
        await database.close()


def _pretender(person: Person) -> Pretender:
    return Pretender(
        id=person.chat_id,
        first_name=person.first_name,
        last_name=person.last_name,
        username=person.first_name.lower(),
        language_code=person.language.value,
    )


def _pretenders(people: int) -> list[Pretender]:
    return [
        Pretender(
            id=FIRST_CHAT + number, first_name="Anna", last_name="Verdi", username=f"a{number}", language_code="it"
        )
        for number in range(people)
    ]


async def _enrol(database: Database, people: int) -> None:
    """Mario and Carla are in the register; the crowd has logged in already. The dates lie a year ahead."""
    async with SqlUnits(database).write() as unit:
        await unit.register.save(register_of(MARIO, CARLA))
        await unit.commit()
    numbers = (
        "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :people)"
        if database.is_sqlite
        else "WITH numbers AS (SELECT n FROM generate_series(0, CAST(:people AS BIGINT) - 1) AS n)"
    )
    async with database.writers.begin() as connection:
        for statement in _statements(numbers):
            await connection.execute(text(statement), {"people": people})


def _statements(numbers: str) -> Iterator[str]:
    """The rows of the crowd; `n` counts it from 0."""
    yield f"""
        INSERT INTO holders (id, first_name, last_name, fiscal_code, email, phone, language)
        {numbers}
        SELECT 1000 + n, 'Anna', 'Verdi', 'CODE' || n, 'anna' || n || '@example.com', '', 'it' FROM numbers
    """  # noqa: S608 - made of constants
    yield f"""
        INSERT INTO mailboxes (id, holder_id, address, type, status, expires_on, auto_renew, term_years, base_gb,
                               used_bytes, anchor_day, due_on)
        {numbers}
        SELECT 1000 + n, 1000 + n, 'box' || n || '@pec.example.com', 'pro', 'active', {DAY}, true, 1, 2, 0, 1, {DAY}
        FROM numbers
    """  # noqa: S608 - made of constants
    yield f"""
        INSERT INTO chats (chat_id, language, holder_id)
        {numbers}
        SELECT {FIRST_CHAT} + n, 'it', 1000 + n FROM numbers
    """  # noqa: S608 - made of constants
