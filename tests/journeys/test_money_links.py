"""The payment links of an order that is over cannot be paid, as soon as what is owed to the world is delivered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.app import House
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.world import World
from tests.journeys import books
from tests.people import BRUNO, MARIO, Person
from tests.phone import Phone

Phones = Callable[[Person], Phone]


@pytest.fixture
async def mario(quiet_clockwork: None, phone: Phones, house: House, world: World) -> AsyncIterator[Phone]:
    """Mario, logged in; when he is done the books are right."""
    mario = phone(MARIO)
    await mario.logs_in()
    yield mario
    await books.assert_right(house, world)


def active(world: World) -> list[str]:
    """The links that can be paid."""
    return [
        link["url"]
        for link in world.stripe.links
        if link["active"] and not link["restrictions"]["completed_sessions"]["count"]
    ]


async def cancels(phone: Phone) -> None:
    """From the payment link back to the order, which is given up."""
    await phone.taps("Torna all'ordine")
    await phone.taps("Annulla l'ordine")


async def test_the_link_of_a_cancelled_order_cannot_be_paid_and_neither_can_a_page_left_open(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    session = world.stripe.open(link)
    await cancels(mario)
    await books.deliver(house)
    assert active(world) == []
    for opened in (session["id"], None):
        with pytest.raises(LinkClosed, match="non è più attivo"):
            world.stripe.pay(link, session=opened)
    assert (await books.credit(house, MARIO), world.stripe.intents) == (0, [])


async def test_the_clockwork_takes_the_link_of_a_cancelled_order_back_by_itself(
    phone: Phones, house: House, world: World
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.orders(2)
    await cancels(mario)
    for _ in range(50):
        if not active(world):
            break
        await asyncio.sleep(0.1)
    assert active(world) == []
    await books.assert_right(house, world)


async def test_a_link_whose_order_made_way_for_another_cannot_be_paid_and_the_holder_was_told(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(10)
    old = mario.link()
    await mario.orders(2)
    assert "ha preso il posto di quello in attesa per 10 GB, che è annullato" in mario.text
    await books.deliver(house)
    assert active(world) == [mario.link()]
    with pytest.raises(LinkClosed):
        world.stripe.pay(old)


async def test_two_chats_that_confirm_the_same_thing_leave_one_link_that_can_be_paid(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await mario.orders(2)
    await partner.orders(2)
    await books.deliver(house)
    assert active(world) == [partner.link()]
    world.stripe.pay(partner.link())
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO), active(world)) == (0, [2], [])


async def test_the_link_of_an_order_that_another_top_up_completed_cannot_be_paid(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    old = mario.link()
    world.stripe.pay(await mario.tops_up("50"))
    await world.stripe.idle()
    await books.deliver(house)
    assert await books.orders(house, MARIO) == [(2, "completed")]
    with pytest.raises(LinkClosed):
        world.stripe.pay(old)


async def test_the_receipt_names_the_order_that_made_way(mario: Phone, house: House, world: World) -> None:
    await mario.orders(10)
    world.stripe.pay(await mario.tops_up("50"))
    await world.stripe.idle()
    await books.deliver(house)
    await mario.orders(2)
    assert "Ordine completato" in mario.text
    assert "in attesa per 10 GB" in mario.text


async def test_while_stripe_does_not_answer_a_link_is_taken_back_later_and_chats_get_their_news(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await cancels(mario)
    world.stripe.fail_next("POST", "/v1/payment_links", 500, times=2)  # the call, and its repetition
    await books.deliver(house)
    assert len(active(world)) == 1
    world.clock.move(timedelta(seconds=10))
    await books.deliver(house)
    assert (active(world), await books.owed(house)) == ([], 0)


async def test_f24_a_payment_in_the_instant_in_which_its_link_is_taken_back_is_credited_by_reconciliation(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    await cancels(mario)
    world.stripe.pay(link, webhooks="lose")
    await books.deliver(house)
    assert await house.top_ups.reconcile() == 1
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_196, [(2, "cancelled")])
