"""The bot is closed to holders for a while; whoever came meanwhile is told once that it is open."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.acts import Act
from domain.maintenance import Closure, MaintenanceState, MaintenanceSwitched
from domain.notices import Notice, NoticeKind
from domain.usecases.maintaining import Maintaining
from tests.people import ANNA, CARLA, MARIO, NOW
from tests.usecases.world import Replica, World, one_after_the_other

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def maintaining(world: World) -> Maintaining:
    return Maintaining(units=world.units, clock=world.clock)


async def begun(maintaining: Maintaining) -> Closure:
    """The bot is closed, without an hour."""
    outcome = await maintaining.begin(None, actor=CARLA.id)
    assert outcome.closure is not None
    return outcome.closure


async def over(world: World) -> list[str]:
    """The chats that are told that it is over; they are."""
    return [one.target for one in await world.notices() if one.kind is NoticeKind.MAINTENANCE_OVER]


async def acts(world: World) -> list[str]:
    async with world.units.read() as unit:
        return [act.act for act in await unit.acts.latest(10, 0)][::-1]


async def test_at_first_the_bot_is_open(maintaining: Maintaining) -> None:
    assert await maintaining.state() == MaintenanceState(closure=None)


async def test_an_administrator_closes_it_and_opens_it_with_a_line_each(world: World, maintaining: Maintaining) -> None:
    closed = await maintaining.begin(LATER, actor=CARLA.id)
    assert closed == MaintenanceSwitched(closure=Closure(number=1, since=NOW, until=LATER))
    assert await maintaining.end(actor=CARLA.id) == MaintenanceSwitched(closure=None)
    assert await acts(world) == [Act.MAINTENANCE_BEGUN, Act.MAINTENANCE_ENDED]


async def test_closing_twice_and_opening_twice_change_nothing(world: World, maintaining: Maintaining) -> None:
    first = await maintaining.begin(LATER, actor=CARLA.id)
    again = await maintaining.begin(LATER, actor=CARLA.id)
    assert again == MaintenanceSwitched(closure=first.closure, repeated=True)
    await maintaining.end(actor=CARLA.id)
    assert await maintaining.end(actor=CARLA.id) == MaintenanceSwitched(closure=None, repeated=True)
    assert await acts(world) == [Act.MAINTENANCE_BEGUN, Act.MAINTENANCE_ENDED]


async def test_closing_again_with_another_hour_changes_the_hour_and_nothing_else(
    world: World, maintaining: Maintaining
) -> None:
    closure = await begun(maintaining)
    await maintaining.wait(MARIO.chat_id, closure)
    changed = await maintaining.begin(LATER, actor=CARLA.id)
    assert changed.closure == Closure(number=closure.number, since=NOW, until=LATER)
    assert (await maintaining.state()).waiting == 1
    assert await acts(world) == [Act.MAINTENANCE_BEGUN, Act.MAINTENANCE_BEGUN]


async def test_whoever_came_is_told_once_and_nobody_else(world: World, maintaining: Maintaining) -> None:
    closure = await begun(maintaining)
    for _ in range(3):
        assert await maintaining.wait(MARIO.chat_id, closure)
    assert (await maintaining.state()).waiting == 1
    assert (await maintaining.end(actor=CARLA.id)).told == 1
    assert await over(world) == [str(MARIO.chat_id)]
    await begun(maintaining)
    await maintaining.end(actor=CARLA.id)
    assert await over(world) == []


async def test_a_chat_that_was_never_seen_before_can_wait(world: World, maintaining: Maintaining) -> None:
    await maintaining.wait(7_777, await begun(maintaining))
    await maintaining.end(actor=CARLA.id)
    assert await over(world) == ["7777"]


async def test_nobody_waits_for_what_has_ended_already(maintaining: Maintaining) -> None:
    closure = await begun(maintaining)
    await maintaining.end(actor=CARLA.id)
    assert not await maintaining.wait(MARIO.chat_id, closure)
    await begun(maintaining)
    assert not await maintaining.wait(MARIO.chat_id, closure)


async def test_closed_again_before_it_was_told_nobody_hears_that_it_is_open_and_all_wait_on(
    world: World, maintaining: Maintaining
) -> None:
    await maintaining.wait(MARIO.chat_id, await begun(maintaining))
    await maintaining.end(actor=CARLA.id)
    again = await begun(maintaining)
    assert await over(world) == []
    assert await maintaining.wait(ANNA.chat_id, again)
    assert (await maintaining.end(actor=CARLA.id)).told == 2
    assert sorted(await over(world)) == [str(MARIO.chat_id), str(ANNA.chat_id)]


async def test_what_is_under_way_at_that_moment_is_not_said(world: World, maintaining: Maintaining) -> None:
    await maintaining.wait(MARIO.chat_id, await begun(maintaining))
    await maintaining.end(actor=CARLA.id)
    (claimed,) = await world.delivering.claim(10)
    await begun(maintaining)
    assert await world.delivering.as_of_today(claimed) is None
    assert (await maintaining.end(actor=CARLA.id)).told == 1


async def test_an_end_that_is_told_while_the_bot_is_open_is_told(world: World, maintaining: Maintaining) -> None:
    await maintaining.wait(MARIO.chat_id, await begun(maintaining))
    await maintaining.end(actor=CARLA.id)
    (claimed,) = await world.delivering.claim(10)
    told = await world.delivering.as_of_today(claimed)
    assert isinstance(told, Notice)


async def test_two_processes_that_open_it_at_once_tell_everybody_once(
    world: World, replica: Replica, maintaining: Maintaining
) -> None:
    other = Maintaining(units=replica.units, clock=replica.clock)
    await maintaining.wait(MARIO.chat_id, await begun(maintaining))
    done = await asyncio.gather(maintaining.end(actor=CARLA.id), other.end(actor=CARLA.id))
    assert sorted(one.told for one in done) == [0, 1]
    assert len(await over(world)) == 1


async def test_whoever_comes_at_the_very_moment_of_the_end_is_told_or_served(
    world: World, replica: Replica, maintaining: Maintaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either they are seen to wait, or they are seen to come to an open bot: nobody is promised in vain."""
    closure = await begun(maintaining)
    other = Maintaining(units=replica.units, clock=replica.clock)
    waits, ended = await one_after_the_other(
        [lambda: maintaining.wait(MARIO.chat_id, closure), lambda: other.end(actor=CARLA.id)], monkeypatch
    )
    assert (waits, ended) == (True, MaintenanceSwitched(closure=None, told=1))
    assert await over(world) == [str(MARIO.chat_id)]
    again = await begun(maintaining)
    ended, waits = await one_after_the_other(
        [lambda: maintaining.end(actor=CARLA.id), lambda: other.wait(MARIO.chat_id, again)], monkeypatch
    )
    assert (ended, waits) == (MaintenanceSwitched(closure=None, told=0), False)
