"""A broadcast with the clockwork going: few people have it before anybody has seen it move."""

from __future__ import annotations

from collections.abc import Callable

from bot.sandbox.world import World
from tests.people import ANNA, CARLA, MARIO, Person
from tests.phone import Phone, plain


async def test_the_message_that_tells_how_it_goes_says_when_it_is_through_and_when_it_is_taken_back(
    phone: Callable[[Person], Phone], world: World
) -> None:
    for person in (MARIO, ANNA):
        await phone(person).logs_in()
    carla = phone(CARLA)
    await carla.says("/comunicazione")
    await carla.taps("🇮🇹")
    await carla.says("Auguri a tutti gli iscritti.")
    await carla.taps("👀")
    watched = carla.screen["message_id"]
    await carla.taps("📣")

    def shown() -> str:
        return plain(world.telegram.chats[CARLA.chat_id].messages[watched].marked.text)

    await carla.sees("La comunicazione 1 è finita")
    await world.telegram.until(lambda: "Finita il" in shown() and "2 su 2" in shown())
    await carla.taps("Vedi la comunicazione")
    await carla.taps("Ritira")
    await carla.taps("Cancella dalle chat")
    await carla.sees("La comunicazione 1 è stata ritirata")
    await world.telegram.until(lambda: "Ritirata dalle chat" in shown())
    assert [view for view in world.telegram.from_bot(MARIO.chat_id) if "Auguri" in view["text"]] == []
