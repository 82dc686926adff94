"""An SQLite database moves to PostgreSQL whole, or not at all."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, Table, Text, func, insert, inspect, select, text, update

from bot.settings import environment_of_a_child
from domain.accesses import AccessKind
from storage import migrate
from storage import transfer as transferring
from storage.engine import Database, open_alone, open_database
from storage.metadata import metadata
from storage.repositories.audit import audit
from storage.tables import addons, holders
from storage.talk_tables import accesses, admin_acts, dialogs, marks
from storage.transfer import Progress, Transferred, transfer
from storage.transfer_refusals import (
    BooksWrong,
    CopyDiffers,
    NotFromSqlite,
    NotToPostgresql,
    SourceInUse,
    TablesUnknown,
    TargetIsNewer,
    TargetNotEmpty,
    TargetRefused,
    TargetUnavailable,
)
from storage.unit_of_work import transaction_on
from storage.version import DatabaseIsNewer, DatabaseIsOlder
from tests.house.source import ROOT
from tests.people import NOW
from tests.year import CREDIT, live_through

HOLDERS = 40
FILLED = {name for name, table in metadata.tables.items() if not table.info}  # by people, not by a migration
KILL_AFTER = """
import asyncio, os, signal, sys
from storage.engine import open_database
from storage.transfer import transfer

def tell(progress):
    if progress.step == sys.argv[3] and progress.table == sys.argv[4]:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(transfer(open_database(sys.argv[1]), open_database(sys.argv[2]), tell))
"""

OPEN = """
import asyncio, sys
from storage.engine import open_database

async def idle():
    database = open_database("sqlite+aiosqlite:///" + sys.argv[1])
    await database.check()
    print("open", flush=True)
    sys.stdin.read()
    await database.close()

asyncio.run(idle())
"""


@pytest.fixture
async def source(migrated_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """A year of some holders, which nobody has open."""
    url = migrated_database("sqlite")
    opened = open_database(url)
    await live_through(opened, HOLDERS)
    await opened.close()
    yield (again := open_database(url))
    await again.close()


@pytest.fixture
async def target(empty_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """A PostgreSQL database without any table."""
    opened = open_database(empty_database("postgresql"))
    yield opened
    await opened.close()


async def moved(source: Database, target: Database) -> Transferred:
    """Transfers, and looks at no progress."""
    return await transfer(source, target, lambda _: None)


def changed(source: Database, statement: str) -> None:
    """Changes the source behind the bot's back."""
    with closing(sqlite3.connect(str(source.file))) as connection:
        connection.execute(statement)
        connection.commit()


async def everything(database: Database) -> dict[str, list[str]]:
    """All rows of all tables as Python sees them, sorted."""
    found = {}
    async with database.readers.connect() as connection:
        for name, table in metadata.tables.items():
            rows = await connection.execute(select(table))
            found[name] = sorted(json.dumps(tuple(row), sort_keys=True, default=str) for row in rows)
    return found


async def tables_with_rows(database: Database) -> list[str]:
    """What is in a database."""
    async with database.readers.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        ours = [metadata.tables[name] for name in names if name in FILLED]
        return [table.name for table in ours if await connection.scalar(select(func.count()).select_from(table))]


async def test_every_row_of_every_table_is_there_and_the_books_are_right(source: Database, target: Database) -> None:
    done = await moved(source, target)
    assert await everything(target) == await everything(source)
    assert set(done.rows) == set(metadata.tables)
    assert [name for name, rows in done.rows.items() if rows == 0] == [], "tests/year.py fills every table"
    assert done.balances == HOLDERS
    async with transaction_on(target.readers) as transaction:
        assert await audit(transaction) == (HOLDERS, [])


async def test_the_source_stays_as_it_was(source: Database, target: Database) -> None:
    before = await everything(source)
    await source.close()
    await moved(source, target)
    assert await everything(source) == before


async def test_a_table_of_tomorrow_comes_along_by_itself(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(source, "CREATE TABLE wishes (id INTEGER PRIMARY KEY, addon_id INTEGER REFERENCES addons, words TEXT)")
    changed(source, "INSERT INTO wishes (addon_id, words) VALUES (1, 'più spazio')")
    wishes = Table(
        "wishes",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("addon_id", ForeignKey(addons.c.id)),
        Column("words", Text),
    )
    upgrade = migrate.upgrade

    def upgraded(connection: Any, revision: str) -> str:
        done = upgrade(connection, revision)
        wishes.create(connection)
        return done

    monkeypatch.setattr(transferring, "upgrade", upgraded)
    try:
        assert (await moved(source, target)).rows["wishes"] == 1
        async with target.readers.connect() as connection:
            assert (await connection.execute(select(wishes))).all() == [(1, 1, "più spazio")]
    finally:
        metadata.remove(wishes)


async def test_nothing_is_not_the_json_null(source: Database, target: Database) -> None:
    await moved(source, target)
    async with target.readers.connect() as connection:
        question = text("SELECT count(*) FROM broadcasts WHERE attachment IS NULL")
        assert await connection.scalar(question) == 2
        price = await connection.scalar(select(dialogs.c.draft["price"].as_string()).limit(1))
    assert price is not None
    assert float(price) == 3.5


async def test_numbers_go_on_where_they_stood_and_none_is_given_again(source: Database, target: Database) -> None:
    changed(source, "INSERT INTO accesses SELECT 9000, holder_id, mailbox_id, chat_id, kind, at FROM accesses LIMIT 1")
    changed(source, "DELETE FROM accesses WHERE id = 9000")
    await moved(source, target)
    came_in = {"holder_id": 1, "mailbox_id": 1, "chat_id": 1, "kind": AccessKind.FAILED, "at": NOW}
    done = {"actor_id": 1, "act": "x", "about": {}, "at": NOW}
    async with target.writers.begin() as connection:
        access = await connection.scalar(insert(accesses).values(came_in).returning(accesses.c.id))
        act = await connection.scalar(insert(admin_acts).values(done).returning(admin_acts.c.id))
    assert (access, act) == (9001, HOLDERS // 3 + 1)


async def test_what_is_written_once_cannot_be_changed_afterwards(source: Database, target: Database) -> None:
    await moved(source, target)
    with pytest.raises(Exception, match="append-only"):
        async with target.writers.begin() as connection:
            await connection.execute(text("UPDATE transfers SET amount_cents = 1"))


async def test_progress_is_told_for_every_table_when_it_is_copied_and_when_it_is_compared(
    source: Database, target: Database
) -> None:
    told: list[Progress] = []
    done = await transfer(source, target, told.append)
    ended = [(it.step, it.table, it.rows) for it in told if it.rows == it.total]
    expected = [
        (step, table.name, done.rows[table.name])
        for step in ("copying", "comparing")
        for table in metadata.sorted_tables
    ]
    assert ended == expected


async def test_a_migrated_target_without_rows_is_fine(
    source: Database, migrated_database: Callable[[str], str]
) -> None:
    target = open_database(migrated_database("postgresql"))
    await moved(source, target)
    assert await everything(target) == await everything(source)
    await target.close()


async def test_what_the_migration_has_made_is_that_of_the_source_afterwards(
    source: Database, migrated_database: Callable[[str], str]
) -> None:
    changed(source, "UPDATE maintenance SET number = 7, since = '2026-11-22 08:00:00.000000'")
    target = open_database(migrated_database("postgresql"))
    await moved(source, target)
    async with target.readers.connect() as connection:
        assert (await connection.execute(text("SELECT id, number FROM maintenance"))).all() == [(1, 7)]
    await target.close()


async def test_a_second_transfer_is_refused_and_changes_nothing(source: Database, target: Database) -> None:
    await moved(source, target)
    before = await everything(target)
    with pytest.raises(TargetNotEmpty) as refused:
        await moved(source, target)
    assert set(refused.value.tables) == FILLED
    assert await everything(target) == before


async def test_one_row_in_one_table_of_the_target_is_enough(
    source: Database, migrated_database: Callable[[str], str]
) -> None:
    target = open_database(migrated_database("postgresql"))
    async with target.writers.begin() as connection:
        await connection.execute(insert(marks).values(name="audited-on", text="2026-11-22"))
    with pytest.raises(TargetNotEmpty, match="marks"):
        await moved(source, target)
    assert await tables_with_rows(target) == ["marks"]
    await target.close()


async def test_only_from_sqlite_and_only_to_postgresql(
    source: Database, target: Database, migrated_database: Callable[[str], str]
) -> None:
    other = open_database(migrated_database("sqlite"))
    with pytest.raises(NotFromSqlite):
        await moved(target, target)
    with pytest.raises(NotToPostgresql):
        await moved(source, other)
    await other.close()


@pytest.mark.parametrize(("revision", "refusal"), [("0001", DatabaseIsOlder), ("9999", DatabaseIsNewer)])
async def test_a_source_of_another_version_is_refused(
    source: Database, target: Database, revision: str, refusal: type[Exception]
) -> None:
    changed(source, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - one of the two above
    with pytest.raises(refusal):
        await moved(source, target)
    assert await tables_with_rows(target) == []


async def test_a_target_of_a_newer_version_is_refused(
    source: Database, migrated_database: Callable[[str], str]
) -> None:
    target = open_database(migrated_database("postgresql"))
    async with target.writers.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TargetIsNewer):
        await moved(source, target)
    await target.close()


async def test_a_table_that_nobody_knows_is_not_left_behind_in_silence(source: Database, target: Database) -> None:
    changed(source, "CREATE TABLE notes (words TEXT)")
    with pytest.raises(TablesUnknown, match="notes"):
        await moved(source, target)
    assert await tables_with_rows(target) == []


async def test_wrong_books_are_not_moved(source: Database, target: Database) -> None:
    changed(source, "UPDATE accounts SET balance_cents = balance_cents + 1 WHERE name = 'holder:7'")
    with pytest.raises(BooksWrong) as refused:
        await moved(source, target)
    assert refused.value.problems == (
        f"holder:7: the stored balance is {CREDIT + 1} cents, the transfers sum to {CREDIT}",
    )
    assert await tables_with_rows(target) == []


async def test_a_source_that_a_bot_has_open_is_refused_even_if_the_bot_does_nothing(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transferring, "PATIENCE", 0.1)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", OPEN, str(source.file)),
        env=environment_of_a_child(PYTHONPATH=str(ROOT)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"open\n"
    with pytest.raises(SourceInUse):
        await moved(source, target)
    await process.communicate(b"close")
    assert (await moved(source, target)).balances == HOLDERS


async def test_while_it_lasts_nobody_else_can_open_the_source(source: Database, target: Database) -> None:
    answers = set()

    def tell(_progress: Progress) -> None:
        with closing(sqlite3.connect(str(source.file), timeout=0)) as connection:
            try:
                connection.execute("SELECT count(*) FROM holders").fetchone()
                answers.add("read")
            except sqlite3.OperationalError as error:
                answers.add(str(error))

    await transfer(source, target, tell)
    assert answers == {"database is locked"}


async def test_a_row_that_postgresql_does_not_take_is_named_by_its_table_alone(
    source: Database, target: Database
) -> None:
    changed(source, "UPDATE holders SET city = 'For' || char(0) || 'lì' WHERE id = 3")
    with pytest.raises(TargetRefused) as refused:
        await moved(source, target)
    assert refused.value.table == "holders"
    assert "For" not in str(refused.value)
    assert await tables_with_rows(target) == []


async def test_a_copy_that_differs_is_not_kept(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = transferring._compare

    async def after_an_accident(copying: Any, table: Table) -> None:
        if table is holders:
            await copying.target.execute(update(holders).where(holders.c.id == 5).values(city="Atlantide"))
        await compare(copying, table)

    monkeypatch.setattr(transferring, "_compare", after_an_accident)
    with pytest.raises(CopyDiffers, match="holders"):
        await moved(source, target)
    assert await tables_with_rows(target) == []


async def test_a_target_that_is_not_there_is_told_from_a_source_that_is_not(source: Database, target: Database) -> None:
    nowhere = open_database("postgresql+psycopg://bot:canary-secret@127.0.0.1:1/nowhere")
    with pytest.raises(TargetUnavailable) as refused:
        await moved(source, nowhere)
    assert "canary-secret" not in str(refused.value)
    await nowhere.close()


async def test_a_target_that_goes_away_in_the_middle_is_left_empty(source: Database, target: Database) -> None:
    killed = False

    def tell(progress: Progress) -> None:
        nonlocal killed
        if progress.table == "outbox" and not killed:
            killed = True
            _terminate_others(target)

    with pytest.raises(TargetUnavailable):
        await transfer(source, target, tell)
    assert await tables_with_rows(target) == []
    assert (await moved(source, target)).balances == HOLDERS


def _terminate_others(target: Database) -> None:
    """Ends all connections to the target, as a server does that is shut down."""
    import psycopg

    address = target.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize(("step", "table"), [("copying", "holders"), ("copying", "updates"), ("comparing", "accounts")])
async def test_a_transfer_that_is_killed_leaves_the_target_empty_and_the_next_one_works(
    source: Database, target: Database, step: str, table: str
) -> None:
    urls = [it.url.render_as_string(hide_password=False) for it in (source, target)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILL_AFTER, *urls, step, table, env=environment_of_a_child(PYTHONPATH=str(ROOT))
    )
    assert await process.wait() == -9
    assert await tables_with_rows(target) == []
    assert (await moved(source, target)).balances == HOLDERS


async def test_a_large_table_is_never_whole_in_memory(source: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transferring, "_CHUNK", 10)
    alone = open_alone(source.url)
    async with alone.connect() as connection:
        sizes = [len(chunk) async for chunk in transferring._rows(connection, holders)]
    await alone.dispose()
    assert sizes == [10] * (HOLDERS // 10)
