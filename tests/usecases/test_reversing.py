"""Card money that goes back is booked once, in whatever order it is announced; what was spent already is owed."""

import asyncio
import json
from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy import text

from domain.catalogue import ServiceKey
from domain.errors import AmountOwed
from domain.ledger import holder_account, receivable_account
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import Order, OrderState
from domain.ports import StripeFact
from domain.reversals import RefundsChanged, ReversalKind, ReversalReported, ReversalState
from domain.top_ups import PaymentReceived, PaymentState, TopUp
from domain.usecases.spending import Origin
from tests.people import BRUNO, CARLA
from tests.usecases.test_assigning import assigning_of
from tests.usecases.world import World

GONE, BACK, LOST = ReversalState.GONE, ReversalState.BACK, ReversalState.LOST


def refund(payment: PaymentReceived, cents: int, number: int = 1, state: ReversalState = GONE) -> ReversalReported:
    """Stripe tells of a refund."""
    return ReversalReported(
        id=f"re_{number}", kind=ReversalKind.REFUND, intent=payment.intent, cents=cents, state=state
    )


def dispute(payment: PaymentReceived, state: ReversalState, cents: int | None = None) -> ReversalReported:
    """Stripe tells of a dispute."""
    return ReversalReported(
        id="du_1", kind=ReversalKind.DISPUTE, intent=payment.intent, cents=cents or payment.cents, state=state
    )


async def paid(world: World, cents: int = 1_000) -> PaymentReceived:
    """Bruno has paid by card, and Stripe has told nobody yet."""
    return world.links.pay(await world.ask(BRUNO, cents))


async def account(world: World) -> tuple[int, int]:
    """What Bruno has, and what he owes, in cents."""
    async with world.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(BRUNO.address)
        assert mailbox is not None
        have = await unit.ledger.balance(holder_account(mailbox.holder_id))
        owed = await unit.ledger.balance(receivable_account(mailbox.holder_id))
    return have.cents, -owed.cents


async def lines(world: World) -> set[tuple[str, str, str, int]]:
    """The books, but for instants and the order of the lines."""
    async with world.database.readers.connect() as connection:
        rows = await connection.execute(text("SELECT key, source, target, amount_cents FROM transfers"))
        return {(key, source, target, cents) for key, source, target, cents in rows}


async def test_a_refund_made_at_stripe_comes_out_of_the_credit_and_is_told(world: World) -> None:
    payment = await paid(world)
    await world.booking.book(payment)
    assert await world.booking.book(refund(payment, 400))
    assert await account(world) == (600, 0)
    assert NoticeKind.MONEY_BACK in await world.news(BRUNO)
    assert await world.books() == ()


async def test_f20_whatever_the_order_of_the_events_the_ledger_is_the_same(world: World) -> None:
    ledgers = []
    for number, order in enumerate(permutations(range(4))):
        world.pass_time(days=1)
        payment = await paid(world, 1_000)
        events: list[StripeFact] = [
            payment,
            refund(payment, 400, 10 * number + 1),
            refund(payment, 100, 10 * number + 2),
            RefundsChanged(intent=payment.intent),
        ]
        world.refunds.made[payment.intent] = [event for event in events if isinstance(event, ReversalReported)]
        before = await lines(world)
        for place in order:
            await world.booking.book(events[place])
        new = await lines(world) - before
        ledgers.append(sorted((source, target, cents) for _, source, target, cents in new))
        assert await world.books() == ()
    assert all(ledger == ledgers[0] for ledger in ledgers)
    assert [cents for _, _, cents in ledgers[0]] == [1_000, 100, 400]


async def test_f20_money_refunded_before_it_was_announced_completes_no_order(world: World) -> None:
    order = await world.pending(BRUNO)
    payment = world.links.pay(await world.ask_for(BRUNO, order))
    await world.booking.book(refund(payment, payment.cents))
    assert await account(world) == (0, 0)
    await world.booking.book(payment)
    assert (await world.order(BRUNO, order.id)).state is OrderState.PENDING
    assert await account(world) == (0, 0)
    assert await world.books() == ()


async def test_f20_a_payment_known_by_its_refund_only_is_expected_and_waits_for_nobody(world: World) -> None:
    payment = await paid(world)
    await world.booking.book(refund(payment, 100))
    async with world.units.read() as unit:
        known = await unit.payments.get(payment.intent)
    assert known is not None
    assert known.state is PaymentState.EXPECTED
    assert await world.news(CARLA) == []


async def test_f20_a_refund_and_its_payment_announced_at_once_to_two_replicas_are_both_booked(
    world: World, replica: World
) -> None:
    for number in range(10):
        payment = await paid(world, 1_000)
        before = await account(world)
        gone = refund(payment, 400, number)
        await asyncio.gather(*(bot.booking.book(fact) for bot in (world, replica) for fact in (payment, gone)))
        have, owed = await account(world)
        assert (have - before[0], owed) == (600, 0)
    assert await world.books() == ()


async def test_f27_three_partial_refunds_announced_by_their_sum_are_each_booked_once(world: World) -> None:
    payment = await paid(world)
    await world.booking.book(payment)
    for cents, left in ((100, 900), (250, 650), (650, 0)):
        world.refunds.refund(payment.intent, cents)
        for _ in range(3):
            await world.booking.book(RefundsChanged(intent=payment.intent))
        assert await account(world) == (left, 0)
    assert await world.count("reversals") == 3
    assert await world.books() == ()


async def test_f28_a_dispute_after_the_credit_is_spent_leaves_nothing_a_debt_and_a_block(world: World) -> None:
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    assert await account(world) == (0, payment.cents)
    with pytest.raises(AmountOwed) as refused:
        await world.quote(BRUNO)
    assert refused.value.owed == Money(payment.cents)
    told = [(notice.target, notice.kind) for notice in await world.notices()]
    assert (str(BRUNO.chat_id), NoticeKind.MONEY_BACK) in told
    assert (BRUNO.email, NoticeKind.MONEY_BACK) in told
    assert (str(CARLA.chat_id), NoticeKind.ADMIN_MONEY_BACK) in told
    assert await world.books() == ()


async def test_f28_a_dispute_that_is_won_is_reinstated_exactly_once(world: World) -> None:
    payment = await spent(world)
    for fact in (dispute(payment, GONE), dispute(payment, GONE), dispute(payment, BACK), dispute(payment, BACK)):
        await world.booking.book(fact)
    assert await account(world) == (0, 0)
    await world.quote(BRUNO)  # nothing is owed: he can buy again
    assert await world.books() == ()


async def test_f28_won_before_the_withdrawal_was_announced_ends_in_the_same_books(world: World) -> None:
    payment = await spent(world)
    await world.booking.book(dispute(payment, BACK))
    await world.booking.book(dispute(payment, GONE))
    assert await account(world) == (0, 0)
    assert await world.books() == ()


async def test_f28_what_was_covered_meanwhile_is_credit_once_the_dispute_is_won(world: World) -> None:
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    await world.booking.book(await paid(world, payment.cents + 500))
    assert await account(world) == (500, 0)
    await world.booking.book(dispute(payment, BACK))
    assert await account(world) == (500 + payment.cents, 0)
    assert await world.books() == ()


async def test_f28_a_dispute_that_is_lost_changes_nothing_more_and_is_told_to_the_admins(world: World) -> None:
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    assert await world.news(CARLA) == [NoticeKind.ADMIN_MONEY_BACK]
    await world.booking.book(dispute(payment, LOST))
    assert await account(world) == (0, payment.cents)
    assert await world.news(CARLA) == [NoticeKind.ADMIN_MONEY_BACK]


async def test_money_that_comes_in_pays_what_is_owed_before_anything_else(world: World) -> None:
    order = await world.pending(BRUNO, service=ServiceKey.ARCHIVE)
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    await world.booking.book(await paid(world, payment.cents - 1))
    assert await account(world) == (0, 1)
    assert (await world.order(BRUNO, order.id)).state is OrderState.PENDING
    await world.booking.book(await paid(world, 1 + order.quote.price.gross.cents))
    assert await account(world) == (0, 0)
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.books() == ()


async def test_a_refund_that_failed_is_credit_again_once(world: World) -> None:
    payment = await paid(world)
    await world.booking.book(payment)
    for state in (GONE, BACK, BACK, GONE):
        await world.booking.book(refund(payment, 400, state=state))
    assert await account(world) == (1_000, 0)
    assert await world.books() == ()


async def test_an_unassigned_payment_that_went_back_waits_to_be_assigned_no_more(world: World) -> None:
    payment = replace(await paid(world), reference="somebody else's", link_id="plink_other")
    await world.booking.book(payment)
    await world.booking.book(refund(payment, 400))
    assert await state_of(world, payment) is PaymentState.UNASSIGNED
    await world.booking.book(refund(payment, 600, 2))
    assert await state_of(world, payment) is PaymentState.RETURNED
    await world.booking.book(refund(payment, 600, 2, BACK))
    assert await state_of(world, payment) is PaymentState.UNASSIGNED


async def test_admins_hear_once_of_a_dispute_about_a_payment_that_is_nobodys(world: World) -> None:
    payment = replace(await paid(world), reference="somebody else's", link_id="plink_other")
    await world.booking.book(payment)
    await world.notices()
    await world.booking.book(dispute(payment, GONE))
    (notice,) = await world.notices()
    assert (notice.kind, notice.target) == (NoticeKind.ADMIN_MONEY_BACK, str(CARLA.chat_id))
    assert (notice.facts["state"], notice.facts["intent"], "holder_id" in notice.facts) == (GONE, payment.intent, False)
    await world.booking.book(dispute(payment, BACK))
    assert await world.news(CARLA) == [NoticeKind.ADMIN_MONEY_BACK]
    await assigning_of(world).assign(payment.intent, await world.holder(BRUNO), admin=CARLA.id)
    assert NoticeKind.ADMIN_MONEY_BACK not in await world.news(CARLA)
    assert await account(world) == (1_000, 0)
    assert await world.books() == ()


async def state_of(world: World, payment: PaymentReceived) -> PaymentState | None:
    """What has become of a payment."""
    async with world.units.read() as unit:
        known = await unit.payments.get(payment.intent)
    return known.state if known else None


async def spent(world: World) -> PaymentReceived:
    """Bruno's payment completes an order at once: nothing is left of it."""
    order = await world.pending(BRUNO)
    top_up: TopUp = await world.ask_for(BRUNO, order)
    payment = world.links.pay(top_up)
    await world.booking.book(payment)
    assert await account(world) == (0, 0)
    return payment


async def test_f28_an_order_that_waits_for_more_than_came_back_is_told_with_the_amount(world: World) -> None:
    """Its screen names what came in: without that it could never be shown."""
    order = await world.pending(BRUNO, service=ServiceKey.ARCHIVE)
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    await world.booking.book(await paid(world, payment.cents + 100))
    await world.booking.book(dispute(payment, BACK))
    assert (await world.order(BRUNO, order.id)).state is OrderState.PENDING
    async with world.database.readers.connect() as connection:
        facts = await connection.scalars(
            text("SELECT facts FROM outbox WHERE kind = 'order_still_pending' AND key LIKE 'dispute:%'")
        )
        told = [json.loads(one) if isinstance(one, str) else one for one in facts]
    assert [(one["cents"], one["origin"]) for one in told] == [(payment.cents, Origin.BACK)]


async def test_f28_orders_that_money_from_a_won_dispute_completes_are_each_told_once(world: World) -> None:
    payment = await spent(world)
    await world.booking.book(dispute(payment, GONE))
    await world.booking.book(await paid(world, payment.cents))
    order = await world.pending(BRUNO, service=ServiceKey.ARCHIVE)  # 4.88
    await world.booking.book(await paid(world, order.quote.price.gross.cents - payment.cents))
    await world.notices()
    for _ in range(2):
        await world.booking.book(dispute(payment, BACK))
    news = [one for one in await world.notices() if one.target == str(BRUNO.chat_id)]
    assert [one.kind for one in news] == [NoticeKind.MONEY_BACK, NoticeKind.ORDER_COMPLETED]
    assert (news[1].facts["origin"], news[1].number("cents")) == (Origin.BACK, payment.cents)
    assert (news[1].facts["order_id"], await account(world)) == (order.id, (0, 0))


# An order that waits while something is owed


async def owing(world: World) -> Order:
    """Bruno owes 3.66, and an order of his waits for 4.88."""
    order = await world.pending(BRUNO, service=ServiceKey.ARCHIVE)
    await world.booking.book(dispute(await spent(world), GONE))
    assert await account(world) == (0, 366)
    await world.notices()
    return order


@pytest.mark.parametrize(("cents", "missing", "owed"), [(100, 754, 266), (366, 488, 0), (400, 454, 0)])
@pytest.mark.parametrize("is_for_it", [True, False])
async def test_an_order_that_waits_while_something_is_owed_is_told_with_all_that_it_misses(
    world: World, cents: int, missing: int, owed: int, is_for_it: bool
) -> None:
    order = await owing(world)
    top_up = await (world.ask_for(BRUNO, order) if is_for_it else world.ask(BRUNO, cents))
    await world.booking.book(world.links.pay(top_up, cents=cents))
    (told,) = [one for one in await world.notices() if one.target == str(BRUNO.chat_id)]
    assert (told.kind, told.facts["order_id"]) == (NoticeKind.ORDER_STILL_PENDING, order.id)
    assert (told.number("missing"), told.number("covered"), told.number("owed")) == (missing, min(cents, 366), owed)
    assert (await world.ask_for(BRUNO, order)).amount.cents == missing
    assert (await world.order(BRUNO, order.id)).state is OrderState.PENDING


async def test_what_covers_what_is_owed_and_the_order_completes_it_and_tells_of_both(world: World) -> None:
    order = await owing(world)
    payment = world.links.pay(await world.ask_for(BRUNO, order))
    assert payment.cents == 366 + 488
    await world.booking.book(payment)
    (told,) = [one for one in await world.notices() if one.target == str(BRUNO.chat_id)]
    assert (told.kind, told.number("covered"), told.number("owed")) == (NoticeKind.ORDER_COMPLETED, 366, 0)
    assert (await account(world), await world.books()) == ((0, 0), ())


async def test_money_that_comes_too_late_for_its_order_while_something_is_owed_is_told_so(world: World) -> None:
    order = await owing(world)
    top_up = await world.ask_for(BRUNO, order)
    await world.buying.cancel(order.id, holder_id=await world.holder(BRUNO))
    await world.booking.book(world.links.pay(top_up, cents=100))
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]
