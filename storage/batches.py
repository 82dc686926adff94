"""Many rows handed to one statement as one parameter: it joins with them, updates or inserts from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Column, ColumnElement, Subquery, Table, Text, bindparam, cast, column, func, select, text
from sqlalchemy.dialects.postgresql import JSONB

from storage.transaction import Insert, Transaction

Rows = Iterable[Mapping[str, Any]]


def batch(transaction: Transaction, columns: Sequence[Column[Any]], rows: Rows, name: str = "batch") -> Subquery:
    """The rows as something to select from, under the names and with the types of these columns."""
    default = _as_sqlite_has_it if transaction.is_sqlite else _as_iso
    written = orjson.dumps(list(rows), default=default, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()
    parameter = bindparam("rows", written, Text, unique=True)
    if transaction.is_sqlite:
        each = func.json_each(parameter).table_valued("value", name="each")
        parts = [func.json_extract(each.c.value, f"$.{one.name}").label(one.name) for one in columns]
        return select(*parts).select_from(each).subquery(name)
    typed = [column(one.name, one.type) for one in columns]
    records = func.jsonb_to_recordset(cast(parameter, JSONB)).table_valued(*typed)
    return select(*records.render_derived("each", with_types=True).c).subquery(name)


def any_of(transaction: Transaction, column_: Column[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """That a column has one of many values. The values are looked up in its index, however many rows there are.

    A join says the same, and tempts SQLite to read the whole table where an order is asked for.
    """
    wanted = batch(transaction, [Column("value", column_.type)], [{"value": value} for value in values], "wanted")
    return column_.in_(select(wanted.c.value))


def insert_all(transaction: Transaction, table: Table, columns: Sequence[Column[Any]], rows: Rows) -> Insert:
    """An insert of the rows into these columns of a table, to be run or to be given its `ON CONFLICT`."""
    given = batch(transaction, columns, rows)
    everything = select(*given.c).where(text("1 = 1"))  # SQLite takes ON CONFLICT for a join without it
    return transaction.insert(table).from_select([one.name for one in columns], everything)


def _as_iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else _refuse(value)


def _as_sqlite_has_it(value: object) -> str:
    """As SQLAlchemy stores it there, so that it compares as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return _as_iso(value)


def _refuse(value: object) -> str:
    raise TypeError(type(value).__name__)
