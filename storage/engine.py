"""The two databases the bot runs on: an SQLite file, or PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.errors import StorageUnavailable
from storage.answering import answering
from storage.sqlite_driver import connecting

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+psycopg"
WAIT_SECONDS = 5.0
_CHAT_WAIT = 30  # seconds that an update waits for the one before it in the same chat, on another replica

_DURABLE_ON_SQLITE = 2  # FULL
_DURABLE_ON_POSTGRESQL = {"on", "local", "remote_write", "remote_apply"}


class NotADatabase(ValueError):
    """The URL names neither an SQLite file nor a PostgreSQL database."""


class DriverMissing(Exception):
    """PostgreSQL's driver is not installed."""


class NotDurable(Exception):
    """The database is set to forget commits when the power fails."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Database:
    """An open database: one pool for transactions that write, one for those that only read, one for chat locks."""

    url: URL
    writers: AsyncEngine
    readers: AsyncEngine
    lockers: AsyncEngine | None = field(default=None)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is an SQLite file."""
        return self.url.drivername == SQLITE

    @property
    def file(self) -> Path | None:
        """The SQLite file, None on PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    async def check(self) -> None:
        """Raises StorageUnavailable if the database does not answer or takes no write (fault F36).

        Raises NotDurable if a commit could be lost.
        """
        with answering():
            async with self.writers.connect() as connection:
                durable = await (_is_durable_sqlite if self.is_sqlite else _is_durable_postgresql)(connection)
        if not durable:
            raise NotDurable

    async def close(self) -> None:
        """Closes all connections."""
        for engine in (self.writers, self.readers, self.lockers):
            if engine is not None:
                await engine.dispose()


async def _is_durable_sqlite(connection: AsyncConnection) -> bool:
    """Writes the number that SQLite keeps for us as it is: a full disk is noticed by writing to it, and not before."""
    number = (await connection.exec_driver_sql("PRAGMA user_version")).scalar_one()
    await connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")
    await connection.commit()
    return bool((await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one() == _DURABLE_ON_SQLITE)


async def _is_durable_postgresql(connection: AsyncConnection) -> bool:
    """A server that only reads is a standby, or was set so: it takes no write."""
    if (await connection.exec_driver_sql("SHOW transaction_read_only")).scalar_one() == "on":
        raise StorageUnavailable
    answer = (await connection.exec_driver_sql("SHOW synchronous_commit")).scalar_one()
    return answer in _DURABLE_ON_POSTGRESQL


def open_database(url: str, *, wait: float = WAIT_SECONDS) -> Database:
    """Opens a database, without a connection yet; makes the folder of an SQLite file.

    `wait` is how many seconds a transaction waits for a lock before it gives up with StorageUnavailable.
    Raises NotADatabase, DriverMissing.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise NotADatabase from error
    if parsed.drivername == SQLITE and parsed.database and parsed.database != ":memory:":
        return _open_sqlite(parsed, wait)
    if parsed.drivername == POSTGRESQL:
        try:
            return _open_postgresql(parsed, wait)
        except ImportError as error:
            raise DriverMissing from error
    raise NotADatabase


def open_alone(url: URL, *, wait: float = WAIT_SECONDS) -> AsyncEngine:
    """Opens an SQLite file for one connection, beside which no process has another until it is closed.

    Connecting raises StorageUnavailable within `wait` seconds if there is one.
    """
    alone = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=wait)
    _set_up(alone.sync_engine, (f"PRAGMA busy_timeout={int(wait * 1000)}", "PRAGMA locking_mode=EXCLUSIVE"))
    event.listen(alone.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN EXCLUSIVE"))
    return alone


def _open_sqlite(url: URL, wait: float) -> Database:
    """One connection writes, since SQLite has one writer: whoever wants it queues in the pool, first come first."""
    Path(str(url.database)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connect = connecting(url)
    writers = create_async_engine(url, async_creator=connect, pool_size=1, max_overflow=0, pool_timeout=wait)
    readers = create_async_engine(url, async_creator=connect, pool_size=5, max_overflow=5, pool_timeout=wait)
    _begin_on_the_way(writers.sync_engine, "BEGIN IMMEDIATE")
    _begin_on_the_way(readers.sync_engine, "BEGIN DEFERRED")
    # The journal is a property of the file: readers find it set, and could not set it beside a writer. What is deleted
    # is overwritten: nothing of a person who was erased is left in the file.
    settings = ("foreign_keys=ON", f"busy_timeout={int(wait * 1000)}", "recursive_triggers=ON", "synchronous=FULL")
    _set_up(
        writers.sync_engine,
        tuple(f"PRAGMA {setting}" for setting in (*settings, "secure_delete=ON", "journal_mode=WAL")),
    )
    _set_up(readers.sync_engine, tuple(f"PRAGMA {setting}" for setting in (*settings, "query_only=ON")))
    return Database(url=url, writers=writers, readers=readers)


def _open_postgresql(url: URL, wait: float) -> Database:
    writers = create_async_engine(url, pool_size=10, max_overflow=10, pool_timeout=wait, pool_pre_ping=True)
    _set_up(writers.sync_engine, (f"SET lock_timeout = {int(wait * 1000)}",), commit=True)
    readers = writers.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    # Two replicas stay below the hundred connections that a server allows by default.
    lockers = create_async_engine(url, pool_size=5, max_overflow=15, pool_timeout=_CHAT_WAIT, pool_pre_ping=True)
    _set_up(lockers.sync_engine, (f"SET lock_timeout = {_CHAT_WAIT * 1000}",), commit=True)
    return Database(url=url, writers=writers, readers=readers, lockers=lockers)


def _set_up(engine: Engine, statements: tuple[str, ...], *, commit: bool = False) -> None:
    """Runs statements on each new connection."""

    def connect(dbapi_connection: Any, _record: object) -> None:
        if not commit:
            dbapi_connection.isolation_level = None  # sqlite3 begins nothing by itself: `begin` below does
        cursor = dbapi_connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        if commit:
            dbapi_connection.commit()

    event.listen(engine, "connect", connect)


def _begin_on_the_way(engine: Engine, statement: str) -> None:
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.begin(statement)

    event.listen(engine, "begin", begin)
