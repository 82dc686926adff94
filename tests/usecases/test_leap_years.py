"""Ten years of a mailbox that expires on 29 February, wherever the server is (F45, F46)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.ledger import holder_account
from domain.notices import Channel, NoticeKind
from domain.steps import STEPS
from tests.people import ANNA
from tests.usecases.world import World

pytestmark = pytest.mark.usefixtures("zone")

STUDIO = 1
EXPIRIES = [date(year, 2, 29 if year % 4 == 0 else 28) for year in range(2028, 2039)]
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = (23, 59), (0, 1)

Seen = list[tuple[date, NoticeKind, int]]


@pytest.fixture
async def anna(world: World) -> World:
    """Anna's studio expires on 29 February 2028; one GB of inbox space there is free, and costs 3.66 a year after."""
    await world.import_row(ANNA, STUDIO, expires_on=EXPIRIES[0])
    world.go_to(EXPIRIES[0] - timedelta(days=91), 12)
    await world.calendar.reminding.run()
    await world.buy(ANNA, number=STUDIO)
    await world.notices()
    return world


def nights(expiry: date) -> Iterator[date]:
    """The days at whose beginning something is due before and after an expiry."""
    yield from (expiry - timedelta(days=step) for step in STEPS)
    yield from (expiry, expiry + timedelta(days=1), expiry + timedelta(days=2))


async def told_in(world: World, day: date, time: tuple[int, int]) -> Seen:
    """What Anna is told in her chat at a time in Rome: of a reminder what is missing, of a renewal what was taken."""
    world.go_to(day, *time)
    await world.calendar.renewing.run()
    await world.calendar.reminding.run()
    return [
        (day, notice.kind, notice.number("missing" if notice.kind is NoticeKind.REMINDER else "charged"))
        for notice in await world.notices()
        if notice.channel is Channel.CHAT and notice.target == str(ANNA.chat_id)
    ]


@pytest.mark.parametrize("kind", ["sqlite"])  # other tests hold the statements against both; this is about days
async def test_f46_ten_years_of_reminders_and_renewals_come_on_their_days_and_each_year_is_charged_once(
    anna: World,
) -> None:
    seen: Seen = []
    dates: list[date] = []
    for expiry in EXPIRIES[:-1]:
        for night in nights(expiry):
            if expiry.day == 29:
                seen += await told_in(anna, night - timedelta(days=1), BEFORE_MIDNIGHT)
            seen += await told_in(anna, night, AFTER_MIDNIGHT)
            if night == expiry:
                await anna.give(ANNA, 366)
                await anna.notices()
        dates.append((await anna.box(ANNA, STUDIO)).expires_on)
    assert dates == EXPIRIES[1:]
    assert seen == [
        what
        for expiry in EXPIRIES[:-1]
        for what in (
            *((expiry - timedelta(days=step), NoticeKind.REMINDER, 366) for step in STEPS),
            (expiry + timedelta(days=1), NoticeKind.RENEWAL, 366),
        )
    ]
    assert await anna.credit(ANNA) == 0
    assert await charged(anna) == [366] * 10
    assert await anna.books() == ()


async def charged(world: World) -> list[int]:
    """What each renewal took, in cents, newest first."""
    async with world.units.read() as unit:
        movements = await unit.ledger.movements(holder_account(await world.holder(ANNA)), 1_000, 0)
    return [-movement.amount.cents for movement in movements if movement.event.startswith("renewal:")]
