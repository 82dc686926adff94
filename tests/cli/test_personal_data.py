"""`export` and `erase`, as the administrator uses them (F73, S20)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.clock import SandboxClock
from storage.engine import open_database
from tests.cli.conftest import Answer, Cli
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks
from tests.journeys.desk import rows_of
from tests.people import DARIO, MARIO
from tests.usecases.past import NEEDLES, close
from tests.usecases.world import World


class Operator:
    """Somebody at the terminal on the day after Dario's mailbox has expired."""

    def __init__(self, cli: Cli, world: World) -> None:
        self.cli = cli
        self.world = world

    async def __call__(self, *arguments: str, **settings: str) -> Answer:
        """Runs a command."""
        return await self.cli.ask(*arguments, CLOCK_FILE="clock", **settings)


@pytest.fixture
async def operator(cli: Cli) -> AsyncIterator[Operator]:
    """Dario's account is closed, that of Mario is not."""
    cli.migrated()
    database = open_database(f"sqlite+aiosqlite:///{cli.database}")
    world = World(database, FakeClock(), FakePaymentLinks(), FakeMailServer())
    await world.populate()
    await close(world)
    await world.give(MARIO, 500)
    world.pass_time(days=2)
    await world.top_ups.expire()
    await world.notices()
    clock = SandboxClock()
    clock.move(world.clock.now() - clock.now())
    clock.tell(cli.folder / "clock")
    yield Operator(cli, world)
    await database.close()


async def test_s20_export_prints_the_document(operator: Operator) -> None:
    answer = await operator("export", DARIO.address)
    assert (answer.code, answer.err) == (0, "")
    assert answer.document["holder"][0]["fiscal_code"] == DARIO.fiscal_code


async def test_s20_export_writes_a_new_file_that_only_its_owner_can_read(operator: Operator) -> None:
    answer = await operator("export", DARIO.address.upper(), "dario.json", "--json")
    path = operator.cli.folder / "dario.json"
    assert (answer.code, answer.document) == (0, {"path": "dario.json", "bytes": path.stat().st_size})
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_bytes())["holder"][0]["last_name"] == DARIO.last_name
    again = await operator("export", DARIO.address, "dario.json")
    assert (again.code, again.complaint) == (1, "The file dario.json exists already: choose another name.")


async def test_s20_a_file_that_cannot_be_written_is_told_in_a_line(operator: Operator) -> None:
    answer = await operator("export", DARIO.address, "nowhere/dario.json")
    assert (answer.code, answer.complaint) == (2, "nowhere/dario.json cannot be written: No such file or directory")


@pytest.mark.parametrize("command", ["export", "erase"])
async def test_s20_an_unknown_mailbox_is_refused(operator: Operator, command: str) -> None:
    answer = await operator(command, "nobody@pec.archrm.it", "--json")
    assert (answer.code, answer.document["refused"]) == (1, "personal-data-no-mailbox")


async def test_s20_erase_says_what_stands_in_the_way_and_erases_nothing(operator: Operator) -> None:
    before = rows_of(operator.cli.database)
    answer = await operator("erase", MARIO.address, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "erase-not-closed")
    told = [(one["code"], one.get("until"), one.get("amount_cents")) for one in answer.document["obstacles"]]
    assert told == [("active", "2029-03-01", None), ("credit", None, 500)]
    assert answer.err.splitlines() == [
        "- mario.rossi@pec.archrm.it is active until 1 March 2029: close it in the register of members.",
        "- The credit is €5.00: it has to be zero. Give it back, or have it used.",
        "Nothing was erased: the account is not closed.",
    ]
    assert rows_of(operator.cli.database) == before


async def test_s20_a_dry_run_says_what_would_be_erased(operator: Operator) -> None:
    before = rows_of(operator.cli.database)
    answer = await operator("erase", DARIO.address, "--dry-run", "--json")
    assert (answer.code, answer.document["erased"], answer.document["chats"]) == (0, False, 2)
    assert rows_of(operator.cli.database) == before


async def test_f73_erase_leaves_nothing_of_the_person_and_the_books_right(operator: Operator) -> None:
    answer = await operator("erase", DARIO.address)
    assert (answer.code, answer.err) == (0, "")
    assert "ERASED-" in answer.out
    files = [path.read_bytes() for path in operator.cli.database.parent.iterdir()]
    assert [needle for needle in NEEDLES if any(needle.encode() in file for file in files)] == []
    assert (await operator("audit", "--json")).document["ok"]
    assert (await operator("erase", DARIO.address)).code == 1
