"""The disk is full (F36): nothing is acknowledged, nothing charged, the bot says that it is not ready, and recovers."""

from __future__ import annotations

import asyncio
import re
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest

from bot.app import House
from bot.sandbox.world import World
from bot.settings import environment_of_a_child
from tests.journeys import test_restarts_kill as kills
from tests.journeys.conftest import OpenHouse
from tests.journeys.desk import rows_of
from tests.journeys.purse import reaches_a_quote
from tests.people import MARIO, PASSWORD
from tests.phone import Phone, data_of

PATIENCE = 30  # seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """A real `python -m bot run`, and where it listens."""

    pid: int
    url: str

    def fill_disk(self) -> None:
        """From now on no file of the process takes another byte; the system says so as for a full disk."""
        _, most = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (0, most))

    def make_room(self) -> None:
        """Writes succeed again."""
        _, most = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (most, most))

    async def health(self) -> tuple[int, dict[str, str]]:
        """What the load balancer is told."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/health/ready") as answer:
            return answer.status, await answer.json()

    async def becomes(self, status: int) -> dict[str, str]:
        """Waits until the health has this status."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found, told = await self.health()
                if found == status:
                    return told
                await asyncio.sleep(0.05)


@asynccontextmanager
async def living(world: World, url: str) -> AsyncIterator[Bot]:
    """A bot that logs into a pipe: its log is no file, and goes on."""
    values = {name.upper(): str(value) for name, value in kills.clear(world, url).items()}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env=environment_of_a_child(**values | {"LOG_LEVEL": "INFO"}),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    reading: asyncio.Task[bytes] | None = None
    try:
        async with asyncio.timeout(PATIENCE):
            while not (found := re.search(r"url=(http://\S+)", (await process.stderr.readline()).decode())):
                pass
        reading = asyncio.create_task(process.stderr.read())
        world.stripe.webhook_url = f"{found[1]}/stripe"
        yield Bot(pid=process.pid, url=found[1])
    finally:
        process.terminate()
        assert await process.wait() == 0
        if reading is not None:
            assert b"Traceback" not in await reading


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits the files of another process")
async def test_f36_on_a_full_disk_nothing_is_taken_and_everything_once_there_is_room(
    world: World, sqlite_url: str, open_house: OpenHouse
) -> None:
    mario, path = Phone(world, MARIO), kills.file_of(sqlite_url)
    await enrolled_without_credit(open_house)
    world.clock.move(-world.clock.offset)  # the bot is a real one, and goes by the machine's clock
    async with living(world, sqlite_url) as bot:
        await kills.within(world.telegram.send_text(mario.chat_id, "/start"), world)
        await mario.taps("Accedi")
        await mario.says(MARIO.address)
        await kills.within(world.telegram.send_text(mario.chat_id, PASSWORD), world)
        await reaches_a_quote(mario)
        quote = mario.screen
        await mario.taps("Conferma")
        link, shown = mario.link(), len(mario.said)
        assert (await bot.health())[0] == 200
        before = rows_of(path)

        bot.fill_disk()
        assert await bot.becomes(503) == {"database": "failing", "telegram": "ok"}
        world.stripe.webhooks.retry_delays = (0.1,) * 300
        world.stripe.pay(link)
        update = world.telegram.tap(mario.chat_id, quote["message_id"], data_of(quote, "Conferma"))
        await asyncio.sleep(2)  # long enough for what must not happen
        payment = next(it for it in world.stripe.deliveries.values() if it.type == "checkout.session.completed")
        assert {attempt.status for attempt in payment.attempts} == {503}
        assert update in [it["update_id"] for it in world.telegram.updates.pending()]
        assert (rows_of(path), len(mario.said)) == (before, shown)

        bot.make_room()
        await bot.becomes(200)
        await world.telegram.settled(timeout=PATIENCE)
        await world.stripe.idle()
        await mario.sees("Ordine completato")
    async with open_house() as house:
        assert (await house.auditing.audit()).ok
    rows = rows_of(path)
    assert [len(rows[name]) for name in ("payments", "addons")] == [1, 1]


async def enrolled_without_credit(open_house: OpenHouse) -> House:
    """Mario, whose mailbox has a year and more to run by the machine's own clock."""
    from dataclasses import replace
    from datetime import timedelta

    from bot.clock import SystemClock
    from domain.calendar import civil_day

    later = civil_day(SystemClock().now()) + timedelta(days=500)
    async with open_house() as house, house.units.write() as unit:
        await unit.register.save([replace(MARIO.rows()[0], expires_on=later)])
        await unit.commit()
    return house
