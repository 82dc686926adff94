"""A forgotten password: a code to the reference e-mail lets in, and nobody learns who has a mailbox."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.accesses import AccessKind
from domain.challenges import Challenge
from domain.errors import CodeOver, PasswordInDoubt, TooManyCodes, WrongCode, WrongCredentials, WrongFiscalCode
from domain.notices import Channel, NoticeKind
from tests.people import ANNA, MARIO, PASSWORD, Person
from tests.usecases.world import Replica, World

NEW = "Primavera2027"
NOBODY = "nobody@pec.archrm.it"


async def ask(world: Replica, address: str = MARIO.address, challenge: str = "r-1", *, by: int = MARIO.id) -> Challenge:
    """Somebody has forgotten the password of a mailbox."""
    return await world.recovering.ask(address, challenge, person_id=by)


async def confirmed(world: World, person: Person = MARIO) -> None:
    """The person has once proved to read the reference e-mail."""
    async with world.units.write() as unit:
        await unit.profiles.save_email(await world.holder(person), person.email, world.clock.now())
        await unit.commit()


async def prove(world: World, challenge: str = "r-1", *, by: int = MARIO.id) -> bool:
    """The right code is typed; whether the fiscal code is asked for besides."""
    return await world.recovering.check_code(challenge, world.codes.code(challenge), person_id=by)


async def test_a_code_goes_to_the_reference_e_mail_and_is_written_nowhere(world: World) -> None:
    await ask(world, " Mario.Rossi@pec.archrm.IT ")
    (letter,) = await world.notices()
    assert (letter.channel, letter.target, letter.kind) == (Channel.EMAIL, MARIO.email, NoticeKind.RECOVERY_CODE)
    assert world.codes.code("r-1") not in str(letter)


async def test_with_the_code_a_new_password_is_set(world: World) -> None:
    await confirmed(world)
    await ask(world)
    assert not await prove(world)
    mailbox = await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    assert (mailbox.address, world.mail_server.passwords[MARIO.address]) == (MARIO.address, NEW)


async def test_s4_every_session_of_the_mailbox_ends_and_the_holder_is_told_everywhere(world: World) -> None:
    await confirmed(world)
    for chat in (MARIO.chat_id, 7001):
        await world.access.log_in(chat_id=chat, person_id=chat, address=MARIO.address, password=PASSWORD)
    await ask(world)
    await prove(world)
    await world.notices()
    await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    async with world.units.read() as unit:
        assert await unit.sessions.of_holder(await world.holder(MARIO)) == []
        (line, *_) = await unit.accesses.of_holder(await world.holder(MARIO), 1, 0)
    assert line.kind is AccessKind.PASSWORD_RECOVERED
    assert {notice.target for notice in await world.notices()} == {MARIO.email, "7001"}


async def test_an_address_that_was_never_confirmed_needs_the_fiscal_code_besides(world: World) -> None:
    await ask(world)
    assert await prove(world)
    with pytest.raises(CodeOver):
        await world.recovering.mailbox("r-1", person_id=MARIO.id)
    await world.recovering.check_fiscal_code("r-1", f" {MARIO.fiscal_code.lower()} ", person_id=MARIO.id)
    assert (await world.recovering.mailbox("r-1", person_id=MARIO.id)).address == MARIO.address


async def test_a_fiscal_code_may_be_guessed_only_a_few_times(world: World) -> None:
    await ask(world)
    await prove(world)
    left = []
    for guess in ("BNCNNA75M41F205O", "\ud800", "\u0661"):
        with pytest.raises(WrongFiscalCode) as refused:
            await world.recovering.check_fiscal_code("r-1", guess, person_id=MARIO.id)
        left.append(refused.value.left)
    for guess in ("x", MARIO.fiscal_code):
        with pytest.raises(CodeOver):
            await world.recovering.check_fiscal_code("r-1", guess, person_id=MARIO.id)
    assert left == [3, 2, 1]


async def test_s3_a_mailbox_that_does_not_exist_gets_the_same_answers(world: World) -> None:
    await confirmed(world)
    answers: list[tuple[timedelta, list[tuple[type, int | None]]]] = []
    for address, challenge in ((MARIO.address, "r-1"), (NOBODY, "r-2")):
        world.pass_time(minutes=1)
        asked = await ask(world, address, challenge)
        answers.append((asked.good_until - asked.asked_at, []))
        code = "000000" if world.codes.code(challenge) != "000000" else "000001"
        for _ in range(6):
            with pytest.raises((WrongCode, CodeOver)) as refused:
                await world.recovering.check_code(challenge, code, person_id=MARIO.id)
            answers[-1][1].append((type(refused.value), getattr(refused.value, "left", None)))
    assert answers[0] == answers[1]
    assert [notice.target for notice in await world.notices()] == [MARIO.email]


async def test_s3_even_the_right_code_of_nobody_is_wrong(world: World) -> None:
    await ask(world, NOBODY)
    with pytest.raises(WrongCode):
        await prove(world)


async def test_s3_the_limits_are_the_same_for_a_mailbox_that_does_not_exist(world: World) -> None:
    untils = []
    for address in (MARIO.address, NOBODY):
        for number in range(12):
            world.pass_time(minutes=1)
            await ask(world, address, f"{address}-{number}", by=number + 1)
        with pytest.raises(TooManyCodes) as refused:
            await ask(world, address, f"{address}-x", by=99)
        untils.append(refused.value.until - world.clock.now())
    assert untils[0] == untils[1]


async def test_f65_a_stranger_who_asks_for_codes_locks_the_owner_out_of_nothing(world: World) -> None:
    for number in range(6):
        world.pass_time(minutes=1)
        await ask(world, challenge=f"s-{number}", by=6666)
    world.pass_time(minutes=31)
    with pytest.raises(TooManyCodes):
        await ask(world, challenge="s-x", by=6666)
    await ask(world, challenge="r-1")
    assert await prove(world)


async def test_s7_a_code_is_worth_nothing_to_another_person(world: World) -> None:
    await confirmed(world)
    await ask(world)
    with pytest.raises(CodeOver):
        await prove(world, by=ANNA.id)
    await prove(world)
    with pytest.raises(CodeOver):
        await world.recovering.finish("r-1", NEW, person_id=ANNA.id, chat_id=ANNA.chat_id)
    assert world.mail_server.passwords[MARIO.address] == PASSWORD


async def test_a_code_for_an_e_mail_recovers_no_password(world: World) -> None:
    await confirmed(world)
    holder_id = await world.holder(MARIO)
    await world.editing.send_code("new@example.org", "e-1", holder_id=holder_id, person_id=MARIO.id)
    with pytest.raises(CodeOver):
        await prove(world, "e-1")
    with pytest.raises(CodeOver):
        await world.recovering.mailbox("e-1", person_id=MARIO.id)


async def test_a_password_is_set_once_with_one_code(world: World) -> None:
    await confirmed(world)
    await ask(world)
    await prove(world)
    await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    with pytest.raises(CodeOver):
        await world.recovering.finish("r-1", "Another2027", person_id=MARIO.id, chat_id=MARIO.chat_id)
    assert world.mail_server.passwords[MARIO.address] == NEW


async def test_an_update_that_comes_again_says_the_same_and_tells_nobody_twice(world: World) -> None:
    await confirmed(world)
    await ask(world)
    await prove(world)
    await world.notices()
    for _ in range(2):
        await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    assert [notice.kind for notice in await world.notices()] == [NoticeKind.PASSWORD_CHANGED]
    assert world.mail_server.changes == 1


async def test_asking_again_with_the_same_update_sends_one_code(world: World) -> None:
    assert await ask(world) == await ask(world)
    assert len(await world.notices()) == 1


async def test_thirty_minutes_after_it_was_asked_for_nothing_can_be_done_with_it(world: World) -> None:
    await confirmed(world)
    await ask(world)
    await prove(world)
    world.pass_time(minutes=30)
    with pytest.raises(CodeOver):
        await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)


async def test_a_code_that_waited_too_long_to_be_sent_is_not_sent(world: World) -> None:
    await ask(world)
    world.pass_time(minutes=31)
    (letter,) = await world.delivering.claim(10)
    assert await world.delivering.as_of_today(letter) is None
    assert await world.count("outbox") == 1
    assert list(await world.delivering.claim(10)) == []


async def test_f43_a_lost_answer_is_found_out_by_logging_in(world: World) -> None:
    await confirmed(world)
    await ask(world)
    await prove(world)
    world.mail_server.loses_the_answer = True
    await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    assert world.mail_server.passwords[MARIO.address] == NEW


async def test_while_the_mail_server_is_down_the_code_is_not_used_up(world: World) -> None:
    await confirmed(world)
    await ask(world)
    await prove(world)
    world.mail_server.down = True
    with pytest.raises(PasswordInDoubt):
        await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    world.mail_server.down = False
    world.pass_time(minutes=5)
    await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    assert world.mail_server.passwords[MARIO.address] == NEW


async def test_failed_log_ins_are_forgotten_once_the_password_is_new(world: World) -> None:
    await confirmed(world)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            await world.access.log_in(
                chat_id=MARIO.chat_id, person_id=MARIO.id, address=MARIO.address, password="guess"
            )
    await ask(world)
    await prove(world)
    await world.recovering.finish("r-1", NEW, person_id=MARIO.id, chat_id=MARIO.chat_id)
    await world.access.log_in(chat_id=MARIO.chat_id, person_id=MARIO.id, address=MARIO.address, password=NEW)
