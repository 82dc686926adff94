"""The commands about days: what one costs, and what one brings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.speech import Speech

if TYPE_CHECKING:
    from storage.engine import Database


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
