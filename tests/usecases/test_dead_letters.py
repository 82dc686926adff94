"""What was given up, as the admins see it, and another try."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.acts import Act
from domain.errors import NotFound
from domain.notices import Channel, Facts, Notice, NoticeKind, NoticeState, to_chats
from domain.usecases.dead_letters import A_PAGE, Retrying
from storage.talk_tables import admin_acts
from tests.people import CARLA, MARIO, NOW, TODAY
from tests.usecases.world import World


@pytest.fixture
def retrying(world: World) -> Retrying:
    """The use case."""
    return Retrying(units=world.units, clock=world.clock)


async def give_up(world: World, count: int) -> None:
    """So many notices to Mario are given up, one after the other."""
    for number in range(count):
        async with world.units.write() as unit:
            facts: Facts = {"reference": "R000001", "cents": number}
            await unit.outbox.add(
                to_chats([MARIO.chat_id], f"event:{number}", NoticeKind.PAYMENT_FAILED, facts, world.clock.now())
            )
            await unit.commit()
        (notice,) = await world.delivering.claim(10)
        await world.delivering.give_up(notice, "blocked", "said")


async def acts(world: World) -> list[tuple[int, str, object]]:
    """What admins did."""
    async with world.database.readers.connect() as connection:
        rows = await connection.execute(select(admin_acts).order_by(admin_acts.c.id))
        return [(row.actor_id, row.act, row.about) for row in rows]


async def test_nothing_was_given_up_at_first(retrying: Retrying) -> None:
    letters = await retrying.dead_letters(0)
    assert (letters.notices, letters.total, letters.has_older) == ((), 0, False)


async def test_what_was_given_up_is_listed_page_by_page_the_newest_first(world: World, retrying: Retrying) -> None:
    await give_up(world, A_PAGE + 1)
    first, second = await retrying.dead_letters(0), await retrying.dead_letters(1)
    assert [notice.number("cents") for notice in (*first.notices, *second.notices)] == [4, 3, 2, 1, 0]
    assert [(page.total, page.page, page.has_older) for page in (first, second)] == [(5, 0, True), (5, 1, False)]
    assert (first.notices[0].error, first.notices[0].attempts) == ("blocked", 1)


async def test_s13_another_try_has_its_line_and_starts_from_the_first_attempt(world: World, retrying: Retrying) -> None:
    await give_up(world, 1)
    (dead,) = (await retrying.dead_letters(0)).notices
    assert dead.id is not None
    await retrying.retry(dead.id, admin=CARLA.id)
    about = {"key": dead.key, "channel": "chat", "error": "blocked"}
    assert await acts(world) == [(CARLA.id, Act.NOTICE_REVIVED, about)]
    (again,) = await world.delivering.claim(10)
    assert (again.key, again.attempts, again.error, again.due_at) == (dead.key, 1, None, NOW)
    assert (await retrying.dead_letters(0)).total == 0


async def test_a_second_tap_finds_nothing_and_leaves_no_line(world: World, retrying: Retrying) -> None:
    await give_up(world, 1)
    (dead,) = (await retrying.dead_letters(0)).notices
    assert dead.id is not None
    await retrying.retry(dead.id, admin=CARLA.id)
    for notice_id in (dead.id, dead.id + 1):
        with pytest.raises(NotFound):
            await retrying.retry(notice_id, admin=CARLA.id)
    assert len(await acts(world)) == 1


async def test_what_waits_and_what_was_given_up_is_counted(world: World, retrying: Retrying) -> None:
    await give_up(world, 2)
    (dead, _) = (await retrying.dead_letters(0)).notices
    assert dead.id is not None
    await retrying.retry(dead.id, admin=CARLA.id)
    assert await world.delivering.counts() == {NoticeState.WAITING: 1, NoticeState.DEAD: 1}


async def test_a_reminder_of_a_renewal_that_is_over_is_not_tried_again(world: World, retrying: Retrying) -> None:
    notice = Notice(
        key="reminder:1:2026-11-22:1:chat",
        channel=Channel.CHAT,
        target=str(MARIO.chat_id),
        kind=NoticeKind.REMINDER,
        facts={},
        due_at=NOW,
        mailbox_id=await world.mailbox(MARIO),
        cycle=TODAY,
    )
    async with world.units.write() as unit:
        await unit.outbox.add([notice])
        await unit.commit()
    (claimed,) = await world.delivering.claim(10)
    await world.delivering.give_up(claimed, "blocked", "said")
    (dead,) = (await retrying.dead_letters(0)).notices
    world.pass_time(days=1)
    with pytest.raises(NotFound):
        await retrying.retry(dead.id or 0, admin=CARLA.id)
    assert await acts(world) == []
