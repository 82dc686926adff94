"""A whole SQLite database copied into an empty PostgreSQL one: all of it, compared and audited, or nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import psycopg
from sqlalchemy import JSON, Column, Dialect, Table, Text, cast, delete, exists, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import StorageUnavailable
from storage.answering import DatabaseUnwilling, answering, in_a_line, said_by_driver
from storage.columns import Exact, OneOf
from storage.engine import Database, open_alone
from storage.metadata import MADE_BY_MIGRATION, metadata
from storage.migrate import upgrade
from storage.transaction import Transaction
from storage.transfer_refusals import (
    BooksWrong,
    CopyDiffers,
    NotFromSqlite,
    NotToPostgresql,
    SourceInUse,
    TablesUnknown,
    TargetIsNewer,
    TargetNotEmpty,
    TargetRefused,
    TargetUnavailable,
    TargetUnwilling,
)
from storage.unit_of_work import SqlUnit
from storage.version import DatabaseIsNewer, DatabaseIsOlder, head, refuse_newer, revision_of

PATIENCE = 5.0  # seconds that others are given to close the source
_CHUNK = 1_000  # rows in memory at once
_AS_TEXT = (JSON, OneOf, Exact)


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a table is: `step` is `copying` or `comparing`, `rows` of `total` are done."""

    step: str
    table: str
    rows: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Transferred:
    """What was copied: how many rows of each table, and how many balances agreed in both audits."""

    rows: Mapping[str, int]
    balances: int


@dataclass(kw_only=True, slots=True)
class _Sum:
    """Tells sets of rows apart, in whatever order they come."""

    rows: int = 0
    digest: int = 0

    def add(self, row: Sequence[object]) -> None:
        digest = hashlib.blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=32).digest()
        self.digest = (self.digest + int.from_bytes(digest, "big")) % (1 << 256)
        self.rows += 1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Copying:
    """Both databases, each within its one transaction."""

    source: AsyncConnection
    target: AsyncConnection
    tell: Callable[[Progress], None]
    sums: dict[str, _Sum] = field(default_factory=dict)


async def transfer(source: Database, target: Database, tell: Callable[[Progress], None]) -> Transferred:
    """Copies everything, in one transaction of the target; until its end nobody else can open the source.

    Nothing is committed before every table was read back and compared, and the audit of the copy found what that of
    the source found: no problem, and as many balances. Raises NotTransferred in all its kinds, NotDurable about the
    target, and DatabaseIsOlder, DatabaseIsNewer and StorageUnavailable about the source.
    """
    if source.file is None:
        raise NotFromSqlite
    if target.is_sqlite:
        raise NotToPostgresql
    with _asking_target():
        await target.check()
    async with _alone_in(source) as reading:
        await _check_version(reading)
        await _check_tables(reading)
        balances = await _audited(reading)
        with _asking_target():
            async with target.writers.connect() as writing:
                copying = _Copying(source=reading, target=writing, tell=tell)
                await _prepare(writing)
                for table in metadata.sorted_tables:
                    await _copy(copying, table)
                for table in metadata.sorted_tables:
                    await _compare(copying, table)
                await _go_on_numbering(copying)
                if await _audited(writing) != balances:
                    raise CopyDiffers("accounts")
                await writing.exec_driver_sql("ANALYZE")
                await writing.commit()
    return Transferred(rows={name: copied.rows for name, copied in copying.sums.items()}, balances=balances)


@asynccontextmanager
async def _alone_in(source: Database) -> AsyncIterator[AsyncConnection]:
    engine = open_alone(source.url, wait=PATIENCE)
    try:
        with answering():
            connection = await engine.connect()
        try:
            await _take(connection)
            yield connection
        finally:
            await connection.close()
    finally:
        await engine.dispose()


async def _take(connection: AsyncConnection) -> None:
    try:
        with answering():
            await connection.begin()
    except StorageUnavailable as error:
        if _sqlite_code(error) == sqlite3.SQLITE_BUSY:
            raise SourceInUse from error
        raise


@contextmanager
def _asking_target() -> Iterator[None]:
    """Says TargetUnavailable instead of StorageUnavailable, unless it is the source that does not answer."""
    try:
        with answering():
            yield
    except psycopg.OperationalError as error:
        raise TargetUnavailable(in_a_line(error)) from error
    except DatabaseUnwilling as error:
        raise TargetUnwilling(error.reason) from error
    except StorageUnavailable as error:
        if _sqlite_code(error) is not None:
            raise
        said = said_by_driver(error)
        raise TargetUnavailable(in_a_line(said) if said else None) from error


def _sqlite_code(error: StorageUnavailable) -> int | None:
    """SQLite's primary code of what went wrong, None if it was not SQLite."""
    code = getattr(said_by_driver(error), "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


async def _check_version(source: AsyncConnection) -> None:
    revision = await source.run_sync(revision_of)
    refuse_newer(revision)
    if revision != head():
        raise DatabaseIsOlder


async def _check_tables(source: AsyncConnection) -> None:
    """Nothing is left behind for the reason that nobody has told of it."""
    there = await source.run_sync(lambda connection: set(inspect(connection).get_table_names()))
    if unknown := sorted(there - set(metadata.tables) - {"alembic_version"}):
        raise TablesUnknown(unknown)


async def _audited(connection: AsyncConnection) -> int:
    balances, problems = await SqlUnit(Transaction(connection)).ledger.problems()
    if problems:
        raise BooksWrong(problems)
    return balances


async def _prepare(target: AsyncConnection) -> None:
    """Brings the target to the version of the source, locks its tables, and makes sure that they are empty."""
    there = await target.run_sync(lambda connection: set(inspect(connection).get_table_names()))
    await _refuse_rows(target, [table for table in metadata.sorted_tables if table.name in there])
    try:
        await target.run_sync(upgrade, "head")
    except DatabaseIsNewer as error:
        raise TargetIsNewer from error
    names = ", ".join(_named(target.dialect, table) for table in metadata.sorted_tables)
    await target.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
    await _refuse_rows(target, metadata.sorted_tables)
    for table in metadata.sorted_tables:
        if table.info == MADE_BY_MIGRATION:
            await target.execute(delete(table))


async def _refuse_rows(target: AsyncConnection, tables: Iterable[Table]) -> None:
    asked = [table for table in tables if table.info != MADE_BY_MIGRATION]
    filled = [table.name for table in asked if await target.scalar(select(exists().select_from(table)))]
    if filled:
        raise TargetNotEmpty(filled)


async def _copy(copying: _Copying, table: Table) -> None:
    total = int(await copying.source.scalar(select(func.count()).select_from(table)) or 0)
    raw = await copying.target.get_raw_connection()
    driver: Any = raw.driver_connection
    columns = ", ".join(copying.target.dialect.identifier_preparer.format_column(column) for column in table.columns)
    statement = f"COPY {_named(copying.target.dialect, table)} ({columns}) FROM STDIN"
    written = [_writer(column, copying.target.dialect) for column in table.columns]
    read, meaning = _Sum(), _meaning_of(table)
    copying.sums[table.name] = read
    copying.tell(Progress(step="copying", table=table.name, rows=0, total=total))
    try:
        async with driver.cursor() as cursor, cursor.copy(statement) as copy:
            async for chunk in _rows(copying.source, table):
                for row in chunk:
                    read.add(meaning(row))
                    await copy.write_row([write(cell) for write, cell in zip(written, row, strict=True)])
                copying.tell(Progress(step="copying", table=table.name, rows=read.rows, total=total))
    except psycopg.OperationalError:
        raise
    except psycopg.Error as error:
        raise TargetRefused(table.name, type(error).__name__) from None  # its text may quote the row


async def _compare(copying: _Copying, table: Table) -> None:
    found, expected, meaning = _Sum(), copying.sums[table.name], _meaning_of(table)
    copying.tell(Progress(step="comparing", table=table.name, rows=0, total=expected.rows))
    async for chunk in _rows(copying.target, table):
        for row in chunk:
            found.add(meaning(row))
        copying.tell(Progress(step="comparing", table=table.name, rows=found.rows, total=expected.rows))
    if found != expected:
        raise CopyDiffers(table.name)


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """All rows of a table, a chunk at a time. What is kept as text comes as it is: so a NULL is no JSON `null`."""
    columns = [cast(column, Text) if isinstance(column.type, _AS_TEXT) else column for column in table.columns]
    statement = select(*columns).execution_options(yield_per=_CHUNK)
    async with connection.stream(statement) as rows:
        async for chunk in rows.partitions():
            yield chunk


def _writer(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """How a value of a column is handed to PostgreSQL."""
    if isinstance(column.type, _AS_TEXT):
        return _as_is
    return column.type.dialect_impl(dialect).bind_processor(dialect) or _as_is


def _as_is(value: Any) -> Any:
    return value


def _meaning_of(table: Table) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """How a row is compared: of JSON only the meaning counts, since PostgreSQL puts keys into an order of its own."""
    documents = [number for number, column in enumerate(table.columns) if isinstance(column.type, JSON)]

    def meaning(row: Sequence[Any]) -> Sequence[Any]:
        cells = list(row)
        for number in documents:
            if cells[number] is not None:
                cells[number] = _in_order(cells[number])
        return cells

    return meaning if documents else _as_is


def _in_order(document: str) -> str:
    read = json.loads(document, parse_int=Decimal, parse_float=Decimal)
    return json.dumps(read, sort_keys=True, default=lambda number: {"": str(number.normalize())})


async def _go_on_numbering(copying: _Copying) -> None:
    """The next row gets the number that it would have had in the source: none is given a second time."""
    known = await copying.source.execute(text("SELECT name, seq FROM sqlite_sequence"))
    given: dict[str, int] = {row.name: row.seq for row in known}
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            question = select(func.pg_get_serial_sequence(_named(copying.target.dialect, table), column.name))
            sequence = await copying.target.scalar(question)
            highest = await copying.target.scalar(select(func.max(column))) if sequence else None
            if sequence and (last := max(highest or 0, given.get(table.name, 0))):
                await copying.target.execute(select(func.setval(sequence, last)))


def _named(dialect: Dialect, table: Table) -> str:
    return dialect.identifier_preparer.format_table(table)
