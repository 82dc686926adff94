"""From 90 days before an expiry: each reminder once for each mailbox, date, step and channel."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from domain.addons import Addon
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind, NoticeState
from domain.reminders import Tone
from domain.renewal_news import ReminderNews
from domain.usecases import reminding
from domain.usecases.reminding import Reminded
from tests.people import ANNA, BRUNO, DARIO, MARIO, TODAY
from tests.usecases.world import Replica, World

STUDIO = 1  # Anna's second mailbox expires on 31 January
LAST_DAY, DAY_AFTER = date(2027, 1, 31), date(2027, 2, 1)
ONE = Reminded(owed=1)


@pytest.fixture
async def inbox(world: World) -> Addon:
    """1 GB of inbox space on Anna's studio, whose renewal takes 3.66."""
    addon = await world.buy(ANNA, number=STUDIO)
    await world.notices()
    return addon


async def remind(world: Replica, *, dry_run: bool = False) -> Reminded:
    """What the clockwork does every ten minutes."""
    return await world.calendar.reminding.run(dry_run=dry_run)


def days_before(days: int) -> date:
    """A day so many days before the expiry of Anna's studio."""
    return LAST_DAY - timedelta(days=days)


def reminders(notices: list[Notice]) -> list[ReminderNews]:
    """The reminders of some notices, one for each mailbox and step."""
    about = [one for one in notices if one.kind is NoticeKind.REMINDER]
    return [ReminderNews.read(one.facts) for one in about if one.channel is Channel.EMAIL]


async def told(world: World) -> list[ReminderNews]:
    """Delivers what is owed; the reminders of it."""
    return reminders(await world.notices())


async def days_told(world: World, until: date = LAST_DAY) -> list[int]:
    """Lets each day pass, and says how many days were left on those with a reminder."""
    found, day = [], TODAY
    while day <= until:
        world.go_to(day)
        await remind(world)
        found += [news.days_left for news in await told(world)]
        day += timedelta(days=1)
    return found


# What waits too long


async def still_told(world: World) -> list[int | None]:
    """The days that the reminders still waiting would count, e-mail only; None for each that is closed instead."""
    found: list[int | None] = []
    for notice in await world.delivering.claim(100, [Channel.EMAIL]):
        told = await world.delivering.as_of_today(notice)
        found.append(None if told is None else told.number("days_left"))
    return found


async def test_f47_a_reminder_that_waited_counts_the_days_that_are_left_now(world: World, inbox: Addon) -> None:
    world.go_to(days_before(30))
    await remind(world)
    world.go_to(days_before(18))
    assert await still_told(world) == [18]


async def test_f47_of_two_reminders_that_waited_the_newer_one_is_told(world: World, inbox: Addon) -> None:
    for days in (30, 15):
        world.go_to(days_before(days))
        await remind(world)
    assert await still_told(world) == [None, 15]


async def test_f47_a_reminder_whose_day_is_over_is_not_told_and_nobody_is_told_that_it_failed(
    world: World, inbox: Addon
) -> None:
    world.go_to(days_before(1))
    await remind(world)
    world.go_to(LAST_DAY)
    on_the_day = await still_told(world)
    world.go_to(LAST_DAY + timedelta(days=1))
    assert (on_the_day, await still_told(world)) == ([0], [None])
    async with world.units.read() as unit:
        dead, counts = await unit.outbox.dead(10, 0), await unit.outbox.counts()
    assert (list(dead), counts[NoticeState.DEAD]) == ([], 0)
    assert NoticeKind.EMAIL_FAILED not in {notice.kind for notice in await world.notices()}


async def test_f50_a_reminder_that_was_overtaken_has_warned_nobody(world: World, inbox: Addon) -> None:
    world.go_to(days_before(1))
    await remind(world)
    world.go_to(LAST_DAY + timedelta(days=1))
    for notice in await world.delivering.claim(100):
        await world.delivering.as_of_today(notice)
    await world.calendar.renewing.run()
    (addon,) = await world.addons(ANNA, STUDIO)
    assert addon.grace_until is not None


# When


async def test_who_lacks_credit_is_reminded_on_every_step(world: World, inbox: Addon) -> None:
    await world.move_expiry(ANNA, date(2027, 2, 26), STUDIO)
    assert await days_told(world) == [70, 60, 30, 15, 7, 3, 1]  # the first step had passed when the bot began


async def test_who_has_the_credit_is_reminded_three_times_and_calmly(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    assert await days_told(world) == [70, 30, 7]


async def test_ninety_days_before_the_first_reminder_is_owed_and_not_before(world: World) -> None:
    await world.move_expiry(ANNA, TODAY + timedelta(days=91), STUDIO)
    await world.buy(ANNA, number=STUDIO)
    early = await remind(world)
    world.pass_time(days=1)
    assert [early, await remind(world)] == [Reminded(), ONE]


async def test_a_bare_mailbox_that_the_body_renews_is_not_worth_a_word(world: World) -> None:
    world.go_to(date(2028, 6, 29))
    assert await remind(world) == Reminded()


async def test_a_mailbox_that_nobody_renews_is_reminded_of_at_thirty_and_seven_days(world: World) -> None:
    found = []
    for number in range(90, -1, -1):
        world.go_to(date(2027, 11, 23) - timedelta(days=number))
        await remind(world)
        found += [(news.days_left, news.tone) for news in await told(world) if news.mailbox == DARIO.address]
    assert found == [(30, Tone.EXPIRING), (7, Tone.EXPIRING)]


# What


async def test_a_reminder_says_what_it_takes_what_there_is_and_what_is_missing(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 150)
    await world.notices()
    await remind(world)
    (news,) = await told(world)
    assert (news.mailbox, news.day, news.days_left) == (ANNA.mailboxes[STUDIO].address, LAST_DAY, 70)
    assert (news.needed, news.credit, news.missing) == (Money(366), Money(150), Money(216))
    assert (news.tone, [line.price for line in news.lines]) == (Tone.SHORT, [Money(366)])


async def test_an_earlier_renewal_of_the_same_holder_takes_its_part_first(world: World, inbox: Addon) -> None:
    await world.move_expiry(ANNA, date(2027, 1, 15))
    await world.buy(ANNA, 1)
    await world.give(ANNA, 500)
    await world.notices()
    await remind(world)
    found = {news.mailbox: (news.before, news.missing) for news in await told(world)}
    assert found == {
        ANNA.address: (Money(0), Money(0)),
        ANNA.mailboxes[STUDIO].address: (Money(366), Money(232)),
    }


async def test_it_goes_to_the_chat_and_to_the_reference_address(world: World, inbox: Addon) -> None:
    await remind(world)
    assert [(one.channel, one.target, one.cycle) for one in await world.notices()] == [
        (Channel.CHAT, str(ANNA.chat_id), LAST_DAY),
        (Channel.EMAIL, ANNA.email, LAST_DAY),
    ]


async def test_f09_who_has_blocked_the_bot_is_reminded_by_mail(world: World, inbox: Addon) -> None:
    await world.contacts.mark_reachable(ANNA.chat_id, reachable=False)
    await remind(world)
    assert [one.channel for one in await world.notices()] == [Channel.EMAIL]


async def test_f09_who_is_back_is_reminded_on_both_channels_again(world: World, inbox: Addon) -> None:
    await world.contacts.mark_reachable(ANNA.chat_id, reachable=False)
    await remind(world)
    await world.notices()
    await world.contacts.mark_reachable(ANNA.chat_id, reachable=True)
    world.go_to(days_before(60))
    await remind(world)
    assert [one.channel for one in await world.notices()] == [Channel.CHAT, Channel.EMAIL]


async def test_in_the_grace_the_holder_is_reminded_of_what_runs_on_unpaid(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await world.calendar.renewing.run()
    await world.notices()
    on_the_day_of_the_news = await remind(world)
    world.go_to(date(2027, 2, 8))
    await remind(world)
    (news,) = await told(world)
    assert on_the_day_of_the_news == Reminded()
    assert (news.unpaid, news.day, news.missing) == (True, date(2027, 2, 15), Money(366))


# Once


async def test_a_step_is_owed_once_however_often_the_clock_ticks(world: World, inbox: Addon) -> None:
    assert [await remind(world) for _ in range(3)] == [ONE, Reminded(), Reminded()]


async def test_a_step_is_owed_once_whoever_restarts(world: World, replica: Replica, inbox: Addon) -> None:
    await remind(world)
    await world.notices()
    assert await remind(replica) == Reminded()
    assert await world.notices() == []


async def test_two_replicas_at_once_owe_it_once(world: World, replica: Replica, inbox: Addon) -> None:
    await asyncio.gather(*(remind(bot) for bot in (world, replica) for _ in range(3)))
    assert len(await told(world)) == 1


async def test_a_crash_before_the_commit_owes_it_all_the_same(
    world: World, inbox: Addon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("storage.repositories.due.SqlDue.looked_at", crash)
        with pytest.raises(ZeroDivisionError):
            await remind(world)
    assert (await world.notices(), await remind(world)) == ([], ONE)


async def test_f47_after_five_days_of_downtime_only_the_most_urgent_is_sent(world: World, inbox: Addon) -> None:
    await remind(world)
    await world.notices()
    world.go_to(days_before(4))
    assert await remind(world) == Reminded(owed=1, skipped=3)
    assert [news.days_left for news in await told(world)] == [4]


async def test_f48_a_clock_that_jumps_back_owes_nothing_again(world: World, inbox: Addon) -> None:
    world.go_to(days_before(60), 0, 10)
    await remind(world)
    await world.notices()
    world.pass_time(hours=-1)
    back = await remind(world)
    world.pass_time(hours=1)
    assert [back, await remind(world)] == [Reminded(), Reminded()]
    assert await world.notices() == []


async def test_chunk_by_chunk_everybody_is_reminded(
    world: World, inbox: Addon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "CHUNK", 1)
    for person in (MARIO, BRUNO):
        await world.move_expiry(person, LAST_DAY)
        await world.buy(person)
    await world.notices()
    assert await remind(world) == Reminded(owed=3)
    assert {news.mailbox for news in await told(world)} == {
        MARIO.address,
        BRUNO.address,
        ANNA.mailboxes[STUDIO].address,
    }


async def test_a_dry_run_writes_nothing_and_says_what_the_run_then_does(world: World, inbox: Addon) -> None:
    foreseen = await remind(world, dry_run=True)
    assert await world.notices() == []
    assert (foreseen, await remind(world)) == (ONE, foreseen)


# A date that moves


async def test_a_date_that_moves_ends_the_old_cycle_and_begins_a_new_one(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    await remind(world)
    await world.calendar.renewing.run(DAY_AFTER)  # the add-on is renewed, and the mailbox moves to 2028
    await world.notices()
    world.go_to(days_before(30))
    assert await remind(world) == Reminded()
    world.go_to(date(2028, 1, 1))
    await remind(world)
    assert [news.day for news in await told(world)] == [date(2028, 1, 31)]


async def test_a_date_that_moves_a_little_begins_its_steps_anew(world: World) -> None:
    world.go_to(date(2027, 11, 16))
    await remind(world)
    first = [news.days_left for news in await told(world)]
    await world.move_expiry(DARIO, date(2027, 12, 13))
    await remind(world)
    assert (first, [news.days_left for news in await told(world)]) == ([7], [27])


async def test_a_date_that_the_register_moves_ahead_reminds_of_the_add_ons_at_their_own(
    world: World, inbox: Addon
) -> None:
    await remind(world)
    await world.notices()
    await world.move_expiry(ANNA, date(2028, 1, 31), STUDIO)
    world.go_to(days_before(30))
    await remind(world)
    (news,) = await told(world)
    assert (news.day, news.needed) == (LAST_DAY, Money(366))


async def test_a_register_imported_unchanged_every_night_reminds_of_nothing_twice(world: World, inbox: Addon) -> None:
    found = []
    for _ in range(3):
        await world.import_row(ANNA, STUDIO)
        found.append(await remind(world))
    assert found == [ONE, Reminded(), Reminded()]


async def test_a_date_that_moves_there_and_back_reminds_of_nothing_twice(world: World, inbox: Addon) -> None:
    await remind(world)
    await world.notices()
    await world.move_expiry(ANNA, date(2027, 2, 10), STUDIO)
    await world.move_expiry(ANNA, LAST_DAY, STUDIO)
    await remind(world)
    assert await world.notices() == []


# Not now


async def test_a_snooze_calms_both_channels_and_never_the_last_two_steps(world: World, inbox: Addon) -> None:
    world.go_to(days_before(10))
    await remind(world)
    await world.notices()
    snoozed = await world.keeping.snooze(await world.mailbox(ANNA, STUDIO), holder_id=await world.holder(ANNA))
    found = []
    for number in range(9, -1, -1):
        world.go_to(days_before(number))
        await remind(world)
        found += [(news.days_left, number) for news in await told(world)]
    assert (snoozed.next_reminder, found) == (days_before(3), [(3, 3), (1, 1)])


async def test_what_the_snooze_held_back_comes_on_the_day_after_it(world: World, inbox: Addon) -> None:
    world.go_to(days_before(31))
    await remind(world)
    await world.notices()
    snoozed = await world.keeping.snooze(await world.mailbox(ANNA, STUDIO), holder_id=await world.holder(ANNA))
    found = []
    for number in range(30, 14, -1):
        world.go_to(days_before(number))
        await remind(world)
        found += [news.days_left for news in await told(world)]
    assert (snoozed.next_reminder, found) == (days_before(16), [16, 15])


async def test_a_snooze_of_one_mailbox_leaves_the_others_alone(world: World, inbox: Addon) -> None:
    await world.move_expiry(ANNA, LAST_DAY)
    await world.buy(ANNA)
    await world.keeping.snooze(await world.mailbox(ANNA, STUDIO), holder_id=await world.holder(ANNA))
    await remind(world)
    assert [news.mailbox for news in await told(world)] == [ANNA.address]
