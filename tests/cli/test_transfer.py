"""`transfer`: the SQLite database moved to PostgreSQL, told as it goes."""

import asyncio
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.cli.commands.transfer import ProgressLine
from bot.cli.speech import Speech
from bot.screens.texts import load_texts
from domain.holders import Language
from storage.engine import open_database
from storage.metadata import metadata
from storage.transfer import Progress
from tests.cli.conftest import Cli
from tests.year import live_through

CANARY = "canary-of-the-database"
HOLDERS = 20


@pytest.fixture
def target(empty_database: Callable[[str], str], postgres: str) -> str:
    """An empty PostgreSQL database, whose address holds a password."""
    url = open_database(empty_database("postgresql")).url
    assert url.username is not None
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {url.username} PASSWORD '{CANARY}'".encode())
    return url.set(password=CANARY).render_as_string(hide_password=False)


@pytest.fixture
def lived(cli: Cli) -> Cli:
    """A terminal beside the database of a year."""

    async def live() -> None:
        database = open_database(f"sqlite+aiosqlite:///{cli.database}")
        await live_through(database, HOLDERS)
        await database.close()

    cli.migrated()
    asyncio.run(live())
    return cli


def test_it_says_what_was_moved_and_what_to_do_now_and_never_the_password(lived: Cli, target: str) -> None:
    answer = lived.process("transfer", "--to", target, LOG_LEVEL="DEBUG")
    assert (answer.code, CANARY in answer.out + answer.err) == (0, False)
    assert f"{HOLDERS} balances checked" in answer.out
    assert "DATABASE_URL=postgresql+psycopg://" in answer.out
    assert ":***@" in answer.out
    assert "Keep data/area-clienti.db" in answer.out
    assert f"holders: {HOLDERS} of {HOLDERS} copied" in answer.err.splitlines()
    assert len(answer.err.splitlines()) == 2 * len(metadata.tables)


def test_the_document_names_tables_rows_seconds_and_audits(lived: Cli, target: str) -> None:
    document = lived("transfer", "--to", target, "--json").document
    assert set(document) == {"tables", "rows", "seconds", "audits", "database_url"}
    assert set(document["tables"]) == set(metadata.tables)
    assert document["rows"] == sum(document["tables"].values()) > 70 * HOLDERS
    assert document["audits"] == {side: {"ok": True, "balances": HOLDERS} for side in ("source", "target")}
    assert CANARY not in document["database_url"]


def test_after_it_the_commands_work_on_postgresql(lived: Cli, target: str) -> None:
    assert lived("transfer", "--to", target).code == 0
    audited = lived("audit", "--json", DATABASE_URL=target)
    assert audited.document == {"ok": True, "balances": HOLDERS, "problems": []}
    assert lived("migrate", "--json", DATABASE_URL=target).document["changed"] is False


def test_what_is_refused_is_refused_in_one_sentence(lived: Cli, target: str) -> None:
    assert lived("transfer", "--to", target).code == 0
    nowhere = "postgresql+psycopg://bot:secret@127.0.0.1:1/nowhere"
    answers = {
        "transfer-target-not-empty": lived("transfer", "--to", target, "--json"),
        "transfer-not-from-sqlite": lived("transfer", "--to", target, "--json", DATABASE_URL=target),
        "transfer-not-to-postgresql": lived("transfer", "--to", "sqlite+aiosqlite:///other.db", "--json"),
        "transfer-target-not-one": lived("transfer", "--to", "postgresql://bot@host/name", "--json"),
        "transfer-target-unavailable": lived("transfer", "--to", nowhere, "--json"),
    }
    refused = {key: answer.document["refused"] for key, answer in answers.items()}
    assert refused == {key: key for key in refused}
    assert {answer.code for key, answer in answers.items() if key != "transfer-target-not-one"} == {1}
    assert all(answer.complaint == answer.document["detail"] for answer in answers.values())


@pytest.fixture
def locked(target: str, postgres: str) -> Iterator[str]:
    """The address of the target for a user who has to say the password, which it holds."""
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE locked LOGIN PASSWORD '{CANARY}'".encode())
        (named,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        file = Path(named)
        rules = file.read_text()
        file.write_text(f"local all locked scram-sha-256\n{rules}")
        connection.execute("SELECT pg_reload_conf()")
        yield open_database(target).url.set(username="locked").render_as_string(hide_password=False)
        file.write_text(rules)
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP ROLE locked")


def test_a_wrong_password_a_missing_database_and_a_server_that_is_not_there_are_told_apart(
    cli: Cli, locked: str
) -> None:
    cli.migrated()
    url = open_database(locked).url
    wrong = {
        'FATAL: password authentication failed for user "locked".': url.set(password=f"not-{CANARY}"),
        'FATAL: database "nowhere" does not exist.': url.set(database="nowhere"),
        "out of reach: Connection refused.": url.set(host="127.0.0.1", port=1, query={}),
        "failed to resolve host: ": url.set(host="nowhere.invalid", query={}),
    }
    for reason, address in wrong.items():
        answer = cli("transfer", "--to", address.render_as_string(hide_password=False), "--json")
        assert (answer.code, answer.document["refused"]) == (1, "transfer-target-unavailable")
        assert reason in answer.complaint
        assert CANARY not in answer.out + answer.err


def test_a_password_that_is_not_encoded_is_not_printed_as_a_host(cli: Cli) -> None:
    cli.migrated()
    answer = cli("transfer", "--to", f"postgresql+psycopg://area:half@{CANARY}/name")
    assert (answer.code, CANARY in answer.out + answer.err) == (1, False)
    assert "failed to resolve host: " in answer.complaint


def test_a_target_that_only_reads_is_said_to_be_one(cli: Cli, target: str, postgres: str) -> None:
    cli.migrated()
    database = open_database(target).url.database
    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on".encode())
    assert "or a server that only reads. Check" in cli("transfer", "--to", target).complaint


def test_without_a_database_there_is_nothing_to_move(cli: Cli, target: str) -> None:
    answer = cli("transfer", "--to", target, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "database-missing")
    assert not cli.database.exists()


async def test_it_is_refused_while_a_bot_runs(lived: Cli, target: str) -> None:
    database = open_database(f"sqlite+aiosqlite:///{lived.database}")
    await database.check()
    answer = await asyncio.to_thread(lived.process, "transfer", "--to", target, "--json")
    await database.close()
    assert (answer.code, answer.document["refused"]) == (1, "transfer-source-in-use")


def test_wrong_books_are_named_line_by_line(lived: Cli, target: str) -> None:
    import sqlite3

    with sqlite3.connect(lived.database) as connection:
        connection.execute("UPDATE accounts SET balance_cents = 1 WHERE name = 'holder:3'")
    connection.close()
    answer = lived("transfer", "--to", target, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "transfer-books-wrong")
    assert len(answer.document["problems"]) == 1
    assert answer.err.startswith("- holder:3: the stored balance is 1 cents")


class Terminal(io.StringIO):
    """A screen on which lines can move."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    line = ProgressLine(Speech(texts=load_texts()[Language.ITALIAN]))
    for rows in (0, 1000, 1500):
        line.tell(Progress(step="copying", table="outbox", rows=rows, total=1500))
    line.end()
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().split("\r\x1b[K")[1:] == [
        "outbox: 0 di 1.500 copiate",
        "outbox: 1.000 di 1.500 copiate",
        "outbox: 1.500 di 1.500 copiate\n",
    ]


def test_a_target_with_tables_of_somebody_else_is_refused_in_a_sentence(lived: Cli, target: str, postgres: str) -> None:
    database = open_database(target).url.database
    with psycopg.connect(postgres.format(name=database), autocommit=True) as connection:
        connection.execute("CREATE TABLE holders (x int)")
    answer = lived("transfer", "--to", target, "--json")
    assert (answer.code, answer.document["refused"]) == (1, "transfer-target-unwilling")
    assert "already exists" in answer.document["detail"]


def test_a_port_that_is_no_number_names_no_database(lived: Cli) -> None:
    answer = lived("transfer", "--to", "postgresql+psycopg://area:secret@127.0.0.1:notaport/area", "--json")
    assert (answer.code, answer.document["refused"]) == (2, "transfer-target-not-one")
