"""The pretend world over HTTP on one port, and its mail server on another."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from starlette.applications import Starlette

from bot.sandbox.bot_api import BotApi
from bot.sandbox.phone import Phone
from bot.sandbox.world import World

_GRACE_SECONDS = 2
_IDLE_SECONDS = 75  # that a connection is kept open for the next call, as nginx does: longer than who calls keeps it


def build_sandbox(world: World) -> Starlette:
    """Telegram at /bot<token>/<method>, Stripe at /v1 and /pay, the phone at /."""
    return Starlette(
        routes=[*BotApi(world.telegram).routes(), *world.stripe.routes(), *Phone(world).routes()],
    )


class _Server(uvicorn.Server):
    """Uvicorn as a guest in somebody else's loop: it leaves the signals alone and says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self._told_to_stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Ticks once a second, as uvicorn's own does ten times, and stops at once when told to."""
        counter = 0
        while not await self.on_tick(counter):
            counter += 10
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told_to_stop.wait(), 1)

    def stop(self) -> None:
        """Ends serving."""
        self.should_exit = True
        self._told_to_stop.set()


async def _live(world: World, server: _Server, listening: socket.socket) -> None:
    """Serves, delivers and takes mail until the server is told to stop; a crash ends it all."""
    async with world.mail.serving() as world.smtp_url, asyncio.TaskGroup() as tasks:
        postman = tasks.create_task(world.telegram.postman.run())
        try:
            await server.serve(sockets=[listening])
        finally:
            postman.cancel()


@asynccontextmanager
async def running(world: World, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serves the world in the current loop, on a free port unless one is given; yields its base URL."""
    listening = socket.create_server((host, port))
    # asyncio turns Nagle off only on sockets that name TCP, which this one does not: every answer would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    world.base_url = f"http://{host}:{listening.getsockname()[1]}"
    world.stripe.base_url = world.base_url
    config = uvicorn.Config(
        build_sandbox(world),
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_IDLE_SECONDS,
    )
    server = _Server(config)
    life = asyncio.get_running_loop().create_task(_live(world, server, listening))
    try:
        await asyncio.wait(
            [life, up := asyncio.get_running_loop().create_task(server.ready.wait())],
            return_when=asyncio.FIRST_COMPLETED,
        )
        up.cancel()
        if life.done():
            await life
        yield world.base_url
    finally:
        server.stop()
        await world.close()
        await life
        listening.close()
