"""A backup is a whole, checked copy, made while the bot runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import StorageUnavailable
from storage.backup import BackupDamaged, NoFolder, NotAFile, _check, back_up
from storage.engine import Database, open_database
from storage.unit_of_work import SqlUnits
from tests.storage.world import registered


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


def test_a_copy_with_an_orphan_is_damaged(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(
            "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id)); INSERT INTO b VALUES (7);"
        )
    with pytest.raises(BackupDamaged):
        _check(copy)
