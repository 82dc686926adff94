"""The commands of whoever runs the house: the report of a day, and the bot closed for a while."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.speech import USAGE, Speech

if TYPE_CHECKING:
    from storage.engine import Database


def digest(arguments: argparse.Namespace, speech: Speech) -> int:
    """Tells what a day brought."""
    from bot import cellar
    from bot.cli.digest import digest
    from bot.settings import DaySettings, read_settings

    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        return await digest(cellar.digesting(database, settings), arguments.on, arguments.chart, speech)

    return cellar.with_database(speech, settings, work)


def maintenance(arguments: argparse.Namespace, speech: Speech) -> int:
    """Closes the bot to holders, opens it, or says how it stands."""
    from bot import cellar
    from bot.cli import maintenance
    from bot.settings import DaySettings, read_settings

    if arguments.until and arguments.switch != "on":
        speech.refuse("maintenance-until-what", switch=arguments.switch)
        return USAGE
    settings = read_settings(DaySettings)

    async def work(database: Database) -> int:
        maintaining = cellar.maintaining(database, settings)
        match arguments.switch:
            case "on":
                return await maintenance.begin(maintaining, arguments.until, speech)
            case "off":
                return await maintenance.end(maintaining, speech)
        return await maintenance.status(maintaining, speech)

    return cellar.with_database(speech, settings, work)
