"""Fault F44: the mail server does not give the space that was paid for. It comes in the end, or the money does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.activations import FLICKER
from domain.addons import Addon
from domain.calendar import civil_day
from domain.catalogue import ServiceKey
from domain.errors import OrderRefunded
from domain.ledger import CARD, Transfer, holder_account, receivable_account
from domain.mailboxes import GIGABYTE
from domain.money import NOTHING, Money
from domain.notices import MOST_ATTEMPTS, OVERTAKEN, Notice, NoticeKind
from domain.orders import Order, OrderPlaced, OrderState
from domain.server_acts import limit_notice
from domain.usecases.charging import STOPPED
from storage.unit_of_work import SqlUnit
from tests.builders import ACTIVATION
from tests.people import ANNA, BRUNO, CARLA, NOW, Person
from tests.usecases.world import Replica, World, one_after_the_other

STUDIO = 1  # Anna's second mailbox expires on 31 January; all that is bought for it in November is free
PRICE = 366  # 1 GB for a year, for Bruno: 300 net, 66 VAT
BEFORE, AFTER = 2, 3  # the GB of his mailbox
EPISODE = timedelta(hours=4)


class Killed(BaseException):
    """The process is gone, and nobody catches that."""


async def ordered(world: World, person: Person = BRUNO, number: int = 0, gb: int = 1) -> Order:
    """Inbox space that was bought, from a credit that covers exactly that."""
    quote = await world.quote(person, gb, number=number)
    if not quote.price.free:
        await world.give(person, quote.price.gross.cents)
    outcome = await world.place(person, quote)
    assert isinstance(outcome, OrderPlaced)
    return outcome.order


async def live(world: World, by: timedelta, step: timedelta = EPISODE) -> int:
    """Lives through a while: the delivery first, then the orders that are undone; says how many were."""
    undone, until = 0, world.clock.now() + by
    while world.clock.now() < until:
        world.clock.advance(min(step, until - world.clock.now()))
        while await world.delivery.run_once():
            pass
        undone += await world.activating.run()
    return undone


async def told(world: World) -> list[tuple[NoticeKind, str]]:
    """What people were told or are to be told of orders, and where."""
    kinds = (NoticeKind.ORDER_ACTIVATED, NoticeKind.ORDER_REFUNDED, NoticeKind.ADMIN_ORDER_REFUNDED)
    return [(NoticeKind(str(row["kind"])), str(row["target"])) for row in await rows(world) if row["kind"] in kinds]


async def rows(world: World) -> list[Mapping[str, object]]:
    """The outbox, whole."""
    async with world.database.readers.connect() as connection:
        return [dict(row) for row in (await connection.execute(text("SELECT * FROM outbox ORDER BY id"))).mappings()]


async def limits(world: World) -> list[tuple[str, str]]:
    """The key and the state of each notice that asks the mail server for space."""
    return [(str(row["key"]), str(row["state"])) for row in await rows(world) if row["kind"] == NoticeKind.SET_LIMIT]


async def addon_of(world: World, order: Order, person: Person = BRUNO, number: int = 0) -> Addon:
    """What the order has bought."""
    (found,) = [addon for addon in await world.addons(person, number) if addon.order_id == order.id]
    return found


async def gb_on_server(world: World, person: Person = BRUNO, number: int = 0) -> float:
    """The space that the mail server gives, in GB."""
    return world.mail_server.limits.get(person.mailboxes[number].address, 0) / GIGABYTE


async def is_active(world: World, order: Order) -> bool:
    """Whether the order is completed and its add-on in force, or, if not, refunded and ended with the money back."""
    state = (await world.order(BRUNO, order.id)).state
    addon, credit = await addon_of(world, order), await world.credit(BRUNO)
    if state is OrderState.COMPLETED:
        assert (addon.is_active, credit) == (True, 0)
    else:
        assert (state, addon.is_active, credit) == (OrderState.REFUNDED, False, PRICE)
    assert await world.books() == ()
    return addon.is_active


# It comes in the end


async def test_f44_space_that_is_given_at_once_is_no_news(world: World) -> None:
    order = await ordered(world)
    await live(world, timedelta(seconds=1), timedelta(seconds=1))
    assert (await gb_on_server(world), await told(world)) == (await world.inbox_gb(BRUNO), [])
    assert await limits(world) == [(f"order:{order.id}:set_limit", "sent")]
    assert await live(world, 2 * ACTIVATION) == 0
    assert await is_active(world, order)


@pytest.mark.parametrize("failures", [1, 3, 7])
async def test_f44_a_call_that_fails_k_times_is_made_again_and_told_once_it_succeeds(
    world: World, failures: int
) -> None:
    order = await ordered(world)
    world.mail_server.fails = failures
    assert await live(world, timedelta(hours=2), timedelta(seconds=30)) == 0
    assert world.mail_server.fails == 0
    assert await told(world) == [(NoticeKind.ORDER_ACTIVATED, str(BRUNO.chat_id))]
    assert await gb_on_server(world) == await world.inbox_gb(BRUNO)
    assert await live(world, 2 * ACTIVATION) == 0
    assert len(await told(world)) == 1
    assert await is_active(world, order)


async def test_f44_the_news_name_the_space_that_was_added_and_the_space_in_all(world: World) -> None:
    await ordered(world, gb=1)
    world.mail_server.fails = 1
    await live(world, timedelta(minutes=2), timedelta(seconds=10))
    async with world.units.read() as unit:
        (news,) = [
            one.notice
            for one in await unit.outbox.of_holder(await world.holder(BRUNO), 50, 0)
            if one.notice.kind is NoticeKind.ORDER_ACTIVATED
        ]
    assert news.facts == {
        "mailbox": BRUNO.address,
        "mailbox_id": await world.mailbox(BRUNO),
        "gb": 1,
        "total_gb": await world.inbox_gb(BRUNO),
    }


async def test_f44_a_newer_order_that_arrives_brings_the_space_of_the_older_one(world: World) -> None:
    first = await ordered(world)
    world.mail_server.fails = 6
    await live(world, timedelta(minutes=5), timedelta(seconds=10))
    world.mail_server.fails = 0
    second = await ordered(world)
    await world.delivery.run_once()
    assert {state for _, state in await limits(world)} == {"sent"}
    assert await told(world) == [(NoticeKind.ORDER_ACTIVATED, str(BRUNO.chat_id))]
    await live(world, 2 * ACTIVATION)
    states = [(await world.order(BRUNO, order.id)).state for order in (first, second)]
    assert states == [OrderState.COMPLETED, OrderState.COMPLETED]


async def test_f44_an_answer_on_its_way_for_long_does_not_take_back_what_was_bought_meanwhile(world: World) -> None:
    await ordered(world)
    (claimed,) = [one for one in await world.delivering.claim(10) if one.kind is NoticeKind.SET_LIMIT]
    gigabytes = await world.delivering.inbox_gb(claimed)
    await ordered(world)
    await world.delivery.run_once()
    await world.mail_server.set_limit(BRUNO.address, gigabytes * GIGABYTE)  # the first answer, at last
    await world.delivering.given(claimed, gigabytes)
    await live(world, timedelta(minutes=3), timedelta(seconds=10))
    assert await gb_on_server(world) == await world.inbox_gb(BRUNO)
    assert {state for _, state in await limits(world)} == {"sent"}


async def test_f44_a_mailbox_that_only_the_mail_server_knows_is_done_with(world: World) -> None:
    await ordered(world)
    (claimed,) = [one for one in await world.delivering.claim(10) if one.kind is NoticeKind.SET_LIMIT]
    await world.run("UPDATE outbox SET target = 'gone@pec.archrm.it' WHERE kind = 'set_limit'")
    await world.delivering.given(claimed, 3)
    assert [state for _, state in await limits(world)] == ["sent"]


# What is seen meanwhile


async def seen(world: World, order: Order) -> tuple[int, bool, bool, bool]:
    """What the card, the receipts, a receipt and a second tap say of space that is late."""
    holder = await world.holder(BRUNO)
    card = await world.viewing.card(order.quote.mailbox_id, holder)
    page = await world.papers.page(holder, 0)
    receipt = await world.papers.order(order.id, holder_id=holder)
    again = await world.place(BRUNO, order.quote)
    assert isinstance(again, OrderPlaced)
    (paper,) = [paper for paper in page.papers if paper.order_id == order.id]
    return card.activating_gb, paper.is_activating, receipt.order.is_activating, again.order.is_activating


async def test_f44_in_the_ordinary_case_nobody_sees_a_flicker(world: World) -> None:
    order = await ordered(world)
    world.clock.advance(FLICKER)
    assert await seen(world, order) == (0, False, False, False)


async def test_f44_space_that_is_not_there_after_a_minute_is_said_to_be_late(world: World) -> None:
    order = await ordered(world)
    world.clock.advance(FLICKER + timedelta(seconds=1))
    assert await seen(world, order) == (1, True, True, True)


async def test_f44_space_is_said_to_be_late_once_a_try_has_failed_until_it_is_there(world: World) -> None:
    order = await ordered(world)
    world.mail_server.fails = 1
    await world.delivery.run_once()
    assert await seen(world, order) == (1, True, True, True)
    await live(world, timedelta(seconds=10), timedelta(seconds=5))
    assert await seen(world, order) == (0, False, False, False)


async def test_f44_the_other_mailbox_and_other_holders_wait_for_nothing(world: World) -> None:
    await ordered(world, ANNA)
    world.clock.advance(timedelta(hours=1))
    cards = [await world.viewing.card(await world.mailbox(ANNA, number), await world.holder(ANNA)) for number in (0, 1)]
    assert [card.activating_gb for card in cards] == [1, 0]
    card = await world.viewing.card(await world.mailbox(BRUNO), await world.holder(BRUNO))
    assert card.activating_gb == 0


async def test_f44_legal_archiving_asks_for_nothing_and_is_never_late(world: World) -> None:
    await world.give(BRUNO, 10_000)
    outcome = await world.place(BRUNO, await world.quote(BRUNO, 1, ServiceKey.ARCHIVE))
    assert isinstance(outcome, OrderPlaced)
    world.mail_server.down = True
    assert await live(world, 2 * ACTIVATION, timedelta(hours=6)) == 0
    assert (await world.order(BRUNO, outcome.order.id)).state is OrderState.COMPLETED
    assert await seen(world, outcome.order) == (0, False, False, False)


# Or the money comes back


async def test_f44_after_48_hours_in_vain_the_order_is_undone_and_its_price_is_back(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    assert await live(world, ACTIVATION - EPISODE) == 0
    assert await is_active(world, order)
    assert await live(world, 2 * EPISODE) == 1
    assert not await is_active(world, order)
    async with world.units.read() as unit:
        first = (await unit.ledger.movements(holder_account(await world.holder(BRUNO)), 5, 0))[0]
    assert (first.kind, first.subject, first.amount.cents) == ("refund", f"order-{order.id}", PRICE)
    assert (await world.order(BRUNO, order.id)).refunded_at == world.clock.now() - EPISODE


async def test_f44_whoever_is_refunded_is_told_by_chat_and_by_e_mail_and_so_are_the_admins(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION + timedelta(days=3))
    assert await told(world) == [
        (NoticeKind.ORDER_REFUNDED, str(BRUNO.chat_id)),
        (NoticeKind.ORDER_REFUNDED, BRUNO.email),
        (NoticeKind.ADMIN_ORDER_REFUNDED, str(CARLA.chat_id)),
    ]
    async with world.units.read() as unit:
        news = [one.notice for one in await unit.outbox.of_holder(await world.holder(BRUNO), 50, 0)]
    (facts,) = [one.facts for one in news if one.key == f"refund:order-{order.id}:email"]
    assert (facts["cents"], facts["credit"], facts["gb"], facts["mailbox"]) == (PRICE, PRICE, 1, BRUNO.address)


async def test_f44_the_space_that_is_right_without_the_order_is_asked_for_as_long_as_it_takes(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, timedelta(days=4), timedelta(hours=1))
    keys = dict(await limits(world))
    assert keys == {f"order:{order.id}:set_limit": "dead", f"refund:order-{order.id}:set_limit": "waiting"}
    attempts = {str(row["key"]): row["attempts"] for row in await rows(world)}
    assert int(str(attempts[f"order:{order.id}:set_limit"])) > MOST_ATTEMPTS
    assert int(str(attempts[f"refund:order-{order.id}:set_limit"])) > MOST_ATTEMPTS
    world.mail_server.down = False
    await live(world, timedelta(hours=2))
    assert await gb_on_server(world) == await world.inbox_gb(BRUNO) == BEFORE
    async with world.units.read() as unit:
        assert await unit.outbox.dead(5, 0) == []  # an overtaken notice is no dead letter


async def test_f44_an_order_that_was_free_ends_without_money_and_is_told_the_same_way(world: World) -> None:
    order = await ordered(world, ANNA, STUDIO)
    world.mail_server.down = True
    assert await live(world, ACTIVATION + EPISODE) == 1
    assert (await world.order(ANNA, order.id)).state is OrderState.REFUNDED
    assert not (await addon_of(world, order, ANNA, STUDIO)).is_active
    assert (await world.credit(ANNA), await world.books()) == (0, ())
    assert [kind for kind, _ in await told(world)] == [
        NoticeKind.ORDER_REFUNDED,
        NoticeKind.ORDER_REFUNDED,
        NoticeKind.ADMIN_ORDER_REFUNDED,
    ]


async def test_f44_the_other_addons_of_the_mailbox_stay(world: World) -> None:
    kept = await ordered(world)
    await live(world, timedelta(seconds=10), timedelta(seconds=10))
    world.mail_server.down = True
    order = await ordered(world, gb=2)
    await live(world, ACTIVATION + EPISODE)
    assert [(await addon_of(world, one)).is_active for one in (kept, order)] == [True, False]
    assert await world.books() == ()


async def test_f44_what_a_renewal_in_between_has_taken_comes_back_too(world: World) -> None:
    world.go_to(date(2027, 1, 31), 8)  # the last day of Anna's second mailbox: what is bought is free until midnight
    order = await ordered(world, ANNA, STUDIO)
    await world.give(ANNA, 366)
    world.mail_server.down = True
    await live(world, timedelta(hours=20))
    await world.calendar.renewing.run()
    assert await world.credit(ANNA) == 0
    assert await live(world, ACTIVATION) == 1
    assert (await world.credit(ANNA), await world.books()) == (366, ())
    assert not (await addon_of(world, order, ANNA, STUDIO)).is_active


async def test_f44_an_addon_that_ended_by_itself_keeps_its_day(world: World) -> None:
    world.go_to(date(2027, 1, 31), 8)
    order = await ordered(world, ANNA, STUDIO)
    world.mail_server.down = True
    await live(world, timedelta(hours=20))
    await world.run("UPDATE addons SET ended_on = '2027-02-01'")
    await world.run("UPDATE mailboxes SET due_on = expires_on")
    assert await live(world, ACTIVATION) == 1
    assert (await addon_of(world, order, ANNA, STUDIO)).ended_on == date(2027, 2, 1)
    assert await world.books() == ()


async def test_f44_what_comes_back_pays_what_is_owed_first(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION - EPISODE)
    holder = await world.holder(BRUNO)
    lost = Transfer(
        key="dispute:du_1:owed",
        event="dispute:du_1",
        source=receivable_account(holder),
        target=CARD,
        amount=Money(100),
        at=world.clock.now(),
    )
    async with world.units.write() as unit:
        await unit.ledger.post([lost])
        await unit.commit()
    assert await live(world, EPISODE) == 1
    assert (await world.credit(BRUNO), (await world.order(BRUNO, order.id)).state) == (PRICE - 100, OrderState.REFUNDED)
    async with world.units.read() as unit:
        assert await unit.ledger.balance(receivable_account(holder)) == NOTHING


async def test_f44_a_second_tap_on_the_quote_says_that_the_order_was_undone(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION + EPISODE)
    with pytest.raises(OrderRefunded):
        await world.place(BRUNO, order.quote)
    assert await world.credit(BRUNO) == PRICE


async def test_f44_the_papers_tell_that_the_order_was_undone(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION + EPISODE)
    holder = await world.holder(BRUNO)
    page = await world.papers.page(holder, 0)
    (paper,) = [paper for paper in page.papers if paper.order_id == order.id]
    assert (paper.is_refunded, paper.is_activating, paper.amount.cents) == (True, False, PRICE)
    receipt = await world.papers.order(order.id, holder_id=holder)
    assert receipt.order.refunded_at is not None


async def test_f44_money_that_comes_for_an_order_that_was_undone_is_just_credit(world: World) -> None:
    quote = await world.quote(BRUNO)
    pending = await world.place(BRUNO, quote)
    first, second = await world.ask_for(BRUNO, pending.order), await world.ask(BRUNO, 1_000)
    await world.settling.settle(world.links.pay(first))
    world.mail_server.down = True
    await live(world, ACTIVATION + EPISODE)
    await world.run("UPDATE top_ups SET order_id = :order WHERE id = :id", order=quote.id, id=second.id)
    await world.settling.settle(world.links.pay(second))
    assert await world.credit(BRUNO) == PRICE + 1_000
    kinds = [row["kind"] for row in await rows(world)]
    assert (kinds.count(NoticeKind.CREDIT_RECEIVED), kinds.count(NoticeKind.PAYMENT_LATE)) == (1, 0)


# Nothing is undone by mistake


async def test_f44_after_a_downtime_the_mail_server_is_asked_before_anything_is_undone(world: World) -> None:
    order = await ordered(world)
    world.mail_server.fails = 1
    await world.delivery.run_once()
    world.clock.advance(3 * ACTIVATION)
    assert await world.activating.run() == 0  # the tick was quicker than the delivery
    await world.delivery.run_once()
    assert await world.activating.run() == 0
    assert await is_active(world, order)


async def test_f44_an_order_that_nobody_has_asked_the_mail_server_for_is_not_undone(world: World) -> None:
    order = await ordered(world)
    world.clock.advance(3 * ACTIVATION)
    await world.run("UPDATE outbox SET due_at = :later", later=_stored(world, world.clock.now() + timedelta(hours=1)))
    assert await world.activating.run() == 0
    assert await is_active(world, order)


async def test_f44_while_the_books_are_wrong_no_money_is_moved(world: World) -> None:
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION - EPISODE)
    async with world.units.write() as unit:
        await unit.marks.put(STOPPED, "since today")
        await unit.commit()
    assert await live(world, timedelta(hours=8)) == 0
    async with world.units.write() as unit:
        await unit.marks.drop(STOPPED)
        await unit.commit()
    assert await world.activating.run() == 1
    assert not await is_active(world, order)


async def test_f44_what_was_given_up_is_undone_too_unless_an_admin_has_it_tried_again(world: World) -> None:
    order = await ordered(world)
    (claimed,) = [one for one in await world.delivering.claim(10) if one.kind is NoticeKind.SET_LIMIT]
    await world.delivering.give_up(claimed, "no such mailbox", "")
    world.clock.advance(ACTIVATION)
    async with world.units.write() as unit:
        assert await unit.outbox.revive(claimed.key, world.clock.now())
        await unit.commit()
    assert await world.activating.run() == 0
    again = await claim_of(world, claimed.key)
    await world.delivering.give_up(again, "no such mailbox", "")
    assert await world.activating.run() == 1
    assert not await is_active(world, order)


async def claim_of(world: World, key: str) -> Notice:
    """Takes what is due, and of that the notice of a key."""
    (found,) = [one for one in await world.delivering.claim(50) if one.key == key]
    return found


async def test_f44_an_order_that_cannot_be_undone_is_reported_and_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = await ordered(world, ANNA), await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION - EPISODE)
    await world.run("DELETE FROM addons WHERE order_id = :id", id=bad.id)
    assert await live(world, EPISODE) == 1
    states = [(await world.order(*one)).state for one in ((ANNA, bad.id), (BRUNO, good.id))]
    assert states == [OrderState.COMPLETED, OrderState.REFUNDED]


async def test_f44_many_orders_are_undone_a_chunk_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.usecases.activating.CHUNK", 2)
    orders = [await ordered(world) for _ in range(5)]
    world.mail_server.down = True
    assert await live(world, ACTIVATION + EPISODE) == 5
    states = {(await world.order(BRUNO, order.id)).state for order in orders}
    assert (states, await world.credit(BRUNO), await world.books()) == ({OrderState.REFUNDED}, 5 * PRICE, ())


# Once, and one or the other


async def almost_over(world: World) -> Order:
    """An order whose time is over at this instant, after nothing but failures."""
    order = await ordered(world)
    world.mail_server.down = True
    await live(world, ACTIVATION - timedelta(seconds=1))
    world.clock.advance(timedelta(seconds=1))
    return order


async def test_f44_running_twice_refunds_once(world: World) -> None:
    order = await almost_over(world)
    assert [await world.activating.run(), await world.activating.run()] == [1, 0]
    assert not await is_active(world, order)


async def test_f44_two_replicas_refund_once(world: World, replica: Replica) -> None:
    order = await almost_over(world)
    done = await asyncio.gather(world.activating.run(), replica.activating.run())
    assert sorted(done) == [0, 1]
    assert not await is_active(world, order)
    assert len(await told(world)) == 3


async def test_f44_a_replica_that_comes_behind_one_that_has_not_committed_refunds_nothing(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await almost_over(world)
    works = [world.activating.run, replica.activating.run]
    assert await one_after_the_other(works, monkeypatch) == [1, 0]
    assert not await is_active(world, order)


async def test_f44_a_kill_before_the_end_leaves_everything_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await almost_over(world)

    async def killed(_unit: SqlUnit) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(SqlUnit, "commit", killed)
        with pytest.raises(Killed):
            await world.activating.run()
    assert await is_active(world, order)
    assert await told(world) == []
    assert await world.activating.run() == 1
    assert not await is_active(world, order)


async def taken_up(world: World, order: Order) -> Notice:
    """The delivery is about to ask for the space of an order whose time is over."""
    await world.run("UPDATE outbox SET due_at = :now", now=_stored(world, world.clock.now()))
    return await claim_of(world, f"order:{order.id}:set_limit")


async def let_go(world: World, notice: Notice) -> None:
    """The claim has run out without an answer, and somebody else has tried in vain since."""
    later = _stored(world, world.clock.now() + timedelta(minutes=5))
    await world.run(
        "UPDATE outbox SET claimed_until = NULL, due_at = :later WHERE key = :key", key=notice.key, later=later
    )


def _stored(world: World, instant: object) -> object:
    """An instant as the database keeps it."""
    return str(instant).removesuffix("+00:00") if world.database.is_sqlite else instant


async def test_f44_what_is_being_asked_for_at_this_moment_is_not_refunded(world: World) -> None:
    order = await almost_over(world)
    notice = await taken_up(world, order)
    assert await world.activating.run() == 0
    world.mail_server.down = False
    await world.mail_server.set_limit(BRUNO.address, AFTER * GIGABYTE)
    await world.delivering.given(notice, AFTER)
    assert await world.activating.run() == 0
    assert await is_active(world, order)


@pytest.mark.parametrize("ahead", [0, 1], ids=["now", "by a clock that is behind"])
async def test_f44_what_was_claimed_since_the_look_is_not_abandoned(world: World, ahead: int) -> None:
    order = await almost_over(world)
    await taken_up(world, order)
    async with world.units.write() as unit:
        assert not await unit.activations.abandon(order.id, world.clock.now() - timedelta(seconds=ahead))


async def test_f44_space_given_and_not_remembered_before_the_refund_stays(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail server has taken it, the row is being marked, and the refund comes in that instant."""
    order = await almost_over(world)
    notice = await taken_up(world, order)
    await let_go(world, notice)
    works = [lambda: world.delivering.given(notice, AFTER), replica.activating.run]
    assert await one_after_the_other(works, monkeypatch) == [None, 0]
    assert await is_active(world, order)


async def test_f44_space_that_is_given_while_the_refund_is_written_is_taken_back(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = await almost_over(world)
    notice = await taken_up(world, order)
    await let_go(world, notice)
    world.mail_server.down = False
    await world.mail_server.set_limit(BRUNO.address, AFTER * GIGABYTE)
    works = [world.activating.run, lambda: replica.delivering.given(notice, AFTER)]
    assert await one_after_the_other(works, monkeypatch) == [1, None]
    assert not await is_active(world, order)
    await live(world, timedelta(minutes=1), timedelta(seconds=10))
    assert (await gb_on_server(world), await world.inbox_gb(BRUNO)) == (BEFORE, BEFORE)
    assert NoticeKind.ORDER_ACTIVATED not in {kind for kind, _ in await told(world)}


async def test_f44_an_answer_that_comes_after_the_refund_is_put_right(world: World) -> None:
    order = await almost_over(world)
    assert await world.activating.run() == 1
    world.mail_server.down = False
    while await world.delivery.run_once():
        pass
    holder = await world.holder(BRUNO)
    late = limit_notice(BRUNO.address, f"order:{order.id}", AFTER, world.clock.now(), holder)
    await world.mail_server.set_limit(BRUNO.address, AFTER * GIGABYTE)  # what hung since before the refund
    await world.delivering.given(late, AFTER)
    assert await gb_on_server(world) == AFTER
    await live(world, timedelta(minutes=1), timedelta(seconds=10))
    assert await gb_on_server(world) == BEFORE
    assert not await is_active(world, order)


# The books


async def undone(world: World) -> Order:
    """An order that was refunded, in books that are right."""
    order = await almost_over(world)
    assert await world.activating.run() == 1
    assert await world.books() == ()
    return order


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        ("UPDATE orders SET state = 'completed', refunded_at = NULL", 1),  # its money is back
        ("UPDATE addons SET ended_on = NULL", 1),
        ("UPDATE orders SET state = 'cancelled', refunded_at = NULL", 3),
    ],
)
async def test_f40_a_refund_that_was_tampered_with_is_found(world: World, statement: str, problems: int) -> None:
    order = await undone(world)
    await world.run(f"{statement} WHERE {'order_id' if 'addons' in statement else 'id'} = :id", id=order.id)
    assert len(await world.books()) == problems


async def test_f40_an_order_marked_refunded_without_money_is_found(world: World) -> None:
    order = await ordered(world)
    await world.run("UPDATE orders SET state = 'refunded', refunded_at = placed_at WHERE id = :id", id=order.id)
    await world.run("UPDATE addons SET ended_on = active_from")
    assert await world.books() == (
        f"order {order.id}: refunded, and what came back is not exactly 300 cents net and 66 cents VAT",
    )


async def test_f44_a_mailbox_is_due_for_what_is_left(world: World) -> None:
    order = await undone(world)
    assert (await addon_of(world, order)).ended_on == civil_day(world.clock.now())
    assert (await world.box(BRUNO)).expires_on > civil_day(NOW)
    assert OVERTAKEN in {row["error"] for row in await rows(world)}
