"""A knock at a door of the admins by whoever is none leaves one line a person, door and day (faults F69, S13)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.acts import Act
from domain.usecases.admin_doors import AdminDoors
from tests.people import BRUNO, MARIO, TODAY
from tests.usecases.test_dead_letters import acts
from tests.usecases.world import World


@pytest.fixture
def doors(world: World) -> AdminDoors:
    """The use case."""
    return AdminDoors(units=world.units, clock=world.clock)


async def test_f69_many_knocks_of_a_day_leave_one_line_for_each_door(world: World, doors: AdminDoors) -> None:
    for _ in range(3):
        for door in ("/consegne", "retry"):
            await doors.note(door, person_id=MARIO.id)
            world.pass_time(minutes=1)
    assert await acts(world) == [(MARIO.id, Act.DOOR_REFUSED, {"door": door}) for door in ("/consegne", "retry")]


async def test_f69_everybody_who_knocks_has_a_line(world: World, doors: AdminDoors) -> None:
    for person in (MARIO, BRUNO):
        await doors.note("retry", person_id=person.id)
    assert [actor for actor, _, _ in await acts(world)] == [MARIO.id, BRUNO.id]


async def test_f69_the_next_day_in_rome_has_a_line_of_its_own(world: World, doors: AdminDoors) -> None:
    for day, hour, minute in ((TODAY, 23, 59), (TODAY + timedelta(days=1), 0, 0), (TODAY + timedelta(days=1), 23, 59)):
        world.go_to(day, hour, minute)
        await doors.note("retry", person_id=MARIO.id)
    assert len(await acts(world)) == 2
