"""Booking payments: once per payment intent, and the order that waited completes with it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.catalogue import ServiceKey
from domain.errors import CapReached, StorageUnavailable
from domain.ledger import holder_account
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderPlaced, OrderState
from domain.top_ups import PaymentFailed, PaymentState, TopUpState
from domain.usecases.spending import Spending
from storage.engine import Database
from tests.builders import a_payment, a_transfer
from tests.fakes import FakeClock, FakeMailServer, FakePaymentLinks
from tests.people import ANNA, BRUNO, CARLA, DARIO, MARIO, NOW
from tests.usecases.world import Replica, World, one_after_the_other

ARCHIVE = ServiceKey.ARCHIVE


async def state_of_top_up(world: World, top_up_id: int) -> TopUpState:
    """Where a top-up stands."""
    async with world.units.read() as unit:
        top_up = await unit.top_ups.get(top_up_id)
    assert top_up is not None
    return top_up.state


async def test_the_order_that_waited_completes_with_the_payment(world: World) -> None:
    order = await world.pending(MARIO, 2)
    top_up = await world.ask_for(MARIO, order)
    assert await world.settling.settle(world.links.pay(top_up))
    assert (await world.order(MARIO, order.id)).state is OrderState.COMPLETED
    assert (await world.credit(MARIO), await world.inbox_gb(MARIO)) == (0, 4)
    assert await state_of_top_up(world, top_up.id) is TopUpState.PAID
    assert await world.books() == ()


async def test_credit_and_order_are_one_transaction(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    order = await world.pending(MARIO, 2)
    received = world.links.pay(await world.ask_for(MARIO, order))
    from storage.repositories.addons import SqlAddons

    async def fail(*_: object) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(SqlAddons, "add", fail)
        with pytest.raises(StorageUnavailable):
            await world.settling.settle(received)
    assert (await world.credit(MARIO), await world.count("payments"), await world.notices()) == (0, 0, [])
    assert (await world.order(MARIO, order.id)).state is OrderState.PENDING
    assert await world.settling.settle(received)
    assert (await world.order(MARIO, order.id)).state is OrderState.COMPLETED


async def test_the_holder_is_told_once_in_each_chat(world: World) -> None:
    async with world.units.write() as unit:
        await unit.chats.link(7001, await world.holder(MARIO), NOW)
        await unit.commit()
    order = await world.pending(MARIO, 2)
    received = world.links.pay(await world.ask_for(MARIO, order))
    for _ in range(3):
        await world.settling.settle(received)
    told = [notice for notice in await world.notices() if notice.kind is NoticeKind.ORDER_COMPLETED]
    assert sorted(notice.chat_id for notice in told) == [MARIO.chat_id, 7001]
    assert told[0].facts == {
        "origin": "card",
        "reference": received.reference,
        "cents": 2_196,
        "order_id": order.id,
        "holder_id": await world.holder(MARIO),
        "credit": 0,
    }


async def test_f18_one_payment_announced_five_times_in_parallel_to_two_replicas_is_credited_once(
    world: World, replica: Replica
) -> None:
    order = await world.pending(BRUNO)
    received = world.links.pay(await world.ask_for(BRUNO, order))
    booked = await asyncio.gather(*(bot.settling.settle(received) for bot in (world, replica) for _ in range(5)))
    assert sorted(booked) == [False] * 9 + [True]
    assert (await world.credit(BRUNO), await world.count("transfers"), await world.count("addons")) == (0, 3, 1)
    assert await world.news(BRUNO) == [NoticeKind.ORDER_COMPLETED]
    assert await world.books() == ()


async def test_f19_two_kinds_of_announcement_of_one_payment_are_credited_once(world: World) -> None:
    received = world.links.pay(await world.ask(MARIO, 1_000))
    by_intent = replace(received, link_id=None)
    by_session = replace(received, reference=None)
    assert [await world.settling.settle(fact) for fact in (by_intent, by_session, received)] == [True, False, False]
    assert await world.credit(MARIO) == 1_000


async def test_two_payments_in_parallel_for_one_holder_are_both_credited(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO, 2)
    first = world.links.pay(await world.ask_for(BRUNO, order))
    second = world.links.pay(await world.ask(BRUNO, 5_000))
    booked = await asyncio.gather(world.settling.settle(first), replica.settling.settle(second))
    assert list(booked) == [True, True]
    assert await world.credit(BRUNO) == 5_000
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.books() == ()


async def test_two_part_payments_in_parallel_tell_of_one_completion(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO, 2)  # 7.32
    first, second = [world.links.pay(await world.ask(BRUNO, cents)) for cents in (400, 500)]
    await asyncio.gather(world.settling.settle(first), replica.settling.settle(second))
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.news(BRUNO) == [NoticeKind.ORDER_STILL_PENDING, NoticeKind.ORDER_COMPLETED]
    assert await world.credit(BRUNO) == 168


async def test_f49_a_payment_and_a_confirmation_at_once_complete_the_order_once(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO)
    received = world.links.pay(await world.ask_for(BRUNO, order))
    await asyncio.gather(
        world.settling.settle(received), replica.buying.place(order.id, holder_id=order.quote.holder_id)
    )
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert (await world.credit(BRUNO), await world.count("addons")) == (0, 1)


async def test_a_payment_and_a_cancellation_at_once_lose_no_money(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO)
    received = world.links.pay(await world.ask_for(BRUNO, order))
    await asyncio.gather(
        world.settling.settle(received),
        replica.buying.cancel(order.id, holder_id=order.quote.holder_id),
        return_exceptions=True,
    )
    await world.settling.settle(received)  # Stripe repeats what was not answered
    completed = (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.credit(BRUNO) == (0 if completed else 366)
    assert await world.books() == ()


async def test_an_order_cancelled_between_the_look_and_the_completion_stays_cancelled(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(postgres_database, FakeClock(), FakePaymentLinks(), FakeMailServer())  # SQLite has one writer
    await world.populate()
    order = await world.pending(BRUNO)
    received = world.links.pay(await world.ask_for(BRUNO, order))
    look = Spending._is_offered

    async def look_and_let_cancel(self: Spending, *facts: Any) -> bool:
        acceptable = await look(self, *facts)
        await world.buying.cancel(order.id, holder_id=order.quote.holder_id)
        return acceptable

    monkeypatch.setattr(Spending, "_is_offered", look_and_let_cancel)
    assert await world.settling.settle(received)
    assert (await world.order(BRUNO, order.id)).state is OrderState.CANCELLED
    assert (await world.credit(BRUNO), await world.count("addons"), await world.books()) == (366, 0, ())
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]


async def test_a_part_payment_leaves_the_order_pending_with_less_missing(world: World) -> None:
    order = await world.pending(MARIO, 2)
    top_up = await world.ask(MARIO, 1_000)
    await world.settling.settle(world.links.pay(top_up))
    pending = await world.viewing.pending_order(order.id, await world.holder(MARIO))
    assert (pending.credit.cents, pending.missing.cents) == (1_000, 1_196)
    (notice,) = [notice for notice in await world.notices() if notice.target == str(MARIO.chat_id)]
    assert notice.kind is NoticeKind.ORDER_STILL_PENDING
    assert (notice.facts["missing"], notice.facts["order_id"]) == (1_196, order.id)


async def test_two_part_payments_complete_the_order(world: World) -> None:
    order = await world.pending(MARIO, 2)
    await world.give(MARIO, 1_000)
    top_up = await world.ask_for(MARIO, order)
    assert top_up.amount.cents == 1_196
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.order(MARIO, order.id)).state is OrderState.COMPLETED
    assert await world.credit(MARIO) == 0


async def test_what_is_missing_is_never_less_than_a_euro_and_the_rest_is_kept(world: World) -> None:
    await world.give(BRUNO, 365)
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    assert top_up.amount.cents == 100
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.credit(BRUNO) == 99


async def test_f24_money_that_comes_after_the_quote_is_over_only_adds_to_the_credit(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    world.pass_time(hours=25)
    await world.top_ups.expire()
    assert await state_of_top_up(world, top_up.id) is TopUpState.EXPIRED
    assert (await world.order(BRUNO, order.id)).state is OrderState.EXPIRED
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(BRUNO), await world.inbox_gb(BRUNO)) == (366, 2)
    assert (await world.order(BRUNO, order.id)).state is OrderState.EXPIRED
    assert await state_of_top_up(world, top_up.id) is TopUpState.PAID
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]


async def test_f24_money_that_comes_late_before_anybody_expired_the_order_does_not_complete_it(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    world.pass_time(hours=24)
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(BRUNO), await world.count("addons")) == (366, 0)
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]


async def test_f24_money_for_a_cancelled_order_does_not_revive_it(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await world.buying.cancel(order.id, holder_id=await world.holder(BRUNO))
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.order(BRUNO, order.id)).state is OrderState.CANCELLED
    assert (await world.credit(BRUNO), await world.count("addons")) == (366, 0)
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]


@pytest.mark.parametrize("status", ["suspended", "expired"])
async def test_money_for_a_mailbox_that_was_closed_meanwhile_is_kept_as_credit(world: World, status: str) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await world.set_status(BRUNO, status)
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(BRUNO), await world.count("addons")) == (366, 0)
    assert await world.news(BRUNO) == [NoticeKind.PAYMENT_LATE]


async def test_money_for_an_order_whose_mailbox_got_another_expiry_is_kept_as_credit(world: World) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await world.move_expiry(BRUNO, date(2028, 11, 22))
    await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(BRUNO), await world.count("addons")) == (366, 0)


@pytest.mark.parametrize(
    ("paid", "left", "state"), [(365, 365, "pending"), (367, 1, "completed"), (1_366, 1_000, "completed")]
)
async def test_f22_what_stripe_received_is_credited_and_the_difference_is_shown_to_the_admins(
    world: World, paid: int, left: int, state: str
) -> None:
    order = await world.pending(BRUNO)
    top_up = await world.ask_for(BRUNO, order)
    await world.settling.settle(world.links.pay(top_up, cents=paid))
    assert (await world.credit(BRUNO), (await world.order(BRUNO, order.id)).state) == (left, OrderState(state))
    (flag,) = [notice for notice in await world.notices() if notice.kind is NoticeKind.ADMIN_PAYMENT]
    assert (flag.chat_id, flag.facts["reason"], flag.facts["cents"]) == (CARLA.chat_id, "amount-differs", paid)


@pytest.mark.parametrize(
    ("reason", "change"),
    [("currency", {"currency": "usd"}), ("not-ours", {"ours": False}), ("no-amount", {"cents": 0})],
)
async def test_f23_money_that_is_not_ours_to_credit_is_recorded_and_shown_to_the_admins(
    world: World, reason: str, change: dict[str, object]
) -> None:
    received = replace(world.links.pay(await world.ask(MARIO, 1_000)), **change)  # type: ignore[arg-type]  # the fields are the test's own
    assert [await world.settling.settle(received) for _ in range(2)] == [True, False]
    assert (await world.credit(MARIO), await world.count("transfers")) == (0, 0)
    (flag,) = await world.notices()
    assert (flag.chat_id, flag.kind, flag.facts["reason"]) == (CARLA.chat_id, NoticeKind.ADMIN_PAYMENT, reason)
    async with world.units.read() as unit:
        payment = await unit.payments.get(received.intent)
    assert payment is not None
    assert (payment.state, payment.reason) == (PaymentState.REFUSED, reason)


@pytest.mark.parametrize(
    ("link_id", "reference"),
    [
        (None, None), (None, "R999999"), ("plink_foreign", None), (None, "order 7"), (None, "R" + "9" * 400),
        ("plink_foreign", "MARIO"), ("MARIO", "BRUNO"), ("BRUNO", "MARIO"), ("MARIO", "R999999"),
    ],
)  # fmt: skip
async def test_f26_money_without_a_certain_top_up_waits_for_a_person_and_nothing_is_guessed(
    world: World, link_id: str | None, reference: str | None
) -> None:
    asked = {"MARIO": await world.ask(MARIO, 1_000), "BRUNO": await world.ask(BRUNO, 1_000)}
    received = a_payment(
        link_id=asked[link_id].link_id if link_id in asked else link_id,
        reference=asked[reference].reference if reference in asked else reference,
    )
    assert [await world.settling.settle(received) for _ in range(3)] == [True, False, False]
    assert (await world.credit(MARIO), await world.credit(BRUNO), await world.count("transfers")) == (0, 0, 0)
    (flag,) = await world.notices()
    assert (flag.chat_id, flag.facts["reason"]) == (CARLA.chat_id, "no-top-up")


async def test_f26_a_better_announcement_assigns_what_was_unassigned(world: World, replica: Replica) -> None:
    order = await world.pending(BRUNO)
    received = world.links.pay(await world.ask_for(BRUNO, order))
    assert await world.settling.settle(replace(received, link_id=None, reference=None))
    assert await world.credit(BRUNO) == 0
    booked = await asyncio.gather(*(bot.settling.settle(received) for bot in (world, replica) for _ in range(3)))
    assert sorted(booked) == [False] * 5 + [True]
    assert (await world.order(BRUNO, order.id)).state is OrderState.COMPLETED
    assert await world.books() == ()


async def test_f25_a_link_paid_twice_gives_two_credits(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    for received in (world.links.pay(top_up), world.links.pay(top_up)):
        assert await world.settling.settle(received)
    assert await world.credit(MARIO) == 2_000
    assert await world.news(MARIO) == [NoticeKind.CREDIT_RECEIVED] * 2


async def test_f31_a_payment_is_found_by_its_reference_when_the_link_was_never_saved(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    received = world.links.pay(top_up)
    await world.run("UPDATE top_ups SET link_id = NULL, link_url = NULL")
    assert await world.settling.settle(received)
    assert await world.credit(MARIO) == 1_000


async def test_a_top_up_without_an_order_completes_the_oldest_that_waits(world: World) -> None:
    first = await world.pending(BRUNO, 1)
    world.pass_time(minutes=5)
    second = await world.pending(BRUNO, 1, ARCHIVE)
    await world.give(BRUNO, 500)
    assert (await world.order(BRUNO, first.id)).state is OrderState.COMPLETED
    assert (await world.order(BRUNO, second.id)).state is OrderState.PENDING
    assert await world.credit(BRUNO) == 134


async def test_an_order_too_dear_does_not_stop_the_next_that_the_money_covers(world: World) -> None:
    dear = await world.pending(BRUNO, 100)
    world.pass_time(minutes=5)
    cheap = await world.pending(BRUNO, 1, ARCHIVE)
    await world.give(BRUNO, 500)
    assert (await world.order(BRUNO, dear.id)).state is OrderState.PENDING
    assert (await world.order(BRUNO, cheap.id)).state is OrderState.COMPLETED
    (told,) = [notice for notice in await world.notices() if notice.target == str(BRUNO.chat_id)]
    assert (told.kind, told.facts["order_id"]) == (NoticeKind.ORDER_COMPLETED, cheap.id)
    assert "missing" not in told.facts


async def test_of_two_orders_that_are_both_too_dear_the_older_is_told_of(world: World) -> None:
    older = await world.pending(BRUNO, 50)
    world.pass_time(minutes=5)
    await world.pending(BRUNO, 50, ARCHIVE)
    await world.give(BRUNO, 500)
    (told,) = [notice for notice in await world.notices() if notice.target == str(BRUNO.chat_id)]
    assert (told.kind, told.facts["order_id"]) == (NoticeKind.ORDER_STILL_PENDING, older.id)


async def test_a_top_up_without_any_order_is_plain_credit(world: World) -> None:
    await world.give(ANNA, 2_000)
    (told,) = await world.notices()
    assert (told.chat_id, told.kind, told.facts["credit"]) == (ANNA.chat_id, NoticeKind.CREDIT_RECEIVED, 2_000)


async def test_money_of_one_holder_completes_no_order_of_another(world: World) -> None:
    order = await world.pending(MARIO)
    await world.give(BRUNO, 50_000)
    assert (await world.order(MARIO, order.id)).state is OrderState.PENDING


async def test_f21_a_payment_that_failed_takes_nothing_and_is_told_once(world: World) -> None:
    top_up = await world.ask(DARIO, 1_000)
    failed = PaymentFailed(session="cs_1", link_id=top_up.link_id, reference=top_up.reference)
    for _ in range(2):
        await world.settling.fail(failed)
    assert await world.news(DARIO) == [NoticeKind.PAYMENT_FAILED]
    assert await world.credit(DARIO) == 0
    assert await state_of_top_up(world, top_up.id) is TopUpState.OPEN


async def test_f21_a_failure_that_names_nothing_of_ours_is_passed_over(world: World) -> None:
    await world.settling.fail(PaymentFailed(session="cs_1", link_id="plink_foreign", reference=None))
    assert await world.notices() == []


async def test_money_that_covers_two_orders_completes_both_and_tells_of_each(world: World) -> None:
    first = await world.pending(BRUNO)
    world.pass_time(minutes=5)
    second = await world.pending(BRUNO, 1, ARCHIVE)
    await world.give(BRUNO, 1_000)
    assert (await world.credit(BRUNO), await world.count("addons")) == (146, 2)
    told = [notice for notice in await world.notices() if notice.target == str(BRUNO.chat_id)]
    assert [(notice.kind, notice.facts["order_id"], notice.facts["credit"]) for notice in told] == [
        (NoticeKind.ORDER_COMPLETED, first.id, 634),
        (NoticeKind.ORDER_COMPLETED, second.id, 146),
    ]


async def test_f26_a_reference_alone_from_before_a_restore_is_somebody_elses(world: World) -> None:
    top_up = await world.ask(MARIO, 1_000)
    received = replace(world.links.pay(top_up), link_id=None, asked_at=top_up.asked_at - 1)
    assert await world.settling.settle(received)
    assert await world.credit(MARIO) == 0
    assert [notice.facts["reason"] for notice in await world.notices()] == ["no-top-up"]


@pytest.mark.parametrize("paid_first", [True, False])
async def test_a_payment_and_a_purchase_race_for_the_last_gb_under_the_cap_and_one_has_it(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch, paid_first: bool
) -> None:
    order = await world.pending(ANNA)  # 7.32, for the one GB that the cap leaves
    received = world.links.pay(await world.ask_for(ANNA, order))
    quote = await world.quote(ANNA)
    account = holder_account(quote.holder_id)
    async with world.units.write() as unit:  # a correction in the books completes no order that waits
        gift = a_transfer(key="correction:1", event="correction:1", source="sales", target=account, amount=Money(732))
        await unit.ledger.post([gift])
        await unit.commit()
    works: list[Callable[[], Awaitable[object]]] = [
        lambda: world.settling.settle(received),
        lambda: replica.buying.place(quote.id, holder_id=quote.holder_id),
    ]
    outcomes = await one_after_the_other(works if paid_first else works[::-1], monkeypatch)
    assert {type(outcome) for outcome in outcomes} == {bool, CapReached if paid_first else OrderPlaced}
    assert (await world.inbox_gb(ANNA), await world.credit(ANNA), await world.count("addons")) == (2, 732, 1)
    assert await world.books() == ()
