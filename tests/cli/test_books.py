"""`migrate`, `import`, `audit` and `backup`, on a database of their own."""

import sqlite3
import sys
from contextlib import closing
from typing import get_args

import pytest

from bot.cli.books import reason
from bot.cli.speech import Speech
from bot.screens.texts import load_texts
from domain.register import COLUMNS, RowProblem
from domain.register_cells import Code
from tests.cli.conftest import Cli


def execute(cli: Cli, statement: str) -> None:
    """Changes the database behind the bot's back."""
    with closing(sqlite3.connect(cli.database)) as connection:
        connection.execute(statement)
        connection.commit()


def count(cli: Cli) -> int:
    """How many mailboxes there are."""
    with closing(sqlite3.connect(cli.database)) as connection:
        return int(connection.execute("SELECT count(*) FROM mailboxes").fetchone()[0])


def test_the_commands_are_processes_that_a_script_can_call_one_after_the_other(cli: Cli) -> None:
    commands = [["migrate"], ["import", cli.register()], ["audit"], ["backup", "copy.db"]]
    answers = [cli.process(*command, "--json") for command in commands]
    assert [(answer.code, answer.err) for answer in answers] == [(0, "")] * 4
    assert [next(iter(answer.document)) for answer in answers] == ["revision", "created", "ok", "path"]


def test_migrate_makes_the_database_and_then_has_nothing_to_do(cli: Cli) -> None:
    first = cli("migrate", "--json")
    assert (first.code, first.err, first.document["changed"]) == (0, "", True)
    assert cli("migrate", "--json").document == {**first.document, "changed": False}


def test_a_database_of_a_newer_version_is_refused_in_one_line(cli: Cli) -> None:
    cli.migrated()
    execute(cli, "UPDATE alembic_version SET version_num = '9999'")
    for command in ("migrate", "audit"):
        answer = cli(command, "--json")
        assert (answer.code, answer.document["refused"]) == (1, "database-newer")
        assert answer.complaint.startswith("The database was made by a newer version of the bot")


def test_without_a_database_audit_says_what_to_do(cli: Cli) -> None:
    answer = cli("audit")
    assert (answer.code, answer.out) == (1, "")
    assert "run `migrate` first" in answer.complaint


def test_an_import_counts_what_it_creates_updates_and_leaves(cli: Cli) -> None:
    cli.migrated()
    trial = cli("import", cli.register(), "--dry-run", "--json")
    assert (trial.code, trial.err) == (0, "")
    assert (trial.document["created"], count(cli)) == (5, 0)
    first = cli("import", cli.register(), "--json")
    assert first.document == {"created": 5, "updated": 0, "unchanged": 0, "dry_run": False, "problems": []}
    again = cli("import", cli.register(("premium", "pro")))
    assert again.out == "0 created, 1 updated, 4 unchanged.\n1 mailbox changes its type\n"


def test_a_bad_row_names_line_column_and_reason_and_nothing_is_imported(cli: Cli) -> None:
    cli.migrated()
    path = cli.register(("premium", "gold"), ("BNCNNA75M41F205O", "BNCNNA75M41F205X"))
    answer = cli("import", path, "--json")
    assert (answer.code, count(cli)) == (1, 0)
    assert (answer.document["refused"], answer.document["dry_run"]) == ("import-refused", False)
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


def test_a_file_that_is_not_text_or_not_there_is_said_so(cli: Cli) -> None:
    cli.migrated()
    (cli.folder / "picture.csv").write_bytes(b"\x89PNG\xff\xfe")
    answer = cli("import", "picture.csv")
    assert (answer.code, answer.out) == (1, "")
    assert answer.complaint.startswith("picture.csv is not UTF-8 text")
    missing = cli("import", "nothing.csv")
    assert (missing.code, missing.complaint) == (2, "nothing.csv cannot be read: No such file or directory")


def test_a_refused_trial_says_that_it_was_one(cli: Cli) -> None:
    nowhere = cli("import", "register.csv", "--dry-run", "--json")
    assert (nowhere.document["refused"], nowhere.document["dry_run"]) == ("database-missing", True)
    cli.migrated()
    bad = cli("import", cli.register(("premium", "gold")), "--dry-run", "--json")
    assert (bad.code, bad.document["refused"], bad.document["dry_run"]) == (1, "import-refused", True)
    assert bad.document["detail"] == "1 problem in register.csv: nothing was imported."


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "the file is empty"), (";".join(COLUMNS), "the columns must be separated by commas")],
)
def test_a_file_that_is_no_register_at_all_is_refused_in_one_line(cli: Cli, text: str, reason: str) -> None:
    cli.migrated()
    (cli.folder / "register.csv").write_text(text, encoding="utf-8")
    answer = cli("import", "register.csv")
    assert (answer.code, answer.complaint) == (1, f"register.csv: {reason}. Nothing was imported.")


def test_a_mailbox_that_would_change_hands_and_an_endless_name_are_refused_in_words(cli: Cli) -> None:
    cli.migrated()
    cli("import", cli.register())
    other = cli("import", cli.register(("VRDCRL71D52G273L", "NREBRN68C12L219K")))
    assert other.code == 1
    assert "the mailbox belongs to another fiscal code than NREBRN68C12L219K" in other.err
    endless = cli("import", cli.register(("Carla", "C" * 201)))
    assert "column first_name: it is longer than 200 characters" in endless.err


@pytest.mark.parametrize("code", get_args(Code))
def test_every_reason_to_refuse_a_row_has_words_in_both_languages(code: Code) -> None:
    problem = RowProblem(line=2, column="mailbox", code=code, found="x", choices=("it", "en"))
    told = {reason(problem, Speech(texts=texts)) for texts in load_texts().values()}
    assert len(told) == 2


@pytest.mark.parametrize("command", [["migrate"], ["import", "register.csv"], ["audit"], ["backup", "copy.db"]])
def test_without_postgresqls_driver_a_line_says_what_to_install(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    answer = cli(*command, "--json", DATABASE_URL="postgresql+psycopg://bot@localhost/area")
    assert (answer.code, answer.document["refused"]) == (1, "database-driver-missing")
    assert answer.complaint == "PostgreSQL's driver is not installed: install requirements/postgres.txt."


def test_audit_finds_right_books_right_and_wrong_ones_wrong(cli: Cli) -> None:
    cli.migrated()
    right = cli("audit", "--json")
    assert (right.code, right.err, right.document) == (0, "", {"ok": True, "balances": 0, "problems": []})
    execute(cli, "INSERT INTO accounts (name, balance_cents) VALUES ('holder:1', 100)")
    wrong = cli("audit", "--json")
    assert (wrong.code, wrong.document["ok"], wrong.document["balances"]) == (1, False, 1)
    assert len(wrong.document["problems"]) == 1
    assert wrong.complaint.startswith("The books are wrong: 1 problem")


def test_a_backup_is_a_whole_database_and_takes_no_other_files_place(cli: Cli) -> None:
    cli.migrated()
    made = cli("backup", "copy.db", "--json")
    assert (made.code, made.err) == (0, "")
    assert made.document == {"path": "copy.db", "bytes": cli.database.stat().st_size}
    again = cli("backup", "copy.db")
    assert (again.code, again.complaint) == (1, "There is a file copy.db already: name another.")


def test_a_backup_makes_no_folder(cli: Cli) -> None:
    cli.migrated()
    answer = cli("backup", "mistyped/copy.db", "--json")
    assert (answer.code, answer.document["refused"]) == (1, "backup-no-folder")
    assert answer.complaint == "There is no folder mistyped: make it first, or correct the path."
    assert not (cli.folder / "mistyped").exists()


def test_the_acts_are_told_newest_first_and_an_import_is_one_of_the_command_line(cli: Cli) -> None:
    cli.migrated()
    assert cli("acts").out == "No acts.\n"
    cli("import", cli.register())
    cli("import", cli.register(("premium", "pro")))
    told = cli("acts").out.splitlines()
    assert len(told) == 2
    assert told[0].endswith("command line: Register imported: 0 new mailboxes, 1 changed")
    (act,) = cli("acts", "--limit", "1", "--json").document["acts"]
    assert (act["actor"], act["act"]) == (0, "register-imported")
    assert act["about"] == {"created": 0, "updated": 1, "unchanged": 4, "moved": 0, "look": None}


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1000000000"])
def test_a_limit_that_is_none_is_wrong_usage(cli: Cli, limit: str) -> None:
    answer = cli("acts", f"--limit={limit}")
    assert (answer.code, "is no number of acts" in answer.err) == (2, True)


def test_an_import_tells_besides_which_dates_move(cli: Cli) -> None:
    cli.migrated()
    cli("import", cli.register())
    path = cli.folder / cli.register()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    day = lines[1].split(",")[8]
    path.write_text("".join([lines[0], lines[1].replace(day, "2039-03-01"), *lines[2:]]), encoding="utf-8")
    told = cli("import", path.name, "--dry-run").out.splitlines()
    assert told[0].startswith("Nothing was changed") or "1 updated" in told[0]
    assert told[1] == "1 expiry moved:"
    assert told[2].endswith("→ 1 March 2039")
