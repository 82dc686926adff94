"""Two bots on one PostgreSQL: whoever is told, and of whatever at once, the money moves once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

import aiohttp
import pytest

from bot.app import House
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from bot.screens.buttons import ChooseGb, encode
from domain.catalogue import ServiceKey
from domain.money import Money
from domain.ports import UnitOfWork
from domain.usecases import buying
from domain.usecases.limiting import wait_for_turn
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.replicas import Replicas as TwoHouses
from tests.journeys.replicas import two_replicas
from tests.people import BRUNO, MARIO, register_of
from tests.phone import Phone, data_of

pytestmark = pytest.mark.usefixtures("quiet_clockwork")


@dataclass(frozen=True, kw_only=True)
class Replicas:
    """Two running bots, and how to make things happen to both at once."""

    two: TwoHouses
    world: World

    @property
    def houses(self) -> tuple[House, House]:
        """Both of them."""
        return self.two.houses

    async def hear(self, event: Json, times: int) -> Counter[int]:
        """Both are told of one event so many times, all at once; the statuses."""
        body, signature = self.world.stripe.signed(event)

        async def post(http: aiohttp.ClientSession, url: str) -> int:
            headers = {"Stripe-Signature": signature}
            async with http.post(url.replace("/telegram", "/stripe"), data=body, headers=headers) as answer:
                return answer.status

        async with aiohttp.ClientSession() as http:
            return Counter(await asyncio.gather(*(post(http, url) for url in self.two.urls * times)))

    async def tapped_at_once(self, taps: list[tuple[Phone, str]]) -> None:
        """Several people tap in one instant, and each tap comes to another of the two."""
        self.world.telegram.hold_deliveries()
        updates = [
            self.world.telegram.tap(phone.chat_id, phone.screen["message_id"], data_of(phone.screen, label))
            for phone, label in taps
        ]
        await asyncio.gather(
            *(
                self.world.telegram.redeliver(update, urls=[self.two.urls[number % 2]])
                for number, update in enumerate(updates)
            )
        )
        self.world.telegram.hold_deliveries(held=False)
        await self.world.telegram.settled()

    async def deliver(self) -> None:
        """Both deliver what is owed, at once."""
        await asyncio.gather(*(books.deliver(house) for house in self.houses))


@pytest.fixture
async def replicas(
    open_house: OpenHouse, migrated_database: Callable[[str], str], world: World
) -> AsyncIterator[Replicas]:
    """Two bots behind one webhook, on one PostgreSQL; in the end the books are right."""
    database_url = migrated_database("postgresql")
    async with two_replicas(world, open_house, database_url) as two:
        await enrol(two.houses[0])
        yield Replicas(two=two, world=world)
        await books.assert_right(two.houses[0], world)


@pytest.fixture
async def mario(replicas: Replicas, world: World) -> Phone:
    """Mario, logged in; nothing that he pays is announced unless a test does so."""
    world.stripe.webhooks.mode = "lose"
    mario = Phone(world, MARIO)
    await mario.logs_in()
    return mario


def told(phone: Phone, words: str) -> int:
    """How many of the bot's messages contain the words."""
    return sum(words in text for text in phone.said)


def completed(world: World, paid: Json) -> Json:
    """The event that announces a payment."""
    return next(it for it in world.stripe.events_of(paid["session"]["id"]) if it["type"].endswith("completed"))


async def test_f18_one_payment_announced_five_times_to_two_replicas_is_credited_once(
    mario: Phone, replicas: Replicas, world: World
) -> None:
    await mario.orders(2)
    paid = world.stripe.pay(mario.link())
    assert await replicas.hear(completed(world, paid), 5) == {200: 10}
    await replicas.deliver()
    house = replicas.houses[0]
    assert await books.lines(house, f"topup:{paid['intent']['id']}") == 1
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (0, [(2, "completed")])
    assert (await books.addons(house, MARIO), told(mario, "Ordine completato")) == ([2], 1)


async def test_s11_one_signed_event_a_hundred_times_at_two_replicas_while_both_reconcile_is_one_transfer(
    mario: Phone, replicas: Replicas, world: World
) -> None:
    await mario.orders(2)
    paid = world.stripe.pay(mario.link())
    reconciled = [house.top_ups.reconcile() for house in replicas.houses]
    await asyncio.gather(replicas.hear(completed(world, paid), 50), *reconciled)
    await replicas.deliver()
    house = replicas.houses[0]
    assert await books.lines(house, f"topup:{paid['intent']['id']}") == 1
    assert (await books.credit(house, MARIO), told(mario, "Ordine completato")) == (0, 1)


async def test_f37_two_orders_race_for_the_last_ten_euro_at_two_replicas_and_one_waits(
    mario: Phone, replicas: Replicas, world: World
) -> None:
    house = replicas.houses[0]
    await replicas.hear(completed(world, world.stripe.pay(await mario.tops_up("15"))), 1)
    partner = Phone(world, BRUNO)
    await partner.logs_in(address=MARIO.address)
    await mario.asks_for(1)
    await partner.asks_for(1, archive=True)
    await replicas.tapped_at_once([(mario, "Conferma"), (partner, "Conferma")])
    assert sorted(state for _, state in await books.orders(house, MARIO)) == ["completed", "pending"]
    loser = mario if "Paga" in " ".join(mario.labels) else partner
    await replicas.hear(completed(world, world.stripe.pay(loser.link())), 2)
    assert sorted(state for _, state in await books.orders(house, MARIO)) == ["completed", "completed"]


async def test_f37_two_mailboxes_of_one_holder_race_for_the_last_credit_at_two_replicas(
    mario: Phone, replicas: Replicas, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each has locked is a mailbox of its own: here both have it before either looks at the credit."""
    house = replicas.houses[0]
    twin = replace(MARIO.mailboxes[0], address="studio.rossi@pec.archrm.it")
    async with house.units.write() as unit:
        await unit.register.save(register_of(replace(MARIO, mailboxes=(*MARIO.mailboxes, twin))))
        await unit.commit()
        there = [await unit.mailboxes.by_address(address) for address in (MARIO.address, twin.address)]
    await replicas.hear(completed(world, world.stripe.pay(await mario.tops_up("10,98"))), 1)
    partner = Phone(world, BRUNO)
    await partner.logs_in(address=MARIO.address)
    for phone, mailbox in zip((mario, partner), there, strict=True):
        assert mailbox is not None
        button = encode(ChooseGb(mailbox.id, ServiceKey.INBOX, 1))
        world.telegram.tap(phone.chat_id, phone.screen["message_id"], button)
        await world.telegram.settled()
    both = asyncio.Barrier(2)

    async def wait_together(unit: UnitOfWork, holder_id: int) -> Money:
        async with asyncio.timeout(5):
            await both.wait()
        return await wait_for_turn(unit, holder_id)

    monkeypatch.setattr(buying, "wait_for_turn", wait_together)
    await replicas.tapped_at_once([(mario, "Conferma"), (partner, "Conferma")])
    assert sorted(state for _, state in await books.orders(house, MARIO)) == ["completed", "pending"]
    assert await books.credit(house, MARIO) == 0
    assert sorted("Ordine completato" in phone.text for phone in (mario, partner)) == [False, True]
    assert sorted("Paga 10,98 €" in " ".join(phone.labels) for phone in (mario, partner)) == [False, True]


async def test_f04_one_quote_confirmed_in_two_chats_at_two_replicas_is_one_order(
    mario: Phone, replicas: Replicas, world: World
) -> None:
    house = replicas.houses[0]
    await replicas.hear(completed(world, world.stripe.pay(await mario.tops_up("50"))), 1)
    await mario.asks_for(2)
    await replicas.tapped_at_once([(mario, "Conferma")] * 4)
    assert (await books.credit(house, MARIO), await books.addons(house, MARIO)) == (2_804, [2])


async def test_payments_confirmations_and_cancellations_at_two_replicas_in_one_instant_lose_no_cent(
    mario: Phone, replicas: Replicas, world: World
) -> None:
    house = replicas.houses[0]
    partner = Phone(world, BRUNO)
    await partner.logs_in(address=MARIO.address)
    events = [completed(world, world.stripe.pay(await mario.tops_up(amount))) for amount in ("5", "10", "20")]
    await mario.orders(1)
    await mario.taps("Torna all'ordine")
    await partner.asks_for(1, archive=True)
    await asyncio.gather(
        *(replicas.hear(event, 2) for event in events),
        replicas.tapped_at_once([(mario, "Annulla"), (partner, "Conferma")]),
        *(each.top_ups.reconcile() for each in replicas.houses),
    )
    for event in events:
        assert await replicas.hear(event, 1) == {200: 2}
    prices = {"inbox": 1_098, "archive": 1_464}
    spent = sum(prices[service] for service, state in await services(house) if state == "completed")
    assert await books.credit(house, MARIO) == 3_500 - spent


async def services(house: House) -> list[tuple[str, str]]:
    """The service and the state of each order."""
    found = await books.ask(house, "SELECT service, state FROM orders JOIN quotes ON quotes.id = orders.id")
    return [(str(service), str(state)) for service, state in found]
