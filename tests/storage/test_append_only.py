"""What has to stand as it was written: money, renewals, proofs of delivery and acts of admins (S13)."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, BigInteger, Column, Date, Integer, text
from sqlalchemy.exc import DBAPIError

from domain.catalogue import ServiceKey
from domain.notices import Channel, Delivered, Notice, NoticeKind, Result, to_chats
from storage.backup import back_up
from storage.columns import Instant
from storage.engine import Database, open_database
from storage.metadata import APPEND_ONLY, PERSONAL, metadata
from storage.unit_of_work import SqlUnits
from tests.storage.world import NOW, buy, credit, quoted, registered

KEY = "event:1:renewal:1001"
TABLES = APPEND_ONLY
CHANGES = {
    "quotes": "net_cents = net_cents + 1",
    "transfers": "amount_cents = amount_cents + 1",
    "renewals": "net_cents = net_cents + 1",
    "deliveries": "said = 'something else'",
    "admin_acts": "act = 'nothing'",
}


@pytest.fixture(autouse=True)
async def _written(units: SqlUnits, database: Database) -> None:
    """A line in each of the tables."""
    mario, _ = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await unit.outbox.add([told(mario.holder_id)])
        await unit.acts.add(1003, "revive", {"key": KEY}, NOW)
        await unit.acts.add(1003, "look", {"mailbox": mario.address}, NOW)
        await unit.outbox.prove(
            Delivered(
                key=KEY,
                kind=NoticeKind.RENEWAL,
                channel=Channel.CHAT,
                target="1001",
                attempt=1,
                at=NOW,
                result=Result.ARRIVED,
                answer="1",
                said="Rinnovato",
            )
        )
        await unit.commit()
    async with database.writers.begin() as connection:
        await connection.execute(
            text("""
                INSERT INTO renewals (addon_id, period_from, period_until, years, net_cents, vat_cents, renewed_at)
                SELECT id, runs_until, '2028-11-22', 1, 300, 66, '2027-11-23 00:00:00' FROM addons WHERE service = :it
            """),
            {"it": ServiceKey.INBOX},
        )


def told(holder_id: int) -> Notice:
    """What a holder is told."""
    (notice,) = to_chats([1001], "event:1", NoticeKind.RENEWAL, {}, NOW, holder_id)
    return notice


async def rows(database: Database, table: str) -> list[str]:
    """Every row of a table."""
    async with database.readers.connect() as connection:
        return [str(row) for row in await connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 - one of ours


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE", "DELETE"])
async def test_s13_nobody_changes_or_deletes_a_line(database: Database, table: str, act: str) -> None:
    before = await rows(database, table)
    statement = f"UPDATE {table} SET {CHANGES[table]}" if act == "UPDATE" else f"DELETE FROM {table}"  # noqa: S608 - ours
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.writers.begin() as connection:
            await connection.execute(text(statement))
    assert before != []
    assert await rows(database, table) == before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("kind", ["postgresql"])  # SQLite has no TRUNCATE
async def test_s13_nobody_empties_a_table(database: Database, table: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.writers.begin() as connection:
            await connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.parametrize("table", TABLES)
async def test_s13_nobody_writes_over_a_line(database: Database, table: str) -> None:
    before = await rows(database, table)
    key = ", ".join(column.name for column in metadata.tables[table].primary_key)
    same = f"INSERT INTO {table} SELECT * FROM {table} WHERE true"  # noqa: S608 - one of ours
    statements = [f"{same} ON CONFLICT ({key}) DO UPDATE SET {over(table)}"]
    if database.is_sqlite:
        statements.append(same.replace("INSERT", "INSERT OR REPLACE", 1))
    for statement in statements:
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.writers.begin() as connection:
                await connection.execute(text(statement))
    assert await rows(database, table) == before


def over(table: str) -> str:
    """A change of a column, in words that an upsert understands."""
    column = CHANGES[table].split(" = ")[0]
    return f"{column} = excluded.{column}"


async def test_an_add_on_is_renewed_once_for_each_period(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        async with database.writers.begin() as connection:
            await connection.execute(text("INSERT INTO renewals SELECT * FROM renewals"))


def anything(column: Column[Any]) -> str:
    """Another value of a column than any that it has, in SQL."""
    match column.type:
        case BigInteger() | Integer():
            return "77"
        case Date():
            return "'2040-01-01'"
        case Instant():
            return "'2040-01-01 00:00:00'"
        case JSON():
            return """'{"erased": true}'"""
    return "'erased'"


async def change(database: Database, column: Column[Any]) -> None:
    """Changes a column in every row of its table."""
    statement = f'UPDATE {column.table.name} SET "{column.name}" = {anything(column)}'  # noqa: S608 - ours
    async with database.writers.begin() as connection:
        await connection.execute(text(statement))


async def erase(database: Database) -> None:
    """Says of everybody that they are erased."""
    async with database.writers.begin() as connection:
        await connection.execute(text("UPDATE holders SET erased_at = '2026-11-22 10:00:00'"))


COLUMNS = [column for name in PERSONAL for column in metadata.tables[name].c]
PERSONAL_COLUMNS = [column for column in COLUMNS if column.name in PERSONAL[column.table.name]]


@pytest.mark.parametrize("column", [one for one in COLUMNS if one not in PERSONAL_COLUMNS], ids=str)
async def test_s13_no_column_but_a_personal_one_changes_even_after_an_erasure(
    database: Database, column: Column[Any]
) -> None:
    await erase(database)
    with pytest.raises(DBAPIError, match="append-only"):
        await change(database, column)


@pytest.mark.parametrize("column", PERSONAL_COLUMNS, ids=str)
async def test_s13_a_personal_column_does_not_change_before_its_holder_is_erased(
    database: Database, column: Column[Any]
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await change(database, column)


@pytest.mark.parametrize("column", PERSONAL_COLUMNS, ids=str)
async def test_s20_a_personal_column_changes_once_its_holder_is_erased(database: Database, column: Column[Any]) -> None:
    await erase(database)
    await change(database, column)
    assert "erased" in "".join(await rows(database, column.table.name))


@pytest.mark.parametrize("table", TABLES)
async def test_s13_no_line_is_deleted_after_an_erasure(database: Database, table: str) -> None:
    await erase(database)
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.writers.begin() as connection:
            await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - one of ours


@pytest.mark.parametrize("value", ["NULL", "'2030-01-01 00:00:00'"])
async def test_s20_whoever_is_erased_stays_so(database: Database, value: str) -> None:
    await erase(database)
    with pytest.raises(DBAPIError, match="erased for good"):
        async with database.writers.begin() as connection:
            await connection.execute(text(f"UPDATE holders SET erased_at = {value}"))  # noqa: S608 - from this test


async def test_s13_somebody_elses_erasure_frees_no_line(database: Database) -> None:
    async with database.writers.begin() as connection:
        other = "UPDATE holders SET erased_at = '2026-11-22 10:00:00' WHERE first_name = 'Anna'"
        assert (await connection.execute(text(other))).rowcount == 1
    for column in PERSONAL_COLUMNS:
        with pytest.raises(DBAPIError, match="append-only"):
            await change(database, column)


async def test_s13_a_line_about_whoever_is_no_holder_stays_as_it_is(units: SqlUnits, database: Database) -> None:
    async with units.write() as unit:
        await unit.acts.add(4711, "admin-door-refused", {"door": "retry"}, NOW)
        await unit.commit()
    await erase(database)
    changed = "UPDATE admin_acts SET about = '{}' WHERE actor_id = 4711"
    for statement in (changed, "DELETE FROM admin_acts WHERE actor_id = 4711"):
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.writers.begin() as connection:
                await connection.execute(text(statement))


@pytest.mark.parametrize("kind", ["sqlite"])  # PostgreSQL has its own backups
@pytest.mark.parametrize("table", TABLES)
async def test_s13_in_a_backup_too_nobody_changes_or_deletes_a_line(
    database: Database, tmp_path: Path, table: str
) -> None:
    await back_up(database, tmp_path / "copy.db")
    copy = open_database(f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    try:
        for statement in (f"UPDATE {table} SET {CHANGES[table]}", f"DELETE FROM {table}"):  # noqa: S608 - one of ours
            with pytest.raises(DBAPIError, match="append-only"):
                async with copy.writers.begin() as connection:
                    await connection.execute(text(statement))
        assert await rows(copy, table) == await rows(database, table) != []
    finally:
        await copy.close()
