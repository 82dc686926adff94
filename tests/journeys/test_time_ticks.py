"""The house's own clockwork: days that pass act by themselves, and a start makes good what was missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.app import House
from bot.sandbox.world import World
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import Diary, kept
from tests.journeys.purse import rich
from tests.people import ANNA, TODAY
from tests.phone import Phone, plain

STUDIO = 1
PATIENCE = 30.0  # seconds that a busy machine may take until a tick has come and done its work


async def begin(diary: Diary, cents: int) -> None:
    """Anna has two GB on her studio, and so much credit."""
    await Phone(diary.world, ANNA).logs_in()
    await rich(diary.house, ANNA, cents)
    await diary.holds(2, number=STUDIO)


async def told(world: World, words: str) -> None:
    """Waits until Anna has been told on both channels."""
    await world.telegram.wait_for(ANNA.chat_id, lambda view: words in plain(view["text"]), PATIENCE)
    await world.mail.wait_for(ANNA.email, lambda mail: words in plain(mail.text), PATIENCE)


def how_often(world: World, words: str) -> tuple[int, int]:
    """How many messages and how many letters say so."""
    letters = [plain(mail.text) for mail in world.mail.to(ANNA.email)]
    return sum(words in text for text in Phone(world, ANNA).said), sum(words in text for text in letters)


def it_is(world: World, day: date) -> None:
    """Moves the clock to ten in the morning of a day in winter."""
    world.clock.move_to(datetime.combine(day, time(9), tzinfo=UTC))


async def test_days_that_pass_bring_the_reminder_and_the_renewal_by_themselves(
    open_house: OpenHouse, world: World
) -> None:
    async with kept(open_house, world, ANNA, TODAY) as diary:
        await begin(diary, 1_000)
        it_is(world, date(2027, 1, 1))
        await told(world, "expires on 31 January 2027, in 30 days")
        it_is(world, date(2027, 2, 1))
        await told(world, "€7.32 was taken from your credit, which is now €2.68")
        assert await books.credit(diary.house, ANNA) == 268
        assert (await diary.house.auditing.audit()).ok


async def do_it_again(house: House) -> None:
    """The clockwork once more, to its end."""
    await house.clockwork.calendar.renewing.run()
    await house.clockwork.calendar.reminding.run()
    await books.deliver(house)


async def test_f47_a_start_after_days_of_downtime_sends_the_most_urgent_reminder_and_no_other(
    open_house: OpenHouse, world: World
) -> None:
    async with kept(open_house, world, ANNA, TODAY) as diary:
        await begin(diary, 100)
        it_is(world, date(2027, 1, 17))
        await told(world, "in 14 days")
    it_is(world, date(2027, 1, 29))
    for _ in range(2):
        async with kept(open_house, world, ANNA, TODAY) as diary:
            await told(world, "in 2 days")
            await do_it_again(diary.house)
    assert how_often(world, "in 2 days") == (1, 1)
    assert how_often(world, "To renew your add-ons") == (2, 2)


async def test_a_start_after_three_days_of_downtime_renews_at_once_what_expired_meanwhile(
    open_house: OpenHouse, world: World
) -> None:
    outcome = "€7.32 was taken from your credit, which is now €2.68"
    async with kept(open_house, world, ANNA, TODAY) as diary:
        await begin(diary, 1_000)
        it_is(world, date(2027, 1, 30))
        await told(world, "expires tomorrow")
    world.clock.move(timedelta(days=3))
    for _ in range(2):
        async with kept(open_house, world, ANNA, TODAY) as diary:
            await told(world, outcome)
            await do_it_again(diary.house)
            assert await books.credit(diary.house, ANNA) == 268
    assert how_often(world, outcome) == (1, 1)
