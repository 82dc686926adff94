"""Payment links: the row first, one link a top-up, and whatever was lost is found again."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.daily_limits import DailyLimits
from domain.errors import AmountOutOfRange, NotFound, PaymentsUnavailable
from domain.holders import Language
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderState
from domain.top_ups import PaymentFailed, PaymentReceived, TopUp, TopUpState
from domain.usecases.top_ups import CURSOR
from tests.builders import a_payment
from tests.people import ANNA, BRUNO, MARIO
from tests.usecases.world import World


async def kept(world: World, top_up_id: int = 1) -> TopUp:
    """A top-up as it is stored."""
    async with world.units.read() as unit:
        top_up = await unit.top_ups.get(top_up_id)
    assert top_up is not None
    return top_up


async def test_a_top_up_gets_a_link_in_the_language_of_the_chat(world: World) -> None:
    top_up = await world.ask(ANNA, 2_000)
    assert (top_up.amount, top_up.state, top_up.order_id) == (Money(2_000), TopUpState.OPEN, None)
    assert await kept(world, top_up.id) == top_up
    assert world.links.asked == [(top_up.id, Language.ENGLISH)]


async def test_the_row_is_there_before_stripe_is_asked(world: World) -> None:
    world.links.down = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask(MARIO, 1_000)
    assert (await kept(world)).link_id is None


@pytest.mark.parametrize("cents", [0, -100, 99, 50_001])
async def test_f64_an_amount_outside_the_limits_asks_nobody(world: World, cents: int) -> None:
    with pytest.raises(AmountOutOfRange):
        await world.ask(MARIO, cents)
    assert (await world.count("top_ups"), world.links.asked) == (0, [])


async def test_asking_again_gives_the_same_link(world: World) -> None:
    first, second = await world.ask(MARIO, 1_000), await world.ask(MARIO, 1_000)
    assert first == second
    assert (await world.count("top_ups"), len(world.links.asked)) == (1, 1)


async def test_another_amount_person_or_order_gets_a_link_of_its_own(world: World) -> None:
    order = await world.pending(BRUNO)
    asked = [
        await world.ask(MARIO, 366),
        await world.ask(MARIO, 500),
        await world.ask(BRUNO, 366),
        await world.ask_for(BRUNO, order),
    ]
    assert len({top_up.link_id for top_up in asked}) == 4


async def test_a_link_that_was_paid_is_not_offered_again(world: World) -> None:
    received = await world.give(MARIO, 1_000)
    again = await world.ask(MARIO, 1_000)
    assert again.link_id != received.link_id


async def test_a_link_that_is_about_to_be_taken_back_is_not_offered_again(world: World) -> None:
    first = await world.ask(MARIO, 1_000)
    world.pass_time(hours=13)
    assert (await world.ask(MARIO, 1_000)).id != first.id


async def test_f31_an_answer_that_was_lost_is_repaired_by_asking_again(world: World) -> None:
    world.links.loses_the_answer = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask(MARIO, 1_000)
    world.links.loses_the_answer = False
    top_up = await world.ask(MARIO, 1_000)
    assert (top_up.id, len(world.links.links), await world.count("top_ups")) == (1, 1, 1)
    assert await kept(world) == top_up


async def test_f31_reconciliation_finds_the_link_whose_answer_was_lost_and_then_its_payment(world: World) -> None:
    world.links.loses_the_answer = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask(MARIO, 1_000)
    world.pass_time(minutes=2)
    await world.top_ups.reconcile()
    assert (await kept(world)).link_id == "plink_1"
    world.links.pay(await kept(world))
    assert [await world.top_ups.reconcile() for _ in range(2)] == [1, 0]
    assert await world.credit(MARIO) == 1_000


async def test_f31_a_top_up_that_stripe_never_heard_of_stays_without_a_link(world: World) -> None:
    world.links.down = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask(MARIO, 1_000)
    world.links.down = False
    world.pass_time(minutes=2)
    assert await world.top_ups.reconcile() == 0
    assert (await kept(world)).link_id is None
    world.pass_time(hours=24)
    assert (await world.top_ups.expire(), world.links.taken_back) == (1, [])


async def test_f31_a_lost_link_that_was_paid_is_credited_before_it_is_taken_back(world: World) -> None:
    world.links.loses_the_answer = True
    with pytest.raises(PaymentsUnavailable):
        await world.ask(MARIO, 1_000)
    world.links.pay(await kept(world))
    world.pass_time(hours=25)
    assert await world.top_ups.expire() == 0
    assert (await world.credit(MARIO), (await kept(world)).state) == (1_000, TopUpState.PAID)
    assert world.links.taken_back == ["plink_1"]


async def test_f30_what_lost_webhooks_did_not_tell_is_credited_once_by_two_reconciliations(world: World) -> None:
    order = await world.pending(BRUNO)
    world.links.pay(await world.ask_for(BRUNO, order))
    world.links.pay(await world.ask(MARIO, 5_000))
    assert [await world.top_ups.reconcile() for _ in range(2)] == [2, 0]
    assert (await world.credit(BRUNO), await world.credit(MARIO)) == (0, 5_000)
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.books() == ()


async def test_f30_more_open_links_than_one_chunk_are_all_looked_at(world: World) -> None:
    world.top_ups = replace(world.top_ups, limits=DailyLimits(links=101))
    asked = [await world.ask(MARIO, 100 + number) for number in range(101)]
    world.links.pay(asked[-1])
    assert await world.top_ups.reconcile() == 1
    assert await world.credit(MARIO) == 200


async def test_f30_news_is_read_from_where_it_was_left(world: World) -> None:
    received = world.links.pay(await world.ask(MARIO, 1_000))
    world.links.paid.clear()
    world.links.announced = [received, a_payment(intent="pi_foreign", link_id="plink_x", reference=None)]
    assert [await world.top_ups.reconcile() for _ in range(2)] == [2, 0]
    async with world.units.read() as unit:
        assert await unit.marks.get(CURSOR) == "2"
    assert await world.credit(MARIO) == 1_000


async def test_f30_news_of_a_failed_payment_reaches_the_holder(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    world.links.announced = [PaymentFailed(session="cs_1", link_id=top_up.link_id, reference=None)]
    assert await world.top_ups.reconcile() == 0
    assert await world.news(MARIO) == [NoticeKind.PAYMENT_FAILED]


async def test_f30_the_cursor_does_not_move_when_the_news_could_not_be_booked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.links.announced = [world.links.pay(await world.ask(MARIO, 1_000))]
    world.links.down = True
    with pytest.raises(PaymentsUnavailable):
        await world.top_ups.reconcile()
    async with world.units.read() as unit:
        assert await unit.marks.get(CURSOR) is None
    world.links.down = False
    assert await world.top_ups.reconcile() == 1


async def test_a_link_is_taken_back_after_twenty_four_hours_and_once(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    world.pass_time(hours=24, microseconds=-1)
    assert await world.top_ups.expire() == 0
    world.pass_time(microseconds=1)
    assert [await world.top_ups.expire() for _ in range(2)] == [1, 0]
    assert (world.links.taken_back, (await kept(world, top_up.id)).state) == (["plink_1"], TopUpState.EXPIRED)


async def test_f24_a_payment_found_at_the_last_look_is_credited_and_the_top_up_is_paid(world: World) -> None:
    world.links.pay(await world.ask(MARIO, 1_000))
    world.pass_time(hours=25)
    assert await world.top_ups.expire() == 0
    assert (await world.credit(MARIO), (await kept(world)).state) == (1_000, TopUpState.PAID)


async def test_f24_money_that_comes_after_the_link_was_taken_back_is_still_credited(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    world.pass_time(hours=30)
    await world.top_ups.expire()
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(MARIO), (await kept(world)).state) == (1_000, TopUpState.PAID)


async def test_orders_expire_with_their_quotes_though_stripe_is_down(world: World) -> None:
    order = await world.pending(BRUNO)
    await world.ask_for(BRUNO, order)
    world.pass_time(hours=24, seconds=1)
    world.links.down = True
    with pytest.raises(PaymentsUnavailable):
        await world.top_ups.expire()
    assert (await world.order(BRUNO, order.id)).state is OrderState.EXPIRED


async def test_an_order_is_paid_for_with_exactly_what_it_misses(world: World) -> None:
    await world.give(BRUNO, 166)
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    assert (top_up.amount, top_up.order_id) == (Money(200), order.id)


async def test_a_very_dear_order_is_paid_for_in_parts_of_five_hundred_euro(world: World) -> None:
    order = await world.pending(MARIO, 100)  # 1098.00
    assert (await world.ask_for(MARIO, order)).amount == Money(50_000)


async def test_no_money_is_asked_for_an_order_whose_quote_is_over(world: World) -> None:
    order = await world.pending(BRUNO)
    world.pass_time(hours=24)
    with pytest.raises(NotFound):
        await world.ask_for(BRUNO, order)


async def test_no_money_is_asked_for_an_order_that_does_not_wait(world: World) -> None:
    await world.give(BRUNO, 366)
    quote = await world.quote(BRUNO)
    await world.place(BRUNO, quote)
    with pytest.raises(NotFound):
        await world.top_ups.open_for(quote.id, holder_id=quote.holder_id, chat_id=BRUNO.chat_id)


async def test_f30_a_top_up_that_cannot_be_looked_after_does_not_hold_up_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = await world.ask(MARIO, 1_000), await world.ask(BRUNO, 2_000)
    assert good.link_id is not None
    world.links.paid[good.link_id] = [a_payment(link_id=good.link_id, reference=good.reference, cents=2_000)]
    payments = world.links.payments

    async def stumble(link_id: str) -> Sequence[PaymentReceived]:
        if link_id == bad.link_id:
            raise RuntimeError("nonsense from outside")
        return await payments(link_id)

    monkeypatch.setattr(world.links, "payments", stumble)
    with pytest.raises(ExceptionGroup):
        await world.top_ups.reconcile()
    assert (await kept(world, good.id)).state is TopUpState.PAID
