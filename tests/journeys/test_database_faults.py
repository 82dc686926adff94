"""What a database does in its worst moments: an answer to COMMIT that never comes (F33), a conflict (F35)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.sandbox.world import World
from tests.cutting_proxy import cutting_proxy
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.people import MARIO
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("stopped_clockwork")

PATIENCE = 60.0  # seconds: the bot waits longer each time before it tries again
MOST_COMMITS = 12
RICH = "500"
ORDER = 1_098  # cents: 1 GB for Mario's three years
_CONFLICTS = """
    CREATE SEQUENCE tries;
    CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER conflicts BEFORE INSERT ON transfers FOR EACH ROW EXECUTE FUNCTION conflict();
"""


@pytest.mark.parametrize("carried_out", [True, False], ids=["carried out", "never seen"])
async def test_f33_a_connection_cut_after_any_commit_of_an_order_or_a_payment_ends_as_if_it_had_not_been(
    world: World, open_house: OpenHouse, migrated_database: Callable[[str], str], carried_out: bool
) -> None:
    mario = Phone(world, MARIO)
    async with cutting_proxy(migrated_database("postgresql")) as proxy, open_house(database_url=proxy.url) as house:
        await enrol(house)
        await mario.logs_in()
        paid = 0
        for commit in range(1, MOST_COMMITS):
            link = await mario.tops_up(RICH)
            proxy.arm(commit, carried_out=carried_out)
            world.stripe.pay(link)
            await world.stripe.idle()
            proxy.disarm()
            paid += 1
            assert await books.credit(house, MARIO) == paid * 50_000, f"commit {commit}"
            if not proxy.has_cut:
                break
        assert paid > 1, "there is a COMMIT in booking a payment"
        ordered = 0
        for commit in range(1, MOST_COMMITS):
            await mario.asks_for(1)
            proxy.arm(commit, carried_out=carried_out)
            mario.telegram.tap(mario.chat_id, label="Conferma")
            await world.telegram.settled(PATIENCE)
            proxy.disarm()
            ordered += 1
            assert await books.orders(house, MARIO) == [(1, "completed")] * ordered, f"commit {commit}"
            if not proxy.has_cut:
                break
        assert ordered > 3, "begun, ordered, and finished: three times there is something to commit"
        assert await books.credit(house, MARIO) == paid * 50_000 - ordered * ORDER
        assert await books.addons(house, MARIO) == [1] * ordered
        await books.assert_right(house, world)


async def test_f35_a_conflict_of_transactions_is_tried_again_with_a_fresh_unit_of_work(
    world: World, open_house: OpenHouse, migrated_database: Callable[[str], str]
) -> None:
    mario = Phone(world, MARIO)
    async with open_house(database_url=migrated_database("postgresql")) as house:
        await enrol(house)
        await mario.logs_in()
        world.stripe.pay(await mario.tops_up(RICH))
        await world.stripe.idle()
        async with house.database.writers.begin() as connection:
            await connection.exec_driver_sql(_CONFLICTS)
        await mario.asks_for(1)
        mario.telegram.tap(mario.chat_id, label="Conferma")
        await world.telegram.settled(PATIENCE)
        ((tries,),) = await books.ask(house, "SELECT last_value FROM tries")
        assert tries == 4, "two tries met a conflict at their first transfer, the third has written both"
        assert await books.orders(house, MARIO) == [(1, "completed")]
        assert await books.credit(house, MARIO) == 50_000 - ORDER
        assert [said for said in mario.said if "per colpa nostra" in said] == []
        await books.assert_right(house, world)
