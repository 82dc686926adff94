"""Updates that come twice, out of order, at once, and to two bots on one database (F01, F02, F04, F58, F60)."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.usecases.auditing import Auditing
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk
from tests.journeys.purse import addons_of as orders
from tests.journeys.purse import reaches_a_quote, rich
from tests.journeys.replicas import Replicas, two_replicas
from tests.people import BRUNO, CARLA, MARIO, PASSWORD
from tests.phone import Phone, data_of
from tests.receiver import doubles

RECEIPT = "Ordine completato"


@pytest.fixture
async def replicas(world: World, open_house: OpenHouse, database_url: str) -> AsyncIterator[Replicas]:
    """Two houses on one database, of either kind, with the cast in its register."""
    async with two_replicas(world, open_house, database_url) as replicas:
        await enrol(replicas.houses[0])
        yield replicas


async def test_f58_two_bots_that_take_turns_finish_one_dialog_with_one_order(replicas: Replicas, world: World) -> None:
    await rich(replicas.houses[0], MARIO)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await reaches_a_quote(mario)
    await mario.taps("Cambia i GB")
    await mario.says("due")
    await mario.says("4")
    assert "43,92 €" in mario.text
    await mario.taps("Conferma")
    assert RECEIPT in mario.text
    assert len(await orders(replicas.houses[0], MARIO)) == 1
    taken = {attempt.url for attempt in world.telegram.postman.attempts}
    assert taken == set(replicas.urls)
    assert (await Auditing(units=replicas.houses[1].units).audit()).ok


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_f04_a_triple_tap_on_confirm_over_two_bots_is_one_order_and_one_receipt(
    replicas: Replicas, world: World
) -> None:
    await rich(replicas.houses[0], MARIO)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await reaches_a_quote(mario)
    quote = mario.screen
    world.telegram.hold_deliveries()
    taps = [world.telegram.tap(mario.chat_id, quote["message_id"], data_of(quote, "Conferma")) for _ in range(3)]
    urls = (replicas.urls[0], replicas.urls[1], replicas.urls[0])
    statuses = await asyncio.gather(
        *(world.telegram.redeliver(tap, urls=[url]) for tap, url in zip(taps, urls, strict=True))
    )
    assert statuses == [[200]] * 3
    assert len(await orders(replicas.houses[0], MARIO)) == 1
    assert len([said for said in mario.said if RECEIPT in said]) == 1
    toasts = [toast["text"] for toast in world.telegram.toasts]
    assert len([text for text in toasts if "già completato" in text]) == 2


async def test_f04_a_triple_tap_on_confirm_is_one_order_and_one_receipt(house: House, world: World) -> None:
    await rich(house, MARIO)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await reaches_a_quote(mario)
    quote = mario.screen
    for _ in range(3):
        world.telegram.tap(mario.chat_id, quote["message_id"], data_of(quote, "Conferma"))
    await world.telegram.settled()
    assert len(await orders(house, MARIO)) == 1
    assert len([said for said in mario.said if RECEIPT in said]) == 1
    assert len([toast for toast in world.telegram.toasts if "già completato" in toast["text"]]) == 2


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_f01_an_update_delivered_three_times_at_once_to_two_bots_is_done_once(
    replicas: Replicas, world: World
) -> None:
    await rich(replicas.houses[0], MARIO)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await reaches_a_quote(mario)
    quote = mario.screen
    world.telegram.hold_deliveries()
    tap = world.telegram.tap(mario.chat_id, quote["message_id"], data_of(quote, "Conferma"))
    statuses = await world.telegram.redeliver(tap, times=3, urls=replicas.urls)
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert len(await orders(replicas.houses[0], MARIO)) == 1
    again = await world.telegram.redeliver(tap, times=3, urls=replicas.urls)
    assert set(again) == {200}
    if replicas.houses[0].database.is_sqlite:
        return  # no lock is shared there: a second answer may be sent, a second order may not
    assert len([said for said in mario.said if RECEIPT in said]) == 1


async def test_f01_an_old_update_served_again_is_not_done_again(house: House, world: World) -> None:
    await rich(house, MARIO)
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await reaches_a_quote(mario)
    first = min(world.telegram.updates.history)
    await mario.taps("Conferma")
    before = mario.said
    world.telegram.rewind(first)
    await world.telegram.settled()
    assert mario.said == before
    assert len(await orders(house, MARIO)) == 1


async def test_f02_updates_in_any_order_raise_nothing_and_charge_nothing_unasked(desk: Desk) -> None:
    """The last updates of a purchase, in all their orders: never an error, never more than one order."""
    await desk.log_in(MARIO)
    await rich(desk.house, MARIO, 100_000)
    mailbox = desk.key("mailbox").rpartition(":")[2]
    steps = (f"buy:{mailbox}", f"service:{mailbox}:inbox", "2", "confirm")
    done = 0
    for order in itertools.permutations(steps):
        await desk.type(MARIO, "/menu")
        quotes, heard = len(desk.rows()["quotes"]), len(desk.said)
        for step in order:
            await play(desk, step)
        made = len(desk.rows()["quotes"]) - quotes
        buy, service, typed, _ = (order.index(step) for step in steps)
        assert made == (service < typed and not service < buy < typed)
        assert not [said for said in desk.said[heard:] if "non ha funzionato" in said]
        placed = len(desk.rows()["orders"])
        assert placed - done <= made
        done = placed


async def play(desk: Desk, step: str) -> None:
    """One of the updates: a tap, or a number typed."""
    if step == "2":
        await desk.type(MARIO, step)
    elif step == "confirm":
        confirm = [key for key in desk.keys if key.startswith("confirm:")]
        await desk.tap(MARIO, confirm[0] if confirm else "confirm:AAAAAAAAAAAA")
    else:
        await desk.tap(MARIO, step)


async def test_f02_the_password_before_the_name_logs_nobody_in_and_is_kept_nowhere(desk: Desk) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, PASSWORD)
    await desk.type(MARIO, MARIO.address)
    assert desk.rows()["sessions"] == []
    assert PASSWORD not in str(desk.rows(without=set()))
    await desk.type(MARIO, PASSWORD)
    assert len(desk.rows()["sessions"]) == 1


async def test_f60_two_chats_on_one_mailbox_act_together_and_both_are_right(house: House, world: World) -> None:
    """Mario's phone and his secretary's: each has a quote, the credit covers one of them."""
    await rich(house, MARIO, 2196)
    phones = [Phone(world, MARIO), Phone(world, CARLA)]
    for phone in phones:
        await phone.logs_in(address=MARIO.address)
    await phones[0].sees("Nuovo accesso")
    for phone in phones:
        await phone.says("/menu")
        await reaches_a_quote(phone)
    for phone in phones:
        quote = phone.screen
        world.telegram.tap(phone.chat_id, quote["message_id"], data_of(quote, "Conferma"))
    await world.telegram.settled()
    assert len(await orders(house, MARIO)) == 1
    answers = sorted("Ordine completato" in phone.text for phone in phones)
    assert answers == [False, True]
    loser = next(phone for phone in phones if RECEIPT not in phone.text)
    assert "21,96 €" in loser.text
    assert (await house.auditing.audit()).ok


async def test_f60_two_chats_that_confirm_the_same_quote_get_one_order(desk: Desk) -> None:
    await rich(desk.house, MARIO)
    await desk.log_in(MARIO)
    mailbox = desk.key("mailbox").rpartition(":")[2]
    await desk.log_in(BRUNO, address=MARIO.address)
    await desk.tap(MARIO, f"gb:{mailbox}:inbox:2")
    confirm = desk.key("confirm")
    await asyncio.gather(desk.tap(MARIO, confirm), desk.tap(BRUNO, confirm))
    assert len(desk.rows()["orders"]) == 1
    assert len(desk.rows()["addons"]) == 1
    assert len([row for row in desk.rows()["transfers"] if str(row).count("order:")]) == 2


async def test_updates_of_a_person_are_one_chats_and_do_not_touch_anothers_dialog(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "top-up")
    await desk.tap(BRUNO, "login")
    await desk.put(doubles.message("25", user=MARIO.id))
    assert "25,00 €" in desk.last
