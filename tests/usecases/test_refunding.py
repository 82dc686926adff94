"""An administrator gives back what a holder has not used: out of the credit first, then by Stripe, and once."""

import asyncio

import pytest

from domain.admin_errors import NothingRefundable, NotRefundable
from domain.errors import NotFound, PaymentsUnavailable
from domain.ledger import holder_account, receivable_account
from domain.money import NOTHING, Money
from domain.notices import NoticeKind
from domain.ports import StripeFact
from domain.reversals import ReversalKind, ReversalReported, ReversalState
from tests.builders import a_transfer
from tests.people import BRUNO, CARLA
from tests.usecases.world import Replica, World

ADMIN = CARLA.chat_id


async def test_a_refund_leaves_the_credit_at_once_and_stripe_is_asked_for_it(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    asked = await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN)
    assert (asked.credit, await world.credit(BRUNO)) == (Money(600), 600)
    assert [(notice.kind, notice.target) for notice in await world.notices() if notice.kind is NoticeKind.REFUND] == [
        (NoticeKind.REFUND, "one")
    ]
    assert await world.refunding.carry_out("one") == f"re_{paid.intent}_1"
    assert [refund.cents for refund in world.refunds.made[paid.intent]] == [400]
    assert await world.news(BRUNO) == [NoticeKind.MONEY_BACK]
    assert await world.books() == ()


async def test_what_stripe_announces_of_a_refund_of_ours_is_not_booked_again(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN)
    announced = world.refunds.refund(paid.intent, 400, asked_as="one")  # the event comes before the answer
    await world.booking.book(announced)
    await world.refunding.carry_out("one")
    await world.booking.book(announced)
    assert (await world.credit(BRUNO), await world.count("reversals")) == (600, 1)
    assert len(world.refunds.made[paid.intent]) == 1
    assert await world.books() == ()


async def test_a_refund_confirmed_twice_on_two_replicas_is_one(world: World, replica: Replica) -> None:
    paid = await world.give(BRUNO, 1_000)
    asked = await asyncio.gather(
        *(bot.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN) for bot in (world, replica, world))
    )
    assert sorted(one.repeated for one in asked) == [False, True, True]
    assert (await world.credit(BRUNO), await world.count("reversals")) == (600, 1)
    assert await world.books() == ()


@pytest.mark.parametrize("cents", [0, -1, 1_001])
async def test_no_more_is_refunded_than_was_paid(world: World, cents: int) -> None:
    paid = await world.give(BRUNO, 1_000)
    with pytest.raises(NotRefundable) as refused:
        await world.refunding.ask(paid.intent, Money(cents), number="one", admin=ADMIN)
    assert refused.value.most == Money(1_000)
    assert await world.credit(BRUNO) == 1_000


async def test_what_is_spent_is_not_refunded(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    bought = await world.buy(BRUNO)
    credit = await world.credit(BRUNO)
    assert bought.is_active
    assert (await world.refunding.refundable(paid.intent)).most == Money(credit)
    with pytest.raises(NotRefundable):
        await world.refunding.ask(paid.intent, Money(credit + 1), number="one", admin=ADMIN)


async def test_two_refunds_that_race_for_the_same_money_give_it_back_once(world: World, replica: Replica) -> None:
    paid = await world.give(BRUNO, 1_000)
    outcomes = await asyncio.gather(
        *(
            bot.refunding.ask(paid.intent, Money(700), number=number, admin=ADMIN)
            for bot, number in ((world, "one"), (replica, "two"))
        ),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotRefundable", "RefundAsked"]
    assert await world.credit(BRUNO) == 300
    assert await world.books() == ()


async def test_what_went_back_already_is_not_refunded_again(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.give(BRUNO, 2_000)
    await world.booking.book(world.refunds.refund(paid.intent, 900))
    assert (await world.refunding.refundable(paid.intent)).most == Money(100)


async def test_a_refund_that_stripe_refuses_for_good_is_credit_again_and_told_to_the_admin(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN)
    world.refunds.refuses = "charge_disputed"
    assert await world.refunding.carry_out("one") == "charge_disputed"
    assert await world.refunding.carry_out("one") == ""
    assert await world.credit(BRUNO) == 1_000
    assert NoticeKind.ADMIN_MONEY_BACK in await world.news(CARLA)
    assert await world.books() == ()


async def test_while_stripe_is_out_of_reach_the_refund_waits(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN)
    world.refunds.down = True
    with pytest.raises(PaymentsUnavailable):
        await world.refunding.carry_out("one")
    world.refunds.down = False
    await world.refunding.carry_out("one")
    assert await world.credit(BRUNO) == 600


async def test_a_refund_of_ours_that_stripe_cannot_pay_out_is_credit_again(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMIN)
    await world.refunding.carry_out("one")
    failed: StripeFact = ReversalReported(
        id=f"re_{paid.intent}_1",
        kind=ReversalKind.REFUND,
        intent=paid.intent,
        cents=400,
        state=ReversalState.BACK,
        asked_as="one",
    )
    await world.booking.book(failed)
    await world.booking.book(failed)
    assert await world.credit(BRUNO) == 1_000
    assert await world.books() == ()


async def test_a_refund_never_makes_a_debt(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(1_000), number="one", admin=ADMIN)
    await world.refunding.carry_out("one")
    async with world.units.read() as unit:
        assert await unit.ledger.balance(receivable_account(await world.holder(BRUNO))) == NOTHING


async def test_the_payments_of_a_holder_say_what_can_go_back(world: World) -> None:
    first = await world.give(BRUNO, 1_000)
    world.pass_time(minutes=1)
    second = await world.give(BRUNO, 2_000)
    await world.refunding.ask(first.intent, Money(400), number="one", admin=ADMIN)
    found = await world.refunding.payments_of(await world.holder(BRUNO), 10, 0)
    assert [(one.intent, one.gone.cents, one.most.cents) for one in found] == [
        (second.intent, 0, 2_000),
        (first.intent, 400, 600),
    ]


async def test_what_was_credited_to_nobody_cannot_be_refunded_here(world: World) -> None:
    with pytest.raises(NotFound):
        await world.refunding.refundable("pi_of_nobody")


async def test_what_was_given_by_hand_goes_to_no_card(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await give_by_hand(world)
    assert await world.credit(BRUNO) == 2_000
    await world.refunding.ask(paid.intent, Money(1_000), number="one", admin=ADMIN)
    with pytest.raises(NothingRefundable):
        await world.refunding.ask(paid.intent, Money(1), number="two", admin=ADMIN)


async def test_credit_that_was_given_by_hand_counts_as_what_is_left_of_it(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.buy(BRUNO)
    left = await world.credit(BRUNO)
    await give_by_hand(world)
    assert (await world.refunding.refundable(paid.intent)).most == Money(left)


async def test_who_covers_a_debt_is_told_so(world: World) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.buy(BRUNO)
    await world.booking.book(world.refunds.refund(paid.intent, 1_000))
    await world.notices()
    await world.give(BRUNO, 100)
    (told,) = [notice for notice in await world.notices() if notice.kind is NoticeKind.CREDIT_RECEIVED]
    assert (told.number("covered"), told.number("owed"), told.number("credit")) == (100, 266, 0)


async def give_by_hand(world: World) -> None:
    """An administrator adds ten euro to Bruno's credit."""
    account = holder_account(await world.holder(BRUNO))
    async with world.units.write() as unit:
        given = a_transfer(key="adjustment:1", event="adjustment:1", source="adjustment", target=account)
        await unit.ledger.post([given])
        await unit.commit()
