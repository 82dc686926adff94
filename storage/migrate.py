"""Brings a database to the version that this code expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.answering import answering
from storage.engine import Database, open_database

_FOLDER = Path(__file__).parent / "migrations"
# Two replicas that start together migrate one after the other.
_MIGRATING = (1_095_649_633, 1)


class DatabaseIsNewer(Exception):
    """The database was made by a newer version of the bot, and this one would damage it."""


class DatabaseIsOlder(Exception):
    """The database has to be migrated first."""


def head() -> str:
    """The revision that this code expects."""
    return str(_scripts().get_current_head())


async def current(database: Database) -> str | None:
    """The revision of a database, None if it has no tables yet."""
    with answering():
        async with database.readers.connect() as connection:
            return await connection.run_sync(_revision)


async def needs_migration(database: Database) -> bool:
    """Whether `migrate` has something to do. Raises DatabaseIsNewer."""
    revision = await current(database)
    _refuse_newer(revision)
    return revision != head()


async def check_version(database: Database) -> None:
    """Raises DatabaseIsNewer or DatabaseIsOlder unless the database is of the version that this code expects."""
    if await needs_migration(database):
        raise DatabaseIsOlder


async def migrate(database: Database, revision: str = "head") -> str:
    """Brings a database up to a revision, all or nothing, and says which. Raises DatabaseIsNewer."""
    with answering():
        async with database.writers.begin() as connection:
            return await connection.run_sync(_upgrade, revision)


async def undo(database: Database, revision: str = "base") -> None:
    """Takes a database back to a revision, with the loss of everything that came later."""
    with answering():
        async with database.writers.begin() as connection:
            await connection.run_sync(lambda sync: command.downgrade(_config(sync), revision))


async def migrate_url(url: str) -> str:
    """Opens a database, migrates it and closes it again; says which revision it has now."""
    database = open_database(url)
    try:
        return await migrate(database)
    finally:
        await database.close()


def _upgrade(connection: Connection, revision: str) -> str:
    if connection.dialect.name == "postgresql":
        statement = text("SELECT pg_advisory_xact_lock(:room, :door)")
        connection.execute(statement, {"room": _MIGRATING[0], "door": _MIGRATING[1]})
    _refuse_newer(_revision(connection))
    command.upgrade(_config(connection), revision)
    return str(_revision(connection))


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in {script.revision for script in _scripts().walk_revisions()}:
        raise DatabaseIsNewer(revision)


def _config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file: the environment takes the open connection from here."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
