"""Who came in where, who is told, and how a holder closes the account to others (S4, S7, F67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.accesses import Access, AccessKind, ChatUnlinked
from domain.errors import LoginRequired, NotFound, WrongCredentials
from domain.notices import Channel, Notice, NoticeKind
from domain.usecases.linking import Linking
from domain.usecases.telling import Telling
from tests.people import ANNA, BRUNO, DARIO, MARIO, NOW, PASSWORD, Person
from tests.usecases.world import Replica, World, one_after_the_other

TABLET, STRANGER = 5555, 6666


async def log_in(world: Replica, person: Person, chat_id: int | None = None, number: int = 0) -> None:
    """Somebody logs in with a mailbox of a person."""
    chat_id = chat_id or person.chat_id
    address = person.mailboxes[number].address
    await world.access.log_in(chat_id=chat_id, person_id=chat_id, address=address, password=PASSWORD)


async def history(world: World, person: Person) -> Sequence[Access]:
    """What is remembered, newest first, without numbers."""
    async with world.units.read() as unit:
        lines = await unit.accesses.of_holder(await world.holder(person), 100, 0)
    return [replace(line, id=None) for line in lines]


async def newest(world: World, person: Person) -> int:
    """The number of what is remembered last."""
    async with world.units.read() as unit:
        (line,) = await unit.accesses.of_holder(await world.holder(person), 1, 0)
    assert line.id is not None
    return line.id


async def linked(world: World, person: Person) -> list[int]:
    """The chats that a person's notices go to."""
    return sorted(chat.chat_id for chat in (await world.linking.chats(await world.holder(person), 0)).chats)


async def has_session(world: World, chat_id: int) -> bool:
    """Whether somebody is logged in."""
    return (await world.access.arrive(chat_id)).session is not None


def told(notices: Sequence[Notice], kind: NoticeKind) -> list[str]:
    """The targets of the notices of a kind."""
    return [notice.target for notice in notices if notice.kind is kind]


# What is remembered


async def test_the_history_says_who_came_in_who_failed_and_who_left(world: World) -> None:
    await log_in(world, MARIO)
    with pytest.raises(WrongCredentials):
        await world.access.log_in(chat_id=STRANGER, person_id=STRANGER, address=MARIO.address, password="guess")
    await world.access.log_out(MARIO.chat_id)
    mailbox_id = await world.mailbox(MARIO)

    def line(kind: AccessKind, chat_id: int) -> Access:
        return Access(holder_id=holder_id, mailbox_id=mailbox_id, chat_id=chat_id, kind=kind, at=NOW)

    holder_id = await world.holder(MARIO)
    assert await history(world, MARIO) == [
        line(AccessKind.LOGGED_OUT, MARIO.chat_id),
        line(AccessKind.FAILED, STRANGER),
        line(AccessKind.LOGGED_IN, MARIO.chat_id),
    ]


async def test_the_history_names_the_mailbox_that_was_logged_in_with(world: World) -> None:
    await log_in(world, ANNA, number=1)
    (line,) = await history(world, ANNA)
    assert line.mailbox_id == await world.mailbox(ANNA, 1)


async def test_s3_a_wrong_password_at_a_mailbox_that_is_not_there_is_remembered_of_nobody(world: World) -> None:
    with pytest.raises(WrongCredentials):
        await world.access.log_in(chat_id=1, person_id=1, address="nobody@pec.archrm.it", password="guess")
    assert (await world.count("accesses"), await world.count("login_failures")) == (0, 1)


async def test_f42_an_outage_is_no_access(world: World) -> None:
    world.mail_server.down = True
    with pytest.raises(Exception, match=r".*"):
        await log_in(world, MARIO)
    assert await world.count("accesses") == 0


async def test_leaving_a_chat_where_nobody_was_is_not_remembered(world: World) -> None:
    await world.access.log_out(STRANGER)
    await log_in(world, MARIO)
    for _ in range(3):
        await world.access.log_out(MARIO.chat_id)
    assert [line.kind for line in await history(world, MARIO)] == [AccessKind.LOGGED_OUT, AccessKind.LOGGED_IN]


async def test_the_history_comes_in_pages_of_the_last_ninety_days_with_the_addresses(world: World) -> None:
    holder_id = await world.holder(ANNA)
    for number in range(12):
        await log_in(world, ANNA, number=number % 2)
        world.pass_time(days=10)
    first, second, third = [await world.linking.history(holder_id, ANNA.chat_id, page) for page in range(3)]
    assert [(len(page.lines), page.has_older) for page in (first, second, third)] == [(8, True), (1, False), (0, False)]
    assert [line.at for line in first.lines] == [NOW + timedelta(days=10 * n) for n in range(11, 3, -1)]
    assert {first.addresses[line.mailbox_id] for line in first.lines} == {box.address for box in ANNA.mailboxes}


async def test_s7_the_history_of_another_holder_is_not_shown(world: World) -> None:
    await log_in(world, MARIO)
    assert (await world.linking.history(await world.holder(BRUNO), BRUNO.chat_id, 0)).lines == ()


# Was it you?


async def test_a_login_in_a_new_chat_is_told_to_the_other_chats_and_by_mail(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    notices = await world.notices()
    assert {notice.kind for notice in notices} == {NoticeKind.NEW_LOGIN}
    assert [(notice.channel, notice.target) for notice in notices] == [
        (Channel.CHAT, str(MARIO.chat_id)),
        (Channel.EMAIL, MARIO.email),
    ]
    number = await newest(world, MARIO)
    facts = {"mailbox": MARIO.address, "at": NOW.isoformat(), "access_id": number}
    assert [notice.facts for notice in notices] == [facts] * 2
    assert [notice.key for notice in notices] == [f"login:{number}:chat:{MARIO.chat_id}", f"login:{number}:email"]


async def test_the_very_first_login_is_told_by_mail(world: World) -> None:
    await world.access.log_out(MARIO.chat_id)
    await log_in(world, MARIO)
    assert told(await world.notices(), NoticeKind.NEW_LOGIN) == [MARIO.email]


async def test_a_login_in_a_chat_that_is_linked_already_is_told_nobody(world: World) -> None:
    await log_in(world, MARIO)
    world.pass_time(hours=13)
    await log_in(world, MARIO)
    assert await world.notices() == []


async def test_a_chat_of_somebody_else_is_new_to_a_holder(world: World) -> None:
    await log_in(world, MARIO, BRUNO.chat_id)
    assert told(await world.notices(), NoticeKind.NEW_LOGIN) == [str(MARIO.chat_id), MARIO.email]


async def test_a_chat_that_was_disconnected_is_new_again(world: World) -> None:
    await world.access.log_out(MARIO.chat_id)
    await log_in(world, MARIO)
    await world.notices()
    await world.access.log_out(MARIO.chat_id)
    world.pass_time(minutes=1)
    await log_in(world, MARIO)
    assert told(await world.notices(), NoticeKind.NEW_LOGIN) == [MARIO.email]


async def test_where_no_mail_is_sent_only_chats_are_told(world: World) -> None:
    silent = replace(world.access, telling=Telling(by_email=False))
    await silent.log_in(chat_id=TABLET, person_id=TABLET, address=MARIO.address, password=PASSWORD)
    assert told(await world.notices(), NoticeKind.NEW_LOGIN) == [str(MARIO.chat_id)]


# It was not


async def test_s4_a_revoked_login_loses_its_session_and_its_notices_and_is_told_so(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    access_id = await newest(world, MARIO)
    await world.notices()
    world.pass_time(minutes=3)
    outcome = await world.linking.revoke(access_id, holder_id=await world.holder(MARIO), chat_id=MARIO.chat_id)
    assert outcome == ChatUnlinked(is_here=False)
    assert (await has_session(world, TABLET), await has_session(world, MARIO.chat_id)) == (False, True)
    assert await linked(world, MARIO) == [MARIO.chat_id]
    (notice,) = await world.notices()
    assert (notice.kind, notice.target) == (NoticeKind.CHAT_UNLINKED, str(TABLET))
    assert notice.facts == {"at": world.clock.now().isoformat()}
    last = (await history(world, MARIO))[0]
    assert (last.kind, last.chat_id) == (AccessKind.UNLINKED, TABLET)


async def test_f67_a_login_that_is_revoked_again_is_done_already(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    access_id, holder_id = await newest(world, MARIO), await world.holder(MARIO)
    outcomes = [await world.linking.revoke(access_id, holder_id=holder_id, chat_id=MARIO.chat_id) for _ in range(2)]
    assert outcomes == [ChatUnlinked(is_here=False), ChatUnlinked(is_here=False, repeated=True)]
    assert told(await world.notices(), NoticeKind.CHAT_UNLINKED) == [str(TABLET)]


async def test_f67_an_old_revocation_does_not_touch_a_chat_that_was_linked_anew(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    access_id, holder_id = await newest(world, MARIO), await world.holder(MARIO)
    await world.linking.revoke(access_id, holder_id=holder_id, chat_id=MARIO.chat_id)
    world.pass_time(minutes=1)
    await log_in(world, MARIO, TABLET)
    outcome = await world.linking.revoke(access_id, holder_id=holder_id, chat_id=MARIO.chat_id)
    assert outcome.repeated
    assert await has_session(world, TABLET)


async def test_f67_a_revocation_does_not_touch_a_chat_that_is_somebody_elses_now(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    access_id = await newest(world, MARIO)
    await log_in(world, ANNA, TABLET)
    outcome = await world.linking.revoke(access_id, holder_id=await world.holder(MARIO), chat_id=MARIO.chat_id)
    assert outcome.repeated
    assert await linked(world, ANNA) == [ANNA.chat_id, TABLET]
    assert await has_session(world, TABLET)


async def test_s7_f67_a_login_of_another_holder_cannot_be_revoked(world: World) -> None:
    await log_in(world, MARIO)
    access_id = await newest(world, MARIO)
    await log_in(world, BRUNO)
    for number in (access_id, 999):
        with pytest.raises(NotFound):
            await world.linking.revoke(number, holder_id=await world.holder(BRUNO), chat_id=BRUNO.chat_id)
    assert await has_session(world, MARIO.chat_id)


async def test_f67_what_is_no_login_cannot_be_revoked(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    with pytest.raises(WrongCredentials):
        await world.access.log_in(chat_id=TABLET, person_id=TABLET, address=MARIO.address, password="guess")
    failure = await newest(world, MARIO)
    with pytest.raises(NotFound):
        await world.linking.revoke(failure, holder_id=await world.holder(MARIO), chat_id=MARIO.chat_id)


async def test_a_chat_that_revokes_itself_is_logged_out(world: World) -> None:
    await log_in(world, MARIO)
    access_id = await newest(world, MARIO)
    outcome = await world.linking.revoke(access_id, holder_id=await world.holder(MARIO), chat_id=MARIO.chat_id)
    assert outcome == ChatUnlinked(is_here=True)
    assert (await linked(world, MARIO), await world.notices()) == ([], [])
    assert [line.kind for line in await history(world, MARIO)] == [AccessKind.LOGGED_OUT, AccessKind.LOGGED_IN]


async def test_s4_whoever_was_disconnected_a_moment_ago_disconnects_nobody(world: World) -> None:
    """A tap that was under way when the session of its chat was ended from elsewhere."""
    holder_id = await world.holder(MARIO)
    await log_in(world, MARIO, TABLET)
    access_id = await newest(world, MARIO)
    for attempt in (
        world.linking.revoke(access_id, holder_id=holder_id, chat_id=STRANGER),
        world.linking.unlink(TABLET, holder_id=holder_id, chat_id=STRANGER),
        world.linking.log_out_everywhere(holder_id, STRANGER),
    ):
        with pytest.raises(LoginRequired):
            await attempt
    assert await linked(world, MARIO) == [MARIO.chat_id, TABLET]


# The linked chats


async def test_the_linked_chats_carry_their_days_and_the_last_used_comes_first(world: World) -> None:
    await log_in(world, MARIO)
    world.pass_time(days=2)
    await log_in(world, MARIO, TABLET)
    world.pass_time(minutes=20)
    await world.access.arrive(TABLET)
    found = await world.linking.chats(await world.holder(MARIO), TABLET)
    days: list[tuple[int, datetime | None, datetime | None]] = [
        (chat.chat_id, chat.linked_at, chat.used_at) for chat in found.chats
    ]
    later = NOW + timedelta(days=2)
    assert days == [(TABLET, later, later + timedelta(minutes=20)), (MARIO.chat_id, NOW, NOW)]
    assert (found.here, found.by_email) == (TABLET, True)


async def test_one_chat_is_disconnected_and_told_once(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    await world.notices()
    holder_id = await world.holder(MARIO)
    assert await world.linking.unlink(TABLET, holder_id=holder_id, chat_id=MARIO.chat_id) == ChatUnlinked(is_here=False)
    with pytest.raises(NotFound):
        await world.linking.unlink(TABLET, holder_id=holder_id, chat_id=MARIO.chat_id)
    assert told(await world.notices(), NoticeKind.CHAT_UNLINKED) == [str(TABLET)]
    assert not await has_session(world, TABLET)


async def test_s7_the_chat_of_another_holder_cannot_be_disconnected(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, BRUNO)
    with pytest.raises(NotFound):
        await world.linking.unlink(MARIO.chat_id, holder_id=await world.holder(BRUNO), chat_id=BRUNO.chat_id)
    assert (await linked(world, MARIO), await has_session(world, MARIO.chat_id)) == ([MARIO.chat_id], True)
    assert await world.notices() == []


async def test_a_chat_without_a_session_is_disconnected_too(world: World) -> None:
    await log_in(world, ANNA, TABLET, number=1)
    assert await linked(world, ANNA) == [ANNA.chat_id, TABLET]
    await world.linking.unlink(ANNA.chat_id, holder_id=await world.holder(ANNA), chat_id=TABLET)
    assert await linked(world, ANNA) == [TABLET]
    assert (await history(world, ANNA))[0].mailbox_id == await world.mailbox(ANNA, 1)


async def test_a_chat_where_the_bot_is_blocked_is_disconnected_in_silence(world: World) -> None:
    await log_in(world, DARIO, TABLET)
    await world.contacts.mark_reachable(DARIO.chat_id, reachable=False)
    await world.notices()
    await world.linking.unlink(DARIO.chat_id, holder_id=await world.holder(DARIO), chat_id=TABLET)
    assert await world.notices() == []
    assert await linked(world, DARIO) == [TABLET]


async def test_s4_logging_out_everywhere_ends_every_session_and_link_and_tells_the_other_chats(world: World) -> None:
    for chat_id in (MARIO.chat_id, TABLET, STRANGER):
        await log_in(world, MARIO, chat_id)
    await world.notices()
    await world.linking.log_out_everywhere(await world.holder(MARIO), TABLET)
    assert await linked(world, MARIO) == []
    assert [await has_session(world, chat_id) for chat_id in (MARIO.chat_id, TABLET, STRANGER)] == [False] * 3
    assert told(await world.notices(), NoticeKind.CHAT_UNLINKED) == [str(MARIO.chat_id), str(STRANGER)]
    kinds = {(line.kind, line.chat_id) for line in (await history(world, MARIO))[:3]}
    assert kinds == {
        (AccessKind.UNLINKED, MARIO.chat_id),
        (AccessKind.LOGGED_OUT, TABLET),
        (AccessKind.UNLINKED, STRANGER),
    }


async def test_logging_out_everywhere_leaves_others_alone(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, BRUNO)
    await world.linking.log_out_everywhere(await world.holder(MARIO), MARIO.chat_id)
    assert (await linked(world, BRUNO), await has_session(world, BRUNO.chat_id)) == ([BRUNO.chat_id], True)


# At the same moment


async def test_a_login_that_waits_for_a_revocation_is_a_new_login(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a session without a link is left, nor a link that nobody was told of."""
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    holder_id = await world.holder(MARIO)
    await world.notices()
    ended = await one_after_the_other(
        [
            lambda: world.linking.unlink(TABLET, holder_id=holder_id, chat_id=MARIO.chat_id),
            lambda: log_in(replica, MARIO, TABLET),
        ],
        monkeypatch,
    )
    assert ended == [ChatUnlinked(is_here=False), None]
    assert (await linked(world, MARIO), await has_session(world, TABLET)) == ([MARIO.chat_id, TABLET], True)
    assert told(await world.notices(), NoticeKind.NEW_LOGIN) == [str(MARIO.chat_id), MARIO.email]


async def test_a_revocation_that_waits_for_a_login_ends_its_session(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    holder_id = await world.holder(MARIO)
    linking: Linking = replica.linking
    ended = await one_after_the_other(
        [
            lambda: log_in(world, MARIO, TABLET),
            lambda: linking.unlink(TABLET, holder_id=holder_id, chat_id=MARIO.chat_id),
        ],
        monkeypatch,
    )
    assert ended == [None, ChatUnlinked(is_here=False)]
    assert (await linked(world, MARIO), await has_session(world, TABLET)) == ([MARIO.chat_id], False)


async def test_two_chats_that_log_out_everywhere_at_once_do_not_block_each_other(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log_in(world, MARIO)
    await log_in(world, MARIO, TABLET)
    holder_id = await world.holder(MARIO)
    ended = await one_after_the_other(
        [
            lambda: world.linking.log_out_everywhere(holder_id, TABLET),
            lambda: replica.linking.log_out_everywhere(holder_id, MARIO.chat_id),
        ],
        monkeypatch,
    )
    assert ended[0] is None
    assert ended[1] is None or isinstance(ended[1], LoginRequired)
    assert await linked(world, MARIO) == []
