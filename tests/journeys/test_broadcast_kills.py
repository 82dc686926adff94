"""F55: a broadcast whose bot is killed, as by kill -9, goes on where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.broadcasts import BroadcastState
from tests.crowd import gathered

PEOPLE, BLOCKED = 20, 2
RATE = "1"  # a second: in eight turns even a busy machine can send one and write it down; the bench has 29.7
PATIENCE = 180.0  # seconds


@pytest.mark.usefixtures("_no_secret_is_left_behind")
async def test_f55_f70_killed_twice_on_the_way_everybody_is_told_and_at_most_one_a_kill_twice(
    migrated_database: Callable[[str], str],
) -> None:
    async with gathered(migrated_database("sqlite"), PEOPLE, blocked=BLOCKED) as crowd:
        await crowd.wake(rate=RATE, paid=False)
        number = await crowd.announce()
        for percent in (40, 80):
            await crowd.until(PEOPLE * percent // 100, PATIENCE)
            await crowd.kill()
            assert (await crowd.broadcast(number)).state is BroadcastState.RUNNING
            await crowd.wake(rate=RATE, paid=False)
            crowd.pass_time(61)  # what the killed bot had taken is free again
        done = await crowd.through(number, PATIENCE)
        await crowd.stop()
        heard = crowd.heard()
        assert sum(times > 1 for times in heard.values()) <= 2
        assert sum(times == 0 for times in heard.values()) == BLOCKED
        assert (done.tally.blocked, done.tally.sent) == (BLOCKED, PEOPLE - BLOCKED)
        assert crowd.too_fast() == 0
