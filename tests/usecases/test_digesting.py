"""Every morning each administrator is owed the numbers of the day before, once; and they are right."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.alarms import Alarm
from domain.catalogue import ServiceKey
from domain.digest import Counted, Digest, Failures, Happened, Income, Side, Sideline, Sold, Which
from domain.ledger import ADJUSTMENT, CARD, SALES, Transfer, holder_account
from domain.money import Money
from domain.notices import OVERTAKEN, Channel, Notice, NoticeKind
from domain.reversals import ReversalKind, ReversalReported, ReversalState
from domain.server_acts import limit_notice
from domain.top_ups import PaymentFailed, PaymentReceived
from domain.usecases.charging import STOPPED
from domain.usecases.digesting import Digesting
from storage.repositories.digests import SqlDigests
from tests.builders import CATALOGUE
from tests.people import ANNA, BRUNO, CARLA, DARIO, MARIO, PASSWORD, TODAY
from tests.usecases.world import ADMINS, Replica, World

TOMORROW = TODAY + timedelta(days=1)
STUDIO = 1
INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE


def digesting(world: Replica, *, hour: int | None = 8, admins: tuple[int, ...] = ADMINS) -> Digesting:
    """The use case as a process has it."""
    return Digesting(units=world.units, clock=world.clock, catalogue=CATALOGUE, admins=admins, hour=hour)


async def digest(world: World, day: date = TODAY) -> Digest:
    """The digest of a day."""
    return await digesting(world).digest(day)


async def owed(world: World) -> list[Notice]:
    """The digests that wait, which are then delivered."""
    return [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_DIGEST]


async def begin(world: World) -> None:
    """The bot has been running since this morning."""
    await digesting(world).run()


async def test_a_day_is_counted_by_what_happened_on_it(world: World) -> None:
    await world.give(MARIO, 10_000)
    await world.give(BRUNO, 1_000)
    await world.buy(MARIO, 2)
    await world.buy(BRUNO, 1, ARCHIVE)
    await world.buy(ANNA, 1, number=STUDIO)
    await world.access.log_in(chat_id=BRUNO.chat_id, person_id=BRUNO.id, address=BRUNO.address, password=PASSWORD)
    assert (await digest(world)).happened == Happened(
        topups=Counted(count=2, cents=11_000),
        sold=(
            Sold(service=INBOX, count=2, free=1, net_cents=1_800, vat_cents=396),
            Sold(service=ARCHIVE, count=1, free=0, net_cents=400, vat_cents=88),
        ),
        logins=1,
    )


async def test_a_day_begins_and_ends_at_midnight_in_rome(world: World) -> None:
    for day, hour, minute, cents in ((TODAY, 23, 59, 100), (TOMORROW, 0, 0, 200), (TOMORROW, 23, 59, 400)):
        world.go_to(day, hour, minute)
        await world.give(MARIO, cents)
    world.go_to(TOMORROW + timedelta(days=1), 0, 0)
    await world.give(MARIO, 800)
    assert (await digest(world, TOMORROW)).happened.topups == Counted(count=2, cents=600)


async def test_the_two_weeks_up_to_the_day_are_told_by_kind(world: World) -> None:
    await world.give(MARIO, 10_000)
    world.go_to(TODAY + timedelta(days=5))
    await world.buy(MARIO, 1)
    found = (await digest(world, TODAY + timedelta(days=13))).income
    assert [one.day for one in found] == [TODAY + timedelta(days=number) for number in range(14)]
    assert [one for one in found if one != Income(day=one.day)] == [
        Income(day=TODAY, topups_cents=10_000),
        Income(day=TODAY + timedelta(days=5), orders_cents=1_098),
    ]


async def test_renewals_deactivations_and_expiries_are_those_of_the_day(world: World) -> None:
    await world.buy(ANNA, 1, number=STUDIO)
    await world.buy(ANNA, 1, ARCHIVE, number=STUDIO)
    await world.give(ANNA, 400)
    world.go_to(date(2027, 1, 16))
    await world.calendar.reminding.run()
    await world.notices()
    await world.run("UPDATE mailboxes SET expires_on = '2027-01-31', due_on = '2027-01-31' WHERE NOT auto_renew")
    world.go_to(date(2027, 2, 1), 0, 1)
    await world.calendar.renewing.run()
    happened = (await digest(world, date(2027, 2, 1))).happened
    assert (happened.renewals, happened.deactivated, happened.expired) == (Counted(count=1, cents=366), 1, 1)
    quiet = (await digest(world, date(2027, 2, 2))).happened
    assert quiet.is_quiet
    assert (await digest(world, date(2027, 2, 1))).income[-1].renewals_cents == 366


async def test_refunds_disputes_and_adjustments_are_told_by_what_the_books_call_them(world: World) -> None:
    await world.give(MARIO, 10_000)
    mario = holder_account(await world.holder(MARIO))
    moves = (
        ("refund:re_1", mario, CARD, 1_000),
        ("refund:re_2", mario, CARD, 500),
        ("refund:re_2:returned", CARD, mario, 500),
        ("refund:order-q-1", SALES, mario, 300),
        ("dispute:dp_1:withdrawn", mario, CARD, 700),
        ("dispute:dp_1:reinstated", CARD, mario, 700),
        ("dispute:dp_2:withdrawn", f"receivable:{mario.partition(':')[2]}", CARD, 300),
        ("adjustment:1", ADJUSTMENT, mario, 300),
        ("receivable:topup:pi_2", mario, f"receivable:{mario.partition(':')[2]}", 200),
        ("gift:1", ADJUSTMENT, mario, 1),
    )
    async with world.units.write() as unit:
        for event, source, target, cents in moves:
            now = world.clock.now()
            line = Transfer(key=event, event=event, source=source, target=target, amount=Money(cents), at=now)
            assert await unit.ledger.post([line])
        await unit.commit()
    assert (await digest(world)).happened.sidelines == (
        Sideline(kind=Side.REFUND, count=2, came_cents=500, went_cents=1_500),
        Sideline(kind=Side.UNDONE, count=1, came_cents=0, went_cents=300),
        Sideline(kind=Side.DISPUTE, count=2, came_cents=700, went_cents=1_000),
        Sideline(kind=Side.ADJUSTMENT, count=1, came_cents=300, went_cents=0),
        Sideline(kind=Side.RECEIVABLE, count=1, came_cents=200, went_cents=0),
        Sideline(kind=Side.OTHER, count=1, came_cents=1, went_cents=0),
    )


async def test_what_went_wrong_is_counted_on_its_day_and_what_waits_is_counted_now(world: World) -> None:
    await world.settling.settle(PaymentReceived(intent="pi_x", link_id=None, reference=None, cents=500, currency="eur"))
    top_up = await world.ask(MARIO, 1_000)
    await world.settling.fail(
        PaymentFailed(session="cs_1", link_id=top_up.link_id, reference=top_up.reference, asked_at=top_up.asked_at)
    )
    await world.notices()
    async with world.units.write() as unit:
        email = Notice(
            key="letter", channel=Channel.EMAIL, target="x@example.org", kind=NoticeKind.SPACE, facts={},
            due_at=world.clock.now(),
        )  # fmt: skip
        await unit.outbox.add([email, limit_notice(MARIO.address, "event", 3, world.clock.now())])
        await unit.marks.put(STOPPED, "holder:1: wrong")
        await unit.commit()
    for notice in await world.delivering.claim(10):
        await world.delivering.give_up(notice, "550 no such user", "")
    expected = Failures(email=1, servers=1, payments=1, unassigned=1, dead=2, charging_stopped=True)
    assert (await digest(world)).failures == expected
    later = (await digest(world, TOMORROW)).failures
    assert later == Failures(unassigned=1, dead=2, charging_stopped=True)


def reversal(paid: PaymentReceived, kind: ReversalKind, state: ReversalState) -> ReversalReported:
    """Stripe says how far the one refund, or the one dispute, of a payment has gone."""
    return ReversalReported(id=f"{kind}_{paid.intent}", kind=kind, intent=paid.intent, cents=paid.cents, state=state)


async def test_a_refund_that_failed_and_a_dispute_that_was_lost_are_told_on_their_day_and_a_debt_while_it_is_open(
    world: World,
) -> None:
    refunded, lost, won = await world.give(BRUNO, 2_000), await world.give(MARIO, 1_098), await world.give(ANNA, 700)
    await world.buy(MARIO, 1)
    moves = (
        reversal(refunded, ReversalKind.REFUND, ReversalState.GONE),
        reversal(lost, ReversalKind.DISPUTE, ReversalState.GONE),
        reversal(won, ReversalKind.DISPUTE, ReversalState.GONE),
    )
    for reported in moves:
        assert await world.calendar.reversing.report(reported)
    open_debt = Failures(debtors=1, owed_cents=1_098)
    first = await digest(world)
    assert first.failures == open_debt
    assert [(one.kind, one.count) for one in first.happened.sidelines] == [(Side.REFUND, 1), (Side.DISPUTE, 2)]
    world.go_to(TOMORROW)
    ends = (ReversalState.BACK, ReversalState.LOST, ReversalState.BACK)
    for reported, state in zip(moves, ends, strict=True):
        assert await world.calendar.reversing.report(replace(reported, state=state))
    second = await digest(world, TOMORROW)
    assert second.failures == replace(open_debt, refunds=1, disputes=1)
    assert second.happened.sidelines == (
        Sideline(kind=Side.REFUND, count=0, came_cents=2_000, went_cents=0),
        Sideline(kind=Side.DISPUTE, count=0, came_cents=700, went_cents=0),
    )
    assert (await digest(world)).failures == open_debt
    assert Digest.read(second.facts()) == second


async def test_an_alarm_is_told_on_the_day_on_which_it_was_raised(world: World) -> None:
    async with world.units.write() as unit:
        await unit.alarms.raise_once(Alarm.WEBHOOKS_REFUSED, world.clock.now())
        await unit.alarms.raise_once(Alarm.REPAIRS, world.clock.now())
        await unit.alarms.end_once(Alarm.REPAIRS, world.clock.now())
        await unit.commit()
    found = (await digest(world)).failures
    assert (found, found.are_there) == (Failures(alarms=2), True)
    assert (await digest(world, TOMORROW)).failures == Failures()


async def test_the_days_ahead_say_what_todays_credit_covers(world: World) -> None:
    await world.buy(ANNA, 1, number=STUDIO)
    await world.buy(ANNA, 1, ARCHIVE, number=STUDIO)
    await world.give(ANNA, 400)
    world.go_to(date(2027, 1, 10))
    outlook = (await digest(world, date(2027, 1, 9))).outlook
    assert [one.day for one in outlook.days] == [date(2027, 1, 10) + timedelta(days=number) for number in range(30)]
    (due,) = [one for one in outlook.days if one.count]
    assert (due.day, due.count, due.covered_cents, due.short_cents) == (date(2027, 1, 31), 2, 366, 488)
    assert outlook.short_holders == 1


async def test_the_days_ahead_look_at_every_page_of_holders(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in (MARIO, ANNA, BRUNO):
        await world.give(person, 5_000)
        await world.buy(person)
    await world.run("UPDATE mailboxes SET expires_on = '2026-12-01', due_on = '2026-12-01'")
    await world.run("UPDATE addons SET runs_until = '2026-12-01'")
    whole = (await digest(world)).outlook
    monkeypatch.setattr("storage.repositories.digests.HOLDERS_AT_ONCE", 1)
    assert (await digest(world)).outlook == whole
    assert whole.count == 3


async def test_a_digest_is_the_same_after_a_notice_has_carried_it(world: World) -> None:
    await world.give(MARIO, 10_000)
    await world.buy(MARIO, 2)
    found = await digest(world)
    assert Digest.read(found.facts()) == found


async def test_every_administrator_is_owed_the_day_before_in_the_morning_and_once(world: World) -> None:
    both = digesting(world, admins=(CARLA.id, DARIO.id))
    await begin(world)
    await world.give(MARIO, 500)
    world.go_to(TOMORROW, 7, 59)
    assert await both.run() == 0
    world.go_to(TOMORROW, 8, 0)
    assert (await both.run(), await both.run()) == (2, 0)
    told = await owed(world)
    assert {one.key for one in told} == {f"digest:2026-11-22:{admin}" for admin in (CARLA.id, DARIO.id)}
    assert {Digest.read(one.facts).happened.topups for one in told} == {Counted(count=1, cents=500)}


async def test_whoever_has_never_spoken_to_the_bot_or_has_blocked_it_is_owed_none(world: World) -> None:
    await begin(world)
    world.go_to(TOMORROW, 8, 0)
    async with world.units.write() as unit:
        await unit.chats.mark_reachable(DARIO.id, reachable=False)
        await unit.commit()
    assert await digesting(world, admins=(CARLA.id, DARIO.id, 7_777)).run() == 1
    assert [one.target for one in await owed(world)] == [str(CARLA.id)]


async def test_two_processes_owe_it_once(world: World, replica: Replica) -> None:
    await begin(world)
    world.go_to(TOMORROW, 8, 0)
    done = await asyncio.gather(digesting(world).run(), digesting(replica).run())
    assert sorted(done) == [0, 1]
    assert len(await owed(world)) == 1


async def test_a_day_that_is_told_is_not_counted_again_every_minute(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(world)
    world.go_to(TOMORROW, 8, 0)
    assert await digesting(world).run() == 1
    monkeypatch.delattr(SqlDigests, "happened")
    assert await digesting(world).run() == 0


async def test_nothing_is_told_on_the_day_on_which_the_bot_starts_for_the_first_time(world: World) -> None:
    assert (await digesting(world).run(), await owed(world)) == (0, [])
    world.go_to(TODAY, 23)
    assert (await digesting(world).run(), await owed(world)) == (0, [])


async def test_after_a_downtime_only_the_latest_day_is_told(world: World) -> None:
    await begin(world)
    world.go_to(TODAY + timedelta(days=9), 15)
    assert await digesting(world).run() == 1
    assert [Digest.read(one.facts).day for one in await owed(world)] == [TODAY + timedelta(days=8)]


async def test_a_digest_that_could_not_be_told_in_time_is_overtaken_by_the_next(world: World) -> None:
    await begin(world)
    for days in (1, 2):
        world.go_to(TODAY + timedelta(days=days), 8)
        await digesting(world).run()
    old, new = await world.delivering.claim(10)
    assert (await world.delivering.as_of_today(old), await world.delivering.as_of_today(new)) == (None, new)
    async with world.units.read() as unit:
        assert await unit.outbox.dead(10, 0) == []  # overtaken is no failure
    assert OVERTAKEN == "overtaken"


async def test_who_wants_none_gets_none(world: World) -> None:
    await begin(world)
    world.go_to(TOMORROW, 9)
    assert await digesting(world, hour=None).run() == 0


async def test_a_clock_that_goes_back_tells_no_day_again(world: World) -> None:
    await begin(world)
    world.go_to(TODAY + timedelta(days=3), 9)
    assert await digesting(world).run() == 1
    world.go_to(TOMORROW, 9)
    assert await digesting(world).run() == 0


async def test_an_administrator_can_ask_for_today(world: World) -> None:
    await world.give(MARIO, 500)
    found = await digesting(world).of(Which.TODAY)
    assert (found.day, found.happened.topups.count) == (TODAY, 1)
    assert (await digesting(world).of(Which.YESTERDAY)).day == TODAY - timedelta(days=1)
