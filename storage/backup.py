"""A consistent copy of a running SQLite database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from domain.errors import StorageUnavailable
from storage.engine import Database


class NotAFile(Exception):
    """The database is not a file: PostgreSQL is backed up with pg_dump."""


class NoFolder(Exception):
    """There is no folder to put the copy into, and none is made: a mistyped path would hide a copy of everything."""


class BackupDamaged(Exception):
    """The copy did not pass SQLite's own checks, and was thrown away."""


async def back_up(database: Database, target: Path) -> Path:
    """Copies the database while it runs, checks the copy, and only then gives it its name.

    Raises NotAFile, NoFolder, FileExistsError if there is a file of that name, BackupDamaged, StorageUnavailable,
    OSError.
    """
    source = database.file
    if source is None:
        raise NotAFile
    return await asyncio.to_thread(_back_up, source, target)


def _back_up(source: Path, target: Path) -> Path:
    if target.exists():
        raise FileExistsError(target)
    if not target.parent.is_dir():
        raise NoFolder(target.parent)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # it holds hashes of passwords
    try:
        _copy(source, unfinished)
        _check(unfinished)
        _sync(unfinished)
        os.link(unfinished, target)  # unlike a rename, never takes the place of another file
        _sync(target.parent)
    except sqlite3.Error as error:
        raise StorageUnavailable from error
    finally:
        unfinished.unlink()
    return target


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as running,
        closing(sqlite3.connect(target)) as copy,
    ):
        running.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal beside it


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"] or orphans:
        raise BackupDamaged


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
