"""What repairs lost webhooks, lost answers and old links: the two ticks about money, against the sandbox's Stripe."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_checkout import LinkClosed
from domain.catalogue import ServiceKey
from domain.errors import PaymentsUnavailable
from domain.notices import NoticeKind
from domain.orders import OrderPending, OrderState
from domain.top_ups import TopUp, TopUpState
from tests.people import MARIO
from tests.till import Till, open_till, pretend_stripe

DAY = timedelta(hours=24)
CHAT = str(MARIO.chat_id)


@pytest.fixture
async def stripe_world() -> AsyncIterator[StripeWorld]:
    """The pretend Stripe, whose webhooks all get lost."""
    async with pretend_stripe() as world:
        world.webhooks.mode = "lose"
        yield world


@pytest.fixture
async def till(stripe_world: StripeWorld, migrated_database: Callable[[str], str]) -> AsyncIterator[Till]:
    """A till on an empty database."""
    async with open_till(stripe_world, migrated_database("sqlite")) as till:
        yield till
        assert await till.problems() == []


def link_of(top_up: TopUp) -> str:
    """The id of the link that it has."""
    assert top_up.link_id is not None
    return top_up.link_id


async def pending_order(till: Till) -> OrderPending:
    """Mario confirms 2 GB of inbox space without any credit."""
    async with till.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
    assert mailbox is not None
    quoted = await till.buying.quote(mailbox.id, ServiceKey.INBOX, 2, holder_id=till.holder_id)
    placed = await till.buying.place(quoted.quote.id, holder_id=till.holder_id)
    assert isinstance(placed, OrderPending)
    return placed


async def ask_for(till: Till, pending: OrderPending) -> TopUp:
    """Mario asks for what the order misses."""
    return await till.top_ups.open_for(pending.order.id, holder_id=till.holder_id, chat_id=MARIO.chat_id)


async def test_f30_payments_whose_webhooks_were_lost_for_three_days_are_credited_once(till: Till) -> None:
    await till.top_ups.reconcile()
    paid = 0
    for _ in range(3):
        for cents in (1_000, 2_000):
            till.stripe.pay(link_of(await till.top_up(cents)))
            paid += cents
        till.clock.move(DAY)
    booked = [await till.top_ups.reconcile(), await till.top_ups.reconcile()]
    assert booked == [6, 0]
    assert (await till.credit(), await till.lines()) == (paid, 6)


async def test_f30_a_lost_webhook_before_the_first_reconciliation_is_found_through_the_open_link(till: Till) -> None:
    till.stripe.pay(link_of(await till.top_up()))
    assert [await till.top_ups.reconcile(), await till.top_ups.reconcile()] == [1, 0]
    assert await till.credit() == 1_000


async def test_f30_a_second_payment_of_a_link_already_paid_is_found_in_the_news(till: Till) -> None:
    await till.top_ups.reconcile()
    paid = till.stripe.pay_at_once(link_of(await till.top_up()))
    await till.top_ups.reconcile()
    assert len(paid) == 2
    assert await till.credit() == 2_000


async def test_f30_an_order_completes_by_reconciliation_as_by_webhook(till: Till) -> None:
    pending = await pending_order(till)
    till.stripe.pay(link_of(await ask_for(till, pending)))
    await till.top_ups.reconcile()
    assert (await till.order(pending.order.id)).state is OrderState.COMPLETED
    assert await till.credit() == 0
    assert (CHAT, NoticeKind.ORDER_COMPLETED) in await till.news()


async def test_f31_a_top_up_whose_link_was_never_answered_gets_it_back(till: Till) -> None:
    till.stripe.hang_next("POST", "/v1/payment_links", after_recording=True, times=2)
    with pytest.raises(PaymentsUnavailable):
        await till.top_up()
    till.clock.move(timedelta(minutes=2))
    await till.top_ups.reconcile()
    top_up = await till.top_up()
    assert [link["id"] for link in till.stripe.links] == [top_up.link_id]


async def test_f31_a_link_never_answered_that_was_paid_all_the_same_is_credited(till: Till) -> None:
    till.stripe.hang_next("POST", "/v1/payment_links", after_recording=True, times=2)
    with pytest.raises(PaymentsUnavailable):
        await till.top_up()
    till.stripe.pay(till.stripe.links[0]["id"])
    till.clock.move(timedelta(minutes=2))
    await till.top_ups.reconcile()
    await till.top_ups.reconcile()
    assert await till.credit() == 1_000


async def test_f31_after_24_hours_a_link_is_looked_for_and_taken_back_and_none_is_made(till: Till) -> None:
    till.stripe.hang_next("POST", "/v1/payment_links", after_recording=True, times=2)
    with pytest.raises(PaymentsUnavailable):
        await till.top_up()
    asked = len([call for call in till.stripe.requests if call.method == "POST" and call.path == "/v1/payment_links"])
    till.clock.move(DAY)
    assert await till.top_ups.expire() == 1
    again = [call for call in till.stripe.requests if call.method == "POST" and call.path == "/v1/payment_links"]
    assert (len(again), till.stripe.links[0]["active"]) == (asked, False)


async def test_a_link_older_than_24_hours_cannot_be_paid_any_more(till: Till) -> None:
    top_up = await till.top_up()
    till.clock.move(DAY)
    assert [await till.top_ups.expire(), await till.top_ups.expire()] == [1, 0]
    with pytest.raises(LinkClosed):
        till.stripe.pay(link_of(top_up))
    assert (await till.stored(top_up)).state is TopUpState.EXPIRED


async def test_a_payment_found_at_the_last_look_is_credited_instead_of_expired(till: Till) -> None:
    top_up = await till.top_up()
    till.stripe.pay(link_of(top_up))
    till.clock.move(DAY)
    assert await till.top_ups.expire() == 0
    assert (await till.credit(), (await till.stored(top_up)).state) == (1_000, TopUpState.PAID)


async def test_f24_money_for_an_order_cancelled_meanwhile_stays_credit(till: Till) -> None:
    pending = await pending_order(till)
    top_up = await ask_for(till, pending)
    await till.buying.cancel(pending.order.id, holder_id=till.holder_id)
    till.stripe.pay(link_of(top_up))
    await till.top_ups.reconcile()
    assert (await till.order(pending.order.id)).state is OrderState.CANCELLED
    assert await till.credit() == pending.missing.cents
    assert await till.news() == [(top_up.link_id, NoticeKind.TAKE_BACK), (CHAT, NoticeKind.PAYMENT_LATE)]


async def test_f24_money_for_a_quote_that_is_over_stays_credit(till: Till) -> None:
    pending = await pending_order(till)
    top_up = await ask_for(till, pending)
    till.clock.move(DAY + timedelta(minutes=1))
    till.stripe.pay(link_of(top_up))
    await till.top_ups.expire()
    await till.top_ups.reconcile()
    assert (await till.order(pending.order.id)).state is OrderState.EXPIRED
    assert (await till.credit(), (await till.stored(top_up)).state) == (pending.missing.cents, TopUpState.PAID)


async def test_while_stripe_is_down_nothing_is_lost(till: Till) -> None:
    till.stripe.pay(link_of(await till.top_up()))
    till.stripe.refuse_all = True
    with pytest.raises(PaymentsUnavailable):
        await till.top_ups.reconcile()
    till.stripe.refuse_all = False
    await till.top_ups.reconcile()
    assert await till.credit() == 1_000


async def test_one_link_that_stripe_does_not_know_keeps_nobody_else_from_the_money(till: Till) -> None:
    lost = await till.top_up(2_000)
    till.stripe.pay(link_of(await till.top_up()))
    del till.stripe.store._kept["payment_link"][link_of(lost)]
    await till.top_ups.reconcile()
    till.clock.move(DAY)
    await till.top_ups.expire()
    assert (await till.credit(), (await till.stored(lost)).state) == (1_000, TopUpState.EXPIRED)
