"""The main job, over HTTP, as a member lives it."""

from collections.abc import Callable

from bot.app import House
from bot.sandbox.world import World
from tests.people import ANNA, MARIO, Person
from tests.phone import Phone

Phones = Callable[[Person], Phone]


async def test_mario_buys_two_gb_with_exactly_what_is_missing_and_the_order_completes_by_itself(
    phone: Phones, world: World, house: House
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.taps("La mia casella")
    await mario.taps("Acquista")
    await mario.taps("Upgrade Spazio Inbox")
    await mario.taps("2 GB")
    assert "21,96 €" in mario.text
    await mario.taps("Conferma")
    assert "21,96 €" in mario.text

    world.stripe.pay(mario.link())
    await world.stripe.idle()

    receipt = await mario.sees("Ordine completato")
    assert "21,96 €" in receipt["text"].replace("\u00a0", " ")
    assert (await house.auditing.audit()).ok


async def test_anna_activates_an_addon_free_on_the_mailbox_about_to_expire(phone: Phones) -> None:
    anna = phone(ANNA)
    await anna.logs_in(address="studio.bianchi@pec.archrm.it")
    await anna.taps("My mailboxes")
    await anna.taps("studio.bianchi@pec.archrm.it")
    await anna.taps("Buy")
    await anna.taps("Legal archiving")
    await anna.taps("1 GB")
    assert "free" in anna.text.lower()
    await anna.taps("Activate for free")
    assert "Order completed" in anna.text
