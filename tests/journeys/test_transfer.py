"""The bot moves to PostgreSQL: whoever was in the middle of something goes on there."""

from collections.abc import Callable

from bot.sandbox.world import World
from storage.engine import open_database
from storage.transfer import transfer
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.purse import reaches_a_quote, rich
from tests.people import MARIO
from tests.phone import Phone
from tests.year import CREDIT, address_of, live_through

HOLDERS = 300


async def test_after_the_move_a_dialog_goes_on_an_old_holder_buys_and_an_open_link_is_paid(
    world: World, open_house: OpenHouse, sqlite_url: str, empty_database: Callable[[str], str]
) -> None:
    mario, postgresql = Phone(world, MARIO), empty_database("postgresql")
    source, target = open_database(sqlite_url), open_database(postgresql)
    await live_through(source, HOLDERS)
    async with open_house() as house:
        await enrol(house)
        await mario.logs_in()
        await reaches_a_quote(mario)
        await mario.taps("Conferma")
        link = mario.link()
    await source.close()
    await transfer(source, target, lambda _: None)

    async with open_house(database_url=postgresql) as house:
        world.stripe.pay(link)
        await world.stripe.idle()
        await mario.sees("Ordine completato")
        await mario.says("/esci")
        await mario.logs_in(address=address_of(HOLDERS - 20))
        assert f"{CREDIT // 100},{CREDIT % 100:02d} €" in mario.text
        await reaches_a_quote(mario)
        await mario.taps("Conferma")
        assert "Ordine completato" in mario.text
        found = await house.auditing.audit()
    await target.close()
    assert (found.problems, found.balances) == ((), HOLDERS + 1)


async def test_after_the_move_a_tap_on_a_screen_from_before_is_taken(
    world: World, open_house: OpenHouse, sqlite_url: str, empty_database: Callable[[str], str]
) -> None:
    mario, postgresql = Phone(world, MARIO), empty_database("postgresql")
    source, target = open_database(sqlite_url), open_database(postgresql)
    async with open_house() as house:
        await enrol(house)
        await rich(house, MARIO)
        await mario.logs_in()
        await reaches_a_quote(mario)
    await source.close()
    await transfer(source, target, lambda _: None)
    await target.close()
    async with open_house(database_url=postgresql) as house:
        await mario.taps("Conferma")
        assert "Ordine completato" in mario.text
        assert (await house.auditing.audit()).ok
