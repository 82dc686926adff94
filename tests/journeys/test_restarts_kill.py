"""The bot is killed, as by kill -9, in the middle of its work, and started again (F52, F53, F57)."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import House
from bot.clock import SystemClock
from bot.sandbox.world import World
from bot.settings import environment_of_a_child
from domain.calendar import civil_day
from tests.journeys import canaries, crashing
from tests.journeys.conftest import OpenHouse, enrol, settings
from tests.journeys.desk import rows_of
from tests.journeys.purse import addons_of, reaches_a_quote, rich
from tests.people import ANNA, MARIO, PASSWORD
from tests.phone import Phone, data_of

RECEIPT = "completato"
MOST_POINTS = 60


def file_of(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


def values_of(world: World, url: str) -> dict[str, object]:
    """The settings of a bot in the pretend world, as another process can be given them."""
    return settings(world, url).model_dump(exclude_unset=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Killing:
    """Kills the bot at one point after the other of an update, and has another bot go on."""

    world: World
    url: str
    open_house: OpenHouse

    async def everywhere(self, update_id: int, check: Callable[[House, str], Awaitable[None]], *, step: int) -> int:
        """Checks what the restarted bot made of it, for every so many points; says how many."""
        path = file_of(self.url)
        kept = path.read_bytes()
        points = 0
        for point in range(0, MOST_POINTS, step):
            restore(path, kept)
            self.world.telegram.rewind(update_id)
            values, offset = values_of(self.world, self.url), self.world.clock.offset
            code = await crashing.start(values, offset, update_id=update_id, point=point).death()
            if code == 0:
                break
            assert code == crashing.KILLED, f"point {point}"
            points += 1
            async with self.open_house() as house:
                await self.world.telegram.settled()
                await check(house, f"point {point}")
        return points


@pytest.fixture
def killing(world: World, sqlite_url: str, open_house: OpenHouse) -> Killing:
    """What kills a bot on the test's database."""
    return Killing(world=world, url=sqlite_url, open_house=open_house)


async def test_f52_f53_killed_at_any_point_of_a_confirm_there_is_one_order_and_an_answer(
    world: World, open_house: OpenHouse, killing: Killing
) -> None:
    mario = Phone(world, MARIO)
    async with open_house() as house:
        await enrol(house)
        await rich(house, MARIO)
        await mario.logs_in()
        await reaches_a_quote(mario)
    heard = 0

    async def check(house: House, where: str) -> None:
        nonlocal heard
        assert len(await addons_of(house, MARIO)) == 1, where
        assert (await house.auditing.audit()).ok, where
        answers = len([said for said in mario.said if RECEIPT in said])
        assert 1 <= answers - heard <= 2, where
        heard = answers

    # Between two effects lie at least two points, behind the one and before the other: every second one meets them all.
    assert await killing.everywhere(confirms(mario), check, step=2) >= 8


async def test_f53_killed_while_a_payment_is_asked_for_there_is_one_order_and_one_link(
    world: World, sqlite_url: str, open_house: OpenHouse, killing: Killing
) -> None:
    mario = Phone(world, MARIO)
    async with open_house() as house:
        await enrol(house)
        await mario.logs_in()
        await reaches_a_quote(mario)

    async def check(_house: House, where: str) -> None:
        rows = rows_of(file_of(sqlite_url))
        assert [len(rows["orders"]), len(rows["top_ups"]), len(rows["addons"])] == [1, 1, 0], where
        assert mario.link().startswith(world.base_url), where

    assert await killing.everywhere(confirms(mario), check, step=4) >= 3


async def test_f53_killed_while_a_password_is_checked_the_holder_is_in_and_not_told_to_delete_what_is_gone(
    world: World, sqlite_url: str, open_house: OpenHouse, killing: Killing
) -> None:
    mario = Phone(world, MARIO)
    async with open_house() as house:
        await enrol(house)
        await mario.says("/start")
        await mario.taps("Accedi")
        await mario.says(MARIO.address)
    password = world.telegram.send_text(mario.chat_id, PASSWORD)

    async def check(_house: House, where: str) -> None:
        assert len(rows_of(file_of(sqlite_url))["sessions"]) == 1, where
        assert "Ciao, Mario" in mario.text, where
        assert not [said for said in mario.said if "Cancellalo tu" in said], where
        assert not [view for view in world.telegram.messages(mario.chat_id) if PASSWORD in view["text"]], where

    assert await killing.everywhere(password, check, step=4) >= 3


def confirms(phone: Phone) -> int:
    """Taps the confirmation; the update's id."""
    quote = phone.screen
    return phone.telegram.tap(phone.chat_id, quote["message_id"], data_of(quote, "Conferma"))


def restore(path: Path, content: bytes) -> None:
    """The database as it was before."""
    for beside in path.parent.iterdir():
        beside.unlink()
    path.write_bytes(content)


async def test_f57_an_update_that_kills_the_process_is_set_aside_after_the_third_time(
    world: World, sqlite_url: str, open_house: OpenHouse
) -> None:
    mario, anna = Phone(world, MARIO), Phone(world, ANNA)
    async with open_house() as house:
        await enrol(house)
        await mario.says("/start")
    world.telegram.send_text(mario.chat_id, "/aiuto")
    for _ in range(3):
        doomed = crashing.start_poisoned(values_of(world, sqlite_url), world.clock.offset)
        assert await doomed.death() == crashing.KILLED
    world.telegram.send_text(mario.chat_id, "/start")
    world.telegram.send_text(anna.chat_id, "/start")
    heard = len(mario.said)
    async with open_house():
        await world.telegram.settled()
    assert "Qualcosa non ha funzionato" in mario.said[heard]
    assert not any("Come funziona" in said for said in mario.said)
    assert "Area Clienti" in mario.text
    assert "Log in" in anna.labels


@asynccontextmanager
async def running_bot(world: World, url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A real `python -m bot run`; it ends by kill -9, and leaves no secret behind."""
    values = {name.upper(): str(value) for name, value in clear(world, url).items()}
    folder = file_of(url).parent
    with (folder / "said").open("ab") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment_of_a_child(**values), stdout=said, stderr=said
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    assert b"ready" in (folder / "said").read_bytes()
    canaries.check_dead(folder, world.telegram.token, world.stripe.key, world.stripe.webhook_secret)


def clear(world: World, url: str) -> dict[str, object]:
    """The settings as an environment holds them."""
    return {
        "bot_token": world.telegram.token,
        "bot_api_url": world.base_url,
        "bot_mode": "polling",
        "http_port": 0,
        "database_url": url,
        "stripe_secret_key": world.stripe.key,
        "stripe_webhook_secret": world.stripe.webhook_secret,
        "stripe_api_url": world.base_url,
        "admin_ids": "1003",
        "log_level": "DEBUG",
    }


@pytest.fixture
async def enrolled(open_house: OpenHouse) -> House:
    """The database holds the cast, whose mailboxes have a year and more to run by the machine's own clock."""
    later = civil_day(SystemClock().now()) + timedelta(days=500)
    async with open_house() as house:
        async with house.units.write() as unit:
            await unit.register.save([replace(MARIO.rows()[0], expires_on=later)])
            await unit.commit()
        await rich(house, MARIO)
    return house


async def test_f52_a_real_bot_killed_between_any_two_steps_goes_on_where_it_stood(
    world: World, sqlite_url: str, enrolled: House
) -> None:
    mario = Phone(world, MARIO)
    telegram = world.telegram
    world.clock.move(-world.clock.offset)  # the bot is a real one, and goes by the machine's clock
    async with running_bot(world, sqlite_url):
        await within(telegram.send_text(mario.chat_id, "/start"), world)
        await mario.taps("Accedi")
        await mario.says(MARIO.address)
    async with running_bot(world, sqlite_url):
        await within(telegram.send_text(mario.chat_id, PASSWORD), world)
        await mario.taps("La mia casella")
        await mario.taps("Acquista")
        await mario.taps("Upgrade Spazio Inbox")
    async with running_bot(world, sqlite_url):
        await within(telegram.send_text(mario.chat_id, "2"), world)
        await mario.taps("Conferma")
    rows = rows_of(file_of(sqlite_url))
    assert len(rows["addons"]) == 1
    assert "Ordine completato" in mario.text


async def within(_update: int, world: World) -> None:
    """Waits for a bot that is still starting."""
    await world.telegram.settled(timeout=20)
