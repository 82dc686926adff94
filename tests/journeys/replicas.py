"""Two bots on one database, side by side, each with a webhook of its own."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from bot.app import House
from bot.sandbox.world import World

OpenHouse = Callable[..., AbstractAsyncContextManager[House]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Replicas:
    """Two houses, and where each takes its updates."""

    houses: tuple[House, House]
    urls: tuple[str, str]


@asynccontextmanager
async def two_replicas(world: World, open_house: OpenHouse, database_url: str) -> AsyncIterator[Replicas]:
    """Opens two houses; updates of every chat go to one and the other in turn."""
    first, second = _free_address(), _free_address()
    async with (
        open_house(database_url=database_url, **_webhook(first)) as one,
        open_house(database_url=database_url, **_webhook(second)) as other,
    ):
        urls = (f"{first}/telegram", f"{second}/telegram")
        world.telegram.postman.spread = list(urls)
        yield Replicas(houses=(one, other), urls=urls)


def _webhook(address: str) -> dict[str, object]:
    return {"bot_mode": "webhook", "public_url": address, "http_port": int(address.rpartition(":")[2])}


def _free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"
