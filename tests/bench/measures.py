"""The measures of the clockwork, on one populated database."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median

from bot.clockwork import build_calendar
from domain.usecases.reminding import Reminding
from domain.usecases.renewing import Renewed, Renewing
from storage.engine import Database
from storage.unit_of_work import SqlUnits
from tests.bench import plain_sql
from tests.bench.provider import TODAY
from tests.builders import CATALOGUE
from tests.fakes import FakeClock

ROUNDS = 5


async def seconds_of(work: Callable[[], Awaitable[object]]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def renewing(database: Database) -> Renewing:
    """The use case that the tick and the command line run."""
    return build_calendar(SqlUnits(database), FakeClock(), CATALOGUE, (), by_email=True).renewing


def reminding(database: Database) -> Reminding:
    """The use case that the tick and the command line run."""
    return build_calendar(SqlUnits(database), FakeClock(), CATALOGUE, (), by_email=True).reminding


async def rates(database: Database, due: int) -> tuple[float, float]:
    """Mailboxes a second of `renew`, and of the plain script, on one day after the other in turns; the median."""
    ours: list[float] = []
    plain: list[float] = []
    day = TODAY
    for _ in range(ROUNDS):
        plain.append(await seconds_of(lambda day=day: plain_sql.renew(database, day)))  # type: ignore[misc]  # a default binds the day
        day += timedelta(days=1)
        ours.append(await seconds_of(lambda day=day: renewing(database).run(on=day)))  # type: ignore[misc]  # a default binds the day
        day += timedelta(days=1)
    return due / median(ours), due / median(plain)


async def renew_a_day(database: Database) -> tuple[float, Renewed]:
    """How long everything takes that is due on the first day, and what was done."""
    done: list[Renewed] = []

    async def work() -> None:
        done.append(await renewing(database).run(on=TODAY))

    return await seconds_of(work), done[0]
