"""The command line on a PostgreSQL whose user lacks rights: one sentence, whatever is asked."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from bot.sandbox.world import build_world
from storage.engine import open_database
from tests.cli.conftest import Cli, settings_for

STRANGER = "stranger"

AsStranger = Callable[[str], str]


@pytest.fixture
def as_stranger(postgres: str) -> Iterator[AsStranger]:
    """The address of a database for a user to whom nothing in it was granted."""
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {STRANGER} LOGIN".encode())
        yield lambda url: open_database(url).url.set(username=STRANGER).render_as_string(hide_password=False)
        connection.execute(f"DROP ROLE {STRANGER}".encode())


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_migrate_says_that_the_user_may_make_no_tables(
    cli: Cli, as_stranger: AsStranger, empty_database: Callable[[str], str], json: list[str]
) -> None:
    answer = cli("migrate", *json, DATABASE_URL=as_stranger(empty_database("postgresql")))
    assert answer.code == 1
    assert answer.complaint.startswith("PostgreSQL refuses: permission denied for schema public. The user")
    if json:
        assert (answer.document["refused"], answer.document["detail"]) == ("database-unwilling", answer.complaint)


def test_migrate_says_that_tables_of_somebody_else_are_in_the_way(
    cli: Cli, empty_database: Callable[[str], str], postgres: str
) -> None:
    url = empty_database("postgresql")
    with psycopg.connect(postgres.format(name=open_database(url).url.database), autocommit=True) as connection:
        connection.execute("CREATE TABLE holders (x int)")
    answer = cli("migrate", DATABASE_URL=url)
    assert (answer.code, answer.complaint.split(".")[0]) == (1, 'PostgreSQL refuses: relation "holders" already exists')


def test_a_user_that_may_read_nothing_is_told_so_by_run_audit_and_doctor(
    cli: Cli, as_stranger: AsStranger, migrated_database: Callable[[str], str]
) -> None:
    url = as_stranger(migrated_database("postgresql"))
    run = cli("run", **settings_for(build_world(), DATABASE_URL=url))
    audit = cli("audit", DATABASE_URL=url)
    doctor = cli("doctor", DATABASE_URL=url)
    assert (run.code, audit.code, doctor.code) == (1, 1, 1)
    assert run.complaint == audit.complaint
    assert run.complaint.startswith("PostgreSQL refuses: permission denied for table alembic_version.")
    assert f"[!!] {run.complaint}\n" in doctor.out


def test_a_transfer_says_it_of_its_target(
    cli: Cli, as_stranger: AsStranger, empty_database: Callable[[str], str]
) -> None:
    cli.migrated()
    answer = cli("transfer", "--to", as_stranger(empty_database("postgresql")), "--json")
    assert (answer.code, answer.document["refused"]) == (1, "transfer-target-unwilling")
    assert "permission denied for schema public" in answer.complaint
