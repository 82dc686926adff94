"""Which version a database has, told without loading the migrations: the bot asks at every start."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from storage.answering import answering
from storage.engine import Database

# Every revision under storage/migrations, oldest first; a test compares them.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")


class DatabaseIsNewer(Exception):
    """The database was made by a newer version of the bot, and this one would damage it."""


class DatabaseIsOlder(Exception):
    """The database has to be migrated first."""


def head() -> str:
    """The revision that this code expects."""
    return REVISIONS[-1]


async def current(database: Database) -> str | None:
    """The revision of a database, None if it has no tables yet."""
    with answering():
        async with database.readers.connect() as connection:
            return await connection.run_sync(revision_of)


async def needs_migration(database: Database) -> bool:
    """Whether `migrate` has something to do. Raises DatabaseIsNewer."""
    revision = await current(database)
    refuse_newer(revision)
    return revision != head()


async def check_version(database: Database) -> None:
    """Raises DatabaseIsNewer or DatabaseIsOlder unless the database is of the version that this code expects."""
    if await needs_migration(database):
        raise DatabaseIsOlder


def refuse_newer(revision: str | None) -> None:
    """Raises DatabaseIsNewer for a revision that this code does not know."""
    if revision is not None and revision not in REVISIONS:
        raise DatabaseIsNewer(revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that a migration has left in the database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
