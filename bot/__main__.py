"""The command line: python -m bot COMMAND.

Each command imports what it needs when it is asked for, so that `quote` answers at once.
"""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc
import io
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.speech import OK, REFUSED, Speech, choose_texts

if TYPE_CHECKING:
    from bot.logs import LogFormat
    from domain.usecases.importing import Importing
    from storage.engine import Database

Command = Callable[[argparse.Namespace, Speech], int]
OnDatabase = Callable[["Database"], Awaitable[int]]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; answers 0 if all is well, 1 if something was refused or found wrong, 2 for wrong usage."""
    from bot.cli.complaints import refuse_settings
    from bot.cli.parser import build_parser
    from bot.settings import SettingsRefused, wanted_language

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no euro sign shows a question mark
    typed = sys.argv[1:] if argv is None else argv
    speech = Speech(texts=choose_texts(wanted_language()), as_json="--json" in typed)
    arguments = build_parser(speech).parse_args(typed)
    if arguments.command == "import":
        speech = replace(speech, asked={"dry_run": arguments.dry_run})
    try:
        return COMMANDS[arguments.command](arguments, speech)
    except SettingsRefused as refused:
        return refuse_settings(refused, speech)
    except KeyboardInterrupt:
        return REFUSED


def quote(arguments: argparse.Namespace, speech: Speech) -> int:
    """What a purchase costs."""
    from bot.cli.quote import Purchase, quote
    from bot.clock import SystemClock
    from bot.settings import CatalogueSettings, read_settings
    from domain.calendar import civil_day

    purchase = Purchase(
        service=arguments.service,
        gb=arguments.gb,
        on=arguments.on or civil_day(SystemClock().now()),
        expires=arguments.expires,
    )
    return quote(purchase, read_settings(CatalogueSettings).catalogue(), speech)


def migrate(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Brings the database to the version of this code."""

    async def work(database: Database) -> int:
        from storage.migrate import current, migrate

        before = await current(database)
        after = await migrate(database)
        speech.document({"revision": after, "changed": before != after})
        speech.say("migrated" if before != after else "migrated-already", revision=after)
        return OK

    return _with_database(speech, work, must_exist=False)


def import_register(arguments: argparse.Namespace, speech: Speech) -> int:
    """Takes over the body's register."""

    async def work(database: Database) -> int:
        from bot.cli import books
        from storage.migrate import check_version

        await check_version(database)
        return await books.import_register(_importing(database), arguments.file, speech, dry_run=arguments.dry_run)

    return _with_database(speech, work)


def audit(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Checks the books."""

    async def work(database: Database) -> int:
        from bot.cli import books
        from domain.usecases.auditing import Auditing
        from storage.migrate import check_version
        from storage.unit_of_work import SqlUnits

        await check_version(database)
        return await books.audit(Auditing(units=SqlUnits(database)), speech)

    return _with_database(speech, work)


def backup(arguments: argparse.Namespace, speech: Speech) -> int:
    """Copies the database while the bot runs."""

    async def work(database: Database) -> int:
        from storage.backup import BackupDamaged, NoFolder, NotAFile, back_up

        try:
            made = await back_up(database, arguments.path)
        except NotAFile:
            return speech.refuse("backup-not-a-file")
        except NoFolder:
            return speech.refuse("backup-no-folder", path=str(arguments.path.parent))
        except FileExistsError:
            return speech.refuse("backup-exists", path=str(arguments.path))
        except BackupDamaged:
            return speech.refuse("backup-damaged")
        speech.document({"path": str(made), "bytes": made.stat().st_size})
        speech.say("backup-made", path=str(made))
        return OK

    return _with_database(speech, work)


def doctor(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Looks at everything the bot needs."""
    from bot.cli.doctor import doctor

    _configure_logs("ERROR", "text")

    async def look(url: str) -> str | None:
        from storage.engine import open_database
        from storage.migrate import check_version

        try:
            database = open_database(url)
            try:
                if _is_missing(database):
                    return "database-missing"
                await database.check()
                await check_version(database)
            finally:
                await database.close()
        except Exception as error:
            key = _complaint_about(error)
            if key is None:
                raise
            return key
        return None

    return asyncio.run(doctor(speech, look))


def run(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot until it is told to stop."""
    from bot.settings import Settings, read_settings

    settings = read_settings(Settings)
    _configure_logs(settings.log_level, settings.log_format, settings.secrets())

    gc.disable()  # nothing of what is imported now will ever be garbage
    from bot.app import build
    from bot.cli.running import keep_running, run_in_loop
    from bot.gateways.telegram import TokenRevoked

    gc.freeze()
    gc.enable()

    async def work() -> int:
        try:
            await keep_running(build(settings))
        except TokenRevoked:
            return speech.refuse("token-revoked")
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}:
                raise
            return speech.refuse("cannot-listen", host=settings.http_host, port=str(settings.http_port))
        return OK

    return _telling(speech, lambda: run_in_loop(work()))


def demo(arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot in a pretend world."""
    from bot.cli.demo import Demo

    _configure_logs("WARNING", "text")

    async def prepare(url: str, lines: Sequence[str]) -> None:
        from storage.engine import open_database
        from storage.migrate import migrate

        database = open_database(url)
        try:
            await migrate(database)
            await _importing(database).run(lines)
        finally:
            await database.close()

    wanted = Demo(keep=arguments.keep, port=arguments.port, speech=speech, prepare=prepare)
    return _telling(speech, lambda: asyncio.run(wanted.run()))


COMMANDS: dict[str, Command] = {
    "run": run,
    "demo": demo,
    "migrate": migrate,
    "import": import_register,
    "quote": quote,
    "audit": audit,
    "backup": backup,
    "doctor": doctor,
}


def _with_database(speech: Speech, work: OnDatabase, *, must_exist: bool = True) -> int:
    """Opens the database of the settings for the work, and closes it again."""
    from bot.settings import BookSettings, read_settings

    settings = read_settings(BookSettings)
    _configure_logs(settings.log_level, settings.log_format)

    async def opened() -> int:
        from storage.engine import open_database

        database = open_database(settings.database_url)
        try:
            if must_exist and _is_missing(database):
                return speech.refuse("database-missing")
            return await work(database)
        finally:
            await database.close()

    return _telling(speech, lambda: asyncio.run(opened()))


def _telling(speech: Speech, act: Callable[[], int]) -> int:
    """Acts; what can go wrong outside the code is told in a line instead of a traceback."""
    try:
        return act()
    except Exception as error:
        key = _complaint_about(error)
        if key is None:
            raise
        reason = error.strerror if isinstance(error, OSError) else None
        return speech.refuse(key, **({"reason": reason or type(error).__name__} if key == "system" else {}))


def _complaint_about(error: Exception) -> str | None:
    """The key of the words for what went wrong, None for a mistake of ours."""
    from domain.errors import StorageUnavailable
    from storage.engine import DriverMissing, NotADatabase, NotDurable
    from storage.migrate import DatabaseIsNewer, DatabaseIsOlder

    keys: dict[type[Exception], str] = {
        DatabaseIsNewer: "database-newer",
        DatabaseIsOlder: "database-older",
        DriverMissing: "database-driver-missing",
        NotDurable: "database-not-durable",
        NotADatabase: "database-not-one",
        StorageUnavailable: "database-unavailable",
        OSError: "system",
    }
    return next((words for kind, words in keys.items() if isinstance(error, kind)), None)


def _is_missing(database: Database) -> bool:
    """Whether it is an SQLite file that nobody has made yet."""
    return database.file is not None and not database.file.exists()


def _importing(database: Database) -> Importing:
    """The use case that takes over a register."""
    from bot.gateways.checks import is_email, is_fiscal_code
    from domain.register import RegisterReader
    from domain.usecases.importing import Importing
    from storage.unit_of_work import SqlUnits

    return Importing(units=SqlUnits(database), reader=RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email))


def _configure_logs(level: str, log_format: LogFormat, secrets: Sequence[str] = ()) -> None:
    """Sends the log to standard error."""
    from bot.logs import configure

    configure(level, log_format, secrets)


if __name__ == "__main__":
    sys.exit(main())
