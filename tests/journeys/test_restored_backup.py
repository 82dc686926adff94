"""A backup of an hour ago is restored (F39, S22): what was paid since is found at Stripe, and nothing runs twice."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.delivery import AT_ONCE_CHANNELS
from bot.sandbox.world import World
from bot.settings import environment_of_a_child
from tests.house.source import ROOT
from tests.journeys import books
from tests.journeys import test_restarts_kill as kills
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import rows_of
from tests.journeys.purse import addons_of, reaches_a_quote, rich
from tests.people import ANNA, CARLA, MARIO
from tests.phone import Phone

UNMATCHED = "nessuna ricarica"


@dataclass(frozen=True, kw_only=True, slots=True)
class Terminal:
    """The commands of docs/operations.md, as processes, on the test's database."""

    world: World
    url: str

    async def __call__(self, *arguments: str) -> Any:
        """Runs a command that has to succeed; its document."""
        values = {name.upper(): str(value) for name, value in kills.clear(self.world, self.url).items()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments, "--json"),
            env=environment_of_a_child(**values | {"PYTHONPATH": str(ROOT)}),
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await process.communicate()
        assert process.returncode == 0, (arguments, told)
        return json.loads(told)

    def put_back(self, copy: Path) -> None:
        """The copy takes the place of the database, and of what SQLite keeps beside it."""
        path = kills.file_of(self.url)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(copy, path)


@pytest.fixture
def terminal(world: World, sqlite_url: str) -> Terminal:
    """Where the administrator types."""
    return Terminal(world=world, url=sqlite_url)


@pytest.mark.usefixtures("quiet_clockwork")
async def test_f39_s22_what_was_paid_since_the_backup_is_there_once_and_what_matches_nothing_is_told(
    world: World, open_house: OpenHouse, terminal: Terminal, tmp_path: Path
) -> None:
    mario, anna, carla = Phone(world, MARIO), Phone(world, ANNA), Phone(world, CARLA)
    copy = tmp_path / "copy.db"
    async with open_house() as house:
        await enrol(house)
        await carla.says("/start")
        for person in (ANNA, MARIO):
            await rich(house, person)
        await mario.logs_in()
        known = await mario.tops_up("20")
        await house.top_ups.reconcile()
        await terminal("backup", str(copy))

        world.clock.move(timedelta(minutes=20))
        await mario.orders(2)
        assert len(await addons_of(house, MARIO)) == 1
        world.stripe.pay(known)
        await world.stripe.idle()
        assert await books.credit(house, MARIO) == 12_000 - 2_196
        await anna.logs_in()
        unknown = await anna.tops_up("50")
        second = world.stripe.pay(unknown)["intent"]
        await world.stripe.idle()
        assert await books.credit(house, ANNA) == 15_000
        seen = world.telegram.updates.next_id
    assert len(rows_of(kills.file_of(terminal.url))["payments"]) == 2

    terminal.put_back(copy)
    assert (await terminal("migrate"))["changed"] is False
    assert (await terminal("audit"))["ok"] is True
    assert (await terminal("doctor"))["ok"] is True
    world.clock.move(timedelta(minutes=40))
    async with open_house() as house:
        await house.top_ups.reconcile()
        await world.telegram.settled()
        assert world.telegram.updates.next_id == seen
        assert await books.credit(house, MARIO) == 12_000
        assert await books.credit(house, ANNA) == 10_000
        assert await addons_of(house, MARIO) == []
        await house.delivery.deliver(AT_ONCE_CHANNELS)
        await carla.sees(UNMATCHED)
        await books.assert_right(house, world, not_credited=[second])
        assert [await house.top_ups.reconcile() for _ in range(2)] == [0, 0]
    assert len(rows_of(kills.file_of(terminal.url))["payments"]) == 2


async def test_f39_telegram_gives_no_update_of_the_lost_hour_again_and_one_that_comes_all_the_same_buys_once(
    world: World, open_house: OpenHouse, terminal: Terminal, tmp_path: Path
) -> None:
    mario, copy = Phone(world, MARIO), tmp_path / "copy.db"
    async with open_house() as house:
        await enrol(house)
        await rich(house, MARIO)
        await mario.logs_in()
        await reaches_a_quote(mario)
        await terminal("backup", str(copy))
        confirmed = kills.confirms(mario)
        await world.telegram.settled()
        assert "Ordine completato" in mario.text
    terminal.put_back(copy)
    async with open_house() as house:
        await world.telegram.settled()
        assert await addons_of(house, MARIO) == [], "the order is lost with the hour, and nobody runs it again"
        said = len(mario.said)
    world.telegram.rewind(confirmed)
    async with open_house() as house:
        await world.telegram.settled()
        world.telegram.rewind(confirmed)
        await world.telegram.settled()
        assert len(await addons_of(house, MARIO)) == 1
        assert await books.credit(house, MARIO) == 10_000 - 2_196
        assert (await house.auditing.audit()).ok
    assert len(mario.said) > said


async def test_f39_a_dialog_of_the_lost_hour_ends_with_a_way_home_and_the_profile_is_that_of_the_backup(
    world: World, open_house: OpenHouse, terminal: Terminal, tmp_path: Path
) -> None:
    mario, copy = Phone(world, MARIO), tmp_path / "copy.db"
    async with open_house() as house:
        await enrol(house)
        await mario.logs_in()
        await terminal("backup", str(copy))
        await reaches_a_quote(mario)
    terminal.put_back(copy)
    async with open_house() as house:
        await mario.taps("Conferma")
        assert await addons_of(house, MARIO) == []
        await mario.says("/menu")
        assert "Mario" in mario.text or mario.labels
        assert (await house.auditing.audit()).ok
