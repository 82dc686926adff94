"""`run`: the bot at work, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

from bot.tasks import Tasks


class Runs(Protocol):
    """What is run: the house."""

    async def run(self, *, on_ready: Callable[[str], None] | None = None) -> None: ...
    def stop(self) -> None: ...
    async def close(self) -> None: ...


def run_in_loop(work: Coroutine[Any, Any, int]) -> int:
    """Runs to the end, in uvloop where it is installed."""
    try:
        import uvloop

        factory: Callable[[], asyncio.AbstractEventLoop] | None = uvloop.new_event_loop
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)


def on_signals(act: Callable[[], None]) -> None:
    """Acts on SIGTERM, SIGINT and SIGHUP instead of dying of them, for as long as the loop runs."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, act)


async def keep_running(house: Runs) -> None:
    """Runs the house until a signal: what is in hand is finished, or given up if the doors were not open yet."""
    ready = asyncio.Event()
    running = Tasks().spawn(house.run(on_ready=lambda _: ready.set()), name="house", awaited=True)

    def stop() -> None:
        house.stop()
        if not ready.is_set():
            running.cancel()

    on_signals(stop)
    try:
        with suppress(asyncio.CancelledError):
            await running
    finally:
        await house.close()
