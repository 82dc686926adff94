"""The command line's door to the storage: opens a database for one command, and says what is wrong with it.

What only some commands need is imported when it is asked for, so that the others start at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.cli.speech import Speech
from bot.clock import SetClock, clock_of
from bot.logs import configure
from bot.screens.texts import Variable
from bot.settings import BookSettings, CatalogueSettings, DaySettings
from domain.calendar import ROME, civil_day
from domain.errors import StorageUnavailable
from domain.register import RegisterReader
from domain.usecases.importing import Importing
from storage.answering import DatabaseUnwilling
from storage.backup import back_up
from storage.copying import copy_holder_of
from storage.engine import Database, DriverMissing, NotADatabase, NotDurable, open_database
from storage.migrate import DatabaseIsNewer, DatabaseIsOlder, check_version, migrate
from storage.unit_of_work import SqlUnits

if TYPE_CHECKING:
    from bot.cli.future import Copied
    from bot.clockwork import Calendar
    from domain.usecases.auditing import Auditing
    from domain.usecases.digesting import Digesting
    from domain.usecases.maintaining import Maintaining
    from domain.usecases.privacy import Privacy
    from domain.usecases.recounting import Recounting
    from domain.usecases.simulating import Simulating

NEXT_EVENT_DAYS = 400
MORNING = time(9)

OnDatabase = Callable[[Database], Awaitable[int]]
Complaint = tuple[str, dict[str, Variable]]  # the key of a sentence, and its facts

_WORDS: dict[type[Exception], str] = {
    DatabaseIsNewer: "database-newer",
    DatabaseIsOlder: "database-older",
    DriverMissing: "database-driver-missing",
    NotDurable: "database-not-durable",
    NotADatabase: "database-not-one",
    DatabaseUnwilling: "database-unwilling",
    StorageUnavailable: "database-unavailable",
    OSError: "system",
}
_FORESEEN = tuple(_WORDS)


def with_database(
    speech: Speech, settings: BookSettings, work: OnDatabase, *, made: bool = True, of_this_version: bool = True
) -> int:
    """Opens the database of the settings for the work, and closes it again.

    It has to be there (`made`), and to be migrated (`of_this_version`), unless the work needs neither.
    """
    configure(settings.log_level, settings.log_format, ())

    async def opened() -> int:
        database = open_database(settings.database_url)
        try:
            if made and is_missing(database):
                return speech.refuse("database-missing")
            if made and of_this_version:
                await check_version(database)
            return await work(database)
        finally:
            await database.close()

    return telling(speech, lambda: asyncio.run(opened()))


def telling(speech: Speech, act: Callable[[], int]) -> int:
    """Acts; what can go wrong outside the code is told in a line instead of a traceback."""
    try:
        return act()
    except _FORESEEN as error:
        key, facts = complaint_about(error)
        return speech.refuse(key, **facts)


def complaint_about(error: Exception) -> Complaint:
    """The words for one of the errors that are foreseen."""
    key = next(words for kind, words in _WORDS.items() if isinstance(error, kind))
    match error:
        case DatabaseUnwilling():
            return key, {"reason": error.reason}
        case OSError():
            return key, {"reason": error.strerror or type(error).__name__}
    return key, {}


def is_missing(database: Database) -> bool:
    """Whether it is an SQLite file that nobody has made yet."""
    return database.file is not None and not database.file.exists()


async def look(url: str) -> Complaint | None:
    """The words for what is wrong with a database, None if it is well."""
    try:
        database = open_database(url)
        try:
            if is_missing(database):
                return "database-missing", {}
            await database.check()
            await check_version(database)
        finally:
            await database.close()
    except _FORESEEN as error:
        return complaint_about(error)
    return None


def importing_into(database: Database) -> Importing:
    """The use case that takes over a register."""
    from bot.gateways.checks import is_email, is_fiscal_code

    reader = RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email)
    return Importing(units=SqlUnits(database), reader=reader, clock=clock_of(""))


async def prepare(url: str, lines: Sequence[str]) -> None:
    """Migrates a database and imports the lines of a register into it."""
    database = open_database(url)
    try:
        await migrate(database)
        await importing_into(database).run(lines)
    finally:
        await database.close()


def calendar_of(database: Database, settings: DaySettings) -> Calendar:
    """What a day brings about in a database."""
    from bot.clockwork import build_calendar

    return build_calendar(
        SqlUnits(database),
        clock_of(settings.clock_file),
        settings.catalogue(),
        settings.admin_ids,
        by_email=bool(settings.smtp_url),
    )


def auditing(database: Database) -> Auditing:
    """What checks the books."""
    from domain.usecases.auditing import Auditing

    return Auditing(units=SqlUnits(database))


def recounting(database: Database) -> Recounting:
    """What tells the acts of administrators."""
    from domain.usecases.recounting import Recounting

    return Recounting(units=SqlUnits(database))


def digesting(database: Database, settings: DaySettings) -> Digesting:
    """What counts a day."""
    from domain.usecases.digesting import Digesting

    units, clock = SqlUnits(database), clock_of(settings.clock_file)
    return Digesting(units=units, clock=clock, catalogue=settings.catalogue(), admins=(), hour=None)


def maintaining(database: Database, settings: DaySettings) -> Maintaining:
    """What closes the bot to holders, and opens it."""
    from domain.usecases.maintaining import Maintaining

    return Maintaining(units=SqlUnits(database), clock=clock_of(settings.clock_file))


def privacy(database: Database, settings: DaySettings) -> Privacy:
    """What is kept about a holder: told, erased."""
    from domain.usecases.privacy import Privacy

    units, clock = SqlUnits(database), clock_of(settings.clock_file)
    return Privacy(units=units, clock=clock, by_email=bool(settings.smtp_url))


def copied(database: Database, settings: DaySettings) -> Copied:
    """Opens, for a mailbox, the days to come on a copy of all that its holder has; the copy is thrown away."""
    from bot.clockwork import build_simulating

    @asynccontextmanager
    async def opened(address: str) -> AsyncIterator[Simulating]:
        with TemporaryDirectory(prefix="area-clienti-") as folder:
            copy = open_database(f"sqlite+aiosqlite:///{folder}/copy.db")
            try:
                await migrate(copy)
                await copy_holder_of(database, address, copy)
                clock = SetClock(clock_of(settings.clock_file).now())
                yield build_simulating(SqlUnits(copy), clock, settings.catalogue(), by_email=bool(settings.smtp_url))
            finally:
                await copy.close()

    return opened


async def next_event(url: str, now: datetime) -> datetime | None:
    """Nine in the morning, in Rome, of the next day on which something is said or taken by itself in a demo's database.

    None if nothing is within 400 days. The database is copied first, and the copy thrown away.
    """
    from bot.clockwork import build_simulating

    catalogue = CatalogueSettings.model_construct().catalogue()  # the demo has no settings of the operator's
    with TemporaryDirectory(prefix="area-clienti-") as folder:
        path = Path(folder) / "copy.db"
        original = open_database(url)
        try:
            await back_up(original, path)
        finally:
            await original.close()
        copy = open_database(f"sqlite+aiosqlite:///{path}")
        try:
            return await _next_event(build_simulating(SqlUnits(copy), SetClock(now), catalogue, by_email=True), now)
        finally:
            await copy.close()


async def _next_event(simulating: Simulating, now: datetime) -> datetime | None:
    today = civil_day(now)
    async with aclosing(simulating.days(today, today + timedelta(days=NEXT_EVENT_DAYS))) as days:
        async for told in days:
            if told.day > today and told.news:  # what today brings is on its way
                return datetime.combine(told.day, MORNING, tzinfo=ROME)
    return None
