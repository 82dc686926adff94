"""The migrations build what the code expects, from any version and back."""

from collections.abc import AsyncIterator, Callable

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import migrate as migrations
from storage.engine import Database, open_database
from storage.metadata import APPEND_ONLY, metadata
from storage.migrate import DatabaseIsNewer, DatabaseIsOlder, check_version, current, head, migrate, undo
from storage.version import REVISIONS


@pytest.fixture
async def empty(kind: str, empty_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """A database without any table."""
    database = open_database(empty_database(kind))
    yield database
    await database.close()


async def asked(database: Database, question: Callable[[Connection], object]) -> object:
    async with database.readers.connect() as connection:
        return await connection.run_sync(question)


async def test_a_new_database_is_migrated_to_the_head(empty: Database) -> None:
    assert await current(empty) is None
    assert await migrate(empty) == head()
    assert await current(empty) == head()


def test_the_code_knows_every_revision_and_their_order() -> None:
    scripts = migrations._scripts()
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_heads() == [head()]


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert await migrate(database) == head()


async def test_every_step_goes_up_and_down_and_up_again(empty: Database) -> None:
    revisions = [script.revision for script in migrations._scripts().walk_revisions()]
    for revision in reversed(revisions):
        await migrate(empty, revision)
        await undo(empty, "-1")
        await migrate(empty, revision)
    await undo(empty)
    left = await asked(empty, lambda connection: inspect(connection).get_table_names())
    assert left == ["alembic_version"]
    assert await migrate(empty) == head()


async def test_the_migrated_tables_are_the_ones_in_the_code(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)

    assert await asked(database, differences) == []


async def test_every_constraint_of_the_code_is_in_the_migrated_database(database: Database, empty: Database) -> None:
    async with empty.writers.connect() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.commit()
    expected = await asked(empty, constraints)
    assert await asked(database, constraints) == expected
    assert isinstance(expected, dict)
    assert all(expected.values()), "each table has at least its primary key"


def constraints(connection: Connection) -> dict[str, list[str]]:
    """What each table enforces, as the database tells it."""
    inspector = inspect(connection)
    found = {}
    for table in sorted(metadata.tables):
        checks = [f"{check['name']}: {check['sqltext']}" for check in inspector.get_check_constraints(table)]
        uniques = [f"{unique['name']}: {unique['column_names']}" for unique in inspector.get_unique_constraints(table)]
        keys = [f"{key['name']}: {key['referred_table']}" for key in inspector.get_foreign_keys(table)]
        indexes = [f"{index['name']}: {index['column_names']}" for index in inspector.get_indexes(table)]
        nulls = [f"{column['name']}: {column['nullable']}" for column in inspector.get_columns(table)]
        primary = str(inspector.get_pk_constraint(table))
        found[table] = sorted([*checks, *uniques, *keys, *indexes, *nulls, primary])
    return found


async def test_the_append_only_tables_have_their_triggers(database: Database) -> None:
    question = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if database.is_sqlite
        else "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
    )
    names = await asked(database, lambda connection: set(connection.scalars(text(question))))
    assert names == {*APPEND_ONLY, "holders"}


async def test_the_code_and_the_migrations_know_the_same_tables(database: Database) -> None:
    def reflect(connection: Connection) -> set[str]:
        reflected = MetaData()
        reflected.reflect(connection)
        return set(reflected.tables)

    assert await asked(database, reflect) == {*metadata.tables, "alembic_version"}


async def test_a_database_of_a_newer_version_is_refused(database: Database) -> None:
    async with database.writers.connect() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.commit()
    with pytest.raises(DatabaseIsNewer):
        await check_version(database)
    with pytest.raises(DatabaseIsNewer):
        await migrate(database)
    assert await current(database) == "9999"


async def test_a_database_that_was_not_migrated_is_refused(empty: Database) -> None:
    with pytest.raises(DatabaseIsOlder):
        await check_version(empty)


async def test_a_migrated_database_is_accepted(database: Database) -> None:
    await check_version(database)


async def test_f38_a_migration_that_breaks_leaves_the_database_as_it_was(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, revision: str) -> str:
        command.upgrade(migrations._config(connection), revision)
        msg = "the process dies here"
        raise RuntimeError(msg)

    monkeypatch.setattr(migrations, "upgrade", broken)
    with pytest.raises(RuntimeError, match="dies here"):
        await migrate(empty)
    monkeypatch.undo()
    assert await asked(empty, lambda connection: inspect(connection).get_table_names()) == []
    assert await migrate(empty) == head()


async def test_f44_orders_keep_their_addons_and_top_ups_when_their_table_is_made_anew(empty: Database) -> None:
    await migrate(empty, "0006")
    async with empty.writers.begin() as connection:
        for statement in A_PURCHASE:
            await connection.execute(text(statement))
    await migrate(empty)
    async with empty.writers.begin() as connection:
        waiting = text("SELECT \"key\" FROM outbox WHERE state = 'waiting' AND attempts = 0 ORDER BY 1")
        assert list(await connection.scalars(waiting)) == ["order:a:set_limit"]
        await connection.execute(text("UPDATE orders SET state = 'refunded', refunded_at = placed_at"))
    await undo(empty, "0006")
    async with empty.readers.connect() as connection:
        orders = await connection.execute(text("SELECT id, state, placed_at = closed_at FROM orders"))
        assert [tuple(row) for row in orders] == [("a", "completed", True)]
        kept = await connection.execute(text("SELECT (SELECT order_id FROM addons), (SELECT order_id FROM top_ups)"))
        assert [tuple(row) for row in kept] == [("a", "a")]
    with pytest.raises(IntegrityError):
        async with empty.writers.begin() as connection:
            await connection.execute(text("DELETE FROM orders"))  # the foreign keys are as they were


# Space that was bought; the mail server was asked for it, and for that of others, until it was given up.
A_PURCHASE = (
    """INSERT INTO holders (id, first_name, last_name, fiscal_code, email, phone, language)
    VALUES (1, 'A', 'B', 'C', 'a@example.org', '', 'it')""",
    """INSERT INTO mailboxes (id, holder_id, address, type, status, expires_on, auto_renew, term_years, base_gb,
    used_bytes, anchor_day) VALUES (1, 1, 'a@pec.it', 'pro', 'active', '2027-11-22', true, 1, 2, 0, 22)""",
    """INSERT INTO quotes (id, holder_id, mailbox_id, mailbox_address, service, gb, unit_price_cents, vat_rate, years,
    net_cents, vat_cents, runs_until, quoted_on, quoted_at) VALUES
    ('a', 1, 1, 'a@pec.it', 'inbox', 1, 300, '22', 1, 300, 66, '2027-11-22', '2026-11-22', '2026-11-22 09:00')""",
    """INSERT INTO orders (id, state, placed_at, closed_at)
    VALUES ('a', 'completed', '2026-11-22 09:00', '2026-11-22 09:00')""",
    """INSERT INTO addons (mailbox_id, order_id, service, gb, active_from, runs_until)
    VALUES (1, 'a', 'inbox', 1, '2026-11-22', '2027-11-22')""",
    """INSERT INTO top_ups (holder_id, amount_cents, order_id, chat_id, state, created_at)
    VALUES (1, 366, 'a', 1, 'paid', '2026-11-22 09:00')""",
    """INSERT INTO outbox ("key", channel, target, kind, facts, state, due_at, attempts, error, holder_id)
    SELECT "key", 'mail_server', 'a@pec.it', 'set_limit', '{}', 'dead', '2026-11-22 09:00', 40, error, 1 FROM (
        SELECT 'order\\:a\\:set_limit' AS "key", 'MailboxUnavailable' AS error
        UNION ALL SELECT 'order\\:b\\:set_limit', 'erased'
        UNION ALL SELECT 'renewal\\:1\\:x\\:set_limit', 'MailboxUnavailable'
    ) given_up""",
)
