"""The commands about the books and the file they are kept in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.speech import OK, Speech

if TYPE_CHECKING:
    from storage.engine import Database


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
