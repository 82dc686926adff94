"""Brings a database to the version that this code expects."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.answering import answering
from storage.engine import Database, open_database
from storage.version import (
    DatabaseIsNewer,
    DatabaseIsOlder,
    check_version,
    current,
    head,
    needs_migration,
    refuse_newer,
    revision_of,
)

__all__ = [
    "DatabaseIsNewer",
    "DatabaseIsOlder",
    "check_version",
    "current",
    "head",
    "migrate",
    "migrate_url",
    "needs_migration",
    "undo",
    "upgrade",
]

_FOLDER = Path(__file__).parent / "migrations"
# Two replicas that start together migrate one after the other.
_MIGRATING = (1_095_649_633, 1)


async def migrate(database: Database, revision: str = "head") -> str:
    """Brings a database up to a revision, all or nothing, and says which.

    Raises DatabaseIsNewer, DatabaseUnwilling, StorageUnavailable.
    """
    with answering():
        async with database.writers.begin() as connection:
            return await connection.run_sync(upgrade, revision)


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


def upgrade(connection: Connection, revision: str) -> str:
    """Brings a database up to a revision within the transaction of a connection. Raises DatabaseIsNewer."""
    if connection.dialect.name == "postgresql":
        statement = text("SELECT pg_advisory_xact_lock(:room, :door)")
        connection.execute(statement, {"room": _MIGRATING[0], "door": _MIGRATING[1]})
    refuse_newer(revision_of(connection))
    command.upgrade(_config(connection), revision)
    return str(revision_of(connection))


def _config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file: the environment takes the open connection from here."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
