"""Stripe or Telegram fails in the middle: nothing is lost, nothing is done twice, and people are told in words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from functools import partial

import pytest

from bot import app
from bot.app import House
from bot.gateways.stripe import StripePaymentLinks
from bot.sandbox.world import World
from domain.errors import PaymentsUnavailable
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.people import BRUNO, MARIO, Person
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]
LINKS = "/v1/payment_links"
SORRY = "La pagina di pagamento in questo momento non si apre"
DONE = "Ordine completato"


@pytest.fixture
async def mario(phone: Phones, house: House, world: World) -> AsyncIterator[Phone]:
    """Mario, logged in; in the end the books are right."""
    mario = phone(MARIO)
    await mario.logs_in()
    yield mario
    await books.assert_right(house, world)


async def pay(house: House, world: World, link: str) -> None:
    """Somebody pays a link with a good card, and the credit is booked; no notice is delivered yet."""
    world.stripe.pay(link)
    await world.stripe.idle()
    assert await books.owed(house) > 0


def all_answers_are_lost(world: World) -> None:
    """Stripe makes the next link, and says so to nobody, asked again or not."""
    world.stripe.fail_next("POST", LINKS, after_recording=True, times=2)
    world.stripe.fail_next("GET", LINKS, times=2)


def told(phone: Phone, words: str) -> int:
    """How many of the bot's messages contain the words."""
    return sum(words in text for text in phone.said)


async def test_f31_an_answer_lost_once_is_asked_for_again_and_there_is_one_link(
    mario: Phone, house: House, world: World
) -> None:
    world.stripe.fail_next("POST", LINKS, after_recording=True)
    await mario.orders(2)
    assert len(world.stripe.links) == 1
    await pay(house, world, mario.link())
    assert await books.orders(house, MARIO) == [(2, "completed")]


async def test_f31_when_every_answer_is_lost_the_key_to_try_again_leads_to_the_one_link(
    mario: Phone, house: House, world: World
) -> None:
    all_answers_are_lost(world)
    await mario.orders(2)
    assert SORRY in mario.text
    assert await books.orders(house, MARIO) == [(2, "pending")]

    await mario.taps("Riprova")
    await mario.taps("Paga con carta 21,96 €")
    assert len(world.stripe.links) == 1
    await pay(house, world, mario.link())
    assert await books.orders(house, MARIO) == [(2, "completed")]


async def test_f31_a_stripe_that_hangs_after_making_the_link_makes_one(
    open_house: OpenHouse, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "StripePaymentLinks", partial(StripePaymentLinks, timeout=0.2))
    mario = Phone(world, MARIO)
    async with open_house() as house:
        await enrol(house)
        await mario.logs_in()
        world.stripe.hang_next("POST", LINKS, times=2)
        await mario.orders(2)
        assert SORRY in mario.text
        await mario.taps("Riprova")
        await mario.taps("Paga con carta 21,96 €")
        assert len(world.stripe.links) == 1
        await pay(house, world, mario.link())
        assert await books.orders(house, MARIO) == [(2, "completed")]
        await books.assert_right(house, world)


async def test_f31_a_link_whose_answer_was_lost_and_that_nobody_asked_for_again_is_found_and_taken_back(
    mario: Phone, house: House, world: World
) -> None:
    all_answers_are_lost(world)
    await mario.orders(2)
    (link,) = world.stripe.links
    world.clock.move(timedelta(minutes=5))
    await house.top_ups.reconcile()
    world.clock.move(timedelta(hours=24))
    await house.top_ups.expire()
    assert not link["active"]
    assert len(world.stripe.links) == 1


@pytest.mark.parametrize("way", ["order", "top-up"])
async def test_while_stripe_is_down_people_are_told_and_can_try_again(
    mario: Phone, house: House, world: World, way: str
) -> None:
    world.stripe.refuse_all = True
    if way == "order":
        await mario.orders(2)
    else:
        await mario.says("/menu")
        await mario.taps("Ricarica")
        await mario.taps("20,00 €")
    assert SORRY in mario.text

    world.stripe.refuse_all = False
    await mario.taps("Riprova")
    await mario.taps("Paga con carta" if way == "order" else "20,00 €")
    await pay(house, world, mario.link())
    assert len(world.stripe.links) == 1


async def test_while_stripe_is_down_reconciliation_waits_and_then_credits_once(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    world.stripe.pay(mario.link(), webhooks="lose")
    world.stripe.refuse_all = True
    with pytest.raises(PaymentsUnavailable):
        await house.top_ups.reconcile()
    world.stripe.refuse_all = False
    assert [await house.top_ups.reconcile() for _ in range(2)] == [1, 0]
    assert await books.orders(house, MARIO) == [(2, "completed")]


async def test_who_blocked_the_bot_is_not_written_to_again_and_finds_everything_in_order(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    link = mario.link()
    world.telegram.block(MARIO.chat_id)
    await world.telegram.settled()
    world.stripe.pay(link)
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.owed(house), told(mario, DONE)) == (0, 0)

    world.telegram.unblock(MARIO.chat_id)
    await mario.says("/menu")
    await mario.taps("La mia casella")
    assert "Upgrade Spazio Inbox" in mario.text
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


async def test_who_blocks_the_bot_just_before_the_notice_holds_up_nobody_else(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    partner = phone(BRUNO)
    await partner.logs_in(address=MARIO.address)
    await books.deliver(house)  # that somebody has logged in elsewhere
    await mario.orders(2)
    await pay(house, world, mario.link())
    world.telegram.fail_next(
        "sendMessage", 403, "Forbidden: bot was blocked by the user", when=lambda sent: _is_to(MARIO, sent)
    )
    await books.deliver(house)
    assert (told(mario, DONE), told(partner, DONE), await books.owed(house)) == (0, 1, 0)


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB's own, whenever a RetryAfter is made
async def test_a_notice_that_comes_too_fast_waits_as_long_as_telegram_says_and_arrives_once(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await pay(house, world, mario.link())
    world.telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    await books.deliver(house)
    world.clock.move(timedelta(seconds=20))
    await books.deliver(house)
    assert told(mario, DONE) == 0

    world.clock.move(timedelta(seconds=15))
    for _ in range(2):
        await books.deliver(house)
    assert (told(mario, DONE), await books.owed(house)) == (1, 0)


async def test_telegram_out_of_order_for_an_hour_delays_the_notice_and_not_the_money(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await pay(house, world, mario.link())
    world.telegram.fail_next("sendMessage", 500, "Internal Server Error")
    await books.deliver(house)
    assert await books.orders(house, MARIO) == [(2, "completed")]
    world.clock.move(timedelta(hours=1))
    await books.deliver(house)
    assert told(mario, DONE) == 1


async def test_a_notice_that_was_not_remembered_as_delivered_is_at_most_sent_twice_and_moves_no_money(
    mario: Phone, house: House, world: World
) -> None:
    """The process dies between Telegram's answer and our note of it: the claim runs out."""
    await mario.orders(2)
    await pay(house, world, mario.link())
    notices = await house.delivery.delivering.claim(10)
    for notice in notices:
        await house.delivery._deliver(notice)
    for _ in range(3):
        world.clock.move(timedelta(minutes=3))
        await books.deliver(house)
    assert told(mario, DONE) == 1
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (0, [2])


def _is_to(person: Person, sent: object) -> bool:
    return isinstance(sent, dict) and str(sent.get("chat_id")) == str(person.chat_id)
