"""The commands about what is kept of a person."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.speech import Speech

if TYPE_CHECKING:
    from storage.engine import Database


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
