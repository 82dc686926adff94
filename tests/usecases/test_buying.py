"""Buying: once, for what was quoted, by whom it was quoted to."""

import asyncio
from datetime import date

import pytest

from domain.catalogue import ServiceKey
from domain.errors import (
    CapReached,
    GbOutOfRange,
    MailboxExpired,
    MailboxNotActive,
    NotFound,
    OrderCancelled,
    QuoteOver,
    Refused,
)
from domain.money import Money
from domain.notices import Channel
from domain.orders import OrderPending, OrderPlaced, OrderState, Shortfall
from domain.pricing import Price, Quote
from tests.people import ANNA, BRUNO, DARIO, MARIO, TODAY
from tests.usecases.world import Replica, World

INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE


async def test_an_offer_names_what_fits(world: World) -> None:
    offer = await world.buying.offer(await world.mailbox(MARIO), INBOX, holder_id=await world.holder(MARIO))
    assert (offer.unit_price, offer.years, offer.left) == (Money(300), 3, 100)
    assert offer.gb_offered == (1, 2, 3, 5, 10)


async def test_an_offer_for_a_standard_mailbox_is_the_one_gb_that_the_cap_leaves(world: World) -> None:
    offer = await world.buying.offer(await world.mailbox(ANNA), INBOX, holder_id=await world.holder(ANNA))
    assert (offer.left, offer.gb_offered) == (1, (1,))


async def test_a_full_mailbox_gets_no_offer(world: World) -> None:
    await world.give(ANNA, 5_000)
    await world.place(ANNA, await world.quote(ANNA))
    with pytest.raises(CapReached) as refused:
        await world.buying.offer(await world.mailbox(ANNA), INBOX, holder_id=await world.holder(ANNA))
    assert refused.value.left == 0


async def test_a_quote_is_kept_as_it_was_shown(world: World) -> None:
    quote = await world.quote(MARIO, 2)
    assert quote.price == Price(years=3, net=Money(1_800), vat=Money(396))
    assert quote.renewal == Price(years=3, net=Money(1_800), vat=Money(396))
    assert (quote.runs_until, quote.quoted_on, quote.advice) == (date(2029, 3, 1), TODAY, None)
    async with world.units.read() as unit:
        assert await unit.quotes.get(quote.id, quote.holder_id) == quote


async def test_a_quote_with_advice_is_kept_too(world: World) -> None:
    quote = await world.quote(DARIO)
    assert quote.advice is not None
    assert (quote.advice.from_day, quote.renewal) == (date(2026, 11, 23), None)
    async with world.units.read() as unit:
        assert await unit.quotes.get(quote.id, quote.holder_id) == quote


async def test_a_quote_says_which_renewal_will_lack_what_it_takes_from_the_credit(world: World) -> None:
    await world.buy(ANNA, 1, number=1)
    await world.give(ANNA, 1_000)
    holder_id, mailbox_id = await world.holder(ANNA), await world.mailbox(ANNA)
    quoted = await world.buying.quote(mailbox_id, ARCHIVE, 1, holder_id=holder_id)
    left = 1_000 - quoted.quote.price.gross.cents
    assert 0 < left < 366
    assert quoted.shortfall == Shortfall(day=(await world.box(ANNA, 1)).expires_on, missing=Money(366 - left))


async def test_what_is_free_is_active_at_once(world: World) -> None:
    outcome = await world.place(ANNA, await world.quote(ANNA, 3, number=1))
    assert isinstance(outcome, OrderPlaced)
    assert (outcome.order.state, outcome.credit, outcome.repeated) == (OrderState.COMPLETED, Money(0), False)
    assert await world.inbox_gb(ANNA, 1) == 5
    assert await world.count("transfers") == 0


async def test_a_credit_that_covers_pays_at_once_and_screen_charge_and_receipt_agree(world: World) -> None:
    await world.give(BRUNO, 1_000)
    quote = await world.quote(BRUNO)
    outcome = await world.place(BRUNO, quote)
    assert isinstance(outcome, OrderPlaced)
    assert (outcome.order.quote, outcome.credit) == (quote, Money(634))
    assert await world.credit(BRUNO) == 1_000 - quote.price.gross.cents == 634
    assert await world.inbox_gb(BRUNO) == 3
    assert await world.books() == ()


async def test_a_credit_of_exactly_the_price_is_enough(world: World) -> None:
    await world.give(BRUNO, 366)
    assert isinstance(await world.place(BRUNO, await world.quote(BRUNO)), OrderPlaced)
    assert await world.credit(BRUNO) == 0


async def test_a_credit_one_cent_short_makes_the_order_wait_for_a_euro(world: World) -> None:
    await world.give(BRUNO, 365)
    outcome = await world.place(BRUNO, await world.quote(BRUNO))
    assert isinstance(outcome, OrderPending)
    assert (outcome.credit, outcome.missing, outcome.order.state) == (Money(365), Money(100), OrderState.PENDING)
    assert (await world.credit(BRUNO), await world.inbox_gb(BRUNO)) == (365, 2)


async def test_without_credit_exactly_the_price_is_missing(world: World) -> None:
    outcome = await world.place(MARIO, await world.quote(MARIO, 2))
    assert isinstance(outcome, OrderPending)
    assert outcome.missing == Money(2_196)


async def test_the_mail_server_is_asked_for_the_whole_inbox_space_once(world: World) -> None:
    await world.give(BRUNO, 5_000)
    await world.notices()
    await world.place(BRUNO, await world.quote(BRUNO, 3))
    await world.place(BRUNO, await world.quote(BRUNO, 2, ARCHIVE))
    notices = [notice for notice in await world.notices() if notice.channel is Channel.MAIL_SERVER]
    assert [(notice.target, notice.facts) for notice in notices] == [(BRUNO.address, {"gigabytes": 5})]


async def test_repeated_purchases_are_addons_of_their_own(world: World) -> None:
    await world.give(BRUNO, 5_000)
    for gb in (1, 3):
        await world.place(BRUNO, await world.quote(BRUNO, gb))
    assert (await world.inbox_gb(BRUNO), await world.count("addons")) == (6, 2)


async def test_f04_a_second_tap_on_confirm_gives_the_first_result(world: World) -> None:
    await world.give(BRUNO, 1_000)
    quote = await world.quote(BRUNO)
    first, second = await world.place(BRUNO, quote), await world.place(BRUNO, quote)
    assert isinstance(first, OrderPlaced)
    assert isinstance(second, OrderPlaced)
    assert (second.repeated, second.order, second.credit) == (True, first.order, first.credit)
    assert (await world.credit(BRUNO), await world.count("addons")) == (634, 1)


async def test_f04_a_second_tap_on_a_pending_order_asks_again_for_what_is_missing(world: World) -> None:
    quote = await world.quote(BRUNO)
    first, second = await world.place(BRUNO, quote), await world.place(BRUNO, quote)
    assert first == second
    assert await world.count("orders") == 1


async def test_a_completed_order_is_shown_again_even_when_its_quote_is_long_over(world: World) -> None:
    await world.give(BRUNO, 366)
    quote = await world.quote(BRUNO)
    await world.place(BRUNO, quote)
    world.pass_time(days=800)
    outcome = await world.place(BRUNO, quote)
    assert isinstance(outcome, OrderPlaced)
    assert outcome.repeated


async def test_f60_two_chats_on_two_replicas_confirm_one_quote_and_make_one_order(
    world: World, replica: Replica
) -> None:
    await world.give(BRUNO, 10_000)
    quote = await world.quote(BRUNO)
    taps = [bot.buying.place(quote.id, holder_id=quote.holder_id) for bot in (world, replica) for _ in range(4)]
    outcomes = await asyncio.gather(*taps)
    assert sorted(outcome.repeated for outcome in outcomes if isinstance(outcome, OrderPlaced)) == [False] + [True] * 7
    assert (await world.credit(BRUNO), await world.count("addons"), await world.count("orders")) == (9_634, 1, 1)
    assert await world.books() == ()


async def test_f60_two_replicas_confirm_one_quote_without_money_and_make_one_pending_order(
    world: World, replica: Replica
) -> None:
    quote = await world.quote(BRUNO)
    taps = [bot.buying.place(quote.id, holder_id=quote.holder_id) for bot in (world, replica) for _ in range(3)]
    outcomes = await asyncio.gather(*taps)
    assert {type(outcome) for outcome in outcomes} == {OrderPending}
    assert await world.count("orders") == 1


@pytest.mark.parametrize("same_mailbox", [True, False])
async def test_f37_two_orders_race_for_the_last_ten_euro_and_one_waits(
    world: World, replica: Replica, same_mailbox: bool
) -> None:
    await world.give(ANNA, 1_000)
    inbox = await world.quote(ANNA, 1)  # 7.32
    archive = await world.quote(ANNA, 1, ARCHIVE) if same_mailbox else await _paid_quote_elsewhere(world)
    outcomes = await asyncio.gather(
        world.buying.place(inbox.id, holder_id=inbox.holder_id),
        replica.buying.place(archive.id, holder_id=archive.holder_id),
    )
    assert {type(outcome) for outcome in outcomes} == {OrderPlaced, OrderPending}
    (placed,) = [outcome for outcome in outcomes if isinstance(outcome, OrderPlaced)]
    assert await world.credit(ANNA) == 1_000 - placed.order.quote.price.gross.cents
    assert (await world.count("addons"), await world.books()) == (1, ())


async def _paid_quote_elsewhere(world: World) -> Quote:
    """Anna's other mailbox was renewed, and costs money again."""
    await world.move_expiry(ANNA, date(2028, 6, 30), number=1)
    return await world.quote(ANNA, 1, ARCHIVE, number=1)


async def test_two_orders_race_for_the_last_gb_under_the_cap_and_one_is_refused(world: World, replica: Replica) -> None:
    await world.give(ANNA, 5_000)
    first, second = await world.quote(ANNA), await world.quote(ANNA)
    outcomes = await asyncio.gather(
        world.buying.place(first.id, holder_id=first.holder_id),
        replica.buying.place(second.id, holder_id=second.holder_id),
        return_exceptions=True,
    )
    assert {type(outcome) for outcome in outcomes} == {OrderPlaced, CapReached}
    assert (await world.inbox_gb(ANNA), await world.credit(ANNA)) == (2, 5_000 - 732)


async def test_s7_nothing_can_be_done_with_the_ids_of_another_holder(world: World) -> None:
    mallory = await world.holder(BRUNO)
    quote = await world.quote(MARIO)
    order = await world.pending(MARIO)
    mailbox_id = await world.mailbox(MARIO)
    for attempt in (
        world.buying.offer(mailbox_id, INBOX, holder_id=mallory),
        world.buying.quote(mailbox_id, INBOX, 1, holder_id=mallory),
        world.buying.place(quote.id, holder_id=mallory),
        world.buying.place(order.id, holder_id=mallory),
        world.buying.cancel(order.id, holder_id=mallory),
        world.top_ups.open_for(order.id, holder_id=mallory, chat_id=BRUNO.chat_id),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (await world.order(MARIO, order.id)).state is OrderState.PENDING
    assert (await world.count("orders"), await world.count("quotes")) == (1, 2)


@pytest.mark.parametrize("quote_id", ["", "nothing", "q" * 500, "'; DROP TABLE orders; --", "\U0001f4a5"])
async def test_f06_a_quote_that_was_never_made_is_not_found(world: World, quote_id: str) -> None:
    with pytest.raises(NotFound):
        await world.buying.place(quote_id, holder_id=await world.holder(MARIO))


@pytest.mark.parametrize("gb", [0, -1, 101, 10**6])
async def test_f64_gb_out_of_range_leave_no_quote(world: World, gb: int) -> None:
    with pytest.raises(GbOutOfRange):
        await world.quote(MARIO, gb)
    assert await world.count("quotes") == 0


async def test_more_gb_than_the_cap_leaves_are_refused(world: World) -> None:
    with pytest.raises(CapReached) as refused:
        await world.quote(ANNA, 2)
    assert refused.value.left == 1


async def test_the_cap_does_not_limit_the_archive(world: World) -> None:
    assert (await world.quote(ANNA, 100, ARCHIVE)).gb == 100


async def test_a_quote_is_over_after_twenty_four_hours(world: World) -> None:
    await world.give(BRUNO, 1_000)
    quote = await world.quote(BRUNO)
    world.pass_time(hours=24)
    with pytest.raises(QuoteOver):
        await world.place(BRUNO, quote)
    assert (await world.credit(BRUNO), await world.count("orders")) == (1_000, 0)


async def test_a_quote_is_honoured_until_its_last_moment_though_the_day_has_changed(world: World) -> None:
    await world.give(DARIO, 1_000)
    quote = await world.quote(DARIO)
    world.pass_time(hours=24, microseconds=-1)
    outcome = await world.place(DARIO, quote)
    assert isinstance(outcome, OrderPlaced)
    assert outcome.order.quote.price.gross == Money(732)


async def test_a_quote_is_over_when_the_body_moves_the_expiry(world: World) -> None:
    await world.give(BRUNO, 1_000)
    quote = await world.quote(BRUNO)
    await world.move_expiry(BRUNO, date(2028, 11, 22))
    with pytest.raises(QuoteOver):
        await world.place(BRUNO, quote)
    assert await world.credit(BRUNO) == 1_000


@pytest.mark.parametrize(("status", "error"), [("suspended", MailboxNotActive), ("expired", MailboxExpired)])
async def test_nothing_is_sold_for_a_mailbox_that_is_closed(world: World, status: str, error: type[Refused]) -> None:
    await world.give(BRUNO, 1_000)
    quote = await world.quote(BRUNO)
    await world.set_status(BRUNO, status)
    with pytest.raises(error):
        await world.place(BRUNO, quote)
    with pytest.raises(error):
        await world.quote(BRUNO)
    assert (await world.credit(BRUNO), await world.count("orders")) == (1_000, 0)


async def test_nothing_is_sold_the_day_after_the_expiry_in_rome(world: World) -> None:
    await world.move_expiry(BRUNO, TODAY)
    await world.quote(BRUNO)
    world.pass_time(hours=14)  # midnight in Rome, 23:00 in UTC
    with pytest.raises(MailboxExpired):
        await world.quote(BRUNO)


async def test_a_cancelled_order_stays_cancelled(world: World) -> None:
    order = await world.pending(BRUNO)
    cancelled = await world.buying.cancel(order.id, holder_id=await world.holder(BRUNO))
    assert cancelled.state is OrderState.CANCELLED
    assert await world.order(BRUNO, order.id) == cancelled
    with pytest.raises(OrderCancelled):
        await world.place(BRUNO, order.quote)
    with pytest.raises(NotFound):
        await world.buying.cancel(order.id, holder_id=await world.holder(BRUNO))


async def test_a_completed_order_cannot_be_cancelled(world: World) -> None:
    await world.give(BRUNO, 366)
    quote = await world.quote(BRUNO)
    await world.place(BRUNO, quote)
    with pytest.raises(NotFound):
        await world.buying.cancel(quote.id, holder_id=quote.holder_id)
    assert (await world.order(BRUNO, quote.id)).state is OrderState.COMPLETED


async def test_a_new_order_of_the_same_service_takes_the_place_of_the_one_that_waits(world: World) -> None:
    old = await world.pending(BRUNO, 1)
    archive = await world.pending(BRUNO, 1, ARCHIVE)
    world.pass_time(minutes=5)
    new = await world.pending(BRUNO, 5)
    home = await world.viewing.home(await world.holder(BRUNO))
    assert [order.id for order in home.pending] == [archive.id, new.id]
    assert (await world.order(BRUNO, old.id)).state is OrderState.CANCELLED


async def test_an_order_that_waits_does_not_hold_up_one_that_can_be_paid(world: World) -> None:
    waiting = await world.pending(BRUNO, 50)
    await world.give(BRUNO, 488)
    outcome = await world.place(BRUNO, await world.quote(BRUNO, 1, ARCHIVE))
    assert isinstance(outcome, OrderPlaced)
    assert (await world.order(BRUNO, waiting.id)).state is OrderState.PENDING


async def test_cancelling_and_confirming_at_once_leave_one_outcome(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO)
    holder_id = await world.holder(BRUNO)
    await asyncio.gather(
        world.buying.cancel(order.id, holder_id=holder_id),
        replica.buying.place(order.id, holder_id=holder_id),
        return_exceptions=True,
    )
    assert (await world.order(BRUNO, order.id)).state is OrderState.CANCELLED
    assert await world.count("addons") == 0
    assert await world.books() == ()
