"""The register desk looks: who is found, and what is shown of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.acts import Act
from domain.catalogue import ServiceKey
from domain.errors import NotFound
from domain.money import Money
from domain.notices import NoticeState, Result
from domain.reversals import ReversalKind, ReversalReported, ReversalState
from domain.sessions import SessionLimits
from domain.usecases.looking_up import LookingUp
from domain.usecases.recounting import Recounting
from tests.people import ANNA, BRUNO, CARLA, CAST, MARIO, PASSWORD
from tests.usecases.world import World

NOBODY = 999


@pytest.fixture
def looking_up(world: World) -> LookingUp:
    """The use case."""
    return LookingUp(
        units=world.units, clock=world.clock, viewing=world.viewing, keeping=world.keeping, limits=SessionLimits()
    )


async def register(world: World, *changes: dict[str, str]) -> None:
    """Holders like Mario, but for what is changed."""
    rows = [replace(MARIO.rows()[0], line=number, **one) for number, one in enumerate(changes)]  # type: ignore[arg-type]  # the names of columns
    async with world.units.write() as unit:
        await unit.register.save(rows)
        await unit.commit()


def named(number: int, last_name: str, **more: str) -> dict[str, str]:
    """A holder of that name."""
    return {"mailbox": f"m{number}@pec.archrm.it", "fiscal_code": f"CODE{number}", "last_name": last_name, **more}


@pytest.mark.parametrize(
    "words", ["NICOLÒ", "nicolò", "Nicolò", "icol", "D'ANGELO", "d'angelo nic", "d\u2019angelo", "D\u2018Ang"]
)
async def test_a_name_is_found_in_either_case_with_accent_and_apostrophe(
    world: World, looking_up: LookingUp, words: str
) -> None:
    await register(world, named(1, "D'Angelo", first_name="Nicolò"))
    assert [one.last_name for one in (await looking_up.find(words)).holders] == ["D'Angelo"]


async def test_a_name_in_capitals_is_found_by_small_letters(world: World, looking_up: LookingUp) -> None:
    await register(world, named(1, "NICOLÒ"))
    assert (await looking_up.find("nicolò")).total == 1


@pytest.mark.parametrize("words", ["100%", "a_b", "back\\slash", "q'; --"])
async def test_what_has_a_meaning_in_sql_has_none_here(world: World, looking_up: LookingUp, words: str) -> None:
    await register(world, named(1, words), named(2, "100 per cent"), named(3, "aXb backslash"))
    found = await looking_up.find(words)
    assert [one.last_name for one in found.holders] == [words]


async def test_the_pages_are_by_name_and_say_how_many_there_are(world: World, looking_up: LookingUp) -> None:
    await register(world, *(named(number, f"Zeta{number}") for number in range(7)))
    first, second = await looking_up.find("zeta"), await looking_up.find("zeta", 1)
    assert [one.last_name for one in (*first.holders, *second.holders)] == [f"Zeta{number}" for number in range(7)]
    assert [(page.total, page.page, page.has_next) for page in (first, second)] == [(7, 0, True), (7, 1, False)]


async def test_a_holder_with_two_mailboxes_is_found_once_by_either(world: World, looking_up: LookingUp) -> None:
    for box in ANNA.mailboxes:
        (one,) = (await looking_up.find(box.address)).holders
        assert (one.id, one.more) == (await world.holder(ANNA), 1)


async def test_a_card_tells_the_person_and_writes_who_looked(world: World, looking_up: LookingUp) -> None:
    await world.give(BRUNO, 1_000)
    await world.pending(BRUNO, 100)
    card = await looking_up.card(await world.holder(BRUNO), admin=CARLA.id)
    assert (card.holder.fiscal_code, card.credit.cents, card.chats, card.pending) == (BRUNO.fiscal_code, 1_000, 1, 1)
    (act,) = (await Recounting(units=world.units).page(0)).acts
    assert (act.actor_id, act.act, act.about) == (CARLA.id, Act.HOLDER_VIEWED, {"holder_id": card.holder.id})


async def test_nobody_is_no_card_and_no_line(world: World, looking_up: LookingUp) -> None:
    for look in (
        looking_up.card(NOBODY, admin=CARLA.id),
        looking_up.holder(NOBODY),
        looking_up.mailboxes(NOBODY),
        looking_up.mailbox(NOBODY),
        looking_up.orders(NOBODY, 0),
        looking_up.top_ups(NOBODY, 0),
        looking_up.movements(NOBODY, 0),
        looking_up.notices(NOBODY, 0),
        looking_up.chats(NOBODY, 0),
    ):
        with pytest.raises(NotFound):
            await look
    assert await world.count("admin_acts") == 0


async def test_every_page_tells_of_the_holder_only_newest_first(world: World, looking_up: LookingUp) -> None:
    for person, gb in ((MARIO, 1), (BRUNO, 1), (MARIO, 2)):
        world.pass_time(minutes=1)
        await world.ask_for(person, await world.pending(person, gb))
    holder = await world.holder(MARIO)
    orders, top_ups = await looking_up.orders(holder, 0), await looking_up.top_ups(holder, 0)
    assert [order.quote.gb for order in orders.lines] == [2, 1]
    assert [one.top_up.order_id for one in top_ups.lines] == [order.id for order in orders.lines]
    assert orders.holder.fiscal_code == MARIO.fiscal_code


async def test_a_top_up_tells_how_much_of_it_went_back(world: World, looking_up: LookingUp) -> None:
    paid = await world.give(MARIO, 5_000)
    await world.give(MARIO, 700)
    holder = await world.holder(MARIO)
    for number, cents in enumerate((1_000, 250)):
        await world.booking.book(world.refunds.refund(paid.intent, cents))
        (newest, first) = (await looking_up.top_ups(holder, 0)).lines
        assert (newest.gone, first.gone) == (Money(0), Money(1_000 + 250 * number))
    disputed = ReversalReported(
        id="du_1", kind=ReversalKind.DISPUTE, intent=paid.intent, cents=3_750, state=ReversalState.GONE
    )
    await world.booking.book(disputed)
    assert (await looking_up.top_ups(holder, 0)).lines[1].gone == Money(5_000)
    await world.booking.book(replace(disputed, state=ReversalState.BACK))
    assert (await looking_up.top_ups(holder, 0)).lines[1].gone == Money(1_250)


async def test_a_page_holds_five_and_says_that_there_are_more(world: World, looking_up: LookingUp) -> None:
    for cents in range(100, 700, 100):
        await world.give(MARIO, cents)
    holder = await world.holder(MARIO)
    first, second = await looking_up.movements(holder, 0), await looking_up.movements(holder, 1)
    assert [one.amount.cents for one in (*first.lines, *second.lines)] == [600, 500, 400, 300, 200, 100]
    assert [page.has_older for page in (first, second)] == [True, False]


async def test_a_notice_comes_with_the_proof_of_its_last_try(world: World, looking_up: LookingUp) -> None:
    await world.give(MARIO, 500)
    (notice,) = await world.delivering.claim(10)
    await world.delivering.postpone(notice, "too-fast", "said")
    world.pass_time(minutes=1)
    (again,) = await world.delivering.claim(10)
    await world.delivering.sent(again, "said", "57")
    (told,) = (await looking_up.notices(await world.holder(MARIO), 0)).lines
    assert told.proof is not None
    assert (told.state, told.proof.result, told.proof.attempt, told.proof.answer) == (
        NoticeState.SENT,
        Result.ARRIVED,
        2,
        "57",
    )
    assert (await looking_up.notices(await world.holder(ANNA), 0)).lines == ()


async def test_the_chats_tell_who_is_logged_in_where(world: World, looking_up: LookingUp) -> None:
    for chat in (MARIO.chat_id, BRUNO.chat_id):
        await world.access.log_in(chat_id=chat, person_id=chat, address=MARIO.address, password=PASSWORD)
        world.pass_time(minutes=20)
    (last, first) = (await looking_up.chats(await world.holder(MARIO), 0)).lines
    assert [(one.chat_id, one.is_open) for one in (last, first)] == [(BRUNO.chat_id, True), (MARIO.chat_id, False)]


async def test_a_mailbox_comes_with_what_its_renewal_takes(world: World, looking_up: LookingUp) -> None:
    await world.give(ANNA, 5_000)
    await world.buy(ANNA, 1, ServiceKey.ARCHIVE, number=1)
    about = await looking_up.mailbox(await world.mailbox(ANNA, 1))
    assert about.renewals.upcoming is not None
    assert (about.holder.first_name, about.renewals.upcoming.needed.cents) == ("Anna", 488)


async def test_the_acts_are_told_newest_first_with_the_names_of_today(world: World, looking_up: LookingUp) -> None:
    holders = [await world.holder(person) for person in CAST] * 2
    for holder in holders:
        await looking_up.card(holder, admin=CARLA.id)
    recounting = Recounting(units=world.units)
    first, second, latest = await recounting.page(0), await recounting.page(1), await recounting.latest(3)
    assert [act.holder_id for act in (*first.acts, *second.acts)] == holders[::-1]
    assert (first.has_older, second.has_older) == (True, False)
    assert (len(latest.acts), latest.names[holders[-1]]) == (3, "Dario Ferrara")


async def test_coming_back_to_a_card_is_no_other_look(world: World, looking_up: LookingUp) -> None:
    mario, anna = await world.holder(MARIO), await world.holder(ANNA)
    for holder in (mario, mario, anna, mario):
        await looking_up.card(holder, admin=CARLA.id)
    await looking_up.card(mario, admin=BRUNO.id)
    async with world.units.read() as unit:
        looks = [(act.actor_id, act.holder_id) for act in await unit.acts.latest(10, 0)]
    assert looks == [(BRUNO.id, mario), (CARLA.id, mario), (CARLA.id, anna), (CARLA.id, mario)]
