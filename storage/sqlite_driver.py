"""aiosqlite as SQLAlchemy drives it, with one way to the connection's thread and back for each statement.

SQLAlchemy asks for a cursor, runs the statement, fetches the rows and closes the cursor. With aiosqlite's own cursors
these are four ways, and they cost more than what SQLite does meanwhile. Here they are one: whatever a statement answers
is read whole, and a transaction begins on the way of its first statement. Whoever streams takes connections of
aiosqlite's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

import aiosqlite
from sqlalchemy import URL


class _Answer(NamedTuple):
    """All that a statement has answered."""

    rows: Sequence[Any]
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class _Cursor(sqlite3.Cursor):
    """Lives in the connection's thread, for one statement."""

    def fetchall(self) -> list[Any]:
        """The answer, as the only element."""
        rows = super().fetchall()
        answer = _Answer(rows, self.description, self.rowcount, self.lastrowid)
        self.close()
        return [answer]


class _Connection(sqlite3.Connection):
    """Lives in a thread of its own. `to_begin` is what begins the transaction of the next statement, if anything is."""

    to_begin: str | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Runs a statement."""
        self._begin()
        return self.cursor(_Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Runs a statement once for each set of parameters."""
        self._begin()
        return super().executemany(sql, parameters)

    def rollback(self) -> None:
        """Undoes what was run; nothing is to begin any more."""
        self.to_begin = None
        super().rollback()

    def _begin(self) -> None:
        """Begins what is to begin. If that fails it stays to be done: no statement runs outside of its transaction."""
        if self.to_begin is not None:
            super().execute(self.to_begin)
            self.to_begin = None


class _OneWayCursor:
    """What SQLAlchemy takes for a cursor."""

    arraysize = 1

    def __init__(self, connection: OneWayConnection) -> None:
        self._connection = connection
        self._answer = _Answer(())

    async def __aenter__(self) -> _OneWayCursor:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> None:
        """Runs a statement and reads all that it answers."""
        self._connection.is_over = False
        answer: Any = await self._connection.execute_fetchall(sql, parameters)
        (self._answer,) = answer

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        """Runs a statement that answers nothing, once for each set of parameters."""
        self._connection.is_over = False
        ran = await self._connection.executemany(sql, parameters)
        self._answer = _Answer((), None, ran.rowcount, ran.lastrowid)
        await ran.close()

    async def fetchall(self) -> Sequence[Any]:
        """The rows, which are here already."""
        return self._answer.rows

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def description(self) -> Any:
        """The columns of the answer; None if it has none."""
        return self._answer.description

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row that was inserted last."""
        return self._answer.lastrowid


class OneWayConnection(aiosqlite.Connection):
    """A connection of aiosqlite whose cursors go one way. `is_over` if nothing was run since the last transaction."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy has it: a connection that was not closed keeps no process alive
        self.is_over = True

    def cursor(self) -> _OneWayCursor:  # type: ignore[override]  # it waits for nothing
        """A cursor, at once."""
        return _OneWayCursor(self)

    def begin(self, statement: str) -> None:
        """Begins a transaction, on the way of its first statement."""
        self._driver().to_begin = statement

    async def commit(self) -> None:
        """Commits; without a way if nothing was run."""
        await self._end(super().commit)

    async def rollback(self) -> None:
        """Rolls back; without a way if nothing was run: the pool asks for it after each commit, too."""
        await self._end(super().rollback)

    async def _end(self, end: Callable[[], Awaitable[None]]) -> None:
        if self.is_over:
            self._driver().to_begin = None
            return
        await end()
        self.is_over = True

    def _driver(self) -> _Connection:
        return cast("_Connection", self._conn)


def connecting(url: URL) -> Callable[[], OneWayConnection]:
    """What makes connections to the file of a URL, to be awaited: an `async_creator` of `create_async_engine`."""
    arguments, options = url.get_dialect()().create_connect_args(url)
    return lambda: OneWayConnection(partial(sqlite3.connect, *arguments, factory=_Connection, **options))
