"""The register desk acts: once, with a line for each act, and the holder is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from domain.accesses import AccessKind
from domain.acts import Act, AdminAct
from domain.admin_errors import CannotReopen, CannotSuspend, NobodyToTell, NothingToRemind
from domain.catalogue import ServiceKey
from domain.errors import MailboxNotActive, NotFound
from domain.mailboxes import MailboxStatus
from domain.notices import Channel, Notice, NoticeKind
from domain.sessions import SessionLimits
from domain.usecases.intervening import Intervening
from domain.usecases.recounting import Recounting
from domain.usecases.telling import Telling
from tests.builders import CATALOGUE
from tests.people import ANNA, BRUNO, CARLA, DARIO, MARIO, PASSWORD, TODAY, Person
from tests.usecases.world import Replica, World, one_after_the_other


def intervening_of(replica: Replica, *, by_email: bool = True) -> Intervening:
    """The use case, as a process of the bot has it."""
    return Intervening(
        units=replica.units,
        clock=replica.clock,
        catalogue=CATALOGUE,
        telling=Telling(by_email=by_email),
        limits=SessionLimits(),
    )


@pytest.fixture
def desk(world: World) -> Intervening:
    """The use case."""
    return intervening_of(world)


async def acts(world: World) -> list[AdminAct]:
    """What admins did, oldest first."""
    return list((await Recounting(units=world.units).latest(100)).acts)[::-1]


async def told(world: World) -> list[Notice]:
    """Everything that waits to be told."""
    return list(await world.delivering.claim(100, {Channel.CHAT, Channel.EMAIL}))


async def log_in(world: World, person: Person, chat: int) -> None:
    """Somebody logs in as a holder in a chat."""
    await world.access.log_in(chat_id=chat, person_id=chat, address=person.address, password=PASSWORD)


# Reminders


async def something_to_lose(world: World) -> int:
    """Anna's second mailbox expires in 70 days, and has an add-on; its id."""
    await world.buy(ANNA, 1, ServiceKey.ARCHIVE, number=1)
    return await world.mailbox(ANNA, 1)


async def test_a_reminder_goes_to_chat_and_mail_even_if_it_did_before(world: World, desk: Intervening) -> None:
    mailbox = await something_to_lose(world)
    await world.calendar.reminding.run()
    first = await told(world)
    sent = await desk.resend_reminder(mailbox, asked=7, admin=CARLA.id)
    again = await told(world)
    assert [notice.channel for notice in again] == [Channel.CHAT, Channel.EMAIL]
    assert [notice.facts for notice in again] == [notice.facts for notice in first]
    assert [again_.key.replace(":again:1003:7", "") for again_ in again] == [notice.key for notice in first]
    assert (sent.chats, sent.by_email, sent.repeated) == (1, True, False)
    (act,) = await acts(world)
    assert (act.actor_id, act.act, act.word("mailbox")) == (CARLA.id, Act.REMINDER_RESENT, ANNA.mailboxes[1].address)


async def test_a_confirmation_that_comes_twice_sends_it_once(world: World, desk: Intervening) -> None:
    mailbox = await something_to_lose(world)
    for expected in (False, True):
        assert (await desk.resend_reminder(mailbox, asked=7, admin=CARLA.id)).repeated is expected
    assert len(await told(world)) == 2
    assert len(await acts(world)) == 1
    assert not (await desk.resend_reminder(mailbox, asked=8, admin=CARLA.id)).repeated


async def test_a_reminder_sent_again_counts_as_the_warning_that_it_is(world: World, desk: Intervening) -> None:
    mailbox = await something_to_lose(world)
    await desk.resend_reminder(mailbox, asked=7, admin=CARLA.id)
    for notice in await told(world):
        await world.delivering.sent(notice, "said", "1")
    async with world.units.read() as unit:
        assert await unit.outbox.warned([(mailbox, ANNA.mailboxes[1].expires_on)]) == {mailbox}


@pytest.mark.parametrize("days", [-1, 91])
async def test_outside_the_ninety_days_there_is_nothing_to_remind_of(
    world: World, desk: Intervening, days: int
) -> None:
    mailbox = await something_to_lose(world)
    world.go_to(ANNA.mailboxes[1].expires_on - timedelta(days=days))
    with pytest.raises(NothingToRemind):
        await desk.due_reminder(mailbox)


async def test_a_mailbox_with_nothing_to_lose_is_not_reminded_of(world: World, desk: Intervening) -> None:
    mailbox = await world.mailbox(ANNA, 1)
    with pytest.raises(NothingToRemind):
        await desk.resend_reminder(mailbox, asked=7, admin=CARLA.id)
    assert await acts(world) == []


async def test_who_can_be_told_nowhere_is_not_reminded(world: World) -> None:
    mailbox = await something_to_lose(world)
    await world.contacts.mark_reachable(ANNA.chat_id, reachable=False)
    with pytest.raises(NobodyToTell):
        await intervening_of(world, by_email=False).resend_reminder(mailbox, asked=7, admin=CARLA.id)
    assert await acts(world) == []


# Sessions


async def test_all_sessions_end_and_the_chats_stay_linked(world: World, desk: Intervening) -> None:
    await log_in(world, MARIO, MARIO.chat_id)
    await log_in(world, MARIO, BRUNO.chat_id)
    await told(world)
    holder = await world.holder(MARIO)
    assert (await desk.end_sessions(holder, admin=CARLA.id)).count == 2
    news = await told(world)
    assert sorted((notice.kind, notice.target) for notice in news) == [
        (NoticeKind.SESSIONS_ENDED, str(chat)) for chat in (MARIO.chat_id, BRUNO.chat_id)
    ]
    async with world.units.read() as unit:
        assert await unit.sessions.of_holder(holder) == []
        assert len(await unit.chats.linked(holder)) == 2
        history = await unit.accesses.of_holder(holder, 10, 0)
    assert [line.kind for line in history][:2] == [AccessKind.ENDED] * 2
    assert (await desk.end_sessions(holder, admin=CARLA.id)).count == 0
    assert [act.act for act in await acts(world)] == [Act.SESSIONS_ENDED]


async def test_a_session_that_is_over_already_is_nothing_to_end(world: World, desk: Intervening) -> None:
    await log_in(world, MARIO, MARIO.chat_id)
    world.pass_time(hours=1)
    assert (await desk.end_sessions(await world.holder(MARIO), admin=CARLA.id)).count == 0
    assert await acts(world) == []


async def test_a_chat_that_has_blocked_the_bot_is_not_told(world: World, desk: Intervening) -> None:
    await log_in(world, MARIO, MARIO.chat_id)
    await told(world)
    await world.contacts.mark_reachable(MARIO.chat_id, reachable=False)
    await desk.end_sessions(await world.holder(MARIO), admin=CARLA.id)
    assert await told(world) == []


async def test_nobodys_sessions_are_not_found(desk: Intervening) -> None:
    with pytest.raises(NotFound):
        await desk.end_sessions(999, admin=CARLA.id)


# Suspension


async def test_a_suspended_mailbox_buys_nothing_until_it_is_opened_again(world: World, desk: Intervening) -> None:
    mailbox = await world.mailbox(MARIO)
    quote = await world.quote(MARIO)
    await world.give(MARIO, 5_000)
    await told(world)
    assert (await desk.suspend(mailbox, admin=CARLA.id)).card.status is MailboxStatus.SUSPENDED
    assert [(notice.kind, notice.channel) for notice in await told(world)] == [
        (NoticeKind.MAILBOX_SUSPENDED, Channel.CHAT),
        (NoticeKind.MAILBOX_SUSPENDED, Channel.EMAIL),
    ]
    with pytest.raises(MailboxNotActive):
        await world.place(MARIO, quote)
    assert (await desk.suspend(mailbox, admin=CARLA.id)).repeated
    assert not (await desk.reopen(mailbox, admin=CARLA.id)).repeated
    assert (await desk.reopen(mailbox, admin=CARLA.id)).repeated
    await world.place(MARIO, quote)
    assert [act.act for act in await acts(world)] == [Act.MAILBOX_SUSPENDED, Act.MAILBOX_REOPENED]


async def test_what_is_bought_for_a_suspended_mailbox_is_renewed_as_ever(world: World, desk: Intervening) -> None:
    mailbox = await something_to_lose(world)
    await world.give(ANNA, 5_000)
    await desk.suspend(mailbox, admin=CARLA.id)
    world.go_to(ANNA.mailboxes[1].expires_on + timedelta(days=1))
    done = await world.calendar.renewing.run()
    assert (done.renewed, (await world.box(ANNA, 1)).status) == (1, MailboxStatus.SUSPENDED)


async def test_an_expired_mailbox_is_neither_suspended_nor_opened_again(world: World, desk: Intervening) -> None:
    mailbox = await world.mailbox(DARIO)
    world.go_to(date(2027, 11, 24))
    with pytest.raises(CannotSuspend):  # the run of the day has not come yet
        await desk.suspend(mailbox, admin=CARLA.id)
    await world.calendar.renewing.run()
    with pytest.raises(CannotSuspend):
        await desk.suspend(mailbox, admin=CARLA.id)
    with pytest.raises(CannotReopen):
        await desk.reopen(mailbox, admin=CARLA.id)
    assert await acts(world) == []


@pytest.mark.parametrize(
    ("person", "day", "status"),
    [(MARIO, TODAY, "active"), (DARIO, date(2027, 11, 24), "expired"), (BRUNO, date(2027, 11, 23), "renewing")],
)
async def test_a_mailbox_opened_again_is_told_as_what_it_is(
    world: World, desk: Intervening, person: Person, day: date, status: str
) -> None:
    mailbox = await world.mailbox(person)
    await desk.suspend(mailbox, admin=CARLA.id)
    world.go_to(day)
    await desk.reopen(mailbox, admin=CARLA.id)
    last = (await told(world))[-1]
    assert (last.kind, last.facts["status"]) == (NoticeKind.MAILBOX_REOPENED, status)


async def test_a_mailbox_that_is_not_there_is_not_found(desk: Intervening) -> None:
    for act in (desk.suspend, desk.reopen):
        with pytest.raises(NotFound):
            await act(999, admin=CARLA.id)
    with pytest.raises(NotFound):
        await desk.resend_reminder(999, asked=1, admin=CARLA.id)


# The register


async def test_an_import_opens_nothing_that_was_suspended_at_the_desk(world: World, desk: Intervening) -> None:
    mailbox = await world.mailbox(MARIO)
    await desk.suspend(mailbox, admin=CARLA.id)
    async with world.units.write() as unit:
        changes = await unit.register.save([replace(MARIO.rows()[0], phone="+39 06 1")])
        await unit.commit()
    assert (changes.held, changes.updated, (await world.box(MARIO)).status) == (1, 1, MailboxStatus.SUSPENDED)
    async with world.units.read() as unit:
        again = await unit.register.changes([replace(MARIO.rows()[0], phone="+39 06 1")])
    assert (again.held, again.unchanged) == (1, 1)
    await desk.reopen(mailbox, admin=CARLA.id)
    await world.import_row(MARIO, phone="+39 06 2")
    assert (await world.box(MARIO)).status is MailboxStatus.ACTIVE


async def test_an_import_opens_what_the_register_itself_had_suspended(world: World) -> None:
    await world.import_row(MARIO, status=MailboxStatus.SUSPENDED)
    await world.import_row(MARIO)
    assert (await world.box(MARIO)).status is MailboxStatus.ACTIVE


async def test_an_import_suspends_what_was_opened_at_the_desk(world: World, desk: Intervening) -> None:
    mailbox = await world.mailbox(MARIO)
    await world.import_row(MARIO, status=MailboxStatus.SUSPENDED)
    await desk.reopen(mailbox, admin=CARLA.id)
    await world.import_row(MARIO, status=MailboxStatus.SUSPENDED)
    assert (await world.box(MARIO)).status is MailboxStatus.SUSPENDED


# At once


@pytest.mark.parametrize("name", ["remind", "end", "suspend", "reopen"])
async def test_two_taps_at_once_on_two_replicas_are_one_act(
    world: World, replica: Replica, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, holder = await something_to_lose(world), await world.holder(ANNA)
    await log_in(world, ANNA, ANNA.chat_id)
    if name == "reopen":
        await intervening_of(world).suspend(mailbox, admin=CARLA.id)
    before = len(await acts(world))

    def act(desk: Intervening) -> Awaitable[object]:
        does: dict[str, Callable[[], Awaitable[object]]] = {
            "remind": lambda: desk.resend_reminder(mailbox, asked=7, admin=CARLA.id),
            "end": lambda: desk.end_sessions(holder, admin=CARLA.id),
            "suspend": lambda: desk.suspend(mailbox, admin=CARLA.id),
            "reopen": lambda: desk.reopen(mailbox, admin=CARLA.id),
        }
        return does[name]()

    works = [partial(act, intervening_of(world)), partial(act, intervening_of(replica))]
    ended = await one_after_the_other(works, monkeypatch)
    assert [end for end in ended if isinstance(end, BaseException)] == []
    assert len(await acts(world)) == before + 1
