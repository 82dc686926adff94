"""Orders and the money for them: paid in parts, paid twice, paid late, given up, raced for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.app import House
from bot.sandbox.stripe_cards import DECLINED
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.world import World
from tests.journeys import books
from tests.people import BRUNO, MARIO, Person
from tests.phone import Phone, data_of

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]


@pytest.fixture
async def mario(phone: Phones, house: House, world: World) -> AsyncIterator[Phone]:
    """Mario, logged in; when he is done the books are right."""
    mario = phone(MARIO)
    await mario.logs_in()
    yield mario
    await books.assert_right(house, world)


async def pay(house: House, world: World, link: str) -> None:
    """Somebody pays a link with a good card, and the news goes round."""
    world.stripe.pay(link)
    await world.stripe.idle()
    await books.deliver(house)


def told(phone: Phone, words: str) -> int:
    """How many of the bot's messages contain the words."""
    return sum(words in text for text in phone.said)


async def test_a_declined_card_changes_nothing_and_a_good_one_on_the_same_link_completes_the_order(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    session = world.stripe.open(mario.link())
    with pytest.raises(StripeError, match="declined"):
        world.stripe.pay(mario.link(), DECLINED, session=session["id"])
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "pending")])
    assert told(mario, "Ordine completato") == 0

    world.stripe.pay(mario.link(), session=session["id"])
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "completed")])
    assert told(mario, "Ordine completato") == 1


async def test_a_part_payment_leaves_less_missing_and_the_rest_completes_the_order(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await pay(house, world, await mario.tops_up("10"))
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (1_000, [(2, "pending")])
    assert "11,96 €" in mario.text

    await mario.taps("Paga con carta 11,96 €")
    await pay(house, world, mario.link())
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "completed")])
    assert told(mario, "Ordine completato") == 1


async def test_a_top_up_of_more_than_is_missing_completes_the_order_and_keeps_the_rest(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await pay(house, world, await mario.tops_up("50"))
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_804, [(2, "completed")])
    assert (told(mario, "Ordine completato"), told(mario, "ricevuta")) == (1, 0)


async def test_one_large_top_up_completes_every_order_that_waits_and_tells_of_each(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await mario.orders(1, archive=True)
    await pay(house, world, await mario.tops_up("50"))
    assert await books.orders(house, MARIO) == [(2, "completed"), (1, "completed")]
    assert (await books.credit(house, MARIO), told(mario, "Ordine completato")) == (1_340, 2)


async def test_money_for_one_order_is_not_spent_on_another_that_waits(mario: Phone, house: House, world: World) -> None:
    await mario.orders(1, archive=True)
    await mario.orders(2)
    world.stripe.pay(mario.link(), amount=2_000)
    await world.stripe.idle()
    await books.deliver(house)
    assert await books.orders(house, MARIO) == [(1, "pending"), (2, "pending")]
    assert "mancano ancora 1,96 €" in mario.text


async def test_a_rest_of_a_few_cents_is_paid_with_a_euro_and_what_is_over_stays_credit(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await pay(house, world, await mario.tops_up("21,90"))
    await mario.taps("Paga con carta 1,00 €")
    await pay(house, world, mario.link())
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (94, [(2, "completed")])


async def test_f04_a_double_tap_on_confirm_is_one_order_with_one_link(mario: Phone, house: House, world: World) -> None:
    await mario.asks_for(2)
    shown = mario.screen
    for _ in range(3):
        world.telegram.tap(mario.chat_id, shown["message_id"], data_of(shown, "Conferma"))
    await world.telegram.settled()
    assert (len(await books.orders(house, MARIO)), len(world.stripe.links)) == (1, 1)

    await pay(house, world, mario.link())
    world.telegram.tap(mario.chat_id, shown["message_id"], data_of(shown, "Conferma"))
    await world.telegram.settled()
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


async def test_two_chats_on_one_mailbox_are_told_once_each(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await mario.orders(2)
    link = mario.link()
    await pay(house, world, link)
    assert [told(each, "Ordine completato") for each in (mario, partner)] == [1, 1]


async def test_f37_two_orders_race_for_the_last_credit_and_one_waits(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    await pay(house, world, await mario.tops_up("14,64"))
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await mario.asks_for(1)
    await partner.asks_for(1, archive=True)
    for each in (mario, partner):
        world.telegram.tap(each.chat_id, each.screen["message_id"], data_of(each.screen, "Conferma"))
    await world.telegram.settled()
    assert sorted(state for _, state in await books.orders(house, MARIO)) == ["completed", "pending"]
    assert await books.credit(house, MARIO) >= 0


async def test_the_loser_of_the_race_pays_what_is_missing_and_has_it_too(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    await pay(house, world, await mario.tops_up("14,64"))
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await partner.asks_for(1, archive=True)
    await mario.orders(1)
    await partner.taps("Conferma")
    await pay(house, world, partner.link())
    assert await books.orders(house, MARIO) == [(1, "completed"), (1, "completed")]
    assert await books.credit(house, MARIO) == 0


async def test_f24_the_link_of_a_cancelled_order_brings_credit_and_does_not_revive_it(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    await mario.taps("Torna all'ordine")
    await mario.taps("Annulla l'ordine")
    await pay(house, world, link)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_196, [(2, "cancelled")])

    await mario.taps("Acquista al prezzo di oggi")
    await mario.taps("Conferma")
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


async def test_who_changes_the_gb_after_making_a_link_and_pays_the_old_one_is_told_what_is_missing(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    old = mario.link()
    await mario.orders(3)
    await pay(house, world, old)
    assert await books.orders(house, MARIO) == [(2, "cancelled"), (3, "pending")]
    assert await books.credit(house, MARIO) == 2_196
    assert "mancano ancora 10,98 €" in mario.text

    await mario.taps("Paga con carta 10,98 €")
    await pay(house, world, mario.link())
    assert await books.orders(house, MARIO) == [(2, "cancelled"), (3, "completed")]


async def test_who_orders_less_after_making_a_link_and_pays_the_old_one_has_what_was_ordered_last(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(3)
    old = mario.link()
    await mario.orders(1)
    await pay(house, world, old)
    assert await books.orders(house, MARIO) == [(3, "cancelled"), (1, "completed")]
    assert (await books.credit(house, MARIO), told(mario, "Ordine completato")) == (2_196, 1)


async def test_who_pays_two_links_for_one_order_keeps_the_second_payment_as_credit(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    first = mario.link()
    second = await mario.tops_up("50")
    await pay(house, world, first)
    await pay(house, world, second)
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (5_000, [2])
    assert told(mario, "Ordine completato") == 1


async def test_f25_one_link_paid_twice_at_once_is_credited_twice_and_completes_one_order(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    world.stripe.pay_at_once(mario.link())
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (2_196, [2])
    assert (told(mario, "Ordine completato"), told(mario, "ricevuta"), told(mario, "prezzo di oggi")) == (1, 1, 0)


async def test_a_paid_link_takes_no_second_payment(mario: Phone, house: House, world: World) -> None:
    await mario.orders(2)
    link = mario.link()
    await pay(house, world, link)
    with pytest.raises(LinkClosed):
        world.stripe.pay(link)


async def test_who_closes_the_page_finds_the_order_and_the_same_link_again(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    world.stripe.open(link)
    await mario.says("/menu")
    await mario.taps("Upgrade Spazio Inbox, 2 GB")
    await mario.taps("Paga con carta 21,96 €")
    assert (mario.link(), len(world.stripe.links)) == (link, 1)


async def test_two_phones_that_order_the_same_service_leave_one_order_and_one_charge(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await mario.orders(2)
    await partner.orders(2)
    links = [mario.link(), partner.link()]
    await pay(house, world, links[0])
    assert sorted(state for _, state in await books.orders(house, MARIO)) == ["cancelled", "completed"]
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])

    with pytest.raises(LinkClosed):
        world.stripe.pay(links[1])
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


async def test_an_order_that_credit_from_elsewhere_covers_is_completed_and_asks_for_no_card(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await mario.taps("Torna all'ordine")
    waiting = mario.screen
    await mario.orders(1, archive=True)
    cancelled = mario.link()
    await mario.taps("Torna all'ordine")
    await mario.taps("Annulla l'ordine")
    world.stripe.pay(cancelled, amount=2_196, webhooks="lose")
    await house.top_ups.reconcile()
    await mario.taps("Paga con carta 21,96 €", message=waiting)
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])
    assert len(world.stripe.links) == 2


async def test_a_payment_and_a_cancellation_in_the_same_instant_lose_no_money(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    await mario.taps("Torna all'ordine")
    shown = mario.screen
    world.telegram.tap(mario.chat_id, shown["message_id"], data_of(shown, "Annulla l'ordine"))
    world.stripe.pay(link)
    await asyncio.gather(world.stripe.idle(), world.telegram.settled())
    ((_, state),) = await books.orders(house, MARIO)
    assert (state, await books.credit(house, MARIO)) in {("cancelled", 2_196), ("completed", 0)}
