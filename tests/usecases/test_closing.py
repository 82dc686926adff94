"""The end of an order: the links to pay for it are taken back; what was paid through one all the same is credited."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from domain.catalogue import ServiceKey
from domain.errors import NotFound, PaymentsUnavailable
from domain.holders import Language
from domain.notices import Channel
from domain.orders import Order, OrderPending, OrderPlaced, OrderState
from domain.top_ups import PaymentLink, TopUp, TopUpState
from storage.repositories.orders import SqlOrders
from tests.people import BRUNO
from tests.usecases.world import Replica, World, one_after_the_other

ARCHIVE = ServiceKey.ARCHIVE


async def to_take_back(world: World) -> list[str]:
    """Takes what is owed to the world, and answers with the links that Stripe is to take back."""
    return [notice.target for notice in await world.notices() if notice.channel is Channel.PAYMENT_LINKS]


async def cancel(world: Replica, order: Order) -> None:
    """The holder gives an order up."""
    await world.buying.cancel(order.id, holder_id=order.quote.holder_id)


async def lose_the_link(world: World, order: Order) -> None:
    """Stripe makes the link of an order, and its answer is lost."""
    world.links.loses_the_answer = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask_for(BRUNO, order)
    world.links.loses_the_answer = False


async def state_of(world: World, top_up: TopUp) -> TopUpState:
    """Where a top-up stands."""
    async with world.units.read() as unit:
        found = await unit.top_ups.get(top_up.id)
    assert found is not None
    return found.state


async def test_the_link_of_a_cancelled_order_is_taken_back_and_named_after_the_facts(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await cancel(world, order)
    notices = await world.notices()
    assert [notice.key for notice in notices] == [f"order:{order.id}:take_back:{top_up.link_id}"]
    assert [notice.target for notice in notices] == [top_up.link_id]


async def test_the_link_of_an_order_that_made_way_is_taken_back(world: World) -> None:
    top_up = await world.ask_for(BRUNO, await world.pending(BRUNO, 1))
    await world.pending(BRUNO, 5)
    assert await to_take_back(world) == [top_up.link_id]


async def test_the_link_of_an_order_that_other_money_completed_is_taken_back(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await world.give(BRUNO, 1_000)
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await to_take_back(world) == [top_up.link_id]


async def test_the_link_of_an_order_that_a_tap_completed_is_taken_back(world: World) -> None:
    waiting = await world.pending(BRUNO, 5)
    dear = await world.ask_for(BRUNO, waiting)
    await world.give(BRUNO, 488)  # less than is missing
    assert isinstance(await world.place(BRUNO, await world.quote(BRUNO)), OrderPlaced)
    assert await to_take_back(world) == [dear.link_id]


async def test_the_links_of_orders_that_expire_are_taken_back(world: World) -> None:
    order = await world.pending(BRUNO)
    world.pass_time(hours=23)
    top_up = await world.ask_for(BRUNO, order)
    world.pass_time(hours=1, seconds=1)
    for _ in range(2):
        await world.top_ups.expire()
    assert (await world.order(BRUNO, order.id)).state is OrderState.EXPIRED
    assert (await to_take_back(world), await state_of(world, top_up)) == ([top_up.link_id], TopUpState.OPEN)


async def test_every_link_of_the_order_is_taken_back_but_the_one_that_was_paid(world: World) -> None:
    order = await world.pending(BRUNO, 5)  # 18.30
    first = await world.ask_for(BRUNO, order)
    await world.give(BRUNO, 1_000)
    second = await world.ask_for(BRUNO, order)
    assert first.link_id != second.link_id
    await world.settling.settle(world.links.pay(second))
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await to_take_back(world) == [first.link_id]


async def test_links_for_other_orders_and_for_none_stay(world: World) -> None:
    order, other = await world.pending(BRUNO), await world.pending(BRUNO, 1, ARCHIVE)
    await world.ask_for(BRUNO, other)
    await world.ask(BRUNO, 500)
    await cancel(world, order)
    assert await to_take_back(world) == []


async def test_f24_what_was_paid_before_the_link_was_taken_back_is_found_and_credited_once(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await cancel(world, order)
    world.links.pay(top_up)
    assert [await world.top_ups.reconcile() for _ in range(2)] == [1, 0]
    assert (await world.credit(BRUNO), await state_of(world, top_up)) == (366, TopUpState.PAID)
    assert await world.books() == ()


async def test_a_link_that_was_being_made_while_its_order_was_cancelled_is_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await world.pending(BRUNO)
    create = world.links.create

    async def slow(top_up: TopUp, language: Language) -> PaymentLink:
        await cancel(world, order)
        return await create(top_up, language)

    monkeypatch.setattr(world.links, "create", slow)
    top_up = await world.ask_for(BRUNO, order)
    assert await to_take_back(world) == [top_up.link_id]


async def test_f31_a_lost_link_that_is_found_after_its_order_was_cancelled_is_taken_back(world: World) -> None:
    order = await world.pending(BRUNO)
    await lose_the_link(world, order)
    await cancel(world, order)
    assert await to_take_back(world) == []
    world.pass_time(minutes=2)
    await world.top_ups.reconcile()
    assert await to_take_back(world) == ["plink_1"]


async def test_no_link_is_made_for_an_order_that_is_cancelled_between_the_look_and_the_row(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await world.pending(BRUNO)
    get = SqlOrders.get

    async def outrun(orders: SqlOrders, order_id: str, holder_id: int) -> Order | None:
        found = await get(orders, order_id, holder_id)
        monkeypatch.undo()
        await cancel(replica, order)
        return found

    monkeypatch.setattr(SqlOrders, "get", outrun)
    with pytest.raises(NotFound):
        await world.ask_for(BRUNO, order)
    assert (world.links.asked, await world.count("top_ups")) == ([], 0)


async def test_two_replicas_asked_at_once_to_pay_for_one_order_make_one_link(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO)
    asking = [
        bot.top_ups.open_for(order.id, holder_id=order.quote.holder_id, chat_id=BRUNO.chat_id)
        for bot in (world, replica)
        for _ in range(3)
    ]
    assert len({top_up.link_id for top_up in await asyncio.gather(*asking)}) == 1


@pytest.mark.parametrize("saved_first", [True, False])
async def test_a_link_saved_and_an_order_cancelled_at_once_leave_no_link_to_pay(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch, saved_first: bool
) -> None:
    """Neither of two transactions sees what the other has not committed: the order's row makes one of them wait."""
    order = await world.pending(BRUNO)
    await lose_the_link(world, order)
    world.pass_time(minutes=2)
    works: list[Callable[[], Awaitable[object]]] = [world.top_ups.reconcile, lambda: cancel(replica, order)]
    await one_after_the_other(works if saved_first else works[::-1], monkeypatch)
    assert await to_take_back(world) == ["plink_1"]


async def test_a_new_order_says_which_one_it_replaced_and_only_the_first_time(world: World) -> None:
    old = await world.pending(BRUNO, 50)
    quote = await world.quote(BRUNO, 1)
    first, second = await world.place(BRUNO, quote), await world.place(BRUNO, quote)
    assert isinstance(first, OrderPending)
    assert isinstance(second, OrderPending)
    assert (first.replaced, second.replaced) == (await world.order(BRUNO, old.id), None)
    assert (await world.order(BRUNO, old.id)).state is OrderState.CANCELLED


async def test_an_order_that_the_credit_covers_says_which_one_it_replaced(world: World) -> None:
    old = await world.pending(BRUNO, 50)
    await world.give(BRUNO, 366)
    outcome = await world.place(BRUNO, await world.quote(BRUNO, 1))
    assert isinstance(outcome, OrderPlaced)
    assert outcome.replaced == await world.order(BRUNO, old.id)


async def test_an_order_beside_one_of_another_service_replaces_nothing(world: World) -> None:
    await world.pending(BRUNO, 1, ARCHIVE)
    outcome = await world.place(BRUNO, await world.quote(BRUNO, 1))
    assert isinstance(outcome, OrderPending)
    assert outcome.replaced is None
