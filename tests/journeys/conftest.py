"""A world with a bot in it: the real house, over real HTTP, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot import clockwork
from bot.app import House, build
from bot.broadcasts import Broadcasts
from bot.jobs import ticks
from bot.sandbox.people import Person as Pretender
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from bot.settings import Settings
from bot.tasks import Tasks
from tests.journeys import canaries
from tests.journeys.desk import Desk, opened_desk
from tests.people import CAST, NOW, Person, register_of
from tests.phone import Phone

SECRET = "a-webhook-secret-of-the-tests"
SUPPORT = "segreteria@archrm.example"
MAILING = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "noreply@archrm.it", "support_contact": SUPPORT}
OpenHouse = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture(autouse=True)
def _no_secret_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No story leaves a password, a token, a key or a code in a database, a log or a metric (S1, S12)."""
    with canaries.watched(monkeypatch):
        yield


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The pretend world, at ten in the morning of the cast's Sunday."""
    world = build_world(people=[_pretender(person) for person in CAST])
    world.clock.move(NOW - world.clock.now())
    async with running(world):
        yield world


@pytest.fixture
def sqlite_url(migrated_database: Callable[[str], str]) -> str:
    """A migrated SQLite file of the test's own."""
    return migrated_database("sqlite")


@pytest.fixture
def open_house(world: World, sqlite_url: str) -> OpenHouse:
    """Opens a bot on the test's database; more than one at a time if asked so."""

    @asynccontextmanager
    async def opening(**changes: Any) -> AsyncIterator[House]:
        house = build(settings(world, changes.pop("database_url", sqlite_url), **changes), clock=world.clock)
        tasks = Tasks()
        ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        life = tasks.spawn(house.run(on_ready=ready.set_result), name="house", awaited=True)
        try:
            first: set[asyncio.Future[Any]] = {life, ready}
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                life.result()
            world.stripe.webhook_url = f"{ready.result()}/stripe"
            yield house
            await canaries.check(house)
        finally:
            house.stop()
            await life

    return opening


@pytest.fixture
async def house(open_house: OpenHouse) -> AsyncIterator[House]:
    """A bot that polls, with the cast in its register."""
    async with open_house() as house:
        await enrol(house)
        yield house


@pytest.fixture
def phone(world: World, house: House) -> Callable[[Person], Phone]:
    """A phone of anybody in the cast, with the bot awake."""
    return lambda person: Phone(world, person)


@pytest.fixture
def quiet_clockwork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ticks once at the start and then never: from there on the test says when something is due."""

    def rarely(**work: ticks.Work) -> tuple[ticks.Tick, ...]:
        return tuple(replace(tick, every=timedelta(days=1)) for tick in ticks.house_ticks(**work))

    monkeypatch.setattr(clockwork, "house_ticks", rarely)
    monkeypatch.setattr(ticks, "LOOK_EVERY", timedelta(days=1))


@pytest.fixture
def stopped_clockwork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never ticks, not even at the start: it is for the test to say when something is due."""

    def never(**_work: ticks.Work) -> tuple[ticks.Tick, ...]:
        return ()

    monkeypatch.setattr(clockwork, "house_ticks", never)
    monkeypatch.setattr(Broadcasts, "ticks", lambda _: ())


async def enrol(house: House) -> None:
    """Puts the cast into the register."""
    async with house.units.write() as unit:
        await unit.register.save(register_of(*CAST))
        await unit.commit()


def settings(world: World, database_url: str, **changes: Any) -> Settings:
    """The settings of a bot in the pretend world."""
    values: dict[str, Any] = {
        "bot_token": world.telegram.token,
        "bot_api_url": world.base_url,
        "bot_mode": "polling",
        "http_host": "127.0.0.1",
        "http_port": 0,
        "webhook_secret": SECRET,
        "database_url": database_url,
        "stripe_secret_key": world.stripe.key,
        "stripe_webhook_secret": world.stripe.webhook_secret,
        "stripe_api_url": world.base_url,
        "admin_ids": "1003",
    }
    return Settings(**{**values, **changes})


def _pretender(person: Person) -> Pretender:
    return Pretender(
        id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        username=f"{person.first_name}_{person.last_name}".lower(),
        language_code=person.language.value,
    )


@pytest.fixture
async def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house without HTTP, with the cast in its register."""
    async with opened_desk(sqlite_url, monkeypatch) as desk:
        await enrol(desk.house)
        yield desk


@pytest.fixture
async def mailing_desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house without HTTP that would send e-mail, and knows whom to write to."""
    async with opened_desk(sqlite_url, monkeypatch, **MAILING) as desk:
        await enrol(desk.house)
        yield desk
