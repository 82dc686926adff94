"""`migrate`, `import`, `audit` and `backup`, as processes on a database of their own."""

import sqlite3
from contextlib import closing

from bot.cli.books import reason
from bot.cli.speech import Speech
from bot.screens.texts import load_texts
from domain.register import RowProblem
from tests.cli.conftest import Cli

CODES = [
    "not-an-address",
    "empty",
    "not-a-date",
    "not-true-or-false",
    "not-a-number-in-range",
    "not-one-of-standard-pro-premium",
    "not-an-argon2id-hash",
    "not-a-fiscal-code",
    "not-an-email",
    "wrong-number-of-cells",
    "column-missing",
    "column-unknown-or-doubled",
    "mailbox-doubled",
    "two-names-for-one-holder",
]


def execute(cli: Cli, statement: str) -> None:
    """Changes the database behind the bot's back."""
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.execute(statement)
        connection.commit()


def count(cli: Cli) -> int:
    """How many mailboxes there are."""
    with closing(sqlite3.connect(cli.database)) as connection:
        return int(connection.execute("SELECT count(*) FROM mailboxes").fetchone()[0])


def test_migrate_makes_the_database_and_then_has_nothing_to_do(cli: Cli) -> None:
    first = cli("migrate", "--json")
    assert (first.code, first.err, first.document["changed"]) == (0, "", True)
    assert cli("migrate", "--json").document == {**first.document, "changed": False}


async def test_a_database_of_a_newer_version_is_refused_in_one_line(cli: Cli) -> None:
    await cli.migrated()
    execute(cli, "UPDATE alembic_version SET version_num = '9999'")
    for command in (("migrate",), ("audit", "--json")):
        answer = cli(*command)
        assert (answer.code, answer.out) == (1, "")
        assert answer.complaint.startswith("The database was made by a newer version of the bot")


def test_without_a_database_audit_says_what_to_do(cli: Cli) -> None:
    answer = cli("audit")
    assert (answer.code, answer.out) == (1, "")
    assert "run `migrate` first" in answer.complaint


async def test_an_import_counts_what_it_creates_updates_and_leaves(cli: Cli) -> None:
    await cli.migrated()
    trial = cli("import", cli.register(), "--dry-run", "--json")
    assert (trial.code, trial.err) == (0, "")
    assert (trial.document["created"], count(cli)) == (4, 0)
    first = cli("import", cli.register(), "--json")
    assert first.document == {"created": 4, "updated": 0, "unchanged": 0, "dry_run": False, "problems": []}
    again = cli("import", cli.register(("premium", "pro")))
    assert again.out == "0 created, 1 updated, 3 unchanged.\n"


async def test_a_bad_row_names_line_column_and_reason_and_nothing_is_imported(cli: Cli) -> None:
    await cli.migrated()
    path = cli.register(("premium", "gold"), ("BNCNNA80A41H501R", "BNCNNA80A41H501X"))
    answer = cli("import", path, "--json")
    assert (answer.code, count(cli)) == (1, 0)
    assert [(it["line"], it["column"]) for it in answer.document["problems"]] == [
        (3, "fiscal_code"),
        (4, "fiscal_code"),
        (5, "type"),
    ]
    assert answer.document["problems"][2]["reason"] == '"gold" is not one of standard, pro, premium'
    assert answer.err.splitlines()[2:] == [
        'line 5, column type: "gold" is not one of standard, pro, premium',
        "3 problems in register.csv: nothing was imported.",
    ]


async def test_a_file_that_is_not_text_or_not_there_is_said_so(cli: Cli) -> None:
    await cli.migrated()
    (cli.folder / "picture.csv").write_bytes(b"\x89PNG\xff\xfe")
    answer = cli("import", "picture.csv")
    assert (answer.code, answer.out) == (1, "")
    assert answer.complaint.startswith("picture.csv is not UTF-8 text")
    missing = cli("import", "nothing.csv")
    assert (missing.code, missing.complaint) == (2, "nothing.csv cannot be read: No such file or directory")


def test_every_reason_to_refuse_a_row_has_words_in_both_languages() -> None:
    for texts in load_texts().values():
        for code in CODES:
            words = reason(RowProblem(line=2, column="mailbox", code=code, found="x"), Speech(texts=texts))
            assert words


async def test_audit_finds_right_books_right_and_wrong_ones_wrong(cli: Cli) -> None:
    await cli.migrated()
    right = cli("audit", "--json")
    assert (right.code, right.err, right.document) == (0, "", {"ok": True, "balances": 0, "problems": []})
    execute(cli, "INSERT INTO accounts (name, balance_cents) VALUES ('holder:1', 100)")
    wrong = cli("audit", "--json")
    assert (wrong.code, wrong.document["ok"], wrong.document["balances"]) == (1, False, 1)
    assert len(wrong.document["problems"]) == 1
    assert wrong.complaint.startswith("The books are wrong: 1 problem")


async def test_a_backup_is_a_whole_database_and_takes_no_other_files_place(cli: Cli) -> None:
    await cli.migrated()
    made = cli("backup", "copy.db", "--json")
    assert (made.code, made.err) == (0, "")
    assert made.document == {"path": "copy.db", "bytes": cli.database.stat().st_size}
    again = cli("backup", "copy.db")
    assert (again.code, again.complaint) == (1, "There is a file copy.db already: name another.")
