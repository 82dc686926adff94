"""A holder makes so many orders and payment links in a civil day; what is no new one is not counted (S21)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from domain.catalogue import ServiceKey
from domain.daily_limits import DailyLimits
from domain.errors import PaymentsUnavailable, TooManyLinks, TooManyOrders
from domain.money import Money
from domain.orders import OrderPending, OrderPlaced, OrderState
from tests.people import ANNA, BRUNO, MARIO, TODAY
from tests.usecases.world import Replica, World, one_after_the_other

INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE
TOMORROW = TODAY + timedelta(days=1)
LIMITS = DailyLimits(orders=2, links=2)


def limit(*replicas: Replica) -> None:
    """Two orders and two links a day."""
    for replica in replicas:
        replica.buying = replace(replica.buying, limits=LIMITS)
        replica.top_ups = replace(replica.top_ups, limits=LIMITS)


@pytest.fixture(autouse=True)
def _limited(world: World) -> None:
    limit(world)


async def test_s21_a_third_order_of_a_day_is_refused_and_changes_nothing(world: World) -> None:
    first, second = await world.quote(MARIO, 1, INBOX), await world.quote(MARIO, 1, ARCHIVE)
    third = await world.quote(MARIO, 2, INBOX)
    await world.place(MARIO, first)
    await world.place(MARIO, second)
    with pytest.raises(TooManyOrders) as refused:
        await world.place(MARIO, third)
    assert (refused.value.most, refused.value.from_day) == (2, TOMORROW)
    assert await world.count("orders") == 2
    assert (await world.order(MARIO, first.id)).state is OrderState.PENDING  # nothing made way for it


async def test_s21_the_next_order_can_be_made_when_the_day_is_over_in_rome(world: World) -> None:
    world.go_to(TODAY, 23, 30)
    for service in (INBOX, ARCHIVE):
        await world.pending(MARIO, service=service)
    third = await world.quote(MARIO, 2)
    with pytest.raises(TooManyOrders):
        await world.place(MARIO, third)
    world.go_to(TOMORROW, 0, 0)
    assert isinstance(await world.place(MARIO, third), OrderPending)


async def test_s21_orders_count_whatever_became_of_them(world: World) -> None:
    holder_id = await world.holder(ANNA)
    await world.buy(ANNA, number=1)
    order = await world.pending(ANNA)
    await world.buying.cancel(order.id, holder_id=holder_id)
    with pytest.raises(TooManyOrders):
        await world.buy(ANNA, number=1)


async def test_s21_the_same_quote_tapped_again_is_no_other_order(world: World) -> None:
    await world.give(MARIO, 1_500)
    completed, pending = await world.quote(MARIO, 1, INBOX), await world.quote(MARIO, 2, ARCHIVE)
    for _ in range(3):
        outcomes = [await world.place(MARIO, quote) for quote in (completed, pending)]
        assert [type(outcome) for outcome in outcomes] == [OrderPlaced, OrderPending]
    assert await world.count("orders") == 2


async def test_s21_one_holder_s_orders_are_not_another_s(world: World) -> None:
    for service in (INBOX, ARCHIVE):
        await world.pending(MARIO, service=service)
    assert isinstance(await world.place(BRUNO, await world.quote(BRUNO)), OrderPending)


async def test_s21_a_third_link_of_a_day_is_refused_and_stripe_is_not_asked(world: World) -> None:
    for cents in (1_000, 2_000):
        await world.ask(MARIO, cents)
    with pytest.raises(TooManyLinks) as refused:
        await world.ask(MARIO, 3_000)
    assert (refused.value.most, refused.value.from_day) == (2, TOMORROW)
    order = await world.pending(MARIO)
    with pytest.raises(TooManyLinks):
        await world.ask_for(MARIO, order)
    assert await world.count("top_ups") == 2
    assert len(world.links.links) == 2


async def test_s21_the_next_link_can_be_made_when_the_day_is_over_in_rome(world: World) -> None:
    world.go_to(TODAY, 23, 30)
    for cents in (1_000, 2_000):
        await world.ask(MARIO, cents)
    world.go_to(TOMORROW, 0, 0)
    assert (await world.ask(MARIO, 3_000)).link_url is not None


async def test_s21_a_link_that_is_open_is_shown_again_though_no_other_can_be_made(world: World) -> None:
    order = await world.pending(MARIO)
    links = [await world.ask(MARIO, 1_000), await world.ask_for(MARIO, order)]
    again = [await world.ask(MARIO, 1_000), await world.ask_for(MARIO, order)]
    assert again == links


async def test_s21_a_link_that_stripe_did_not_make_is_asked_for_again_as_the_same_one(world: World) -> None:
    await world.ask(MARIO, 1_000)
    world.links.down = True
    for _ in range(3):
        with pytest.raises(PaymentsUnavailable):
            await world.ask(MARIO, 2_000)
    world.links.down = False
    assert (await world.ask(MARIO, 2_000)).link_url is not None
    assert await world.count("top_ups") == 2


async def test_s21_a_payment_completes_an_order_of_a_day_on_which_no_other_can_be_made(world: World) -> None:
    first, second = await world.pending(MARIO, service=INBOX), await world.pending(MARIO, service=ARCHIVE)
    await world.ask(MARIO, 500)
    top_up = await world.ask_for(MARIO, first)
    assert await world.settling.settle(world.links.pay(top_up))
    states = [(await world.order(MARIO, order.id)).state for order in (first, second)]
    assert states == [OrderState.COMPLETED, OrderState.PENDING]


async def test_s21_of_two_orders_at_once_on_two_mailboxes_only_the_second_of_a_day_is_made(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(replica)
    holder_id = await world.holder(ANNA)
    await world.buy(ANNA, number=1)
    quotes = [await world.quote(ANNA, 1, ARCHIVE, number) for number in (0, 1)]
    works = [
        partial(one.buying.place, quote.id, holder_id=holder_id)
        for one, quote in zip((world, replica), quotes, strict=True)
    ]
    outcomes = await one_after_the_other(works, monkeypatch)
    assert [type(outcome) for outcome in outcomes] == [OrderPending, TooManyOrders]
    assert await world.count("orders") == 2


async def test_s21_of_two_links_at_once_only_the_second_of_a_day_is_made(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(replica)
    await world.ask(MARIO, 500)
    holder_id, chat = await world.holder(MARIO), MARIO.chat_id
    works = [
        partial(one.top_ups.open, Money(cents), holder_id=holder_id, chat_id=chat)
        for one, cents in ((world, 1_000), (replica, 2_000))
    ]
    outcomes = await one_after_the_other(works, monkeypatch)
    assert type(outcomes[1]) is TooManyLinks
    assert await world.count("top_ups") == 2


async def test_the_same_link_asked_for_twice_at_once_is_one(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder_id, chat = await world.holder(MARIO), MARIO.chat_id
    works = [partial(one.top_ups.open, Money(1_000), holder_id=holder_id, chat_id=chat) for one in (world, replica)]
    first, second = await one_after_the_other(works, monkeypatch)
    assert first == second
    assert await world.count("top_ups") == 1


@pytest.mark.parametrize("attempt", range(3))
async def test_s21_ten_taps_at_once_make_no_more_than_a_day_allows(
    world: World, replica: Replica, attempt: int
) -> None:
    limit(replica)
    holder_id = await world.holder(ANNA)
    quotes = [await world.quote(ANNA, 1, ARCHIVE, number % 2) for number in range(10)]
    places = [
        (world, replica)[number % 2].buying.place(quote.id, holder_id=holder_id) for number, quote in enumerate(quotes)
    ]
    outcomes = await asyncio.gather(*places, return_exceptions=True)
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert (kinds.count("TooManyOrders"), await world.count("orders")) == (8, 2)
    assert await world.books() == ()
