"""Bots in processes of their own that stop, die at a point, or are one too many (F16, F51, F56)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app, clockwork
from bot.jobs.ticks import Tick, Work
from bot.sandbox.world import World
from storage.unit_of_work import SqlUnits
from tests.chaos.acting import acting
from tests.chaos.besieging import Plan, laid
from tests.chaos.bots import DRAINS_WITHIN, Bot, free_port
from tests.chaos.failpoints import DIED_THERE, Asked
from tests.chaos.siege import Siege, Size
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import rows_of
from tests.people import MARIO
from tests.phone import Phone

Open = Callable[..., AbstractAsyncContextManager[Siege]]


@pytest.fixture
def opened(kind: str, migrated_database: Callable[[str], str], tmp_path: Path) -> Open:
    """Opens a town with one bot: on SQLite it polls, on PostgreSQL it has a webhook."""

    @asynccontextmanager
    async def opening(kind: str = kind) -> AsyncIterator[Siege]:
        url = migrated_database(kind)
        size = Size(acts=400, kills=0, nights=0, households=8)
        async with laid(Plan(kind=kind, url=url, folder=tmp_path, seed=3, size=size, replicas=1)) as siege:
            siege.bots[0].start()
            await siege.bots[0].ready()
            yield siege

    return opening


async def test_f56_a_bot_that_is_terminated_under_load_drains_in_time_and_loses_nothing(opened: Open) -> None:
    async with opened() as siege, acting(siege):
        (bot,) = siege.bots
        for _ in range(2):
            assert await bot.stop() < DRAINS_WITHIN
            bot.start()
            await bot.ready()
            await siege.until(siege.post.acts + 60)


async def test_f51_killed_after_the_dialog_is_saved_the_update_comes_again_and_has_one_effect(opened: Open) -> None:
    async with opened() as siege:
        (bot,), customer = siege.bots, siege.customers[0]
        siege.post.calm()
        await _reaches_a_quote(siege)
        await bot.stop()
        bot.start(Asked(name="after_finish"))
        (confirm,) = customer.offered("confirm")[:1]
        tap = siege.world.telegram.tap(customer.chat_id, *confirm)
        assert await bot.ended() == DIED_THERE
        assert tap in siege.world.telegram.updates.waiting, "nobody has acknowledged it"
        said = len(siege.world.telegram.from_bot(customer.chat_id))
        bot.start()
        await siege.world.telegram.settled(60)
        assert len(siege.world.telegram.from_bot(customer.chat_id)) == said
        async with SqlUnits(siege.database).read() as unit:
            assert len(await unit.orders.pending_of(1)) + len(await unit.orders.pending_of(2)) == 1
        await siege.end()
    assert '"update_done_before"' in bot.said.read_text()


async def _reaches_a_quote(siege: Siege) -> None:
    """The first customer has a quote that the credit does not cover on the screen."""
    customer = siege.customers[0]
    await customer.walks("mailboxes", "mailbox", "buy")
    await customer.taps("service", lambda data: "archive" in data)
    await customer.says("20")


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_f16_of_two_pollers_in_two_processes_one_is_sent_away_at_a_time_and_nothing_is_lost(
    opened: Open,
) -> None:
    async with opened("sqlite") as siege, acting(siege, foreseen=["update "]):
        second = Bot(setup=siege.setup, number=1)
        siege.bots.append(second)
        second.start()
        await second.ready()
        await siege.until(siege.post.acts + 120)
    for bot in siege.bots:
        assert '"another_poller"' in bot.said.read_text()


async def test_f56_a_tick_and_an_update_that_hang_hold_the_stop_up_for_one_deadline_only(
    world: World, sqlite_url: str, open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticking = asyncio.Event()

    async def hang() -> int:
        ticking.set()
        await asyncio.Event().wait()
        return 0

    def ticks(**_work: Work) -> tuple[Tick, ...]:
        return (Tick(name="delivery", every=timedelta(days=1), run=hang),)

    monkeypatch.setattr(clockwork, "house_ticks", ticks)
    monkeypatch.setattr(app, "DRAIN", 1.0)
    port = free_port()
    values: dict[str, Any] = {"bot_mode": "webhook", "public_url": f"http://127.0.0.1:{port}", "http_port": port}
    async with open_house(**values) as house:
        await enrol(house)
        world.telegram.hang_next("sendMessage")
        world.telegram.send_text(MARIO.chat_id, "/start")
        await world.telegram.until(lambda: True if world.telegram.called("sendMessage") else None)
        await ticking.wait()
        began = asyncio.get_running_loop().time()
    took = asyncio.get_running_loop().time() - began
    assert took < 6, "one second to drain, and some for a busy machine"
    assert world.telegram.updates_pending == 1, "Telegram keeps what was not finished"
    left = rows_of(Path(sqlite_url.removeprefix("sqlite+aiosqlite:///")), without=set())["updates"]
    assert [deliveries for _, deliveries, _ in left] == [0], "it was given up for no fault of its own"
    world.telegram.release_hanging()
    async with open_house(**values):
        await world.telegram.settled()
    assert len(Phone(world, MARIO).said) == 2, "what hung had arrived, and it is said once more"
