"""The window that no second overruns, whenever in their time calls arrive."""

from __future__ import annotations

import asyncio
import random

from bot.pace import Window


async def test_no_second_sees_more_calls_than_the_window_lets_through() -> None:
    loop, window, most = asyncio.get_running_loop(), Window(5), 5
    arrived: list[float] = []

    async def call(before: float, after: float) -> None:
        with window.call():
            await asyncio.sleep(before)
            arrived.append(loop.time())
            await asyncio.sleep(after)

    calls = []
    chance = random.Random(7)
    for _ in range(13):
        await window.room()
        calls.append(asyncio.ensure_future(call(chance.random() / 50, chance.random() / 50)))
        await asyncio.sleep(0)
    await asyncio.gather(*calls)
    arrived.sort()
    spans = [later - earlier for earlier, later in zip(arrived, arrived[most:], strict=False)]
    assert min(spans) >= 1.0


async def test_calls_of_others_take_their_room_too() -> None:
    loop, window = asyncio.get_running_loop(), Window(1)
    with window.call():
        waiting = asyncio.ensure_future(window.room())
        await asyncio.sleep(0.01)
        assert not waiting.done()
        still_under_way = loop.time()
    await waiting
    assert loop.time() - still_under_way >= 1.0
