"""The password of a mailbox: who knows it changes it, and nobody else stays logged in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.accesses import AccessKind
from domain.errors import MailboxUnavailable, NotFound, PasswordInDoubt, PasswordRequired, WrongCurrentPassword
from domain.mailboxes import Mailbox
from domain.notices import Channel, NoticeKind
from domain.passwords import Rule
from tests.people import ANNA, MARIO, PASSWORD, Person
from tests.usecases.world import World

NEW = "Primavera2027"
OTHER_CHAT = 7001


async def log_in(world: World, person: Person, chat_id: int, number: int = 0) -> None:
    """A person logs in, in some chat."""
    address = person.mailboxes[number].address
    await world.access.log_in(chat_id=chat_id, person_id=chat_id, address=address, password=PASSWORD)


async def change(world: World, person: Person = MARIO, password: str = NEW, number: int = 0) -> Mailbox:
    """A person changes the password of a mailbox, the current one in hand."""
    mailbox = await world.box(person, number)
    checked_at = await world.passwords.check_current(mailbox, PASSWORD, chat_id=person.chat_id, person_id=person.id)
    await world.passwords.change(
        mailbox, password, checked_at=checked_at, holder_id=mailbox.holder_id, chat_id=person.chat_id
    )
    return mailbox


async def open_chats(world: World, person: Person) -> list[int]:
    """The chats in which a person is logged in."""
    async with world.units.read() as unit:
        return [session.chat_id for session in await unit.sessions.of_holder(await world.holder(person))]


async def test_the_password_changes(world: World) -> None:
    await change(world)
    assert world.mail_server.passwords[MARIO.address] == NEW


async def test_s4_every_other_session_of_the_mailbox_ends_and_this_one_stays(world: World) -> None:
    for chat in (MARIO.chat_id, OTHER_CHAT, 7002):
        await log_in(world, MARIO, chat)
    await change(world)
    assert await open_chats(world, MARIO) == [MARIO.chat_id]


async def test_a_session_opened_with_another_mailbox_stays(world: World) -> None:
    await log_in(world, ANNA, ANNA.chat_id)
    await log_in(world, ANNA, OTHER_CHAT, number=1)
    await change(world, ANNA)
    assert await open_chats(world, ANNA) == [ANNA.chat_id, OTHER_CHAT]


async def test_the_other_chats_and_the_reference_e_mail_are_told(world: World) -> None:
    await log_in(world, MARIO, OTHER_CHAT)
    await world.notices()
    await change(world)
    told = {(notice.channel, notice.target): notice.kind for notice in await world.notices()}
    assert told == {
        (Channel.CHAT, str(OTHER_CHAT)): NoticeKind.PASSWORD_CHANGED,
        (Channel.EMAIL, MARIO.email): NoticeKind.PASSWORD_CHANGED,
    }


async def test_the_change_is_in_the_history(world: World) -> None:
    mailbox = await change(world)
    async with world.units.read() as unit:
        (line, *_) = await unit.accesses.of_holder(mailbox.holder_id, 10, 0)
    assert (line.kind, line.chat_id, line.at) == (AccessKind.PASSWORD_CHANGED, MARIO.chat_id, world.clock.now())


async def test_a_wrong_current_password_counts_as_a_failed_log_in(world: World) -> None:
    mailbox = await world.box(MARIO)
    with pytest.raises(WrongCurrentPassword):
        await world.passwords.check_current(mailbox, "guess", chat_id=MARIO.chat_id, person_id=MARIO.id)
    assert await world.count("login_failures") == 1


@pytest.mark.parametrize("age", [timedelta(minutes=10), timedelta(minutes=-1)])
async def test_s5_a_current_password_that_was_typed_long_ago_does_not_count(world: World, age: timedelta) -> None:
    mailbox = await world.box(MARIO)
    checked_at = world.clock.now() - age
    with pytest.raises(PasswordRequired):
        await world.passwords.change(
            mailbox, NEW, checked_at=checked_at, holder_id=mailbox.holder_id, chat_id=MARIO.chat_id
        )
    assert world.mail_server.passwords[MARIO.address] == PASSWORD


async def test_s7_the_mailbox_of_another_holder_is_not_found(world: World) -> None:
    mailbox = await world.box(MARIO)
    with pytest.raises(NotFound):
        await world.passwords.mailbox(mailbox.id, holder_id=await world.holder(ANNA))
    with pytest.raises(NotFound):
        await world.passwords.change(
            mailbox,
            NEW,
            checked_at=world.clock.now(),
            holder_id=await world.holder(ANNA),
            chat_id=ANNA.chat_id,
        )
    assert world.mail_server.passwords[MARIO.address] == PASSWORD


async def test_the_old_password_is_no_new_one(world: World) -> None:
    mailbox = await world.box(MARIO)
    assert await world.passwords.broken(mailbox, PASSWORD) == (Rule.NOT_THE_OLD_ONE,)
    assert await world.passwords.broken(mailbox, NEW) == ()
    assert await world.passwords.broken(mailbox, "corta") == (Rule.LENGTH, Rule.UPPER_CASE, Rule.DIGIT)


async def test_f43_a_lost_answer_is_found_out_by_logging_in_and_nothing_is_done_twice(world: World) -> None:
    await log_in(world, MARIO, OTHER_CHAT)
    world.mail_server.loses_the_answer = True
    await change(world)
    assert world.mail_server.passwords[MARIO.address] == NEW
    assert world.mail_server.changes == 1
    assert await open_chats(world, MARIO) == []
    assert NoticeKind.PASSWORD_CHANGED in [notice.kind for notice in await world.notices()]


async def test_f43_a_server_that_changed_nothing_and_failed_leaves_all_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log_in(world, MARIO, OTHER_CHAT)
    await world.notices()

    async def fails(address: str, password: str) -> None:
        raise MailboxUnavailable

    monkeypatch.setattr(world.mail_server, "set_password", fails)
    with pytest.raises(MailboxUnavailable):
        await change(world)
    assert await open_chats(world, MARIO) == [OTHER_CHAT]
    assert await world.notices() == []


async def test_f43_where_nobody_can_tell_the_holder_is_told_so_and_the_other_sessions_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = await world.box(MARIO)
    await log_in(world, MARIO, OTHER_CHAT)

    async def falls(address: str, password: str) -> None:
        world.mail_server.down = True
        raise MailboxUnavailable

    monkeypatch.setattr(world.mail_server, "set_password", falls)
    with pytest.raises(PasswordInDoubt):
        await world.passwords.change(
            mailbox, NEW, checked_at=world.clock.now(), holder_id=mailbox.holder_id, chat_id=MARIO.chat_id
        )
    assert await open_chats(world, MARIO) == []


async def test_an_update_that_comes_again_tells_nobody_twice(world: World) -> None:
    mailbox = await world.box(MARIO)
    checked_at = world.clock.now()
    for _ in range(2):
        await world.passwords.change(
            mailbox, NEW, checked_at=checked_at, holder_id=mailbox.holder_id, chat_id=MARIO.chat_id
        )
    assert [notice.kind for notice in await world.notices()] == [NoticeKind.PASSWORD_CHANGED]


async def test_an_import_leaves_a_changed_password_until_the_body_changes_it(world: World) -> None:
    await world.import_row(MARIO, used_bytes=1)
    async with world.units.write() as unit:
        await unit.credentials.change_password_hash(MARIO.address, "$argon2id$of-mario")
        await unit.commit()
    await world.import_row(MARIO, used_bytes=2)
    assert await hash_of_mario(world) == "$argon2id$of-mario"
    await world.import_row(MARIO, password_hash="$argon2id$of-the-body")
    assert await hash_of_mario(world) == "$argon2id$of-the-body"


async def hash_of_mario(world: World) -> str | None:
    """What the local mail server knows of Mario's password."""
    async with world.units.read() as unit:
        return await unit.credentials.password_hash(MARIO.address)
