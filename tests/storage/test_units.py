"""A unit of work: all of it or nothing, waiting for others, and honest when the database does not answer."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from domain.errors import StorageUnavailable
from storage.engine import Database, NotADatabase, open_database
from storage.unit_of_work import SqlUnits
from tests.storage.world import MARIO, registered


async def read(units: SqlUnits, name: str = "count") -> str | None:
    async with units.read() as unit:
        return await unit.marks.get(name)


async def put(units: SqlUnits, words: str, name: str = "count") -> None:
    async with units.write() as unit:
        await unit.marks.put(name, words)
        await unit.commit()


async def test_what_is_committed_is_kept(units: SqlUnits) -> None:
    await put(units, "7")
    assert await read(units) == "7"


async def test_what_is_not_committed_is_rolled_back(units: SqlUnits) -> None:
    async with units.write() as unit:
        await unit.marks.put("count", "7")
    assert await read(units) is None


async def test_an_exception_rolls_everything_back(units: SqlUnits) -> None:
    async def fail() -> None:
        async with units.write() as unit:
            await unit.marks.put("count", "7")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await read(units) is None


async def test_forty_read_modify_writes_at_once_lose_none(units: SqlUnits) -> None:
    mario, _ = await registered(units)
    await put(units, "0")

    async def add_one() -> None:
        async with units.write() as unit:
            await unit.mailboxes.lock(mario.id)
            count = int(await unit.marks.get("count") or 0)
            await asyncio.sleep(0)
            await unit.marks.put("count", str(count + 1))
            await unit.commit()

    await asyncio.gather(*(add_one() for _ in range(40)))
    assert await read(units) == "40"


async def test_f58_two_processes_with_the_same_database_lose_none_either(units: SqlUnits, database_url: str) -> None:
    mario, _ = await registered(units)
    other = open_database(database_url)

    async def add_one(through: SqlUnits) -> None:
        async with through.write() as unit:
            await unit.mailboxes.lock(mario.id)
            count = int(await unit.marks.get("count") or 0)
            await unit.marks.put("count", str(count + 1))
            await unit.commit()

    await asyncio.gather(*(add_one(through) for through in [units, SqlUnits(other)] * 10))
    await other.close()
    assert await read(units) == "20"


async def test_a_reader_does_not_wait_for_a_writer_and_sees_what_was_committed_before(units: SqlUnits) -> None:
    await put(units, "1")
    async with units.write() as unit:
        await unit.marks.put("count", "2")
        assert await asyncio.wait_for(read(units), timeout=1) == "1"
        await unit.commit()
    assert await read(units) == "2"


async def test_a_reader_sees_one_state_to_its_end(units: SqlUnits) -> None:
    await put(units, "1")
    async with units.read() as unit:
        assert await unit.marks.get("count") == "1"
        await put(units, "2")
        assert await unit.marks.get("count") == "1"


async def test_a_reader_cannot_write(units: SqlUnits) -> None:
    async def try_to() -> None:
        async with units.read() as unit:
            await unit.marks.put("count", "7")
            await unit.commit()

    with pytest.raises((StorageUnavailable, DBAPIError)):
        await try_to()
    assert await read(units) is None


async def test_f34_a_writer_waits_for_the_one_before(migrated_database: Callable[[str], str]) -> None:
    url = migrated_database("sqlite")
    first, second = open_database(url), open_database(url)
    async with SqlUnits(first).write() as unit:
        await unit.marks.put("count", "1")
        waiting = asyncio.create_task(put(SqlUnits(second), "2"))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        await unit.commit()
    await waiting
    assert await read(SqlUnits(first)) == "2"
    await first.close()
    await second.close()


async def test_f34_a_lock_that_is_held_too_long_on_postgresql_is_an_outage(
    migrated_database: Callable[[str], str],
) -> None:
    database = open_database(migrated_database("postgresql"), wait=0.2)
    units = SqlUnits(database)
    mario, _ = await registered(units)

    async def wait() -> None:
        async with units.write() as waiter:
            await waiter.marks.put("count", "1")
            await waiter.mailboxes.lock(mario.id)
            await waiter.commit()

    async with units.write() as holder:
        await holder.mailboxes.lock(mario.id)
        with pytest.raises(StorageUnavailable):
            await wait()
    assert await read(units) is None
    await database.close()


async def test_a_cancelled_writer_leaves_nothing_and_blocks_nobody(units: SqlUnits) -> None:
    entered = asyncio.Event()

    async def never_ends() -> None:
        async with units.write() as unit:
            await unit.marks.put("count", "1")
            entered.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(never_ends())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await put(units, "2")
    assert await read(units) == "2"


async def test_f33_a_lost_connection_is_an_outage_and_the_next_unit_works(postgres_database: Database) -> None:
    units = SqlUnits(postgres_database)
    kill = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")

    async def lose_it() -> None:
        async with units.write() as unit:
            await unit.marks.put("count", "1")
            async with postgres_database.writers.connect() as killer:
                await killer.execute(kill)
            await unit.commit()

    with pytest.raises(StorageUnavailable):
        await lose_it()
    await put(units, "2")
    assert await read(units) == "2"


async def test_a_server_that_is_not_there_is_an_outage(tmp_path: Path) -> None:
    database = open_database(f"postgresql+psycopg://postgres@/nobody?host={tmp_path}")
    with pytest.raises(StorageUnavailable):
        await put(SqlUnits(database), "1")
    with pytest.raises(StorageUnavailable):
        await database.check()
    await database.close()


async def test_f36_a_full_disk_is_an_outage_and_changes_nothing(sqlite_database: Database) -> None:
    units = SqlUnits(sqlite_database)
    async with sqlite_database.writers.connect() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageUnavailable):
        await put(units, "x" * 100_000)
    assert await read(units) is None


async def test_f36_a_file_that_is_no_database_is_an_outage(tmp_path: Path) -> None:
    file = tmp_path / "area-clienti.db"
    file.write_bytes(b"this is not a database at all" * 100)
    database = open_database(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(StorageUnavailable):
        await put(SqlUnits(database), "1")
    await database.close()


async def test_a_mistake_of_ours_is_not_an_outage(units: SqlUnits, database: Database) -> None:
    async with database.writers.begin() as connection:
        await connection.execute(text("DROP TABLE marks"))
    with pytest.raises(DBAPIError):
        await read(units)


async def test_a_database_that_keeps_its_commits_passes_the_check(database: Database) -> None:
    await database.check()


async def test_f36_the_check_fails_while_nothing_can_be_written(database: Database) -> None:
    nothing = "PRAGMA query_only=ON" if database.is_sqlite else "SET default_transaction_read_only = on"

    def forbid(connection: Any, _record: object, _proxy: object) -> None:
        connection.cursor().execute(nothing)
        connection.commit()

    event.listen(database.writers.sync_engine, "checkout", forbid)
    with pytest.raises(StorageUnavailable):
        await database.check()


async def test_the_check_changes_nothing(sqlite_database: Database) -> None:
    async with sqlite_database.writers.connect() as connection:
        await connection.exec_driver_sql("PRAGMA user_version = 7")
        await connection.commit()
    await sqlite_database.check()
    async with sqlite_database.readers.connect() as connection:
        assert (await connection.exec_driver_sql("PRAGMA user_version")).scalar_one() == 7


async def test_sqlite_is_set_up_to_survive_a_power_cut(sqlite_database: Database) -> None:
    async def pragma(name: str) -> object:
        async with sqlite_database.writers.connect() as connection:
            return (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()

    names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout", "secure_delete")
    assert [await pragma(name) for name in names] == ["wal", 2, 1, 1, 5000, 1]


async def test_the_folder_of_a_new_file_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    await open_database(f"sqlite+aiosqlite:///{tmp_path}/new/folder/a.db").close()
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "sqlite:///a.db", "mysql://x/y"]
)
def test_what_is_no_database_of_ours_is_refused(url: str) -> None:
    with pytest.raises(NotADatabase):
        open_database(url)


async def test_the_password_of_the_database_is_not_shown() -> None:
    database = open_database("postgresql+psycopg://bot:canary-secret@localhost/area")
    assert "canary-secret" not in repr(database)
    await database.close()


async def test_foreign_keys_hold(units: SqlUnits, database: Database) -> None:
    await registered(units)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        async with database.writers.begin() as connection:
            await connection.execute(text("DELETE FROM mailboxes WHERE address = :address"), {"address": MARIO.mailbox})


def test_sqlite_is_new_enough() -> None:
    assert sqlite3.sqlite_version_info >= (3, 39)
