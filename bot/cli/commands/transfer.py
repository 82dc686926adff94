"""`transfer`: the SQLite database moved to PostgreSQL."""

from __future__ import annotations

import argparse
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.cli.speech import OK, USAGE, Speech

if TYPE_CHECKING:
    from storage.engine import Database
    from storage.transfer import Progress, Transferred
    from storage.transfer_refusals import NotTransferred


def transfer(arguments: argparse.Namespace, speech: Speech) -> int:
    """Moves the database to PostgreSQL."""
    from bot import cellar
    from bot.settings import BookSettings, read_settings
    from storage.engine import DriverMissing, NotADatabase, open_database

    settings = read_settings(BookSettings)

    async def work(database: Database) -> int:
        try:
            target = open_database(arguments.to)
        except NotADatabase:
            speech.refuse("transfer-target-not-one")
            return USAGE
        except DriverMissing:
            return speech.refuse("database-driver-missing")
        try:
            if target.is_sqlite:  # said without PostgreSQL's driver, too
                return speech.refuse("transfer-not-to-postgresql")
            return await _transfer(database, target, speech)
        finally:
            await target.close()

    return cellar.with_database(speech, settings, work, of_this_version=False)


async def _transfer(database: Database, target: Database, speech: Speech) -> int:
    from storage.transfer import transfer
    from storage.transfer_refusals import BooksWrong, NotTransferred

    started, line = perf_counter(), ProgressLine(speech)
    try:
        done = await transfer(database, target, line.tell)
    except BooksWrong as wrong:
        line.end()
        for problem in wrong.problems:
            speech.complain_as_is(f"- {problem}")
        words = speech.words("transfer-books-wrong", problems=len(wrong.problems))
        return speech.refuse_as_is("transfer-books-wrong", words, problems=list(wrong.problems))
    except NotTransferred as error:
        line.end()
        return _refuse(error, speech)
    line.end()
    _report(database, target, done, perf_counter() - started, speech)
    return OK


def _refuse(error: NotTransferred, speech: Speech) -> int:
    from storage import transfer_refusals as refusals

    match error:
        case refusals.TargetNotEmpty():
            return speech.refuse("transfer-target-not-empty", tables=", ".join(error.tables))
        case refusals.TablesUnknown():
            return speech.refuse("transfer-tables-unknown", tables=", ".join(error.tables))
        case refusals.TargetUnavailable():
            reason = error.reason or speech.words("transfer-target-silent")
            return speech.refuse("transfer-target-unavailable", reason=reason)
        case refusals.TargetUnwilling():
            return speech.refuse("transfer-target-unwilling", reason=error.reason)
        case refusals.TargetRefused():
            return speech.refuse("transfer-target-refused", table=error.table, reason=error.reason)
        case refusals.CopyDiffers():
            return speech.refuse("transfer-copy-differs", table=error.table)
    words = {
        refusals.NotFromSqlite: "transfer-not-from-sqlite",
        refusals.NotToPostgresql: "transfer-not-to-postgresql",
        refusals.SourceInUse: "transfer-source-in-use",
        refusals.TargetIsNewer: "transfer-target-newer",
    }
    return speech.refuse(words[type(error)])


def _report(database: Database, target: Database, done: Transferred, seconds: float, speech: Speech) -> None:
    """What was moved, and what is to be done now. No password is shown."""
    rows, url = sum(done.rows.values()), target.url.render_as_string(hide_password=True)
    audited = {"ok": True, "balances": done.balances}
    speech.document(
        {
            "tables": dict(done.rows),
            "rows": rows,
            "seconds": round(seconds, 1),
            "audits": {"source": audited, "target": audited},
            "database_url": url,
        }
    )
    speech.say("transfer-done", rows=rows, tables=len(done.rows), balances=done.balances, seconds=round(seconds))
    speech.say("transfer-next", url=url, file=str(database.file))


class ProgressLine:
    """How far it is, on standard error: one line that moves on a terminal, a line per table elsewhere."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._moves = sys.stderr.isatty()
        self._began = False

    def tell(self, progress: Progress) -> None:
        """Says it, if there is something new to see."""
        facts = {"table": progress.table, "rows": progress.rows, "total": progress.total}
        if self._moves:
            self._began = True
            print(f"\r\x1b[K{self._words(progress.step, facts)}", end="", file=sys.stderr, flush=True)
        elif progress.rows == progress.total:
            print(self._words(progress.step, facts), file=sys.stderr, flush=True)

    def end(self) -> None:
        """Whatever is said next begins on a line of its own."""
        if self._began:
            print(file=sys.stderr, flush=True)

    def _words(self, step: str, facts: dict[str, Any]) -> str:
        return self._speech.words(f"transfer-{step}", **facts)
