"""The audit of a large provider on SQLite looks through no table once for each row of another."""

import pytest
from sqlalchemy import TextClause

from storage.engine import Database
from storage.repositories.audit import _CHECKS


@pytest.mark.parametrize("query", [query for query, _ in _CHECKS], ids=[line for _, line in _CHECKS])
async def test_no_check_of_the_audit_scans_a_table_for_each_row_of_another(
    sqlite_database: Database, query: TextClause
) -> None:
    statement = str(query).replace(r"\:", ":")
    async with sqlite_database.readers.connect() as connection:
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")).all()
    correlated = {row.id for row in plan if "CORRELATED" in row.detail}
    for row in plan:
        if row.parent in correlated:
            correlated.add(row.id)
    scanned = [row.detail for row in plan if row.id in correlated and row.detail.startswith("SCAN")]
    assert [detail for detail in scanned if not detail.startswith(("SCAN CONSTANT", "SCAN days"))] == []
