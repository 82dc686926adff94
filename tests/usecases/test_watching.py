"""The watch tells each alarm once, over all processes, and once that it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.alarms import STUCK_AFTER, Alarm, Tallied, Watched
from domain.errors import StorageUnavailable
from domain.money import Money
from domain.notebook import Notebook
from domain.notices import Channel, Delivered, Notice, NoticeKind, Result, retry_after
from domain.usecases.top_ups import TopUps
from domain.usecases.watching import Repairing, Watching
from tests.builders import LIMITS
from tests.people import ANNA, BRUNO, NOW
from tests.usecases.world import ADMINS, Replica, World

RENEWALS = Watched(name="renewals", limit=timedelta(minutes=10))


def a_watch(process: Replica, *watched: Watched) -> Watching:
    """The watch of one process."""
    return Watching(units=process.units, clock=process.clock, notebook=Notebook(), admins=ADMINS, watched=watched)


@pytest.fixture
def watch(world: World) -> Watching:
    """The watch of the first process."""
    return a_watch(world)


async def alarms(world: World) -> list[tuple[str, bool]]:
    """What the admins are told now: which alarm, and whether it is over."""
    told = [notice for notice in await world.notices() if notice.kind is NoticeKind.ADMIN_ALARM]
    return [(notice.word("alarm"), bool(notice.facts["over"])) for notice in told]


def fail_webhooks(watch: Watching, world: World, times: int = 4) -> None:
    """So many webhooks fail in this process, now."""
    for _ in range(times):
        watch.notebook.count(Tallied.WEBHOOK_FAILED, world.clock.now(), "7K2M-9QXD")


async def test_when_nothing_is_wrong_nobody_is_told(world: World, watch: Watching) -> None:
    assert (await watch.run(), await alarms(world)) == (0, [])


async def test_an_alarm_is_told_once_and_its_end_once(world: World, watch: Watching) -> None:
    fail_webhooks(watch, world)
    told = []
    for _ in range(3):
        await watch.run()
        told += await alarms(world)
        world.pass_time(minutes=1)
    world.pass_time(hours=1)
    for _ in range(3):
        await watch.run()
    told += await alarms(world)
    assert told == [(Alarm.WEBHOOKS_FAILED, False), (Alarm.WEBHOOKS_FAILED, True)]


async def test_each_new_episode_is_told_even_within_a_day(world: World, watch: Watching) -> None:
    told = []
    for _ in range(3):
        fail_webhooks(watch, world)
        await watch.run()
        told += await alarms(world)
        world.pass_time(hours=2)
        await watch.run()
        told += await alarms(world)
    assert told == [(Alarm.WEBHOOKS_FAILED, over) for _ in range(3) for over in (False, True)]


async def test_the_failures_of_all_processes_add_up(world: World, watch: Watching, replica: Replica) -> None:
    other = a_watch(replica)
    fail_webhooks(watch, world, 2)
    fail_webhooks(other, world, 2)
    assert [await watch.run(), await other.run()] == [0, 1]
    assert await alarms(world) == [(Alarm.WEBHOOKS_FAILED, False)]


async def test_two_processes_that_see_the_same_at_once_tell_it_once(
    world: World, watch: Watching, replica: Replica
) -> None:
    fail_webhooks(watch, world)
    await watch._write_down()
    watches = [watch, a_watch(replica), a_watch(world), a_watch(replica)]
    assert sum(await asyncio.gather(*(one.run() for one in watches))) == 1
    assert await alarms(world) == [(Alarm.WEBHOOKS_FAILED, False)]
    world.pass_time(hours=2)
    assert sum(await asyncio.gather(*(one.run() for one in watches))) == 1
    assert await alarms(world) == [(Alarm.WEBHOOKS_FAILED, True)]


async def test_the_reference_of_the_line_in_the_log_is_told(world: World, watch: Watching) -> None:
    fail_webhooks(watch, world)
    await watch.run()
    (notice,) = await world.notices()
    assert (notice.facts["reference"], notice.number("times")) == ("7K2M-9QXD", 4)


async def test_what_could_not_be_written_down_is_written_with_the_next_look(
    world: World, watch: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_webhooks(watch, world)

    async def down(*_: object) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as patch:
        patch.setattr("storage.repositories.tallies.SqlTallies.add", down)
        with pytest.raises(StorageUnavailable):
            await watch.run()
    await watch.run()
    assert await alarms(world) == [(Alarm.WEBHOOKS_FAILED, False)]


# What waits


async def test_notices_that_wait_too_long_are_an_alarm_until_they_went_out(world: World, watch: Watching) -> None:
    async with world.units.write() as unit:
        await unit.outbox.add([a_notice("late")])
        await unit.commit()
    world.pass_time(minutes=11)
    await watch.run()
    assert (Alarm.BACKLOG, False) in await alarms(world)  # this delivers what was late
    await watch.run()
    assert await alarms(world) == [(Alarm.BACKLOG, True)]


async def test_what_is_due_later_is_not_late(world: World, watch: Watching) -> None:
    async with world.units.write() as unit:
        await unit.outbox.add([a_notice("later", in_=timedelta(days=1))])
        await unit.commit()
    assert await watch.run() == 0


async def test_a_refund_that_stripe_does_not_answer_is_an_alarm_until_it_is_carried_out(
    world: World, watch: Watching
) -> None:
    paid = await world.give(BRUNO, 1_000)
    await world.refunding.ask(paid.intent, Money(400), number="one", admin=ADMINS[0])
    waits = timedelta(0)
    for tried in range(STUCK_AFTER):
        assert (tried, await watch.run()) == (tried, 0)
        world.pass_time(seconds=waits.total_seconds())
        waits = retry_after(tried + 1)
        await try_in_vain(world)
    world.pass_time(minutes=5)
    await watch.run()
    (told,) = [one for one in await world.delivering.claim(100, {Channel.CHAT}) if one.kind is NoticeKind.ADMIN_ALARM]
    assert (told.facts["alarm"], told.number("refunds"), told.number("stuck")) == (Alarm.BACKLOG, 1, 1)
    await world.notices()  # Stripe has answered
    await watch.run()
    assert await alarms(world) == [(Alarm.BACKLOG, True)]


async def try_in_vain(world: World) -> None:
    """Everybody is told what is due, but Stripe does not answer."""
    for notice in await world.delivering.claim(100):
        if notice.kind is NoticeKind.REFUND:
            await world.delivering.postpone(notice, "PaymentsUnavailable", "")
        else:
            await world.delivering.sent(notice, "said", "1")


async def test_e_mails_refused_for_good_are_an_alarm_that_names_holders_by_number(
    world: World, watch: Watching
) -> None:
    holders = [await world.holder(person) for person in (ANNA, BRUNO)]
    await refuse(world, holders * 3)
    await watch.run()
    (notice,) = [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_ALARM]
    assert (notice.number("times"), notice.facts["holders"]) == (6, sorted(holders))
    assert "@" not in str(notice.facts)
    world.pass_time(hours=1, minutes=1)
    await watch.run()
    assert await alarms(world) == [(Alarm.MAILS, True)]


async def refuse(world: World, holders: Sequence[int]) -> None:
    """A mail server refuses a letter to each of them."""
    async with world.units.write() as unit:
        for number, holder_id in enumerate(holders):
            notice = a_notice(f"letter:{number}", Channel.EMAIL, holder_id=holder_id)
            await unit.outbox.add([notice])
            await unit.outbox.mark_dead(notice.key, "550 no such user")
            await unit.outbox.prove(
                Delivered(
                    key=notice.key,
                    kind=notice.kind,
                    channel=notice.channel,
                    target=notice.target,
                    attempt=1,
                    at=world.clock.now(),
                    result=Result.REFUSED,
                    answer="550 no such user",
                    said="",
                )
            )
        await unit.commit()


def a_notice(
    key: str, channel: Channel = Channel.CHAT, holder_id: int | None = None, in_: timedelta = timedelta(0)
) -> Notice:
    """Something owed."""
    target = "a@b.example" if channel is Channel.EMAIL else "5"
    return Notice(
        key=key,
        channel=channel,
        target=target,
        kind=NoticeKind.SPACE,
        facts={},
        due_at=NOW + in_,
        holder_id=holder_id,
    )


# What did not run


async def test_a_tick_that_ends_well_in_no_process_is_an_alarm_until_it_does(world: World, replica: Replica) -> None:
    watches = [a_watch(world, RENEWALS), a_watch(replica, RENEWALS)]
    watches[0].notebook.ticks["renewals"] = world.clock.now()
    told = []
    for _ in range(13):
        for watch in watches:
            await watch.run()
        told += await alarms(world)
        world.pass_time(minutes=1)
    assert told == [(Alarm.TICK, False)]
    watches[1].notebook.ticks["renewals"] = world.clock.now()
    for watch in watches:
        await watch.run()
    assert await alarms(world) == [(Alarm.TICK, True)]


async def test_a_tick_that_ends_well_in_one_process_is_no_alarm_in_the_other(world: World, replica: Replica) -> None:
    works, fails = a_watch(world, RENEWALS), a_watch(replica, RENEWALS)
    for _ in range(15):
        works.notebook.ticks["renewals"] = world.clock.now()
        await works.run()
        assert await fails.run() == 0
        world.pass_time(minutes=1)


async def test_the_end_of_a_tick_is_written_at_most_once_a_minute(world: World) -> None:
    watch = a_watch(world, RENEWALS)
    written = []
    for _ in range(6):
        watch.notebook.ticks["renewals"] = world.clock.now()
        await watch.run()
        async with world.units.read() as unit:
            written.append((await unit.marks.beginning("tick:"))["renewals"])
        world.pass_time(seconds=20)
    assert len(set(written)) == 2


async def test_a_bot_that_was_off_for_a_weekend_raises_no_alarm_at_its_start(world: World) -> None:
    before = a_watch(world, RENEWALS)
    before.notebook.ticks["renewals"] = world.clock.now()
    await before.run()
    world.pass_time(days=2)
    assert await a_watch(world, RENEWALS).run() == 0


async def test_a_clock_that_was_moved_raises_no_alarm(world: World) -> None:
    watch = a_watch(world, RENEWALS)
    watch.notebook.ticks["renewals"] = world.clock.now()
    await watch.run()
    world.pass_time(days=30)
    assert await watch.run() == 0


# What no webhook told of


@pytest.fixture
def repairing(world: World) -> TopUps:
    """What looks for payments, as the clockwork has it."""
    calendar = world.calendar
    settling = Repairing(
        units=world.units,
        clock=world.clock,
        spending=calendar.spending,
        reversing=calendar.reversing,
        admins=ADMINS,
    )
    booking = replace(world.top_ups.booking, settling=settling)
    return TopUps(units=world.units, clock=world.clock, links=world.links, booking=booking, limits=LIMITS)


async def test_a_payment_that_no_webhook_told_of_is_told_with_its_top_up(
    world: World, watch: Watching, repairing: TopUps
) -> None:
    top_up = await world.ask(BRUNO, 700)
    world.links.pay(top_up)
    assert await repairing.reconcile() == 1
    await world.notices()
    assert await watch.run() == 0
    world.pass_time(minutes=10)
    assert await watch.run() == 1
    (notice,) = [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_ALARM]
    assert (notice.word("alarm"), notice.number("times")) == (Alarm.REPAIRS, 1)
    assert notice.facts["top_ups"] == [top_up.reference]


async def test_a_webhook_that_is_only_late_is_no_alarm(world: World, watch: Watching, repairing: TopUps) -> None:
    received = world.links.pay(await world.ask(BRUNO, 700))
    await repairing.reconcile()
    await world.notices()
    watch.notebook.announced(received.intent)
    world.pass_time(minutes=11)
    assert await watch.run() == 0
    assert await world.count("repairs") == 0


async def test_repairs_of_one_outage_are_told_once_and_counted_when_it_is_over(
    world: World, watch: Watching, repairing: TopUps
) -> None:
    told = []
    for _ in range(3):
        world.links.pay(await world.ask(BRUNO, 700))
        await repairing.reconcile()
        await world.notices()
        world.pass_time(minutes=12)
        await watch.run()
        told += await alarms(world)
    assert told == [(Alarm.REPAIRS, False)]
    watch.notebook.count(Tallied.WEBHOOK_WELL, world.clock.now())
    await watch.run()
    (notice,) = [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_ALARM]
    assert (notice.facts["over"], notice.number("times"), await world.count("repairs")) == (True, 3, 0)


async def test_a_payment_booked_by_its_webhook_is_no_repair(world: World, watch: Watching, repairing: TopUps) -> None:
    received = world.links.pay(await world.ask(BRUNO, 700))
    await world.settling.settle(received)
    assert (await repairing.reconcile(), await world.count("repairs")) == (0, 0)
    assert await watch.run() == 0


async def test_f35_two_processes_whose_ticks_ended_in_other_orders_never_wait_for_each_other(
    world: World, replica: Replica
) -> None:
    """The one holds the mark of the first tick, and the other that of the last: neither may want the other's."""
    names = [f"tick-{number:02}" for number in range(30)]
    watches = [a_watch(world), a_watch(replica)]
    for _ in range(8):
        world.pass_time(minutes=2)
        for watch, ended in zip(watches, (names, names[::-1]), strict=True):
            watch.notebook.ticks.clear()
            watch.notebook.ticks |= dict.fromkeys(ended, world.clock.now())
        await asyncio.gather(*(watch.run() for watch in watches))
