"""Handing out what is owed: each notice to one deliverer at a time, until it arrived or is given up."""

import asyncio
from datetime import timedelta

from domain.holders import Language
from domain.notices import MOST_ATTEMPTS, Notice, NoticeKind, to_chats
from domain.usecases.delivering import CLAIM
from tests.people import ANNA, DARIO, MARIO, NOW
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
    languages = {notice.chat_id: await world.delivering.language(notice) for notice in await world.delivering.claim(10)}
    assert languages == {ANNA.chat_id: Language.ENGLISH, 4242: Language.ITALIAN}


async def test_f09_nothing_more_is_written_for_a_chat_that_blocked_the_bot_until_it_is_back(world: World) -> None:
    await owe(world, DARIO.chat_id)
    await world.delivering.mark_unreachable(await claim_one(world))
    await world.give(DARIO, 500)
    assert await world.news(DARIO) == []
    await world.contacts.mark_reachable(DARIO.chat_id, reachable=True)
    await world.give(DARIO, 600)
    assert await world.news(DARIO) == [NoticeKind.CREDIT_RECEIVED]
