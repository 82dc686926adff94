"""One HTTP server in the bot's own loop."""

from __future__ import annotations

import asyncio
import signal
import socket
from typing import Any

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.ops import health_routes
from bot.web.server import build_web, serve


async def fine() -> None:
    """Is well."""


async def broken() -> None:
    """Is not well."""
    raise ConnectionError("the host db.example does not answer")


async def get(url: str, path: str) -> tuple[int, str]:
    """The status and the text of a page."""
    async with aiohttp.ClientSession(url) as session, session.get(path) as response:
        return response.status, await response.text()


async def test_a_process_that_answers_is_alive_whatever_its_checks_say() -> None:
    async with serve(build_web(*health_routes({"database": broken})), "127.0.0.1", 0) as url:
        assert await get(url, "/health/live") == (200, "alive")


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ({}, (200, "{}")),
        ({"database": fine}, (200, '{"database":"ok"}')),
        ({"database": broken, "telegram": fine}, (503, '{"database":"failing","telegram":"ok"}')),
    ],
)
async def test_readiness_is_what_all_checks_say_and_shows_no_internals(checks: Any, expected: Any) -> None:
    async with serve(build_web(*health_routes(checks)), "127.0.0.1", 0) as url:
        assert await get(url, "/health/ready") == expected


async def test_a_check_that_hangs_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang() -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("bot.web.ops.PATIENCE", 0.01)
    async with serve(build_web(*health_routes({"database": hang})), "127.0.0.1", 0) as url:
        assert (await get(url, "/health/ready"))[0] == 503


async def test_a_port_that_is_taken_is_an_error_and_not_the_end_of_the_process() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with serve(build_web(), "127.0.0.1", taken.getsockname()[1]):
            pass


async def test_the_server_leaves_the_signals_to_the_process() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with serve(build_web(), "127.0.0.1", 0):
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


async def test_a_request_in_flight_ends_before_the_server_does() -> None:
    begun = asyncio.Event()

    async def slow(_request: Request) -> Response:
        begun.set()
        await asyncio.sleep(0.2)
        return PlainTextResponse("done")

    async with serve(build_web(Route("/slow", slow)), "127.0.0.1", 0) as url:
        asking = asyncio.create_task(get(url, "/slow"))
        await begun.wait()
    assert await asking == (200, "done")
