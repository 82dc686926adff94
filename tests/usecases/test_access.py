"""Logging in: who guesses is slowed down, and nobody else."""

from datetime import timedelta

import pytest

from domain.errors import MailboxUnavailable, TooManyAttempts, WrongCredentials
from domain.holders import Language
from domain.notices import Channel, NoticeKind
from domain.sessions import Arrival
from tests.people import ANNA, DARIO, MARIO, NOW, PASSWORD, Person
from tests.usecases.world import Replica, World

STRANGER = 6666


async def log_in(world: Replica, person: Person, *, by: int | None = None, password: str = PASSWORD) -> None:
    """Somebody tries to log in with a person's mailbox."""
    who = by or person.id
    await world.access.log_in(chat_id=who, person_id=who, address=person.address, password=password)


async def fail(world: World, times: int, *, address: str = MARIO.address, by: int = STRANGER) -> None:
    """A stranger guesses."""
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            await world.access.log_in(chat_id=by, person_id=by, address=address, password="guess")


async def test_a_holder_logs_in_with_the_name_typed_in_any_way(world: World) -> None:
    logged_in = await world.access.log_in(
        chat_id=MARIO.chat_id, person_id=MARIO.id, address="  Mario.Rossi@PEC.ArchRM.it ", password=PASSWORD
    )
    assert (logged_in.holder.first_name, logged_in.mailbox.address) == ("Mario", MARIO.address)
    arrival = await world.access.arrive(MARIO.chat_id)
    assert arrival.session is not None
    assert (arrival.session.holder_id, arrival.session.started_at) == (logged_in.holder.id, NOW)


async def test_either_mailbox_opens_the_same_holder(world: World) -> None:
    for mailbox in ANNA.mailboxes:
        logged_in = await world.access.log_in(
            chat_id=ANNA.chat_id, person_id=ANNA.id, address=mailbox.address, password=PASSWORD
        )
        assert (logged_in.holder.id, logged_in.mailbox.address) == (await world.holder(ANNA), mailbox.address)


async def test_a_chat_nobody_knows_has_neither_language_nor_session(world: World) -> None:
    assert await world.access.arrive(4242) == Arrival(language=None, session=None, last_address=None)


async def test_f66_a_session_is_over_after_thirty_minutes_and_remembers_the_mailbox(world: World) -> None:
    await log_in(world, MARIO)
    world.pass_time(minutes=31)
    arrival = await world.access.arrive(MARIO.chat_id)
    assert arrival == Arrival(language=Language.ITALIAN, session=None, last_address=MARIO.address)


async def test_s4_a_session_that_is_over_stays_over(world: World) -> None:
    await log_in(world, MARIO)
    world.pass_time(minutes=31)
    assert [(await world.access.arrive(MARIO.chat_id)).session for _ in range(2)] == [None, None]


async def test_s4_use_keeps_a_session_open_and_twelve_hours_end_it(world: World) -> None:
    await log_in(world, MARIO)
    opened = []
    for _ in range(36):
        world.pass_time(minutes=20)
        opened.append((await world.access.arrive(MARIO.chat_id)).session is not None)
    assert opened == [True] * 35 + [False]


async def test_s4_a_session_belongs_to_one_chat(world: World) -> None:
    await log_in(world, MARIO)
    assert (await world.access.arrive(STRANGER)).session is None


async def test_logging_in_as_somebody_else_replaces_the_session_and_the_link(world: World) -> None:
    await log_in(world, MARIO)
    await log_in(world, ANNA, by=MARIO.id)
    arrival = await world.access.arrive(MARIO.chat_id)
    assert arrival.session is not None
    assert arrival.session.holder_id == await world.holder(ANNA)
    async with world.units.read() as unit:
        assert await unit.chats.of_holder(await world.holder(MARIO)) == []


async def test_logging_out_ends_the_session_and_the_notices(world: World) -> None:
    await log_in(world, MARIO)
    await world.access.log_out(MARIO.chat_id)
    assert await world.access.arrive(MARIO.chat_id) == Arrival(
        language=Language.ITALIAN, session=None, last_address=None
    )
    await world.give(MARIO, 500)
    assert await world.news(MARIO) == []


async def test_s3_a_wrong_password_and_an_unknown_mailbox_are_one_answer(world: World) -> None:
    answers = []
    for address in (MARIO.address, "nobody@pec.archrm.it"):
        with pytest.raises(WrongCredentials) as refused:
            await world.access.log_in(chat_id=STRANGER, person_id=STRANGER, address=address, password="guess")
        answers.append((type(refused.value), refused.value.args, vars(refused.value)))
    assert answers[0] == answers[1]
    assert world.mail_server.verified == [MARIO.address, "nobody@pec.archrm.it"]


async def test_s3_an_unknown_mailbox_is_slowed_down_as_a_known_one(world: World) -> None:
    untils = []
    for person_id, address in ((STRANGER, MARIO.address), (STRANGER + 1, "nobody@pec.archrm.it")):
        await fail(world, 5, address=address, by=person_id)
        with pytest.raises(TooManyAttempts) as refused:
            await world.access.log_in(chat_id=person_id, person_id=person_id, address=address, password=PASSWORD)
        untils.append(refused.value.until)
    assert untils == [NOW + timedelta(minutes=1)] * 2


async def test_s3_a_mailbox_that_only_the_mail_server_knows_is_refused_the_same_way(world: World) -> None:
    world.mail_server.passwords["new@pec.archrm.it"] = PASSWORD
    with pytest.raises(WrongCredentials):
        await world.access.log_in(chat_id=1, person_id=1, address="new@pec.archrm.it", password=PASSWORD)
    assert await world.count("login_failures") == 1


async def test_s2_the_sixth_try_does_not_reach_the_mail_server(world: World) -> None:
    await fail(world, 5)
    asked = len(world.mail_server.verified)
    with pytest.raises(TooManyAttempts) as refused:
        await log_in(world, MARIO, by=STRANGER)
    assert (len(world.mail_server.verified), refused.value.until) == (asked, NOW + timedelta(minutes=1))


async def test_s2_after_the_wait_one_more_try_is_heard(world: World) -> None:
    await fail(world, 5)
    world.pass_time(minutes=1)
    await fail(world, 1)
    with pytest.raises(TooManyAttempts) as refused:
        await log_in(world, MARIO, by=STRANGER)
    assert refused.value.until == world.clock.now() + timedelta(minutes=2)


async def test_s2_guessing_at_many_mailboxes_is_slowed_down_too(world: World) -> None:
    for number in range(15):
        await fail(world, 1, address=f"guess{number}@pec.archrm.it")
    with pytest.raises(TooManyAttempts):
        await log_in(world, ANNA, by=STRANGER)


async def test_f65_a_stranger_who_guesses_a_hundred_times_does_not_lock_the_owner_out(world: World) -> None:
    refused = 0
    for _ in range(100):
        try:
            await log_in(world, MARIO, by=STRANGER, password="guess")
        except (WrongCredentials, TooManyAttempts) as error:
            refused += isinstance(error, TooManyAttempts)
    assert (refused, len(world.mail_server.verified)) == (95, 5)
    await log_in(world, MARIO)
    assert (await world.access.arrive(MARIO.chat_id)).session is not None


async def test_f65_the_owner_is_warned_once_a_day_and_the_stranger_is_not(world: World) -> None:
    async with world.units.write() as unit:
        await unit.chats.link(STRANGER, await world.holder(MARIO), NOW)
        await unit.commit()
    await fail(world, 5)
    world.pass_time(minutes=2)
    await fail(world, 1)
    warnings = await world.notices()
    assert [(one.channel, one.target) for one in warnings] == [
        (Channel.CHAT, str(MARIO.chat_id)),
        (Channel.EMAIL, MARIO.email),
    ]
    assert {one.kind for one in warnings} == {NoticeKind.LOGIN_FAILURES}
    assert [one.facts for one in warnings] == [{"address": MARIO.address}] * 2


async def test_f65_the_owner_is_warned_again_on_another_day(world: World) -> None:
    await fail(world, 5)
    assert len(await world.notices()) == 2
    world.pass_time(hours=23)
    await fail(world, 1)
    assert len(await world.notices()) == 2


async def test_f65_the_owner_logs_in_while_a_stranger_waits(world: World) -> None:
    await fail(world, 5)
    with pytest.raises(TooManyAttempts):
        await log_in(world, MARIO, by=STRANGER)
    await log_in(world, MARIO)
    assert (await world.access.arrive(MARIO.chat_id)).session is not None


async def test_f65_four_failures_warn_nobody(world: World) -> None:
    await fail(world, 4)
    assert await world.notices() == []


async def test_f65_guessing_at_a_mailbox_that_is_not_there_warns_nobody(world: World) -> None:
    await fail(world, 5, address="nobody@pec.archrm.it")
    assert await world.notices() == []


async def test_a_success_forgets_the_failures_at_that_mailbox_only(world: World) -> None:
    await fail(world, 4, by=MARIO.id)
    await fail(world, 4, address=ANNA.address, by=MARIO.id)
    await log_in(world, MARIO)
    assert await world.count("login_failures") == 4
    await fail(world, 4, by=MARIO.id)
    await log_in(world, MARIO)


async def test_f42_an_outage_of_the_mail_server_is_no_attempt_and_no_wrong_password(world: World) -> None:
    world.mail_server.down = True
    for _ in range(10):
        with pytest.raises(MailboxUnavailable):
            await log_in(world, MARIO)
    assert await world.count("login_failures") == 0
    world.mail_server.down = False
    await log_in(world, MARIO)


async def test_a_closed_mailbox_lets_its_owner_in_to_look(world: World) -> None:
    world.mail_server.closed.add(DARIO.address)
    await log_in(world, DARIO)
    assert (await world.access.arrive(DARIO.chat_id)).session is not None


async def test_a_closed_mailbox_is_not_told_from_another_with_a_wrong_password(world: World) -> None:
    world.mail_server.closed.add(DARIO.address)
    with pytest.raises(WrongCredentials):
        await log_in(world, DARIO, password="guess")


async def test_s1_neither_the_password_nor_the_name_tried_is_kept(world: World) -> None:
    with pytest.raises(WrongCredentials):
        await world.access.log_in(
            chat_id=1, person_id=1, address="canary-name@pec.archrm.it", password="canary-password"
        )
    async with world.units.read() as unit:
        (failure,) = await unit.login_failures.of_person(1, NOW - timedelta(days=1))
    assert "canary" not in failure[0]
    assert (len(failure[0]), failure[1]) == (64, NOW)


async def test_two_replicas_share_sessions_and_failures(world: World, replica: Replica) -> None:
    await log_in(world, MARIO)
    assert (await replica.access.arrive(MARIO.chat_id)).session is not None
    await fail(world, 5, address=ANNA.address)
    with pytest.raises(TooManyAttempts):
        await log_in(replica, ANNA, by=STRANGER)


async def test_the_language_of_a_chat_is_remembered(world: World) -> None:
    await world.contacts.choose_language(77, Language.ENGLISH)
    assert await world.contacts.language(77) is Language.ENGLISH
    await world.contacts.choose_language(77, Language.ITALIAN)
    assert (await world.access.arrive(77)).language is Language.ITALIAN


async def test_a_chat_that_kept_the_bot_blocked_is_known_to_be_unreachable(world: World) -> None:
    assert (await world.access.arrive(MARIO.chat_id)).reachable
    await world.contacts.mark_reachable(MARIO.chat_id, reachable=False)
    assert not (await world.access.arrive(MARIO.chat_id)).reachable


async def test_a_chat_that_nobody_knows_is_reachable(world: World) -> None:
    assert (await world.access.arrive(424_242)).reachable
