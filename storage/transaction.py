"""One transaction, as the repositories use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.answering import answering

Insert = postgresql.Insert | sqlite.Insert
Values = Mapping[str, Any]


class MustRollBack(Exception):
    """Something was refused half-way: what this transaction has done cannot be kept."""


class Transaction:
    """A connection within its transaction. Every method raises StorageUnavailable if the database does not answer.

    What everybody does at every tap is written down once, as a statement whose `bindparam` are given their values here:
    to put a statement together takes longer than to run it.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._refused = False

    async def run(self, statement: Executable, values: Values | Sequence[Values] | None = None) -> None:
        """Runs a statement; with several sets of values, once for each."""
        await self._execute(statement, values)

    async def rows(self, statement: Executable, values: Values | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
        """All rows of the answer."""
        return (await self._execute(statement, values)).all()

    async def row(self, statement: Executable, values: Values | None = None) -> Row[*tuple[Any, ...]] | None:
        """The only row of the answer, if there is one."""
        return (await self._execute(statement, values)).one_or_none()

    async def scalar(self, statement: Executable, values: Values | None = None) -> Any:
        """The first column of the only row, None if there is none."""
        return (await self._execute(statement, values)).scalar_one_or_none()

    async def changed(self, statement: Executable, values: Values | None = None) -> int:
        """How many rows the statement wrote."""
        return (await self._execute(statement, values, preserve_rowcount=True)).rowcount

    @property
    def is_sqlite(self) -> bool:
        """Whether it works on SQLite."""
        return self._connection.dialect.name == "sqlite"

    def insert(self, table: Table) -> Insert:
        """As `insert_into`."""
        return insert_into(table, is_sqlite=self.is_sqlite)

    def refuse(self) -> None:
        """From here on the transaction can only be rolled back."""
        self._refused = True

    async def commit(self) -> None:
        """Makes everything done so far durable. Raises MustRollBack after a refusal."""
        if self._refused:
            raise MustRollBack
        with answering():
            await self._connection.commit()

    async def _execute(
        self, statement: Executable, values: Values | Sequence[Values] | None, **options: bool
    ) -> CursorResult[*tuple[Any, ...]]:
        with answering():
            return await self._connection.execute(statement, values, execution_options=options)


def insert_into(table: Table, *, is_sqlite: bool) -> Insert:
    """An insert that knows `ON CONFLICT`, which both databases spell alike."""
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


def in_chunks(values: Iterable[Any], size: int = 500) -> Iterable[list[Any]]:
    """The values in lists of at most that size: databases limit the parameters of one statement."""
    chunk: list[Any] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
