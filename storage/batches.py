"""Many rows handed to one statement as one parameter: it joins with them, updates or inserts from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Subquery,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.transaction import Insert, Transaction, Values, insert_into

WANTED = "wanted"
_VALUE = "value"

Rows = Iterable[Mapping[str, Any]]


def batch(transaction: Transaction, columns: Sequence[Column[Any]], rows: Rows, name: str = "batch") -> Subquery:
    """The rows as something to select from, under the names and with the types of these columns."""
    parameter = bindparam("rows", written(rows, is_sqlite=transaction.is_sqlite), Text, unique=True)
    return _table(parameter, columns, name, is_sqlite=transaction.is_sqlite)


def batch_to_come(columns: Sequence[Column[Any]], name: str = "batch", *, is_sqlite: bool) -> Subquery:
    """As `batch`, of the rows that are given under this name when the statement runs: see `written`."""
    return _table(bindparam(name, type_=Text), columns, name, is_sqlite=is_sqlite)


def written(rows: Rows, *, is_sqlite: bool) -> str:
    """Rows as one parameter."""
    default = _as_sqlite_has_it if is_sqlite else _as_iso
    return orjson.dumps(list(rows), default=default, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def any_of(transaction: Transaction, column_: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """That a column has one of many values. The values are looked up in its index, however many rows there are.

    A join says the same, and tempts SQLite to read the whole table where an order is asked for.
    """
    wanted = batch(transaction, [Column(_VALUE, column_.type)], _each(values), WANTED)
    return column_.in_(select(wanted.c.value))


def any_to_come(column_: Column[Any], *, is_sqlite: bool) -> ColumnElement[bool]:
    """As `any_of`, of the values that are given when the statement runs: see `wanted`."""
    given = batch_to_come([Column(_VALUE, column_.type)], WANTED, is_sqlite=is_sqlite)
    return column_.in_(select(given.c.value))


def wanted(values: Iterable[Any], *, is_sqlite: bool) -> Values:
    """The values for `any_to_come`."""
    return {WANTED: written(_each(values), is_sqlite=is_sqlite)}


def insert_all(transaction: Transaction, table: Table, columns: Sequence[Column[Any]], rows: Rows) -> Insert:
    """An insert of the rows into these columns of a table, to be run or to be given its `ON CONFLICT`."""
    return _insert_from(batch(transaction, columns, rows), table, columns, is_sqlite=transaction.is_sqlite)


def insert_to_come(table: Table, columns: Sequence[Column[Any]], *, is_sqlite: bool) -> Insert:
    """As `insert_all`, of the rows that are given as `batch` when the statement runs: see `written`."""
    return _insert_from(batch_to_come(columns, is_sqlite=is_sqlite), table, columns, is_sqlite=is_sqlite)


def _table(parameter: BindParameter[Any], columns: Sequence[Column[Any]], name: str, *, is_sqlite: bool) -> Subquery:
    if is_sqlite:
        each = func.json_each(parameter).table_valued("value", name="each")
        parts = [func.json_extract(each.c.value, f"$.{one.name}").label(one.name) for one in columns]
        return select(*parts).select_from(each).subquery(name)
    typed = [column(one.name, one.type) for one in columns]
    records = func.jsonb_to_recordset(cast(parameter, JSONB)).table_valued(*typed)
    return select(*records.render_derived("each", with_types=True).c).subquery(name)


def _insert_from(given: Subquery, table: Table, columns: Sequence[Column[Any]], *, is_sqlite: bool) -> Insert:
    everything = select(*given.c).where(text("1 = 1"))  # SQLite takes ON CONFLICT for a join without it
    return insert_into(table, is_sqlite=is_sqlite).from_select([one.name for one in columns], everything)


def _each(values: Iterable[Any]) -> Rows:
    return [{_VALUE: value} for value in values]


def _as_iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else _refuse(value)


def _as_sqlite_has_it(value: object) -> str:
    """As SQLAlchemy stores it there, so that it compares as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return _as_iso(value)


def _refuse(value: object) -> str:
    raise TypeError(type(value).__name__)
