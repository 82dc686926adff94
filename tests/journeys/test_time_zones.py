"""A day begins at midnight in Rome, wherever the server is, and on the nights on which the hour changes (F45)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.sandbox.world import World
from domain.calendar import ROME
from domain.catalogue import ServiceKey
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import A_DAY, Diary, kept
from tests.journeys.purse import rich
from tests.people import ANNA, TODAY
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("zone", "stopped_clockwork")

STUDIO = 1
AN_HOUR = timedelta(hours=1)
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = time(23, 59), time(0, 1)
NIGHTS = (*range(-2, 5), *range(22, 29), *range(45, 53))  # hours after the first of three midnights
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.fixture
async def anna(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Anna's phone and her credit of 4.88: enough to renew one GB of archiving and not two of inbox space."""
    async with kept(open_house, world, ANNA, TODAY) as diary:
        async with diary.acting():
            await Phone(world, ANNA).logs_in()
            await rich(diary.house, ANNA, 488)
        yield diary
        assert (await diary.house.auditing.audit()).ok


async def buys_both(diary: Diary) -> None:
    """What is free less than three months before the expiry."""
    async with diary.acting():
        await diary.holds(2, number=STUDIO)
        await diary.holds(1, ServiceKey.ARCHIVE, number=STUDIO)


async def test_a_reminder_comes_after_midnight_in_rome_and_not_before(anna: Diary) -> None:
    await buys_both(anna)
    anna.day = date(2026, 12, 1)
    await anna.begin(BEFORE_MIDNIGHT)
    before = [one.facts[:3] for one in anna.told]
    anna.day = date(2026, 12, 2)
    await anna.begin(AFTER_MIDNIGHT)
    after = [(one.channel, *one.facts[:3]) for one in anna.told[len(before) :]]
    expiry = ("⏳", "31 January 2027")
    assert before == [(*expiry, "61 days")] * 2  # the step of 90 days, on both channels
    assert after == [("chat", *expiry, "60 days"), ("mail", *expiry, "60 days")]


async def test_a_renewal_comes_after_midnight_in_rome_and_not_before(anna: Diary) -> None:
    await buys_both(anna)
    anna.day = date(2027, 1, 31)
    await anna.begin(BEFORE_MIDNIGHT)
    before = (len(anna.told), await books.credit(anna.house, ANNA))
    anna.day = date(2027, 2, 1)
    await anna.begin(AFTER_MIDNIGHT)
    renewed = [(one.channel, *one.facts[:3]) for one in anna.told[2:] if one.facts[0] == "🔁"]
    assert before == (2, 488)
    assert renewed == [("chat", "🔁", "31 January 2027", "✅"), ("mail", "🔁", "31 January 2027", "✅")]
    assert await books.credit(anna.house, ANNA) == 0


@pytest.mark.parametrize("expiry", [SPRING - A_DAY, SPRING, AUTUMN - A_DAY, AUTUMN])
async def test_f45_hour_by_hour_over_the_night_of_the_change_each_notice_comes_once_at_midnight_in_rome(
    anna: Diary, world: World, expiry: date
) -> None:
    await anna.imported(STUDIO, expires_on=expiry)
    anna.day = expiry - timedelta(days=60)
    await buys_both(anna)
    midnight = datetime.combine(expiry - A_DAY, time.min, tzinfo=ROME).astimezone(UTC)
    seen: list[tuple[str, str, str]] = []
    for hour in NIGHTS:
        known = len(anna.told)
        world.clock.move_to(midnight + hour * AN_HOUR)
        await anna.do_what_is_due()
        local = f"{world.clock.now().astimezone(ROME):%d %H}"
        seen += [(local, one.channel, one.facts[0]) for one in anna.told[known:] if one.facts[0] != "📦"]
    assert seen == [
        (f"{day:%d} {at}", channel, sign)
        for day, at, sign in (
            (expiry - 2 * A_DAY, "22", "⏳"),  # the first run: two days are left
            (expiry - A_DAY, "00", "⏳"),
            (expiry + A_DAY, "00", "🔁"),
        )
        for channel in ("chat", "mail")
    ]
    assert await books.credit(anna.house, ANNA) == 0
