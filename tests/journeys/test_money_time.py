"""Time passes between an order and its money: links expire, webhooks are late, the bot is down, prices change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import House
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.world import World
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]


@pytest.fixture
async def mario(phone: Phones, house: House, world: World) -> AsyncIterator[Phone]:
    """Mario, logged in, with an order of 2 GB and the link for it; in the end the books are right."""
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.orders(2)
    yield mario
    await books.assert_right(house, world)


async def ordered(house: House, world: World) -> str:
    """Mario logs in and orders 2 GB; the payment link."""
    await enrol(house)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await mario.orders(2)
    return mario.link()


async def assert_completed_once(house: House, world: World) -> None:
    """Mario has what he ordered, paid for it once, and was told once."""
    await books.assert_right(house, world)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "completed")])
    assert sum("Ordine completato" in text for text in Phone(world, MARIO).said) == 1


async def test_f24_news_that_come_after_the_quote_is_over_bring_credit_and_a_key_to_buy_again(
    mario: Phone, house: House, world: World
) -> None:
    world.stripe.pay(mario.link(), webhooks="delay")
    world.clock.move(timedelta(hours=25))
    world.stripe.release_delayed()
    await world.stripe.idle()
    await books.deliver(house)
    ((_, state),) = await books.orders(house, MARIO)
    assert (await books.credit(house, MARIO), state) == (2_196, "pending")
    assert "sono nel tuo credito" in mario.text
    await house.top_ups.expire()
    assert await books.orders(house, MARIO) == [(2, "expired")]

    await mario.taps("Acquista al prezzo di oggi")
    await mario.says(PASSWORD)
    await mario.taps("Conferma")
    assert "Ordine completato" in mario.text
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


async def test_f24_a_payment_found_when_its_link_expires_is_credited_and_its_late_webhook_changes_nothing(
    mario: Phone, house: House, world: World
) -> None:
    world.stripe.pay(mario.link(), webhooks="delay")
    world.clock.move(timedelta(hours=25))
    await house.top_ups.expire()
    world.stripe.release_delayed()
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_196, [(2, "expired")])
    assert sum("sono nel tuo credito" in text for text in mario.said) == 1


async def test_f24_a_payment_of_a_link_already_taken_back_is_still_credited(
    mario: Phone, house: House, world: World
) -> None:
    """A session that was paid in the instant in which its link was taken back: Stripe tells much later."""
    link = mario.link()
    paid = world.stripe.pay(link, webhooks="lose")
    completed = next(it for it in world.stripe.events_of(paid["session"]["id"]) if "completed" in it["type"])
    paid["session"]["status"] = "open"
    paid["session"]["payment_status"] = "unpaid"
    world.clock.move(timedelta(hours=25))
    await house.top_ups.expire()
    assert await books.credit(house, MARIO) == 0
    await world.stripe.deliver(completed["id"])
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_196, [(2, "expired")])
    assert "sono nel tuo credito" in mario.text


async def test_a_link_and_a_page_left_open_cannot_be_paid_after_a_day(mario: Phone, house: House, world: World) -> None:
    link = mario.link()
    session = world.stripe.open(link)
    world.clock.move(timedelta(hours=24))
    assert await house.top_ups.expire() == 1
    assert session["status"] == "expired"
    for opened in (session["id"], None):
        with pytest.raises(LinkClosed):
            world.stripe.pay(link, session=opened)


async def test_nobody_is_promised_an_order_for_longer_than_its_quote_is_good(
    phone: Phones, house: House, world: World
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.asks_for(2)
    until = f"{world.clock.now().astimezone(ZoneInfo('Europe/Rome')) + timedelta(days=1):%d novembre %Y alle %H}"
    world.clock.move(timedelta(hours=20))
    await mario.taps("Conferma")
    await mario.says(PASSWORD)
    assert f"Puoi pagare fino al {until}" in mario.text


async def test_f30_three_days_without_webhooks_are_made_good_once(phone: Phones, house: House, world: World) -> None:
    world.stripe.webhooks.mode = "lose"
    people = (MARIO, BRUNO, ANNA)
    for person in people:
        each = phone(person)
        await each.logs_in()
        world.stripe.pay(await each.tops_up("20"))
        world.clock.move(timedelta(days=1))
    for _ in range(2):
        await house.top_ups.reconcile()
        await house.top_ups.expire()
        await books.deliver(house)
    assert [await books.credit(house, person) for person in people] == [2_000, 2_000, 2_000]
    assert [sum("20" in text and "💶" in text for text in phone(person).said[-1:]) for person in people] == [1, 1, 1]
    await books.assert_right(house, world)


async def test_f30_a_bot_that_was_down_for_three_days_credits_at_its_start_what_was_paid_meanwhile(
    open_house: OpenHouse, world: World
) -> None:
    async with open_house() as house:
        link = await ordered(house, world)
    world.stripe.pay(link, webhooks="lose")
    world.clock.move(timedelta(days=3))
    async with open_house() as house:
        await Phone(world, MARIO).logs_in()
        for _ in range(2):
            await house.top_ups.reconcile()
            await house.top_ups.expire()
        await books.deliver(house)
        assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_196, [(2, "expired")])
        await books.assert_right(house, world)


async def test_a_restart_between_the_link_and_the_payment_changes_nothing(open_house: OpenHouse, world: World) -> None:
    async with open_house() as house:
        link = await ordered(house, world)
    async with open_house() as house:
        world.stripe.pay(link)
        await world.stripe.idle()
        await books.deliver(house)
        await assert_completed_once(house, world)


async def test_a_payment_while_the_bot_is_down_completes_the_order_at_its_start(
    open_house: OpenHouse, world: World
) -> None:
    async with open_house() as house:
        link = await ordered(house, world)
    world.stripe.pay(link, webhooks="lose")
    async with open_house() as house:
        await house.top_ups.reconcile()  # besides the one of the start, which may be under way
        await books.deliver(house)
        await Phone(world, MARIO).sees("Ordine completato")
        await assert_completed_once(house, world)


async def test_a_restart_between_the_credit_and_the_notice_delivers_it_once(
    open_house: OpenHouse, world: World
) -> None:
    async with open_house() as house:
        link = await ordered(house, world)
        world.stripe.pay(link)
        await world.stripe.idle()
        assert await books.owed(house) > 0
    for _ in range(2):
        async with open_house() as house:
            await books.deliver(house)
            await Phone(world, MARIO).sees("Ordine completato")
    async with open_house() as house:
        await assert_completed_once(house, world)


async def test_f61_a_quote_is_charged_as_it_was_shown_though_the_price_has_changed_since(
    open_house: OpenHouse, world: World
) -> None:
    mario = Phone(world, MARIO)
    async with open_house() as house:
        await enrol(house)
        await mario.logs_in()
        await mario.asks_for(2)
        assert "21,96 €" in mario.text
    async with open_house(inbox_price="9.00", vat_rate="25") as house:
        await mario.taps("Conferma")
        assert "21,96 €" in mario.text
        world.stripe.pay(mario.link())
        await world.stripe.idle()
        await books.deliver(house)
        await assert_completed_once(house, world)
        await mario.asks_for(2)
        assert "67,50 €" in mario.text


async def test_f61_an_order_is_completed_at_its_price_though_the_price_has_changed_before_the_payment(
    open_house: OpenHouse, world: World
) -> None:
    async with open_house() as house:
        link = await ordered(house, world)
    async with open_house(inbox_price="9.00") as house:
        world.stripe.pay(link)
        await world.stripe.idle()
        await books.deliver(house)
        await assert_completed_once(house, world)
