"""A register of twenty thousand: within a minute, within memory, and others have their turn meanwhile."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.gateways.checks import is_email, is_fiscal_code
from domain.register import COLUMNS, RegisterReader
from domain.register_looks import Look, RegisterImported, RegisterLookedAt, RegisterWrong
from domain.register_progress import Progress
from domain.usecases.importing import Importing
from storage.engine import Database, open_database
from storage.unit_of_work import SqlUnits
from tests.builders import a_line
from tests.data.make_register import fiscal_code
from tests.fakes import FakeClock
from tests.house.source import ROOT
from tests.processes import peak_memory

ROWS = 20_000
SECONDS = 60  # of this process, for the dry run and for the import each
MEGABYTES = 300
GAP = 0.3  # seconds for which others may wait for the loop, on a slow machine and with coverage measured

READER = RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email)


def long_register(count: int = ROWS, **changes: str) -> bytes:
    """A register of so many holders with a mailbox each; `changes` are made to the last line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number in range(count):
        born = date(1920, 1, 1) + timedelta(days=number)
        own = {
            "mailbox": f"member.{number}@pec.archrm.it",
            "fiscal_code": fiscal_code("Mario", "Rossi", born, "H501"),
            "email": f"member.{number}@example.com",
        }
        writer.writerow(a_line(**own, **(changes if number == count - 1 else {})))
    return text.getvalue().encode()


class Loop:
    """How long others had to wait for the loop: in seconds that its thread worked, whatever else the machine did."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        """Comes back to the loop again and again; what its thread has worked in between is what others waited for."""
        worked = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            self.worst, worked = max(self.worst, now - worked), now


@asynccontextmanager
async def watched() -> AsyncIterator[Loop]:
    """Watches the loop for the block. What is there already is no garbage, as in the bot once it has started."""
    gc.collect()
    gc.freeze()
    loop = Loop()
    task = asyncio.ensure_future(loop.watch())
    await asyncio.sleep(0.01)  # it has begun
    try:
        yield loop
    finally:
        task.cancel()
        gc.unfreeze()


def importing(database: Database) -> Importing:
    """The use case."""
    return Importing(units=SqlUnits(database), reader=READER, clock=FakeClock())


async def take_over(database: Database, content: bytes) -> dict[str, float]:
    """Looks at a register and imports it; how many seconds of this process each took."""
    use, measured = importing(database), {}
    began = time.process_time()
    seen = await use.look(content, Progress())
    measured["dry run"] = time.process_time() - began
    assert isinstance(seen, RegisterLookedAt)
    began = time.process_time()
    done = await use.take_over(content, Progress(), look=Look(digest=seen.digest, asked=1), admin=1003)
    measured["import"] = time.process_time() - began
    assert isinstance(done, RegisterImported)
    assert done.changes == seen.changes
    return measured


async def test_twenty_thousand_rows_come_in_within_a_minute_and_hold_nobody_up(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    content = long_register()
    async with watched() as loop:
        measured = await take_over(database, content)
    with capsys.disabled():
        told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in measured.items())
        sys.stdout.write(f"\n{ROWS} rows: {told}; others waited for {loop.worst:.3f} s at the most\n")
    assert max(measured.values()) < SECONDS
    assert loop.worst < GAP


async def test_one_wrong_row_among_twenty_thousand_is_named_and_nothing_is_imported(sqlite_database: Database) -> None:
    content = long_register(expires_on="30/11/2029")
    found = await importing(sqlite_database).look(content, Progress())
    assert isinstance(found, RegisterWrong)
    assert [(one.line, one.column, one.code) for one in found.problems] == [(ROWS + 1, "expires_on", "not-a-date")]
    async with SqlUnits(sqlite_database).read() as unit:
        assert await unit.holders.count(["member"]) == 0


def test_twenty_thousand_rows_take_less_than_three_hundred_megabytes(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process of its own, which does nothing else."""
    command = [sys.executable, "-m", "tests.usecases.test_long_register", str(sqlite_database.file)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with capsys.disabled():
        sys.stdout.write(f"\n{ROWS} rows: {told.strip()} MB in all\n")
    assert int(told) < MEGABYTES


def main(path: Path) -> None:
    """Imports a long register; says how many MB this process has taken at the most."""

    async def work() -> None:
        database = open_database(f"sqlite+aiosqlite:///{path}")
        try:
            await take_over(database, long_register())
        finally:
            await database.close()

    asyncio.run(work())
    sys.stdout.write(f"{peak_memory():.0f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
