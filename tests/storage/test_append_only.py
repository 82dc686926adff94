"""What has to stand as it was written: money, renewals, proofs of delivery and acts of admins (S13)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.catalogue import ServiceKey
from domain.notices import Channel, Delivered, NoticeKind, Result
from storage.engine import Database
from storage.unit_of_work import SqlUnits
from tests.storage.world import NOW, buy, credit, quoted, registered

TABLES = ("transfers", "renewals", "deliveries", "admin_acts")
CHANGES = {
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
        await unit.acts.add(1003, "revive", {"key": "event:1"}, NOW)
        await unit.outbox.prove(
            Delivered(
                key="event:1",
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


async def test_an_add_on_is_renewed_once_for_each_period(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        async with database.writers.begin() as connection:
            await connection.execute(text("INSERT INTO renewals SELECT * FROM renewals"))
