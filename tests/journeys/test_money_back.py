"""Money that goes back to the card: refunded or disputed at Stripe, or asked back at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations

import pytest

from bot.app import House
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from domain.money import Money
from tests.journeys import books
from tests.people import CARLA, MARIO, Person
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]


@pytest.fixture
async def mario(phone: Phones, house: House) -> Phone:
    """Mario, logged in; Carla, the admin, has started the bot."""
    await phone(CARLA).says("/start")
    mario = phone(MARIO)
    await mario.logs_in()
    return mario


async def news(house: House, world: World) -> None:
    """What Stripe has to say arrives, and what is owed to the world as well."""
    await world.stripe.idle()
    await books.deliver(house)
    await world.stripe.idle()
    await books.deliver(house)


async def paid(mario: Phone, house: House, world: World, euro: str) -> str:
    """Mario has topped up; the intent."""
    intent: Json = world.stripe.pay(await mario.tops_up(euro))["intent"]
    await news(house, world)
    return str(intent["id"])


async def spent(mario: Phone, house: House, world: World) -> str:
    """Mario's payment has completed an order, and nothing is left of it; the intent."""
    await mario.orders(2)
    intent: Json = world.stripe.pay(mario.link())["intent"]
    await news(house, world)
    assert await books.credit(house, MARIO) == 0
    return str(intent["id"])


@pytest.mark.parametrize("webhooks", ["normal", "double"])
async def test_f27_three_partial_refunds_are_booked_by_what_each_adds(
    mario: Phone, house: House, world: World, webhooks: str
) -> None:
    intent = await paid(mario, house, world, "20")
    for cents, left in ((500, 1_500), (700, 800), (800, 0)):
        world.stripe.refund(intent, cents, webhooks=webhooks)
        await news(house, world)
        assert await books.credit(house, MARIO) == left
    assert "Rimborso di 8,00 €" in mario.text
    await books.assert_right(house, world)


async def test_f20_the_events_of_a_payment_and_its_refund_end_in_one_ledger_in_every_order(
    mario: Phone, house: House, world: World
) -> None:
    for order in permutations(range(3)):
        before = await books.credit(house, MARIO)
        world.stripe.webhooks.mode = "lose"
        made = world.stripe.pay(await mario.tops_up("20"))
        world.stripe.refund(made["intent"]["id"], 700)
        kinds = ("checkout.session.completed", "refund.created", "charge.refunded")
        events = [[it for it in world.stripe.all_events if it["type"] == kind][-1] for kind in kinds]
        for place in order:
            assert await world.stripe.deliver(events[place]["id"], 2, parallel=True) == [200, 200]
        await news(house, world)
        assert await books.credit(house, MARIO) - before == 1_300
    await books.assert_right(house, world)


async def test_f30_refunds_and_disputes_whose_webhooks_were_lost_are_read_again(
    mario: Phone, house: House, world: World
) -> None:
    await house.top_ups.reconcile()
    intent, other = await paid(mario, house, world, "20"), await paid(mario, house, world, "10")
    world.stripe.refund(intent, 700, webhooks="lose")
    world.stripe.dispute(other, webhooks="lose")
    assert await house.top_ups.reconcile() >= 2
    assert await house.top_ups.reconcile() == 0
    assert await books.credit(house, MARIO) == 1_300
    await books.assert_right(house, world)


async def test_f28_a_dispute_after_the_credit_is_spent_blocks_buying_and_not_logging_in(
    mario: Phone, house: House, world: World, phone: Phones
) -> None:
    intent = await spent(mario, house, world)
    world.stripe.dispute(intent, webhooks="double")
    await news(house, world)
    assert (await books.credit(house, MARIO), await books.debt(house, MARIO)) == (0, 2_196)
    assert "contestato" in mario.text
    assert "contestato" in phone(CARLA).text
    await mario.says("/esci")
    await mario.logs_in()
    assert "Devi ancora coprire 21,96 €" in mario.text
    await mario.taps("📬 La mia casella PEC")
    await mario.taps("Acquista")
    await mario.taps("Conservazione")
    assert "devi coprire 21,96 €" in mario.text
    assert "Copri 21,96 €" in mario.labels
    await books.assert_right(house, world)


async def test_f28_a_dispute_that_is_won_is_reinstated_exactly_once(
    mario: Phone, house: House, world: World, phone: Phones
) -> None:
    intent = await spent(mario, house, world)
    world.stripe.dispute(intent)
    await news(house, world)
    world.stripe.win(world.stripe.disputes[-1]["id"], webhooks="double")
    await news(house, world)
    assert (await books.credit(house, MARIO), await books.debt(house, MARIO)) == (0, 0)
    assert "Contestazione di 21,96 € chiusa" in mario.text
    assert "Di questi, 21,96 € hanno coperto quello che dovevi." in mario.text
    assert "Non devi più nulla" in mario.text
    assert "Contestazione di 21,96 € vinta" in phone(CARLA).text
    assert "da coprire" not in phone(CARLA).text
    await mario.orders(1)
    await books.assert_right(house, world)


async def test_what_is_owed_is_covered_by_exactly_the_top_up_that_is_offered(
    mario: Phone, house: House, world: World
) -> None:
    intent = await spent(mario, house, world)
    world.stripe.dispute(intent)
    await news(house, world)
    await mario.taps("Copri 21,96 €")
    world.stripe.pay(mario.link())
    await news(house, world)
    assert (await books.credit(house, MARIO), await books.debt(house, MARIO)) == (0, 0)
    world.stripe.lose(world.stripe.disputes[-1]["id"])
    await news(house, world)
    await books.assert_right(house, world)


async def test_an_order_that_waits_while_something_is_owed_is_told_with_what_it_misses_until_it_completes(
    mario: Phone, house: House, world: World
) -> None:
    intent = await spent(mario, house, world)
    await mario.orders(1)
    world.stripe.dispute(intent)
    await news(house, world)
    await paid(mario, house, world, "10")
    assert "Di questi, 10,00 € hanno coperto quello che dovevi" in mario.text
    assert "mancano ancora 22,94 €. Di questi, 11,96 € coprono" in mario.text.replace("\n", " ")
    await mario.taps("Copri 11,96 €")
    world.stripe.pay(mario.link())
    await news(house, world)
    assert "mancano ancora 10,98 €." in mario.text
    await mario.taps("Paga con carta 10,98 €")
    world.stripe.pay(mario.link())
    await news(house, world)
    assert "Ordine completato" in mario.text
    assert (await books.credit(house, MARIO), await books.debt(house, MARIO)) == (0, 0)
    await books.assert_right(house, world)


async def test_a_bank_that_only_asks_moves_no_money(mario: Phone, house: House, world: World, phone: Phones) -> None:
    intent = await paid(mario, house, world, "20")
    world.stripe.dispute(intent, inquiry=True)
    await news(house, world)
    assert await books.credit(house, MARIO) == 2_000
    assert "La banca chiede" in phone(CARLA).text
    await books.assert_right(house, world)


async def test_a_refund_asked_for_at_the_desk_is_carried_out_by_stripe_once_though_its_answer_is_lost(
    mario: Phone, house: House, world: World
) -> None:
    intent = await paid(mario, house, world, "20")
    world.stripe.hang_next("POST", "/v1/refunds", seconds=30)
    await house.clockwork.refunding.ask(intent, Money(700), number="7K2M-9QXD-3FHT", admin=CARLA.chat_id)
    assert await books.credit(house, MARIO) == 1_300
    await news(house, world)
    world.clock.move(timedelta(minutes=5))
    await news(house, world)
    assert [refund["amount"] for refund in world.stripe.refunds] == [700]
    assert await books.credit(house, MARIO) == 1_300
    assert "Rimborso di 7,00 €" in mario.text
    await books.assert_right(house, world)


async def test_a_refund_that_the_card_does_not_take_is_credit_again(mario: Phone, house: House, world: World) -> None:
    intent = await paid(mario, house, world, "20")
    world.stripe.refund(intent, 700)
    await news(house, world)
    world.stripe.fail_refund(world.stripe.refunds[-1]["id"], webhooks="double")
    await news(house, world)
    assert await books.credit(house, MARIO) == 2_000
    assert "non riuscito" in mario.text
    await books.assert_right(house, world)
