"""What Stripe says, however it says it: lost, doubled, out of the ordinary, forged, or into a broken database."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import aiohttp
import pytest

from bot import app
from bot.app import House
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from domain.errors import StorageUnavailable
from domain.top_ups import PaymentState
from storage.engine import open_database
from storage.repositories.addons import SqlAddons
from storage.repositories.orders import SqlOrders
from storage.repositories.outbox import SqlOutbox
from storage.unit_of_work import SqlUnit
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.people import ANNA, CARLA, MARIO, Person
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]
COMPLETED = "checkout.session.completed"


@pytest.fixture
async def mario(phone: Phones, house: House, world: World) -> Phone:
    """Mario, logged in, with an order of 2 GB and the link for it; Carla, the admin, has started the bot."""
    await phone(CARLA).says("/start")
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.orders(2)
    return mario


async def news(house: House, world: World) -> None:
    """What Stripe has to say arrives, and what is owed to the chats as well."""
    await world.stripe.idle()
    await books.deliver(house)


def told(phone: Phone, words: str) -> int:
    """How many of the bot's messages contain the words."""
    return sum(words in text for text in phone.said)


def event_of(world: World, thing: Json, kind: str = COMPLETED) -> Json:
    """The event of a kind about an object."""
    return next(event for event in world.stripe.events_of(thing["id"]) if event["type"] == kind)


async def post(url: str | None, body: bytes, signature: str | None) -> int:
    """The status of a POST to the webhook."""
    headers = {} if signature is None else {"Stripe-Signature": signature}
    async with aiohttp.ClientSession() as http, http.post(str(url), data=body, headers=headers) as answer:
        return answer.status


async def assert_done_once(mario: Phone, house: House, world: World, intent: Json) -> None:
    """The order is completed, the money was moved once, and Mario was told once."""
    await books.assert_right(house, world)
    assert await books.lines(house, f"topup:{intent['id']}") == 1
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "completed")])
    assert (await books.addons(house, MARIO), told(mario, "Ordine completato")) == ([2], 1)


async def assert_not_credited(house: House, world: World, intent: Json) -> None:
    """Nobody has got the money; everything else is right."""
    await books.assert_right(house, world, not_credited=[intent])
    assert await books.lines(house, f"topup:{intent['id']}") == 0
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "pending")])


async def test_a_lost_webhook_is_made_good_by_reconciliation(mario: Phone, house: House, world: World) -> None:
    intent = world.stripe.pay(mario.link(), webhooks="lose")["intent"]
    await news(house, world)
    assert told(mario, "Ordine completato") == 0

    assert [await house.top_ups.reconcile() for _ in range(2)] == [1, 0]
    await news(house, world)
    await assert_done_once(mario, house, world, intent)


async def test_a_webhook_that_comes_after_reconciliation_changes_nothing(
    mario: Phone, house: House, world: World
) -> None:
    intent = world.stripe.pay(mario.link(), webhooks="delay")["intent"]
    await house.top_ups.reconcile()
    world.stripe.release_delayed()
    await news(house, world)
    await assert_done_once(mario, house, world, intent)


async def test_f25_the_second_payment_of_a_link_is_made_good_though_its_webhook_was_lost_too(
    mario: Phone, house: House, world: World
) -> None:
    await house.top_ups.reconcile()
    first, second = world.stripe.pay_at_once(mario.link())
    await world.stripe.idle()
    assert await books.credit(house, MARIO) == 2_196
    third = await mario.tops_up("20")
    world.stripe.webhooks.mode = "lose"
    one, other = world.stripe.pay_at_once(third)
    await world.stripe.deliver(event_of(world, one["session"])["id"])
    assert [await house.top_ups.reconcile() for _ in range(2)] == [1, 0]
    await books.assert_right(house, world)
    lines = [await books.lines(house, f"topup:{paid['intent']['id']}") for paid in (first, second, one, other)]
    assert (lines, await books.credit(house, MARIO)) == ([1, 1, 1, 1], 6_196)


async def test_f18_one_payment_announced_five_times_in_parallel_is_credited_once(
    mario: Phone, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])
    assert await world.stripe.deliver(event["id"], 5, parallel=True) == [200] * 5
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_f18_webhooks_and_reconciliation_in_the_same_instant_are_one_credit(
    mario: Phone, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])
    reconciled = (house.top_ups.reconcile(), house.top_ups.reconcile())
    await asyncio.gather(*reconciled, world.stripe.deliver(event["id"], 5, parallel=True))
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_s11_one_signed_event_a_hundred_times_at_once_is_one_transfer(
    mario: Phone, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])
    answers = Counter(await world.stripe.deliver(event["id"], 100, parallel=True))
    assert set(answers) <= {200, 503}
    await world.stripe.deliver(event["id"])
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


@pytest.mark.parametrize("kinds", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
async def test_f19_three_kinds_of_event_about_one_payment_are_one_credit(
    mario: Phone, house: House, world: World, kinds: tuple[int, ...]
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    again = world.stripe.emit("checkout.session.async_payment_succeeded", paid["session"], webhooks="lose")
    succeeded = event_of(world, paid["intent"], "payment_intent.succeeded")
    events = [event_of(world, paid["session"]), again, succeeded]
    for kind in kinds:
        assert await world.stripe.deliver(events[kind]["id"]) == [200]
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_f21_money_on_its_way_is_no_credit_until_it_is_there(mario: Phone, house: House, world: World) -> None:
    paid = world.stripe.pay(mario.link(), asynchronous=True)
    await news(house, world)
    await house.top_ups.reconcile()
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "pending")])

    world.stripe.settle_later(paid["session"]["id"])
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_f21_money_that_fails_on_its_way_is_told_once_and_credited_never(
    mario: Phone, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), asynchronous=True)
    world.stripe.settle_later(paid["session"]["id"], succeeded=False)
    await news(house, world)
    await house.top_ups.reconcile()
    await news(house, world)
    assert told(mario, "non è riuscito") == 1
    await assert_not_credited(house, world, paid["intent"])


@pytest.mark.parametrize(("received", "state"), [(2_195, "pending"), (2_197, "completed")])
async def test_f22_what_was_received_is_credited_and_the_admin_is_told_of_the_difference(
    mario: Phone, phone: Phones, house: House, world: World, received: int, state: str
) -> None:
    world.stripe.pay(mario.link(), amount=received)
    await news(house, world)
    await books.assert_right(house, world)
    assert await books.orders(house, MARIO) == [(2, state)]
    assert told(phone(CARLA), "L'importo non è quello richiesto") == 1


async def test_f23_another_currency_is_not_credited_and_the_admin_is_told_once(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), currency="usd")
    await news(house, world)
    await house.top_ups.reconcile()
    await news(house, world)
    await assert_not_credited(house, world, paid["intent"])
    assert {attempt.status for each in world.stripe.deliveries.values() for attempt in each.attempts} == {200}
    assert told(phone(CARLA), "Non è in euro") == 1


async def test_f23_a_payment_of_the_other_mode_is_not_credited_and_the_admin_is_told_once(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), livemode=True)
    await news(house, world)
    await assert_not_credited(house, world, paid["intent"])
    assert told(phone(CARLA), "un'altra modalità") == 1


async def test_f23_a_payment_to_another_account_is_not_credited_and_the_admin_is_told_once(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    foreign = world.stripe.emit(COMPLETED, paid["session"], account="acct_somebody")
    await world.stripe.delivered(foreign["id"])
    await news(house, world)
    await assert_not_credited(house, world, paid["intent"])
    assert told(phone(CARLA), "un altro account") == 1


async def test_f26_a_payment_that_names_nothing_of_ours_waits_for_the_admin(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    paid = world.stripe.pay(mario.link(), metadata={"reference": "R999999"})
    await news(house, world)
    await house.top_ups.reconcile()
    await news(house, world)
    found = await books.payment(house, paid["intent"])
    assert found is not None
    assert (found.state, found.reason) == (PaymentState.UNASSIGNED, "no-top-up")
    await assert_not_credited(house, world, paid["intent"])
    assert told(phone(CARLA), "nessuna ricarica") == 1


async def test_f26_a_payment_that_names_the_top_up_of_another_holder_is_credited_to_nobody(
    mario: Phone, phone: Phones, house: House, world: World
) -> None:
    anna = phone(ANNA)
    await anna.logs_in()
    await anna.tops_up("20")
    paid = world.stripe.pay(mario.link(), metadata={"reference": "R000002"})
    await news(house, world)
    await assert_not_credited(house, world, paid["intent"])
    assert await books.credit(house, ANNA) == 0
    assert told(phone(CARLA), "nessuna ricarica") == 1


async def test_f26_the_link_of_a_database_made_anew_pays_for_nobody_else(
    open_house: OpenHouse, migrated_database: Callable[[str], str], world: World
) -> None:
    """Both databases count their top-ups from one: as after a backup is restored."""
    async with open_house() as before:
        await enrol(before)
        anna = Phone(world, ANNA)
        await anna.logs_in()
        link = await anna.tops_up("20")
    async with open_house(database_url=migrated_database("sqlite")) as after:
        await enrol(after)
        world.clock.move(timedelta(hours=1))
        for someone in (Phone(world, CARLA), Phone(world, MARIO)):
            await someone.logs_in()
        await Phone(world, MARIO).tops_up("20")
        paid = world.stripe.pay(link)
        await news(after, world)
        assert await books.credit(after, MARIO) == 0
        await books.assert_right(after, world, not_credited=[paid["intent"]])
        assert told(Phone(world, CARLA), "nessuna ricarica") == 1


async def test_f29_only_what_stripe_signed_just_now_is_read(mario: Phone, house: House, world: World) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])
    body, signature = world.stripe.signed(event)
    old = world.stripe.signed(event, at=time.time() - 301)
    more = body.replace(b'"amount_total": 2196', b'"amount_total": 9196')
    assert more != body
    refused = [(body, None), (body, "t=1,v1=00"), (body, ""), old, (more, signature), (body + b" ", signature)]
    assert [await post(world.stripe.webhook_url, *each) for each in refused] == [400] * len(refused)
    await assert_not_credited(house, world, paid["intent"])
    assert await books.payment(house, paid["intent"]) is None

    assert await post(world.stripe.webhook_url, body, signature) == 200
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


@pytest.mark.parametrize("trouble", [StorageUnavailable, RuntimeError])
async def test_f32_trouble_at_the_commit_is_told_to_stripe_whose_repetition_credits_once(
    mario: Phone, house: House, world: World, trouble: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing_commits(monkeypatch, trouble, times=4):
        intent = world.stripe.pay(mario.link())["intent"]
        await world.stripe.idle()
    statuses = Counter(attempt.status for each in world.stripe.deliveries.values() for attempt in each.attempts)
    assert statuses[500] + statuses[503] == 4
    await news(house, world)
    await assert_done_once(mario, house, world, intent)


async def test_f32_trouble_after_the_credit_was_written_leaves_neither_credit_nor_order_behind(
    mario: Phone, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])

    async def failing(*_facts: object) -> None:
        raise RuntimeError

    for place, name in ((SqlOrders, "close"), (SqlAddons, "add"), (SqlOutbox, "add")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, failing)
            assert await world.stripe.deliver(event["id"]) == [500]
        await assert_not_credited(house, world, paid["intent"])
        assert await books.payment(house, paid["intent"]) is None

    assert await world.stripe.deliver(event["id"]) == [200]
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_f34_a_database_locked_for_a_moment_is_waited_for(mario: Phone, house: House, world: World) -> None:
    paid = world.stripe.pay(mario.link(), webhooks="lose")
    event = event_of(world, paid["session"])
    with locked(house):
        delivering = asyncio.ensure_future(world.stripe.deliver(event["id"]))
        _, waiting = await asyncio.wait({delivering}, timeout=0.3)
        assert waiting == {delivering}
    assert await delivering == [200]
    await news(house, world)
    await assert_done_once(mario, house, world, paid["intent"])


async def test_f34_a_database_locked_for_too_long_is_told_to_stripe_and_nothing_is_half_done(
    open_house: OpenHouse, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "open_database", partial(open_database, wait=1.5))
    async with open_house() as house:
        await enrol(house)
        mario = Phone(world, MARIO)
        await mario.logs_in()
        await mario.orders(2)
        with locked(house):
            paid = world.stripe.pay(mario.link(), webhooks="lose")
            event = event_of(world, paid["session"])
            assert await world.stripe.deliver(event["id"]) == [503]
            await assert_not_credited(house, world, paid["intent"])
        assert await world.stripe.deliver(event["id"]) == [200]
        await news(house, world)
        await assert_done_once(mario, house, world, paid["intent"])


@contextmanager
def failing_commits(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception], *, times: int) -> Iterator[None]:
    """The next commits fail after everything was written."""
    left, commit = [trouble] * times, SqlUnit.commit

    async def failing(unit: SqlUnit) -> None:
        if left:
            raise left.pop()
        await commit(unit)

    with monkeypatch.context() as patch:
        patch.setattr(SqlUnit, "commit", failing)
        yield


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Another process writes, and takes its time."""
    connection = sqlite3.connect(str(house.database.file), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()
