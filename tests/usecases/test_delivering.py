"""Handing out what is owed: each notice to one deliverer at a time, until it arrived or is given up."""

import asyncio
from datetime import timedelta

import pytest

from domain.holders import Language
from domain.notices import (
    MOST_ATTEMPTS,
    Channel,
    Contact,
    Delivered,
    Notice,
    NoticeKind,
    NoticeState,
    Result,
    to_chats,
    to_holder,
)
from domain.server_acts import limit_notice
from domain.usecases.delivering import CLAIM
from tests.people import ANNA, CARLA, DARIO, MARIO, NOW
from tests.usecases.world import Replica, World


async def owe(world: World, *chats: int, event: str = "event:1") -> None:
    """Something is owed to each of these chats."""
    async with world.units.write() as unit:
        await unit.outbox.add(to_chats(chats, event, NoticeKind.CREDIT_RECEIVED, {"cents": 5}, world.clock.now()))
        await unit.commit()


async def claim_one(world: Replica) -> Notice:
    """The one notice that is due."""
    (notice,) = await world.delivering.claim(10)
    return notice


async def test_a_notice_is_claimed_as_it_was_written(world: World) -> None:
    await owe(world, MARIO.chat_id)
    notice = await claim_one(world)
    assert (notice.key, notice.chat_id) == (f"event:1:credit_received:{MARIO.chat_id}", MARIO.chat_id)
    assert (notice.kind, notice.facts, notice.attempts) == (NoticeKind.CREDIT_RECEIVED, {"cents": 5}, 1)


async def test_writing_a_notice_twice_is_writing_it_once(world: World) -> None:
    await owe(world, MARIO.chat_id)
    await owe(world, MARIO.chat_id, ANNA.chat_id)
    assert await world.count("outbox") == 2


async def test_what_was_delivered_is_not_owed_again_though_its_cause_is_repeated(world: World) -> None:
    await owe(world, MARIO.chat_id)
    await world.delivering.sent(await claim_one(world), "said", "1")
    await owe(world, MARIO.chat_id)
    assert list(await world.delivering.claim(10)) == []


async def test_two_replicas_never_claim_the_same_notice(world: World, replica: Replica) -> None:
    await owe(world, *range(1, 41))
    claims = await asyncio.gather(*(bot.delivering.claim(10) for bot in (world, replica) for _ in range(3)))
    keys = [notice.key for claimed in claims for notice in claimed]
    rest = [notice.key for notice in await world.delivering.claim(100)]
    assert len(keys) == len(set(keys))
    assert len({*keys, *rest}) == len(keys) + len(rest) == 40


async def test_f53_a_claim_that_nobody_finished_is_free_again_after_two_minutes(world: World, replica: Replica) -> None:
    await owe(world, MARIO.chat_id)
    await claim_one(world)
    assert list(await replica.delivering.claim(10)) == []
    world.clock.advance(CLAIM)
    assert (await claim_one(replica)).attempts == 2


async def test_what_could_not_be_delivered_is_tried_again_later_and_later(world: World) -> None:
    await owe(world, MARIO.chat_id)
    waits = []
    for _ in range(4):
        notice = await claim_one(world)
        before = world.clock.now()
        await world.delivering.postpone(notice, "no answer", "said")
        while not (due := await world.delivering.claim(1)):
            world.pass_time(seconds=1)
        waits.append((world.clock.now() - before).total_seconds())
        world.clock.advance(CLAIM)
        assert due[0].key == notice.key
    assert waits == sorted(waits)
    assert waits[0] == 5


async def test_telegram_may_say_how_long_to_wait(world: World) -> None:
    await owe(world, MARIO.chat_id)
    await world.delivering.postpone(await claim_one(world), "429", "said", wait=timedelta(seconds=33))
    world.pass_time(seconds=32)
    assert list(await world.delivering.claim(1)) == []
    world.pass_time(seconds=1)
    await claim_one(world)


async def test_after_forty_attempts_a_notice_is_given_up(world: World) -> None:
    await owe(world, MARIO.chat_id)
    for _ in range(MOST_ATTEMPTS):
        await world.delivering.postpone(await claim_one(world), "no answer", "said")
        world.pass_time(hours=2)
    assert list(await world.delivering.claim(1)) == []


async def test_a_notice_given_up_stays_given_up(world: World) -> None:
    await owe(world, MARIO.chat_id)
    await world.delivering.give_up(await claim_one(world), "chat not found", "said")
    world.pass_time(days=30)
    assert list(await world.delivering.claim(1)) == []


async def test_a_notice_is_not_handed_out_before_it_is_due(world: World) -> None:
    async with world.units.write() as unit:
        later = NOW + timedelta(hours=1)
        await unit.outbox.add(to_chats([MARIO.chat_id], "e", NoticeKind.CREDIT_RECEIVED, {}, later))
        await unit.commit()
    assert list(await world.delivering.claim(1)) == []
    world.pass_time(hours=1)
    await claim_one(world)


async def test_a_notice_speaks_the_language_of_its_chat(world: World) -> None:
    await owe(world, ANNA.chat_id, 4242)
    languages = {
        notice.chat_id: await world.delivering.language(notice.chat_id) for notice in await world.delivering.claim(10)
    }
    assert languages == {ANNA.chat_id: Language.ENGLISH, 4242: Language.ITALIAN}


async def test_f09_nothing_more_is_written_for_a_chat_that_blocked_the_bot_until_it_is_back(world: World) -> None:
    await owe(world, DARIO.chat_id)
    await world.delivering.mark_unreachable(await claim_one(world))
    await world.give(DARIO, 500)
    assert await world.news(DARIO) == []
    await world.contacts.mark_reachable(DARIO.chat_id, reachable=True)
    await world.give(DARIO, 600)
    assert await world.news(DARIO) == [NoticeKind.CREDIT_RECEIVED]


# Proofs: what was said to whom, when, by which channel and with what result


async def owe_by_mail(world: World) -> None:
    """Anna is to be told something at her reference address."""
    contact = Contact(holder_id=await world.holder(ANNA), chats=(), email=ANNA.email)
    async with world.units.write() as unit:
        mailbox_id = await world.mailbox(ANNA)
        await unit.outbox.add(to_holder(contact, "event:1", NoticeKind.RENEWAL, {}, world.clock.now(), mailbox_id))
        await unit.commit()


@pytest.mark.parametrize(
    ("chosen", "spoken"),
    [
        ([], Language.ENGLISH),
        ([Language.ITALIAN], Language.ITALIAN),
        ([Language.ITALIAN, Language.ITALIAN], Language.ITALIAN),
        ([Language.ITALIAN, Language.ENGLISH], Language.ENGLISH),
    ],
    ids=["no chat", "one chat", "chats that agree", "chats that differ"],
)
async def test_a_letter_speaks_the_language_chosen_in_the_chats_or_else_that_of_the_register(
    world: World, chosen: list[Language], spoken: Language
) -> None:
    holder_id = await world.holder(ANNA)
    async with world.units.write() as unit:
        await unit.chats.unlink(ANNA.chat_id)
        for chat_id, language in enumerate(chosen, start=7001):
            await unit.chats.choose_language(chat_id, language)
            await unit.chats.link(chat_id, holder_id, NOW)
        await unit.commit()
    await owe_by_mail(world)
    holder = await world.delivering.holder(await claim_one(world))
    assert holder is not None
    assert (holder.email, holder.language) == (ANNA.email, spoken)


async def proofs(world: World, notice: Notice) -> list[Delivered]:
    """What can be proved of a notice."""
    async with world.units.read() as unit:
        return list(await unit.outbox.proofs(notice.key))


async def test_what_arrived_is_proved_with_what_was_said_and_answered(world: World) -> None:
    await owe(world, MARIO.chat_id)
    notice = await claim_one(world)
    world.pass_time(seconds=3)
    await world.delivering.sent(notice, "Hai ricevuto 5 cent", "4711")
    assert await proofs(world, notice) == [
        Delivered(
            key=notice.key,
            kind=NoticeKind.CREDIT_RECEIVED,
            channel=Channel.CHAT,
            target=str(MARIO.chat_id),
            attempt=1,
            at=NOW + timedelta(seconds=3),
            result=Result.ARRIVED,
            answer="4711",
            said="Hai ricevuto 5 cent",
        )
    ]


async def test_every_try_is_proved(world: World) -> None:
    await owe(world, MARIO.chat_id)
    await world.delivering.postpone(await claim_one(world), "no answer", "said")
    world.pass_time(minutes=1)
    await world.delivering.postpone(await claim_one(world), "in-doubt", "said", result=Result.IN_DOUBT)
    world.pass_time(minutes=1)
    notice = await claim_one(world)
    await world.delivering.sent(notice, "said", "1")
    assert [(one.attempt, one.result, one.answer) for one in await proofs(world, notice)] == [
        (1, Result.LATER, "no answer"),
        (2, Result.IN_DOUBT, "in-doubt"),
        (3, Result.ARRIVED, "1"),
    ]


async def test_what_was_refused_is_proved_with_the_reason(world: World) -> None:
    await owe(world, MARIO.chat_id)
    notice = await claim_one(world)
    await world.delivering.give_up(notice, "blocked", "said")
    assert [(one.result, one.answer) for one in await proofs(world, notice)] == [(Result.REFUSED, "blocked")]


async def test_the_last_of_many_tries_is_proved_as_it_ended_and_not_as_refused(world: World) -> None:
    await owe(world, MARIO.chat_id)
    notice = await claim_one(world)
    for _ in range(MOST_ATTEMPTS - 1):
        await world.delivering.postpone(notice, "no answer", "said")
        world.pass_time(hours=2)
        notice = await claim_one(world)
    await world.delivering.postpone(notice, "no answer", "said")
    assert [one.result for one in await proofs(world, notice)] == [Result.LATER] * MOST_ATTEMPTS


async def test_what_a_server_was_asked_is_no_proof(world: World) -> None:
    async with world.units.write() as unit:
        await unit.outbox.add([limit_notice(MARIO.address, "order:1", 4, NOW)])
        await unit.commit()
    notice = await claim_one(world)
    await world.delivering.sent(notice, "", "")
    assert await proofs(world, notice) == []


async def test_f41_a_reference_address_that_refuses_is_told_to_the_chat_once_a_day(world: World) -> None:
    await owe_by_mail(world)
    notice = await claim_one(world)
    await world.delivering.give_up(notice, "550 no such user", "said")
    await world.delivering.give_up(notice, "550 no such user", "said")
    told = await world.notices()
    assert [(one.kind, one.target, one.facts["address"]) for one in told] == [
        (NoticeKind.EMAIL_FAILED, str(ANNA.chat_id), ANNA.email)
    ]


async def test_f41_a_reference_address_that_cannot_be_reached_for_long_is_told_to_the_chat(world: World) -> None:
    await owe_by_mail(world)
    for _ in range(MOST_ATTEMPTS):
        await world.delivering.postpone(await claim_one(world), "421 later", "said")
        world.pass_time(hours=2)
    assert await world.news(ANNA) == [NoticeKind.EMAIL_FAILED]


async def test_f41_a_holder_whom_nothing_reaches_any_more_is_told_to_the_admins_once_a_day(world: World) -> None:
    await owe_by_mail(world)
    async with world.units.write() as unit:
        await unit.chats.mark_reachable(ANNA.chat_id, reachable=False)
        await unit.commit()
    notice = await claim_one(world)
    await world.delivering.give_up(notice, "550 no such user", "said")
    await world.delivering.give_up(notice, "550 no such user", "said")
    told = await world.notices()
    assert [(one.kind, one.target, one.facts["error"]) for one in told] == [
        (NoticeKind.ADMIN_UNDELIVERED, str(CARLA.chat_id), "550 no such user")
    ]


async def test_f41_a_letter_that_may_have_arrived_is_told_nobody(world: World) -> None:
    await owe_by_mail(world)
    await world.delivering.give_up(await claim_one(world), "in-doubt", "said", result=Result.IN_DOUBT)
    assert await world.notices() == []


async def test_a_dead_letter_is_seen_and_can_be_revived(world: World) -> None:
    await owe(world, MARIO.chat_id)
    notice = await claim_one(world)
    await world.delivering.give_up(notice, "chat not found", "said")
    async with world.units.write() as unit:
        dead = [(one.key, one.error) for one in await unit.outbox.dead(10, 0)]
        revived = [await unit.outbox.revive(notice.key, NOW) for _ in range(2)]
        await unit.commit()
    assert (dead, revived) == ([(notice.key, "chat not found")], [True, False])
    assert (await claim_one(world)).attempts == 1


async def test_what_waits_and_what_was_given_up_are_counted(world: World) -> None:
    await owe(world, MARIO.chat_id, ANNA.chat_id, DARIO.chat_id)
    await world.delivering.give_up((await world.delivering.claim(1))[0], "blocked", "said")
    async with world.units.read() as unit:
        assert await unit.outbox.counts() == {NoticeState.WAITING: 2, NoticeState.DEAD: 1}
