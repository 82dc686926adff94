"""F62: somebody sends two hundred messages a second, and nobody else waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.app import House
from bot.floods import BURST
from bot.sandbox.world import World
from tests.people import ANNA, BRUNO, MARIO, Person
from tests.phone import Phone

A_SECOND = 200
SECONDS = 8
LIMIT = 1.0  # seconds, for 95 of 100 taps of the others
A_TAP = 0.025  # seconds that a tap waits for its answer on a small machine that has nothing else to do
BETWEEN_TAPS = 0.25  # seconds; somebody who taps faster for long is slowed too


async def flood(world: World, person: Person, slowness: float) -> None:
    """A person's machine sends far more than anybody can read."""
    for _ in range(SECONDS * 10):
        for number in range(max(1, round(A_SECOND / 10 / slowness))):
            world.telegram.send_text(person.chat_id, f"flood {number}")
        await asyncio.sleep(0.1)


async def slowness_of_the_machine(phone: Phone) -> float:
    """How many times longer than it should a tap waits here, with nobody flooding: other work runs beside the tests.

    A machine that is slower by a factor gets a flood smaller by it, and that much more time.
    """
    waited = sorted([await answered(phone) for _ in range(8)])
    return max(1.0, waited[4] / A_TAP)


async def answered(phone: Phone) -> float:
    """How many seconds a tap waits for its answer; it goes to and fro between the menu and the credit."""
    shown = phone.screen["text"]
    begun = time.monotonic()
    where = "credit:0" if any("account" in data for data in datas(phone)) else "home"
    phone.telegram.tap(phone.chat_id, phone.screen["message_id"], where)
    async with asyncio.timeout(60):
        while phone.screen["text"] == shown:  # noqa: ASYNC110 - the sandbox announces no edits
            await asyncio.sleep(0.005)
    return time.monotonic() - begun


def datas(phone: Phone) -> list[str]:
    """What the keys on the screen send back."""
    return [str(key.get("callback_data")) for row in phone.screen["buttons"] for key in row]


async def test_f62_a_flooder_is_slowed_and_the_others_are_answered_within_a_second(
    world: World, house: House, phone: Callable[[Person], Phone]
) -> None:
    others = [phone(person) for person in (MARIO, ANNA)]
    for one in others:
        await one.logs_in()
    slowness = await slowness_of_the_machine(others[0])
    flooding = asyncio.ensure_future(flood(world, BRUNO, slowness))
    waited = []
    while not flooding.done():
        for one in others:
            waited.append(await answered(one))
            await asyncio.sleep(BETWEEN_TAPS)
    await flooding
    await world.telegram.settled()
    waited.sort()
    assert len(waited) >= 10
    assert waited[int(len(waited) * 0.95)] < LIMIT * slowness
    heard = [view["text"] for view in world.telegram.from_bot(BRUNO.chat_id)]
    assert len(heard) <= BURST + 2 * (SECONDS + 10)
    assert sum("troppi messaggi" in text for text in heard) >= 1
    assert house.receiver._locks.busy == 0
