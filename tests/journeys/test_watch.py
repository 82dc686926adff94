"""Administrators hear of what is wrong in their chat, once, and once that it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.alarms import Watched
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.test_money_webhooks import post
from tests.people import CARLA, MARIO
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("stopped_clockwork")


async def look(*houses: House) -> None:
    """Every bot looks, and what is owed goes out."""
    for house in houses:
        await house.clockwork.watching.run()
    for house in houses:
        await books.deliver(house)


def told(phone: Phone, words: str) -> int:
    """How many of the bot's messages contain the words."""
    return sum(words in text for text in phone.said)


@pytest.fixture
async def carla(world: World, house: House) -> Phone:
    """The admin, who has started the bot."""
    carla = Phone(world, CARLA)
    await carla.says("/start")
    return carla


async def test_forged_webhooks_are_told_once_and_once_that_they_are_over(
    carla: Phone, house: House, world: World
) -> None:
    for _ in range(9):
        await post(world.stripe.webhook_url, b"{}", "t=1,v1=00")
        await look(house)
    assert told(carla, "firma sbagliata") == 1
    world.clock.move(timedelta(hours=1, minutes=2))
    for _ in range(3):
        await look(house)
    assert told(carla, "Nessun avviso di Stripe con una firma sbagliata") == 1


async def test_a_lost_webhook_is_told_with_the_number_of_the_top_up(carla: Phone, house: House, world: World) -> None:
    mario = Phone(world, MARIO)
    await mario.logs_in()
    link = await mario.tops_up("20")
    world.stripe.pay(link, webhooks="lose")
    await house.top_ups.reconcile()
    await look(house)
    world.clock.move(timedelta(minutes=11))
    for _ in range(3):
        await look(house)
    assert told(carla, "Il bot ne ha trovato 1 da solo: R000001") == 1
    world.stripe.pay(await mario.tops_up("10"))
    await world.stripe.idle()
    await look(house)
    assert told(carla, "Gli avvisi di Stripe arrivano di nuovo") == 1


async def test_two_replicas_tell_of_a_job_that_ends_well_on_neither_of_them_once(
    open_house: OpenHouse, world: World
) -> None:
    async with open_house() as one:
        await enrol(one)
        carla = Phone(world, CARLA)
        await carla.says("/start")
        async with open_house(bot_mode="webhook", public_url=world.base_url) as other:
            for house in (one, other):
                house.clockwork.watching.watched = [Watched(name="renewals", limit=timedelta(minutes=10))]
            one.metrics.notebook.ticks["renewals"] = world.clock.now()
            for _ in range(14):
                await look(one, other)
                world.clock.move(timedelta(minutes=1))
            assert told(carla, "Un lavoro del bot non finisce più bene") == 1
            other.metrics.notebook.ticks["renewals"] = world.clock.now()
            await look(one, other)
            await look(one, other)
            assert told(carla, "finisce di nuovo bene") == 1


async def test_every_job_of_the_bot_is_watched(open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    async with open_house() as house:
        watched = {one.name for one in house.clockwork.watching.watched}
    ticks = {tick.name for tick in (*house.clockwork.ticks(house.delivery), *house.outgoing.broadcasts.ticks())}
    assert watched == ticks
    assert {"renewals", "delivery", "broadcast", "watch"} <= watched
