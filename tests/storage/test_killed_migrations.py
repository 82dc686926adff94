"""A migration that is killed (F38) leaves the version before it, and the next one completes."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import Connection, inspect, text

from bot.settings import environment_of_a_child
from storage.engine import Database, open_database
from storage.migrate import DatabaseIsOlder, check_version, current, head, migrate, undo
from storage.repositories.audit import audit
from storage.unit_of_work import SqlUnits, transaction_on
from storage.version import REVISIONS
from tests.house.source import ROOT
from tests.storage.world import buy, credit, quoted, registered

# Dies as by kill -9 when so many statements of the migration were run; with -1 just before it is committed.
MIGRATE_AND_DIE = """
import asyncio, os, signal, sys
from sqlalchemy import event
from storage.engine import open_database
from storage.migrate import migrate

left = int(sys.argv[2])
database = open_database(sys.argv[1])

def ran(connection, cursor, statement, *rest):
    global left
    words = statement.split()[:1]
    if words and words[0].upper() in {"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE"}:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def die(connection):
    os.kill(os.getpid(), signal.SIGKILL)

if left < 0:
    event.listen(database.writers.sync_engine, "commit", die)
else:
    event.listen(database.writers.sync_engine, "after_cursor_execute", ran)
asyncio.run(migrate(database))
"""
POINTS = (1, 20, -1)


async def migrated_and_killed(url: str, point: int) -> int:
    """Migrates in a process that is killed at a point; its exit code."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MIGRATE_AND_DIE, url, str(point)),
        env=environment_of_a_child(PYTHONPATH=str(ROOT)),
    )
    return await process.wait()


async def schema(database: Database) -> object:
    """Which columns each table has, and which triggers there are."""

    def told(connection: Connection) -> object:
        inspector = inspect(connection)
        tables = {
            name: [column["name"] for column in inspector.get_columns(name)] for name in inspector.get_table_names()
        }
        question = (
            "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY 1"
            if database.is_sqlite
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        )
        return tables, connection.scalars(text(question)).all()

    async with database.readers.connect() as connection:
        return await connection.run_sync(told)


@pytest.mark.parametrize("point", POINTS)
async def test_f38_killed_in_the_first_migration_there_is_nothing_and_the_next_one_completes(
    kind: str, empty_database: Callable[[str], str], point: int
) -> None:
    url = empty_database(kind)
    database = open_database(url)
    assert await migrated_and_killed(url, point) == -9
    assert (await schema(database), await current(database)) == (({}, []), None)
    with pytest.raises(DatabaseIsOlder):
        await check_version(database)
    assert await migrate(database) == head()
    async with transaction_on(database.readers) as transaction:
        assert await audit(transaction) == (0, [])
    await database.close()


@pytest.mark.parametrize(("revision", "point"), [("0003", 4), ("0003", -1), (REVISIONS[-2], 1), (REVISIONS[-2], -1)])
async def test_f38_killed_in_an_upgrade_the_version_before_stands_whole_and_the_next_one_completes(
    kind: str, empty_database: Callable[[str], str], revision: str, point: int
) -> None:
    url = empty_database(kind)
    database = open_database(url)
    await migrate(database, revision)
    before = await schema(database)
    assert await migrated_and_killed(url, point) == -9
    assert (await schema(database), await current(database)) == (before, revision)
    with pytest.raises(DatabaseIsOlder):
        await check_version(database)
    assert await migrate(database) == head()
    await database.close()


async def test_f38_after_a_killed_upgrade_the_money_is_where_it_was(
    kind: str, migrated_database: Callable[[str], str]
) -> None:
    url = migrated_database(kind)
    database = open_database(url)
    units = SqlUnits(database)
    mario, _ = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await unit.commit()
    async with transaction_on(database.readers) as transaction:
        before = await audit(transaction)
    await undo(database, "-1")
    assert await migrated_and_killed(url, -1) == -9
    assert await migrate(database) == head()
    async with transaction_on(database.readers) as transaction:
        assert await audit(transaction) == before == (1, [])
    await database.close()


async def test_f38_a_killed_migration_holds_no_lock_on_the_file(empty_database: Callable[[str], str]) -> None:
    url = empty_database("sqlite")
    assert await migrated_and_killed(url, 7) == -9
    with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), timeout=0)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
