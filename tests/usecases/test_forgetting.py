"""A chat is forgotten: nothing is told there any more, and nothing of it is kept (S20)."""

from __future__ import annotations

import pytest

from domain.accesses import AccessKind, ChatLinks
from domain.notices import NoticeKind, to_chats
from domain.usecases.privacy import Privacy
from tests.people import CARLA, MARIO, NOW
from tests.usecases.past import CHAT
from tests.usecases.world import World


@pytest.fixture
def privacy(world: World) -> Privacy:
    """What forgets."""
    return Privacy(units=world.units, clock=world.clock, by_email=True)


async def test_s20_a_forgotten_chat_has_no_session_no_language_and_no_holder(world: World, privacy: Privacy) -> None:
    await world.access.log_in(chat_id=MARIO.chat_id, person_id=1001, address=MARIO.address, password="PecDemo2026")
    await privacy.forget_chat(MARIO.chat_id)
    arrival = await world.access.arrive(MARIO.chat_id)
    assert (arrival.language, arrival.session, arrival.last_address) == (None, None, None)
    async with world.units.read() as unit:
        assert await unit.chats.holder_of(MARIO.chat_id) is None


async def test_s20_the_history_knows_that_a_chat_was_unlinked(world: World, privacy: Privacy) -> None:
    await world.access.log_in(chat_id=MARIO.chat_id, person_id=1001, address=MARIO.address, password="PecDemo2026")
    await privacy.forget_chat(MARIO.chat_id)
    async with world.units.read() as unit:
        history = await unit.accesses.of_holder(await world.holder(MARIO), 10, 0)
    assert history[0].kind is AccessKind.UNLINKED


async def test_s20_what_waits_to_be_told_there_is_not_told(world: World, privacy: Privacy) -> None:
    await world.pending(MARIO)
    await world.give(MARIO, 500)
    await privacy.forget_chat(MARIO.chat_id)
    assert await world.news(MARIO) == []


async def test_s20_an_administrator_is_told_all_the_same(world: World, privacy: Privacy) -> None:
    async with world.units.write() as unit:
        await unit.outbox.add(to_chats([CARLA.chat_id], "event:1", NoticeKind.ADMIN_AUDIT, {}, NOW))
        await unit.commit()
    await privacy.forget_chat(CARLA.chat_id)
    assert await world.news(CARLA) == [NoticeKind.ADMIN_AUDIT]


async def test_s20_a_chat_that_nobody_knows_can_be_forgotten(world: World, privacy: Privacy) -> None:
    before = {table: await world.count(table) for table in ("chats", "sessions", "accesses", "outbox")}
    await privacy.forget_chat(CHAT)
    assert {table: await world.count(table) for table in before} == before


async def test_s20_it_is_known_whether_a_chat_is_the_last_one(world: World, privacy: Privacy) -> None:
    alone = await privacy.links(MARIO.chat_id)
    async with world.units.write() as unit:
        await unit.chats.link(CHAT, await world.holder(MARIO), NOW)
        await unit.commit()
    assert [alone, await privacy.links(CHAT), await privacy.links(1)] == [
        ChatLinks(is_linked=True, is_last=True, by_email=True),
        ChatLinks(is_linked=True, is_last=False, by_email=True),
        ChatLinks(is_linked=False, is_last=False, by_email=True),
    ]
