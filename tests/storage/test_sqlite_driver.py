"""Statements on SQLite: one way each, and none outside of its transaction."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import text

from domain.errors import StorageUnavailable
from storage.engine import Database, open_database
from storage.talk_tables import marks
from storage.unit_of_work import transaction_on

SLOW = text(
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000000)"
    " INSERT INTO marks (name, text) SELECT 'slow', MAX(n) FROM numbers"
)


@pytest.fixture
def hasty(migrated_database: Callable[[str], str]) -> Database:
    """A database whose writers wait for nobody."""
    return open_database(migrated_database("sqlite"), wait=0.01)


@contextmanager
def somebody_else_writes(database: Database) -> Iterator[None]:
    """Another process holds the lock of the only writer."""
    with closing(sqlite3.connect(str(database.file), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def names(database: Database) -> list[str]:
    async with transaction_on(database.readers) as transaction:
        return sorted(row.name for row in await transaction.rows(marks.select()))


async def test_where_the_beginning_fails_no_statement_runs_outside_of_the_transaction(hasty: Database) -> None:
    async with transaction_on(hasty.writers) as transaction:
        with somebody_else_writes(hasty), pytest.raises(StorageUnavailable):
            await transaction.run(marks.insert(), {"name": "first", "text": ""})
        await transaction.run(marks.insert(), {"name": "second", "text": ""})
    assert await names(hasty) == []
    await hasty.close()


@pytest.mark.parametrize("after", [0, 0.1], ids=["as it begins", "within a statement"])
async def test_whoever_is_cancelled_leaves_nothing_to_the_next(hasty: Database, after: float) -> None:
    async def write_slowly() -> None:
        async with transaction_on(hasty.writers) as transaction:
            await transaction.run(marks.insert(), {"name": "cancelled", "text": ""})
            await transaction.run(SLOW)
            await transaction.commit()

    writing = asyncio.create_task(write_slowly())
    await asyncio.sleep(after)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with transaction_on(hasty.writers) as transaction:
        await transaction.run(marks.insert(), {"name": "next", "text": ""})
        await transaction.commit()
    assert await names(hasty) == ["next"]
    await hasty.close()


async def test_a_transaction_in_which_nothing_was_run_may_be_committed(hasty: Database) -> None:
    async with transaction_on(hasty.writers) as transaction:
        await transaction.commit()
    with somebody_else_writes(hasty):
        assert await names(hasty) == []
    await hasty.close()


async def test_a_statement_says_how_many_rows_it_wrote_also_with_many_sets_of_values(hasty: Database) -> None:
    async with transaction_on(hasty.writers) as transaction:
        await transaction.run(marks.insert(), [{"name": f"m{number}", "text": ""} for number in range(3)])
        assert await transaction.changed(marks.update().values(text="x")) == 3
        found = await transaction.rows(marks.delete().where(marks.c.name != "m0").returning(marks.c.name))
        assert sorted(row.name for row in found) == ["m1", "m2"]
        await transaction.commit()
    assert await names(hasty) == ["m0"]
    await hasty.close()
