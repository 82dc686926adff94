"""Many share one transaction: nobody is forgotten, nobody waits for a stranger's mistake."""

import asyncio
from collections.abc import Sequence

import pytest

from domain.errors import StorageUnavailable
from storage.grouped import MOST, Grouped


class Work:
    """Doubles each number once its gate lets the group through; some numbers it cannot take."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Semaphore(0)
        self.fails: dict[int, Exception] = {}

    def let_through(self, groups: int = 100) -> None:
        """Opens the gate for so many groups."""
        for _ in range(groups):
            self.gate.release()

    async def __call__(self, asked: Sequence[int]) -> Sequence[int]:
        self.groups.append(list(asked))
        await self.gate.acquire()
        for number in asked:
            if number in self.fails:
                raise self.fails[number]
        return [2 * number for number in asked]


async def asking(grouped: Grouped[int, int], numbers: Sequence[int]) -> list[asyncio.Task[int]]:
    """Several who ask, all of them waiting by now."""
    tasks = [asyncio.create_task(grouped.ask(number)) for number in numbers]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_whoever_comes_first_waits_for_nobody_and_the_others_come_together() -> None:
    work = Work()
    tasks = await asking(Grouped(work), [1, 2, 3])
    work.let_through()
    assert await asyncio.gather(*tasks) == [2, 4, 6]
    assert work.groups == [[1], [2, 3]]


async def test_whoever_asks_while_the_last_group_is_at_work_is_done_next() -> None:
    work = Work()
    grouped = Grouped(work)
    work.let_through()
    for number in range(3):
        assert await grouped.ask(number) == 2 * number
    assert work.groups == [[0], [1], [2]]


async def test_a_group_has_an_end() -> None:
    work = Work()
    tasks = await asking(Grouped(work), range(2 * MOST))
    work.let_through()
    assert await asyncio.gather(*tasks) == [2 * number for number in range(2 * MOST)]
    assert [len(group) for group in work.groups] == [1, MOST, MOST - 1]


async def test_what_is_wrong_with_one_fails_that_one_only() -> None:
    work = Work()
    work.fails[3] = ValueError("three")
    tasks = await asking(Grouped(work), [1, 2, 3, 4])
    work.let_through()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [one if isinstance(one, int) else type(one) for one in told] == [2, 4, ValueError, 8]


async def test_a_database_that_does_not_answer_fails_the_group_and_not_the_next() -> None:
    work = Work()
    work.fails[2] = StorageUnavailable()
    grouped = Grouped(work)
    tasks = await asking(grouped, [1, 2, 3])
    work.let_through()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(one) for one in told] == [int, StorageUnavailable, StorageUnavailable]
    assert work.groups == [[1], [2, 3]]
    assert await grouped.ask(4) == 8


async def test_a_cancelled_leader_leaves_its_group_to_come_again_and_the_rest_goes_on() -> None:
    work = Work()
    grouped = Grouped(work)
    first, second, third = await asking(grouped, [1, 2, 3])
    work.let_through(1)
    await first
    late = (await asking(grouped, [4]))[0]
    assert work.groups[-1] == [2, 3]
    second.cancel()
    with pytest.raises(StorageUnavailable):
        await third
    work.let_through()
    assert await late == 8


@pytest.mark.parametrize("gives_up", [1, 2, 3])
async def test_whoever_gives_up_while_waiting_takes_nobody_along(gives_up: int) -> None:
    work = Work()
    tasks = await asking(Grouped(work), [0, 1, 2, 3])
    tasks[gives_up].cancel()
    work.let_through()
    others = [task for number, task in enumerate(tasks) if number != gives_up]
    async with asyncio.timeout(2):
        assert await asyncio.gather(*others) == [2 * number for number in range(4) if number != gives_up]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_the_next_in_line_may_give_up_at_the_moment_of_its_turn(
    when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    grouped = Grouped(work)
    first, second, third = await asking(grouped, [1, 2, 3])
    hand_on = grouped._hand_on

    def at_that_moment() -> None:
        if when == "before":
            second.cancel()
        hand_on()
        second.cancel()

    monkeypatch.setattr(grouped, "_hand_on", at_that_moment)
    work.let_through()
    async with asyncio.timeout(2):
        assert (await first, await third) == (2, 6)
    with pytest.raises(asyncio.CancelledError):
        await second
    assert await grouped.ask(5) == 10
