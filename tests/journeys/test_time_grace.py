"""Nothing is switched off in silence: when no reminder arrives anywhere, what is bought runs on for fifteen days."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.sandbox.world import World
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import Diary, kept
from tests.people import ANNA, CARLA, PASSWORD, TODAY
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("stopped_clockwork")

STUDIO = 1
LAST_DAY, DAY_AFTER = date(2027, 1, 31), date(2027, 2, 1)
LAST_OF_GRACE, END = date(2027, 2, 15), date(2027, 2, 16)


@pytest.fixture
async def anna(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Anna has bought two GB for her studio. Then she blocks the bot, and her reference e-mail takes no letter."""
    async with kept(open_house, world, ANNA, TODAY) as diary:
        async with diary.acting():
            await Phone(world, CARLA).says("/start")
            await Phone(world, ANNA).logs_in()
            await diary.holds(2, number=STUDIO)
        world.telegram.chats[ANNA.chat_id].blocked = True
        world.mail.refuse(ANNA.email)
        yield diary
        await books.assert_right(diary.house, world)


async def fate(diary: Diary) -> list[str]:
    """Until when the add-on is paid; until when it runs on unpaid, and when it ended, if so."""
    (addon,) = await diary.addons(STUDIO)
    return [day.isoformat() for day in (addon.runs_until, addon.grace_until, addon.ended_on) if day]


async def test_f50_when_both_channels_are_broken_for_ninety_days_the_add_on_runs_on_and_then_ends(
    anna: Diary, world: World
) -> None:
    await anna.until(LAST_DAY)
    before = await fate(anna)
    await anna.until(DAY_AFTER)
    running_on = await fate(anna)
    told_to_carla = Phone(world, CARLA).said
    await anna.until(LAST_OF_GRACE)
    last = await fate(anna)
    await anna.until(END)
    assert before == ["2027-01-31"]
    assert running_on == last == ["2027-01-31", "2027-02-15"]
    assert await fate(anna) == ["2027-01-31", "2027-02-15", "2027-02-16"]
    assert anna.told == []
    (grace,) = [text for text in told_to_carla if "studio.bianchi@pec.archrm.it, scadenza del 31 gennaio 2027" in text]
    assert "fino al 15 febbraio 2027" in grace
    assert (await anna.mailbox(STUDIO)).expires_on == date(2028, 1, 31)
    assert await books.credit(anna.house, ANNA) == 0


async def test_f50_every_failed_try_to_warn_is_proved(anna: Diary, world: World) -> None:
    await anna.until(LAST_DAY)
    letters = await anna.proofs("reminder", "email")
    chats = await anna.proofs("reminder", "chat")
    nobody = "550 5.1.1 There is nobody of that name here"
    assert [[(result.value, answer) for result, answer in tries] for tries in letters] == [[("refused", nobody)]] * 7
    assert [[(result.value, answer) for result, answer in tries] for tries in chats] == [[("refused", "blocked")]]


async def test_f50_who_can_be_told_again_in_the_grace_is_warned_pays_and_keeps_the_add_on(
    anna: Diary, world: World
) -> None:
    phone = Phone(world, ANNA)
    await anna.until(date(2027, 2, 7))
    world.telegram.unblock(ANNA.chat_id)
    await world.telegram.settled()
    await anna.until(date(2027, 2, 8))
    reminder = await phone.sees("run on unpaid until 15 February 2027: 7 days are left")
    async with anna.acting():
        await phone.taps("Top up €7.32", message=reminder)
        await phone.says(PASSWORD)
        world.stripe.pay(phone.link())
        await world.stripe.idle()
    await anna.post()
    assert await fate(anna) == ["2028-01-31"]
    assert await books.credit(anna.house, ANNA) == 0
    await anna.until(END)
    assert [(one.day.isoformat(), one.channel, one.facts[0]) for one in anna.told] == [
        ("2027-02-08", "chat", "⏳"),
        ("2027-02-08", "chat", "⚠️"),  # and that her address does not work
        ("2027-02-08", "chat", "💶"),
        ("2027-02-08", "chat", "🔁"),
    ]
