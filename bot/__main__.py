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
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli.speech import OK, REFUSED, Speech, choose_texts

if TYPE_CHECKING:
    from storage.engine import Database

Command = Callable[[argparse.Namespace, Speech], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; answers 0 if all is well, 1 if something was refused or found wrong, 2 for wrong usage."""
    from bot.cli.complaints import refuse_settings
    from bot.cli.parser import build_parser
    from bot.setting_sources import SettingsRefused
    from bot.settings import wanted_language

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no euro sign shows a question mark
    typed = sys.argv[1:] if argv is None else argv
    speech = Speech(texts=choose_texts(wanted_language()), as_json="--json" in typed)
    arguments = build_parser(speech).parse_args(typed)
    if "dry_run" in arguments:
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
    from bot import cellar
    from bot.settings import BookSettings, read_settings
    from storage.migrate import current, migrate

    async def work(database: Database) -> int:
        before = await current(database)
        after = await migrate(database)
        speech.document({"revision": after, "changed": before != after})
        speech.say("migrated" if before != after else "migrated-already", revision=after)
        return OK

    return cellar.with_database(speech, read_settings(BookSettings), work, made=False)


def import_register(arguments: argparse.Namespace, speech: Speech) -> int:
    """Takes over the body's register."""
    from bot import cellar
    from bot.cli import books
    from bot.settings import BookSettings, read_settings

    async def work(database: Database) -> int:
        importing = cellar.importing_into(database)
        return await books.import_register(importing, arguments.file, speech, dry_run=arguments.dry_run)

    return cellar.with_database(speech, read_settings(BookSettings), work)


def renew(arguments: argparse.Namespace, speech: Speech) -> int:
    """Carries out what is due on a day."""
    from bot import cellar
    from bot.cli import days
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        renewing = cellar.calendar_of(database, settings).renewing
        return await days.renew(renewing, arguments.on, speech, dry_run=arguments.dry_run)

    return cellar.with_database(speech, settings, work)


def remind(arguments: argparse.Namespace, speech: Speech) -> int:
    """Writes the reminders owed on a day."""
    from bot import cellar
    from bot.cli import days
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        reminding = cellar.calendar_of(database, settings).reminding
        return await days.remind(reminding, arguments.on, speech, dry_run=arguments.dry_run)

    return cellar.with_database(speech, settings, work)


def simulate(arguments: argparse.Namespace, speech: Speech) -> int:
    """Tells what will happen to a mailbox."""
    from bot import cellar
    from bot.cli import future
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        return await future.simulate(cellar.copied(database, settings), arguments.mailbox, arguments.until, speech)

    return cellar.with_database(speech, settings, work)


def audit(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Checks the books, and stops charging while they are wrong."""
    from bot import cellar
    from bot.cli import books
    from bot.settings import BookSettings, read_settings

    async def work(database: Database) -> int:
        return await books.audit(cellar.auditing(database), speech)

    return cellar.with_database(speech, read_settings(BookSettings), work)


def acts(arguments: argparse.Namespace, speech: Speech) -> int:
    """Tells what administrators did."""
    from bot import cellar
    from bot.cli import books
    from bot.settings import BookSettings, read_settings

    async def work(database: Database) -> int:
        return await books.acts(cellar.recounting(database), arguments.limit, speech)

    return cellar.with_database(speech, read_settings(BookSettings), work)


def export(arguments: argparse.Namespace, speech: Speech) -> int:
    """Tells everything that is kept about the holder of a mailbox."""
    from bot import cellar
    from bot.cli import personal_data
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        return await personal_data.export(cellar.privacy(database, settings), arguments.mailbox, arguments.file, speech)

    return cellar.with_database(speech, settings, work)


def erase(arguments: argparse.Namespace, speech: Speech) -> int:
    """Erases the personal data of the holder of a mailbox."""
    from bot import cellar
    from bot.cli import personal_data
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        privacy = cellar.privacy(database, settings)
        return await personal_data.erase(privacy, arguments.mailbox, speech, dry_run=arguments.dry_run)

    return cellar.with_database(speech, settings, work)


def backup(arguments: argparse.Namespace, speech: Speech) -> int:
    """Copies the database while the bot runs."""
    from bot import cellar
    from bot.settings import BookSettings, read_settings
    from storage.backup import BackupDamaged, NoFolder, NotAFile, back_up

    async def work(database: Database) -> int:
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

    return cellar.with_database(speech, read_settings(BookSettings), work, of_this_version=False)


def doctor(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Looks at everything the bot needs."""
    from bot import cellar
    from bot.cli.doctor import doctor
    from bot.logs import configure

    configure("ERROR", "text", ())
    return asyncio.run(doctor(speech, cellar.look))


def run(_arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot until it is told to stop."""
    from bot.logs import configure
    from bot.settings import Settings, read_settings

    settings = read_settings(Settings)
    configure(settings.log_level, settings.log_format, settings.secrets())

    gc.disable()  # nothing of what is imported now will ever be garbage
    from bot import cellar
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

    return cellar.telling(speech, lambda: run_in_loop(work()))


def demo(arguments: argparse.Namespace, speech: Speech) -> int:
    """Runs the bot in a pretend world."""
    from bot import cellar
    from bot.cli.demo import Demo
    from bot.logs import configure

    configure("WARNING", "text", ())
    wanted = Demo(
        keep=arguments.keep,
        port=arguments.port,
        speech=speech,
        prepare=cellar.prepare,
        next_event=cellar.next_event,
    )
    return cellar.telling(speech, lambda: asyncio.run(wanted.run()))


COMMANDS: dict[str, Command] = {
    "run": run,
    "demo": demo,
    "migrate": migrate,
    "import": import_register,
    "quote": quote,
    "renew": renew,
    "remind": remind,
    "simulate": simulate,
    "audit": audit,
    "acts": acts,
    "export": export,
    "erase": erase,
    "backup": backup,
    "doctor": doctor,
}


if __name__ == "__main__":
    sys.exit(main())
