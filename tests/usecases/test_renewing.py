"""A day begins: what has expired is renewed from the credit or ends, once, and nobody is left in the dark."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.addons import Addon
from domain.catalogue import ServiceKey
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.notices import Channel, Notice, NoticeKind
from domain.renewal_news import RenewalNews
from domain.renewals import Fate
from domain.usecases import renewing
from domain.usecases.renewing import Renewed
from storage.metadata import metadata
from tests.people import ANNA, BRUNO, CARLA, DARIO, MARIO
from tests.usecases.world import Replica, World, one_after_the_other

ARCHIVE = ServiceKey.ARCHIVE
STUDIO = 1  # Anna's second mailbox expires on 31 January; all that is bought for it in November is free
LAST_DAY, DAY_AFTER = date(2027, 1, 31), date(2027, 2, 1)
A_YEAR_LATER = date(2028, 1, 31)
GRACE_END = date(2027, 2, 15)
NOTHING_DONE = Renewed()


@pytest.fixture
async def inbox(world: World) -> Addon:
    """1 GB of inbox space on Anna's studio: its renewal takes 3.66."""
    return await world.buy(ANNA, number=STUDIO)


@pytest.fixture
async def archive(world: World, inbox: Addon) -> Addon:
    """1 GB of archive there as well, bought after the inbox space: 4.88."""
    return await world.buy(ANNA, 1, ARCHIVE, number=STUDIO)


async def warn(world: World) -> None:
    """A reminder reaches everybody who is to be reminded; then it is the day after the expiry."""
    world.go_to(date(2027, 1, 16))
    await world.calendar.reminding.run()
    await world.notices()
    world.go_to(DAY_AFTER, 0, 1)


async def renew(world: Replica) -> Renewed:
    """What the clockwork does every minute."""
    return await world.calendar.renewing.run()


async def fates(world: World) -> dict[int, str]:
    """Which of Anna's add-ons on her studio run on, and until when."""
    return {
        addon.id: f"ended {addon.ended_on}" if addon.ended_on else f"until {addon.runs_until}"
        for addon in await world.addons(ANNA, STUDIO)
    }


def renewals_told(notices: list[Notice]) -> list[RenewalNews]:
    """What is told of renewals in chats."""
    about = [one for one in notices if one.kind is NoticeKind.RENEWAL and one.channel is Channel.CHAT]
    return [RenewalNews.read(one.facts) for one in about]


async def kinds(world: World) -> list[tuple[NoticeKind, str]]:
    """What is owed, and to whom."""
    return [(notice.kind, notice.target) for notice in await world.notices()]


# In time


async def test_on_the_last_day_nothing_is_renewed(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    world.go_to(LAST_DAY, 23, 59)
    assert await renew(world) == NOTHING_DONE


async def test_the_day_after_the_credit_renews_what_it_covers(world: World, archive: Addon) -> None:
    await world.give(ANNA, 1_000)
    world.go_to(DAY_AFTER, 0, 1)
    assert await renew(world) == Renewed(renewed=2, charged=Money(854))
    assert (await world.credit(ANNA), await world.books()) == (146, ())
    assert {addon.runs_until for addon in await world.addons(ANNA, STUDIO)} == {A_YEAR_LATER}
    assert (await world.box(ANNA, STUDIO)).expires_on == A_YEAR_LATER


async def test_it_happens_once_however_often_the_clock_ticks(world: World, archive: Addon) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER, 0, 1)
    assert [await renew(world) for _ in range(3)] == [
        Renewed(renewed=2, charged=Money(854)),
        NOTHING_DONE,
        NOTHING_DONE,
    ]


async def test_with_credit_for_one_of_two_the_older_stays_and_the_other_ends(
    world: World, inbox: Addon, archive: Addon
) -> None:
    await world.give(ANNA, 500)
    await warn(world)
    assert await renew(world) == Renewed(renewed=1, deactivated=1, charged=Money(366))
    assert await fates(world) == {inbox.id: "until 2028-01-31", archive.id: "ended 2027-02-01"}
    assert await world.books() == ()


async def test_the_one_that_its_holder_put_first_stays(world: World, inbox: Addon, archive: Addon) -> None:
    await world.give(ANNA, 500)
    await world.keeping.put_first(archive.id, holder_id=await world.holder(ANNA))
    await warn(world)
    assert await renew(world) == Renewed(renewed=1, deactivated=1, charged=Money(488))
    assert (await fates(world))[archive.id] == "until 2028-01-31"


async def test_what_was_switched_off_ends_and_is_not_charged(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 5_000)
    await world.keeping.switch(inbox.id, renews=False, holder_id=await world.holder(ANNA))
    world.go_to(DAY_AFTER)
    assert await renew(world) == Renewed(deactivated=1)
    assert await world.credit(ANNA) == 5_000


async def test_a_mailbox_that_nobody_renews_expires_with_its_add_ons(world: World) -> None:
    world.go_to(date(2027, 11, 1))
    await world.buy(DARIO, 1)
    await world.give(DARIO, 5_000)
    await world.calendar.reminding.run()
    await world.notices()
    world.go_to(date(2027, 11, 24))
    assert await renew(world) == Renewed(deactivated=1, expired=1)
    assert (await world.box(DARIO)).status is MailboxStatus.EXPIRED
    assert (await world.credit(DARIO), await world.inbox_gb(DARIO), await world.books()) == (5_000, 1, ())


async def test_mailboxes_without_add_ons_move_by_their_term_in_silence(world: World) -> None:
    world.go_to(date(2029, 3, 2))
    await renew(world)
    assert (await world.box(MARIO)).expires_on == date(2032, 3, 1)
    assert await world.news(MARIO) == []


async def test_what_ended_can_be_bought_again(world: World, inbox: Addon) -> None:
    await warn(world)
    await renew(world)
    await world.give(ANNA, 366)
    assert (await world.buy(ANNA, number=STUDIO)).runs_until == A_YEAR_LATER
    assert await world.books() == ()


# What is told


async def test_the_outcome_is_told_once_by_chat_and_by_mail(world: World, archive: Addon) -> None:
    await world.give(ANNA, 500)
    await warn(world)
    await renew(world)
    await renew(world)
    told = [notice for notice in await world.notices() if notice.kind is NoticeKind.RENEWAL]
    assert [(notice.channel, notice.target) for notice in told] == [
        (Channel.CHAT, str(ANNA.chat_id)),
        (Channel.EMAIL, ANNA.email),
    ]


async def test_it_says_what_was_taken_what_is_left_and_what_has_ended(world: World, archive: Addon) -> None:
    await world.give(ANNA, 500)
    await warn(world)
    await renew(world)
    (news,) = renewals_told(await world.notices())
    assert (news.day, news.expires_on, news.charged, news.credit) == (LAST_DAY, A_YEAR_LATER, Money(366), Money(134))
    assert [(line.fate, line.until) for line in news.lines] == [
        (Fate.RENEWED, A_YEAR_LATER),
        (Fate.SHORT, LAST_DAY),
    ]


async def test_inbox_space_that_ends_below_the_space_in_use_is_told_in_bytes(world: World) -> None:
    await world.buy(ANNA, 3, number=STUDIO)
    await world.import_row(ANNA, STUDIO, used_bytes=3_200_000_000)
    await warn(world)
    await renew(world)
    (news,) = renewals_told(await world.notices())
    assert news.over_bytes == 1_200_000_000


async def test_the_mail_server_is_told_of_the_space_that_is_left(world: World, inbox: Addon) -> None:
    await world.notices()
    await warn(world)
    await renew(world)
    limits = [one.facts for one in await world.notices() if one.kind is NoticeKind.SET_LIMIT]
    assert limits == [{"gigabytes": 2}]


async def test_a_renewal_without_any_change_of_space_leaves_the_mail_server_alone(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    await world.notices()
    world.go_to(DAY_AFTER)
    await renew(world)
    assert [one for one in await world.notices() if one.channel is Channel.MAIL_SERVER] == []


async def test_the_statement_names_the_renewal(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    world.go_to(DAY_AFTER)
    await renew(world)
    statement = await world.viewing.statement(await world.holder(ANNA), 0)
    movement = statement.movements[0]
    assert (movement.event, movement.amount) == (f"renewal:{inbox.id}:2027-01-31", Money(-366))
    assert movement.about == {"service": "inbox", "gb": 1, "mailbox": ANNA.mailboxes[STUDIO].address}


# Nobody was warned (F50)


async def test_f50_after_ninety_days_of_downtime_nothing_ends_and_the_admins_are_told(
    world: World, inbox: Addon
) -> None:
    await world.notices()
    world.go_to(DAY_AFTER)
    assert await renew(world) == NOTHING_DONE
    assert await fates(world) == {inbox.id: "until 2027-01-31"}
    assert await world.inbox_gb(ANNA, STUDIO) == 3
    assert (NoticeKind.ADMIN_GRACE, str(CARLA.chat_id)) in await kinds(world)


async def test_f50_reminders_that_arrived_nowhere_warned_nobody(world: World, inbox: Addon) -> None:
    await world.notices()
    for day in (date(2026, 11, 23), date(2027, 1, 1), date(2027, 1, 30)):
        world.go_to(day)
        await world.calendar.reminding.run()
        for notice in await world.delivering.claim(100):
            await world.delivering.give_up(notice, "blocked", "said")
    world.go_to(DAY_AFTER)
    await renew(world)
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (addon.grace_until, addon.ended_on) == (GRACE_END, None)


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.EMAIL])
async def test_f50_one_reminder_on_one_channel_is_a_warning(world: World, inbox: Addon, channel: Channel) -> None:
    await world.notices()
    world.go_to(date(2027, 1, 1))
    await world.calendar.reminding.run()
    for notice in await world.delivering.claim(100):
        if notice.channel is channel:
            await world.delivering.sent(notice, "said", "250 OK")
        else:
            await world.delivering.give_up(notice, "blocked", "said")
    world.go_to(DAY_AFTER)
    assert await renew(world) == Renewed(deactivated=1)


@pytest.mark.parametrize(
    ("day", "fate"), [(date(2027, 1, 29), "until 2027-01-31"), (date(2027, 1, 30), "ended 2027-02-01")]
)
async def test_who_bought_when_no_reminder_was_still_to_come_was_told_by_the_receipt(
    world: World, day: date, fate: str
) -> None:
    world.go_to(day)
    addon = await world.buy(ANNA, number=STUDIO)
    world.go_to(DAY_AFTER)
    await renew(world)
    assert await fates(world) == {addon.id: fate}


async def test_f50_the_grace_ends_after_fifteen_days(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    world.go_to(GRACE_END, 23, 59)
    before = await renew(world)
    world.go_to(date(2027, 2, 16), 0, 1)
    assert (before, await renew(world)) == (NOTHING_DONE, Renewed(deactivated=1))
    assert await fates(world) == {inbox.id: "ended 2027-02-16"}
    assert await world.books() == ()


async def test_f50_the_end_of_the_grace_is_told_as_news_of_its_own(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    first = [news.of(Fate.GRACE) for news in renewals_told(await world.notices())]
    world.go_to(date(2027, 2, 16))
    await renew(world)
    second = [news.of(Fate.SHORT) for news in renewals_told(await world.notices())]
    assert [len(first), len(second)] == [1, 1]
    assert [len(first[0]), len(second[0])] == [1, 1]


async def test_f50_money_that_comes_in_the_grace_renews_at_once_from_the_old_date(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    world.go_to(date(2027, 2, 10))
    await world.give(ANNA, 366)
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (addon.runs_until, addon.grace_until) == (A_YEAR_LATER, None)
    assert (await world.credit(ANNA), await world.books()) == (0, ())


async def test_f50_money_in_the_grace_that_is_too_little_leaves_it_running(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.give(ANNA, 365)
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (addon.grace_until, addon.ended_on, await world.credit(ANNA)) == (GRACE_END, None, 365)


async def test_f50_the_news_of_money_in_the_grace_tells_the_renewal_too(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.notices()
    await world.give(ANNA, 366)
    assert await world.news(ANNA) == [NoticeKind.RENEWAL, NoticeKind.CREDIT_RECEIVED]


async def test_f50_after_a_grace_that_was_paid_for_the_reminders_of_the_next_year_come(
    world: World, inbox: Addon
) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    world.go_to(GRACE_END - timedelta(days=1))
    await world.calendar.reminding.run()
    await world.give(ANNA, 366)
    await world.notices()
    world.go_to(A_YEAR_LATER - timedelta(days=90))
    await world.calendar.reminding.run()
    told = [one.channel for one in await world.notices() if one.facts.get("mailbox_id") == inbox.mailbox_id]
    assert sorted(told) == [Channel.CHAT, Channel.EMAIL]


async def test_f50_what_is_asked_for_during_a_grace_is_enough_for_that_and_for_what_is_due_before_its_end(
    world: World, inbox: Addon
) -> None:
    before_the_end = GRACE_END - timedelta(days=5)
    await world.import_row(ANNA, expires_on=before_the_end)
    other = await world.buy(ANNA, 1, ARCHIVE)
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.notices()
    world.go_to(before_the_end - timedelta(days=7))
    await world.calendar.reminding.run()
    asked = {one.number("missing") for one in await world.notices() if one.facts.get("mailbox_id") == other.mailbox_id}
    assert asked == {366 + 488}
    await world.give(ANNA, *asked)
    world.go_to(before_the_end + timedelta(days=1))
    assert await renew(world) == Renewed(renewed=1, charged=Money(488))
    assert [one.ended_on for number in (0, STUDIO) for one in await world.addons(ANNA, number)] == [None, None]
    assert (await world.credit(ANNA), await world.books()) == (0, ())


async def test_f50_what_was_switched_off_in_the_grace_is_not_charged_when_money_comes(
    world: World, inbox: Addon
) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.keeping.switch(inbox.id, renews=False, holder_id=await world.holder(ANNA))
    await world.give(ANNA, 1_000)
    assert await world.credit(ANNA) == 1_000


# A payment that is on its way (F49)


async def test_f49_the_payment_first_renews(world: World, inbox: Addon) -> None:
    world.go_to(LAST_DAY, 23, 50)
    paid = world.links.pay(await world.ask(ANNA, 366))
    world.go_to(DAY_AFTER, 0, 1)
    await world.settling.settle(paid)
    assert await renew(world) == Renewed(renewed=1, charged=Money(366))
    assert (await fates(world), await world.books()) == ({inbox.id: "until 2028-01-31"}, ())


async def test_f49_the_renewal_first_waits_for_a_payment_asked_for_before_midnight_that_then_renews_at_once(
    world: World, inbox: Addon
) -> None:
    await warn(world)
    world.go_to(LAST_DAY, 23, 59)
    top_up = await world.ask(ANNA, 366)
    world.go_to(DAY_AFTER, 0, 1)
    await renew(world)
    waiting = await fates(world)
    await world.settling.settle(world.links.pay(top_up))
    assert (waiting, await fates(world)) == ({inbox.id: "until 2027-01-31"}, {inbox.id: "until 2028-01-31"})
    assert (await world.credit(ANNA), await world.books()) == (0, ())


async def test_f49_a_payment_that_never_comes_is_awaited_for_one_day(world: World, inbox: Addon) -> None:
    await warn(world)
    world.go_to(LAST_DAY, 23, 59)
    await world.ask(ANNA, 366)
    world.go_to(DAY_AFTER, 0, 1)
    await renew(world)
    world.go_to(date(2027, 2, 2), 0, 1)
    assert await renew(world) == Renewed(deactivated=1)


async def test_f49_a_payment_asked_for_after_midnight_is_not_awaited(world: World, inbox: Addon) -> None:
    await warn(world)
    await world.ask(ANNA, 366)
    assert await renew(world) == Renewed(deactivated=1)


@pytest.mark.parametrize("payment_first", [True, False])
async def test_f49_a_payment_and_a_renewal_at_once_renew_in_either_order(
    world: World, replica: Replica, inbox: Addon, monkeypatch: pytest.MonkeyPatch, payment_first: bool
) -> None:
    await warn(world)
    world.go_to(LAST_DAY, 23, 59)
    paid = world.links.pay(await world.ask(ANNA, 366))
    world.go_to(DAY_AFTER, 0, 1)
    works: list[Callable[[], Awaitable[object]]] = [lambda: world.settling.settle(paid), lambda: renew(replica)]
    await one_after_the_other(works if payment_first else works[::-1], monkeypatch)
    assert await fates(world) == {inbox.id: "until 2028-01-31"}
    assert (await world.credit(ANNA), await world.books()) == (0, ())


@pytest.mark.parametrize("payment_first", [True, False])
async def test_f49_so_do_a_second_payment_and_a_renewal_at_once(
    world: World, replica: Replica, inbox: Addon, monkeypatch: pytest.MonkeyPatch, payment_first: bool
) -> None:
    await world.give(ANNA, 100)  # her account is there: the renewal locks it
    await warn(world)
    world.go_to(LAST_DAY, 23, 59)
    paid = world.links.pay(await world.ask(ANNA, 266))
    world.go_to(DAY_AFTER, 0, 1)
    works: list[Callable[[], Awaitable[object]]] = [lambda: world.settling.settle(paid), lambda: renew(replica)]
    await one_after_the_other(works if payment_first else works[::-1], monkeypatch)
    assert await fates(world) == {inbox.id: "until 2028-01-31"}
    assert (await world.credit(ANNA), await world.books()) == (0, ())


async def test_f49_money_asked_for_an_order_completes_it_before_what_runs_on_unpaid(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)  # nobody was warned: it runs on
    order = await world.pending(ANNA, 1, ARCHIVE)
    await world.settling.settle(world.links.pay(await world.ask_for(ANNA, order)))
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (await world.order(ANNA, order.id)).closed_at is not None
    assert (addon.grace_until, await world.credit(ANNA)) == (GRACE_END, 0)


# The clock jumps back (F48)


async def test_f48_a_clock_that_jumps_back_over_midnight_doubles_nothing(world: World, archive: Addon) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER, 0, 5)
    await renew(world)
    told = len(await world.notices())
    world.pass_time(hours=-1)
    back = await renew(world)
    world.pass_time(hours=1)
    assert [back, await renew(world)] == [NOTHING_DONE, NOTHING_DONE]
    assert (told > 0, await world.notices()) == (True, [])
    assert await world.credit(ANNA) == 5_000 - 854


async def test_f48_money_that_comes_while_the_clock_is_back_before_midnight_is_credited(
    world: World, inbox: Addon
) -> None:
    world.go_to(DAY_AFTER, 0, 5)
    await renew(world)
    world.pass_time(hours=-1)
    await world.give(ANNA, 366)
    world.go_to(date(2027, 2, 16))
    await renew(world)
    assert (await fates(world), await world.credit(ANNA)) == ({inbox.id: "until 2028-01-31"}, 0)


# Everybody at once (F59)


async def test_f59_two_replicas_that_renew_at_once_renew_once(world: World, replica: Replica, archive: Addon) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER)
    outcomes = await asyncio.gather(*(renew(bot) for bot in (world, replica) for _ in range(3)))
    assert sum(outcome.renewed for outcome in outcomes) == 2
    assert (await world.count("renewals"), await world.credit(ANNA), await world.books()) == (2, 5_000 - 854, ())


async def test_f59_a_replica_that_waited_for_another_finds_nothing_left(
    world: World, replica: Replica, archive: Addon, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER)
    done = await one_after_the_other([lambda: renew(world), lambda: renew(replica)], monkeypatch)
    assert [done[1], await world.count("renewals"), await world.books()] == [NOTHING_DONE, 2, ()]


async def test_f59_two_replicas_tell_the_outcome_once(world: World, replica: Replica, archive: Addon) -> None:
    await world.notices()
    world.go_to(DAY_AFTER)
    await asyncio.gather(renew(world), renew(replica))
    assert len(renewals_told(await world.notices())) == 1


@pytest.mark.parametrize("holder_first", [True, False])
async def test_f59_a_switch_at_the_moment_of_the_renewal_is_before_it_or_after_it(
    world: World, replica: Replica, inbox: Addon, monkeypatch: pytest.MonkeyPatch, holder_first: bool
) -> None:
    await world.give(ANNA, 366)
    holder_id = await world.holder(ANNA)
    world.go_to(DAY_AFTER)

    async def switch() -> None:
        await world.keeping.switch(inbox.id, renews=False, holder_id=holder_id)

    works: list[Callable[[], Awaitable[object]]] = [switch, lambda: renew(replica)]
    await one_after_the_other(works if holder_first else works[::-1], monkeypatch)
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (addon.ended_on is not None, await world.credit(ANNA)) == ((True, 366) if holder_first else (False, 0))
    assert await world.books() == ()


@pytest.mark.parametrize("holder_first", [True, False])
async def test_f59_a_purchase_at_the_moment_of_the_renewal_spends_the_credit_once(
    world: World, replica: Replica, inbox: Addon, monkeypatch: pytest.MonkeyPatch, holder_first: bool
) -> None:
    await world.give(ANNA, 1_000)
    await warn(world)
    quote = await world.quote(ANNA, 1, ARCHIVE)  # 9.76 on the other mailbox: the credit covers it or the renewal
    works: list[Callable[[], Awaitable[object]]] = [lambda: world.place(ANNA, quote), lambda: renew(replica)]
    await one_after_the_other(works if holder_first else works[::-1], monkeypatch)
    assert await world.credit(ANNA) == (1_000 - 976 if holder_first else 1_000 - 366)
    assert await world.books() == ()


async def test_f59_renewals_purchases_and_switches_of_everybody_at_once_keep_the_books_right(
    world: World, replica: Replica, archive: Addon
) -> None:
    await world.give(ANNA, 5_000)
    holder_id = await world.holder(ANNA)
    world.go_to(DAY_AFTER)
    quotes = [await world.quote(ANNA, 1, ARCHIVE) for _ in range(2)]
    await asyncio.gather(
        renew(world),
        renew(replica),
        *(bot.buying.place(quote.id, holder_id=holder_id) for bot, quote in zip((world, replica), quotes, strict=True)),
        world.keeping.put_first(archive.id, holder_id=holder_id),
        replica.keeping.switch(archive.id, renews=True, holder_id=holder_id),
        world.settling.settle(world.links.pay(await world.ask(ANNA, 500))),
    )
    assert (await world.count("renewals"), await world.books()) == (2, ())


# The register moves a date


async def test_an_import_before_the_expiry_renews_at_the_old_date_and_not_before(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 1_000)
    await world.move_expiry(ANNA, A_YEAR_LATER, STUDIO)
    world.go_to(LAST_DAY)
    early = await renew(world)
    world.go_to(DAY_AFTER)
    assert [early, await renew(world)] == [NOTHING_DONE, Renewed(renewed=1, charged=Money(366))]
    assert (await fates(world), await world.books()) == ({inbox.id: "until 2028-01-31"}, ())


async def test_an_import_that_comes_after_the_expiry_renews_at_once(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 1_000)
    await world.import_row(ANNA, STUDIO, auto_renew=False)
    world.go_to(DAY_AFTER, 0, 1)
    await world.move_expiry(ANNA, A_YEAR_LATER, STUDIO)
    assert await renew(world) == Renewed(renewed=1, charged=Money(366))


async def test_an_import_is_paid_for_in_whole_years(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 1_000)
    await world.move_expiry(ANNA, date(2028, 3, 1), STUDIO)
    world.go_to(DAY_AFTER)
    assert await renew(world) == Renewed(renewed=1, charged=Money(732))
    assert await fates(world) == {inbox.id: "until 2028-03-01"}


async def test_an_import_of_the_same_register_day_after_day_charges_once(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER)
    for _ in range(3):
        await world.move_expiry(ANNA, A_YEAR_LATER, STUDIO)
        await renew(world)
    assert (await world.credit(ANNA), await world.count("renewals")) == (5_000 - 366, 1)


async def test_an_import_of_a_stale_register_charges_nothing_and_tells_nothing_twice(
    world: World, inbox: Addon
) -> None:
    await world.give(ANNA, 5_000)
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.notices()
    for _ in range(3):
        await world.move_expiry(ANNA, LAST_DAY, STUDIO)
        assert await renew(world) == NOTHING_DONE
    assert (await world.credit(ANNA), (await world.box(ANNA, STUDIO)).expires_on) == (5_000 - 366, A_YEAR_LATER)
    assert renewals_told(await world.notices()) == []
    assert await world.books() == ()


async def test_a_stale_register_does_not_end_a_grace(world: World, inbox: Addon) -> None:
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.move_expiry(ANNA, LAST_DAY, STUDIO)
    await renew(world)
    (addon,) = await world.addons(ANNA, STUDIO)
    assert (addon.grace_until, addon.ended_on) == (GRACE_END, None)


async def test_f46_a_mailbox_of_29_february_keeps_its_day_through_imports_and_renewals(world: World) -> None:
    await world.move_expiry(BRUNO, date(2028, 2, 29))
    seen = []
    for year in range(2028, 2038):
        world.go_to(date(year, 3, 1))
        await renew(world)
        mailbox = await world.box(BRUNO)
        await world.move_expiry(BRUNO, mailbox.expires_on)  # the body's register says the same
        seen.append((mailbox.expires_on.month, mailbox.expires_on.day))
    assert seen == [(2, 29 if year % 4 == 0 else 28) for year in range(2029, 2039)]


# A dry run


async def contents(world: World) -> dict[str, list[str]]:
    """Every row of every table."""
    async with world.database.readers.connect() as connection:
        return {
            name: sorted(map(str, await connection.execute(text(f"SELECT * FROM {name}"))))  # noqa: S608 - our own table
            for name in metadata.tables
        }


async def settle_in(world: World) -> None:
    """Anna has three mailboxes that expire in January, with more to renew than her credit covers; Dario has one."""
    third = replace(ANNA.rows()[STUDIO], mailbox="terza.bianchi@pec.archrm.it", expires_on=date(2027, 1, 20))
    async with world.units.write() as unit:
        await unit.register.save([third])
        await unit.commit()
        mailbox = await unit.mailboxes.by_address(third.mailbox)
    assert mailbox is not None
    holder_id = await world.holder(ANNA)
    await world.move_expiry(ANNA, date(2027, 1, 25))
    await world.import_row(DARIO, expires_on=LAST_DAY)
    for mailbox_id in (mailbox.id, await world.mailbox(ANNA), await world.mailbox(ANNA, STUDIO)):
        for service, gb in ((ServiceKey.INBOX, 1), (ARCHIVE, 2)):
            quoted = await world.buying.quote(mailbox_id, service, gb, holder_id=holder_id)
            await world.buying.place(quoted.quote.id, holder_id=holder_id)
    await world.buy(DARIO)
    await world.give(ANNA, 2_000)


@pytest.mark.parametrize("chunk", [1, 2, 500])
@pytest.mark.parametrize("warned", [True, False])
async def test_a_dry_run_writes_nothing_and_says_what_the_run_then_does(
    world: World, monkeypatch: pytest.MonkeyPatch, chunk: int, warned: bool
) -> None:
    monkeypatch.setattr(renewing, "CHUNK", chunk)
    await settle_in(world)
    if warned:
        await warn(world)
    world.go_to(date(2027, 2, 3))
    before = await contents(world)
    foreseen = await world.calendar.renewing.run(dry_run=True)
    assert await contents(world) == before
    assert foreseen == await renew(world)
    assert foreseen.renewed >= 3
    assert await world.books() == ()


async def test_a_run_for_a_day_in_the_future_is_dry_all_the_more(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 1_000)
    foreseen = await world.calendar.renewing.run(DAY_AFTER, dry_run=True)
    assert foreseen == Renewed(renewed=1, charged=Money(366))
    assert await world.calendar.renewing.run(LAST_DAY, dry_run=True) == NOTHING_DONE


# What is broken


async def broken_by_a_line_in_the_books(world: World, inbox: Addon) -> None:
    """Somebody has written the renewal into the books by hand."""
    await world.run(
        "INSERT INTO transfers (key, event, source, target, amount_cents, at, about)"
        " SELECT :key, :event, source, target, amount_cents, at, about FROM transfers LIMIT 1",
        key=f"renewal:{inbox.id}:2027-01-31:net",
        event=f"renewal:{inbox.id}:2027-01-31",
    )


async def broken_by_a_term(world: World, inbox: Addon) -> None:
    """The term goes beyond the end of the calendar."""
    await world.run("UPDATE mailboxes SET term_years = 9000 WHERE address = :it", it=ANNA.mailboxes[STUDIO].address)


@pytest.mark.parametrize("broken", [broken_by_a_line_in_the_books, broken_by_a_term])
async def test_a_mailbox_whose_renewal_breaks_is_set_aside_reported_and_stops_no_other(
    world: World, inbox: Addon, broken: Callable[[World, Addon], Awaitable[None]]
) -> None:
    await world.give(ANNA, 1_000)
    await world.give(BRUNO, 1_000)
    await world.move_expiry(BRUNO, LAST_DAY)
    await world.buy(BRUNO)
    await world.notices()
    await broken(world, inbox)
    world.go_to(DAY_AFTER)
    assert await renew(world) == Renewed(renewed=1, charged=Money(366), failed=1)
    assert (await world.credit(ANNA), await world.credit(BRUNO)) == (1_000, 634)
    (told,) = [one for one in await world.notices() if one.kind is NoticeKind.ADMIN_RENEWAL_FAILED]
    assert (told.target, told.facts["mailbox"]) == (str(CARLA.chat_id), ANNA.mailboxes[STUDIO].address)


async def test_the_admins_are_told_once_a_day_of_what_is_set_aside(world: World, inbox: Addon) -> None:
    await broken_by_a_term(world, inbox)
    await world.notices()
    told = []
    for day in (DAY_AFTER, DAY_AFTER, date(2027, 2, 2)):
        world.go_to(day)
        await renew(world)
        told.append(await world.news(CARLA))
    assert told == [[NoticeKind.ADMIN_RENEWAL_FAILED], [], [NoticeKind.ADMIN_RENEWAL_FAILED]]


async def test_a_bare_mailbox_that_breaks_stops_no_other(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    await world.move_expiry(BRUNO, date(2027, 1, 30))
    await world.run("UPDATE mailboxes SET term_years = 9000 WHERE address = :it", it=BRUNO.address)
    world.go_to(DAY_AFTER)
    assert (await renew(world)).renewed == 1


async def test_a_bare_mailbox_whose_due_day_is_wrong_stops_no_other(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 366)
    await world.run("UPDATE mailboxes SET due_on = '2027-01-30' WHERE address = :it", it=BRUNO.address)
    world.go_to(DAY_AFTER)
    assert (await renew(world)).renewed == 1


async def test_what_was_set_aside_is_renewed_once_it_is_mended(world: World, inbox: Addon) -> None:
    await world.give(ANNA, 1_000)
    await broken_by_a_term(world, inbox)
    world.go_to(DAY_AFTER)
    await renew(world)
    await world.run("UPDATE mailboxes SET term_years = 1 WHERE address = :it", it=ANNA.mailboxes[STUDIO].address)
    assert await renew(world) == Renewed(renewed=1, charged=Money(366))
