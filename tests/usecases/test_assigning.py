"""Payments that match nothing: credited once to whom an administrator names, or noted as dealt with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.acts import Act
from domain.admin_errors import CannotAssign, HolderErased
from domain.errors import NotFound
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderState
from domain.top_ups import PaymentReceived, PaymentState
from domain.usecases.assigning import Assigning
from domain.usecases.privacy import Privacy
from tests.builders import a_payment
from tests.people import ANNA, BRUNO, CARLA, MARIO
from tests.usecases.test_adjusting import acts, erase
from tests.usecases.world import Replica, World


def assigning_of(replica: Replica) -> Assigning:
    """The use case, as a process of the bot has it."""
    return Assigning(units=replica.units, clock=replica.clock, settling=replica.settling)


@pytest.fixture
def desk(world: World) -> Assigning:
    """The use case."""
    return assigning_of(world)


async def stray(world: World, intent: str = "pi_stray", **changes: Any) -> PaymentReceived:
    """A payment that belongs to no top-up; the admins have heard of it."""
    received = a_payment(intent=intent, link_id=None, reference=None, **changes)
    assert await world.settling.settle(received)
    await world.notices()
    return received


async def state_of(world: World, intent: str) -> PaymentState:
    """Where a payment stands."""
    async with world.units.read() as unit:
        payment = await unit.payments.get(intent)
    assert payment is not None
    return payment.state


async def test_f26_a_payment_is_credited_to_whom_an_admin_names_like_any_other(world: World, desk: Assigning) -> None:
    await stray(world)
    holder = await world.holder(MARIO)
    review = await desk.review("pi_stray", holder)
    assert (review.credit, review.change.credit_after, review.holder.id) == (Money(0), Money(1_000), holder)
    outcome = await desk.assign("pi_stray", holder, admin=CARLA.id)
    assert (outcome.credit, outcome.repeated, await world.credit(MARIO)) == (Money(1_000), False, 1_000)
    assert await world.news(MARIO) == [NoticeKind.CREDIT_RECEIVED]
    (act,) = await acts(world)
    assert (act.actor_id, act.act, act.word("payment"), act.holder_id) == (
        CARLA.id, Act.PAYMENT_ASSIGNED, "pi_stray", holder,
    )  # fmt: skip
    assert (await world.books(), await desk.count()) == ((), 0)


async def test_f26_it_completes_what_waits_for_money(world: World, desk: Assigning) -> None:
    order = await world.pending(MARIO, 2)
    await stray(world, cents=2_196)
    await desk.assign("pi_stray", await world.holder(MARIO), admin=CARLA.id)
    assert ((await world.order(MARIO, order.id)).state, await world.credit(MARIO)) == (OrderState.COMPLETED, 0)
    assert await world.news(MARIO) == [NoticeKind.ORDER_COMPLETED]
    assert await world.books() == ()


async def test_f26_there_is_a_receipt_of_it_and_it_is_in_the_export(world: World, desk: Assigning) -> None:
    await stray(world)
    holder = await world.holder(MARIO)
    await desk.assign("pi_stray", holder, admin=CARLA.id)
    (paper,) = (await world.papers.page(holder, 0)).papers
    receipt = await world.papers.movement(paper.movement_id or 0, holder_id=holder)
    assert (receipt.number, receipt.amount, receipt.movement.subject) == ("R000001", Money(1_000), "pi_stray")
    export = await Privacy(units=world.units, clock=world.clock, by_email=True).export(holder)
    assert [one["intent"] for one in export.records["payments"]] == ["pi_stray"]
    assert [one["id"] for one in export.records["top_ups"]] == [1]


@pytest.mark.parametrize("again", ["assigned", "announced", "announced better"])
async def test_f26_whatever_comes_afterwards_it_is_credited_once(world: World, desk: Assigning, again: str) -> None:
    received = await stray(world)
    holder = await world.holder(MARIO)
    await desk.assign("pi_stray", holder, admin=CARLA.id)
    if again == "assigned":
        assert (await desk.assign("pi_stray", holder, admin=CARLA.id)).repeated
    else:
        top_up = await world.ask(BRUNO, 1_000)
        known = replace(received, link_id=top_up.link_id, reference=top_up.reference, asked_at=top_up.asked_at)
        assert not await world.settling.settle(known if again == "announced better" else received)
    assert (await world.credit(MARIO), await world.credit(BRUNO), await world.books()) == (1_000, 0, ())
    assert len(await acts(world)) == 1


async def test_f26_two_replicas_at_once_credit_it_once_and_to_one_holder(world: World, replica: Replica) -> None:
    await stray(world)
    holders = [await world.holder(person) for person in (MARIO, ANNA)]
    works = [
        assigning_of(one).assign("pi_stray", holder, admin=CARLA.id) for one in (world, replica) for holder in holders
    ]
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    assert len([one for one in outcomes if isinstance(one, CannotAssign)]) == 2
    assert sorted(getattr(one, "repeated", None) is True for one in outcomes) == [False, False, False, True]
    assert sorted([await world.credit(MARIO), await world.credit(ANNA)]) == [0, 1_000]
    assert (await world.books(), await world.count("top_ups")) == ((), 1)


async def test_f26_an_announcement_and_an_admin_at_once_credit_it_once(world: World, replica: Replica) -> None:
    received = await stray(world)
    top_up = await world.ask(BRUNO, 1_000)
    known = replace(received, link_id=top_up.link_id, reference=top_up.reference, asked_at=top_up.asked_at)
    works = [
        replica.settling.settle(known),
        assigning_of(world).assign("pi_stray", await world.holder(MARIO), admin=CARLA.id),
    ]
    await asyncio.gather(*works, return_exceptions=True)
    assert sorted([await world.credit(MARIO), await world.credit(BRUNO)]) == [0, 1_000]
    assert await world.books() == ()


async def test_it_cannot_go_to_who_was_erased(world: World, desk: Assigning) -> None:
    await stray(world)
    holder = await world.holder(MARIO)
    await erase(world, MARIO)
    for attempt in (desk.review("pi_stray", holder), desk.assign("pi_stray", holder, admin=CARLA.id)):
        with pytest.raises(HolderErased):
            await attempt
    assert await state_of(world, "pi_stray") is PaymentState.UNASSIGNED


@pytest.mark.parametrize("change", [{"currency": "usd"}, {"ours": False}, {"cents": 0}])
async def test_f23_what_is_not_ours_to_credit_cannot_be_assigned_and_can_be_dealt_with(
    world: World, desk: Assigning, change: dict[str, Any]
) -> None:
    await stray(world, **change)
    holder = await world.holder(MARIO)
    for attempt in (desk.review("pi_stray", holder), desk.assign("pi_stray", holder, admin=CARLA.id)):
        with pytest.raises(CannotAssign):
            await attempt
    assert await desk.count() == 1
    for _ in range(2):
        assert (await desk.deal_with("pi_stray", admin=CARLA.id)).payment.dealt_with_at == world.clock.now()
    assert (await desk.count(), [act.act for act in await acts(world)]) == (0, [Act.PAYMENT_DEALT_WITH])
    assert (await world.credit(MARIO), await world.books()) == (0, ())


async def test_what_was_dealt_with_is_never_credited(world: World, desk: Assigning) -> None:
    """The office has given it back at Stripe: crediting it too would be giving it twice."""
    received = await stray(world)
    await desk.deal_with("pi_stray", admin=CARLA.id)
    with pytest.raises(CannotAssign):
        await desk.assign("pi_stray", await world.holder(MARIO), admin=CARLA.id)
    top_up = await world.ask(BRUNO, 1_000)
    known = replace(received, link_id=top_up.link_id, reference=top_up.reference, asked_at=top_up.asked_at)
    assert not await world.settling.settle(known)
    assert (await world.credit(BRUNO), await world.books()) == (0, ())


async def test_what_was_credited_is_not_dealt_with(world: World, desk: Assigning) -> None:
    received = await world.give(MARIO, 1_000)
    with pytest.raises(CannotAssign):
        await desk.deal_with(received.intent, admin=CARLA.id)
    shown = await desk.look(received.intent)
    assert shown.holder is not None
    assert shown.holder.first_name == "Mario"


async def test_the_list_has_the_newest_first_and_only_what_waits(world: World, desk: Assigning) -> None:
    await world.give(MARIO, 1_000)
    for number in range(7):
        await stray(world, f"pi_{number}", currency="usd" if number % 2 else "eur")
        world.pass_time(minutes=1)
    first, rest = await desk.page(0), await desk.page(1)
    assert [one.intent for one in first.payments] == [f"pi_{number}" for number in (6, 5, 4, 3, 2)]
    assert [one.intent for one in rest.payments] == ["pi_1", "pi_0"]
    assert (first.total, first.has_next, rest.has_next) == (7, True, False)


async def test_what_is_not_there_is_not_found(world: World, desk: Assigning) -> None:
    holder = await world.holder(MARIO)
    for attempt in (
        desk.look("pi_none"),
        desk.assign("pi_none", holder, admin=CARLA.id),
        desk.deal_with("pi_none", admin=CARLA.id),
    ):
        with pytest.raises(NotFound):
            await attempt
    await stray(world)
    with pytest.raises(NotFound):
        await desk.assign("pi_stray", 999, admin=CARLA.id)


async def test_a_payment_assigned_does_not_use_up_the_links_of_a_day(world: World, desk: Assigning) -> None:
    await stray(world)
    holder = await world.holder(MARIO)
    await desk.assign("pi_stray", holder, admin=CARLA.id)
    async with world.units.read() as unit:
        assert await unit.top_ups.asked_since(holder, world.clock.now() - timedelta(days=1)) == 0
