"""Telegram's webhook answers 200 only for what is done."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import structlog
from telegram.ext import MessageHandler, filters

from bot.web.server import LARGEST_BODY, build_web, serve
from bot.web.telegram import SECRET_HEADER, telegram_route
from tests.receiver.doubles import AnyApplication, MemoryStore, Replica, build_replica, message

SECRET = "a-secret-of-ours"
Post = Any


class Handler:
    """Counts what it hears, and waits or breaks if told so."""

    def __init__(self) -> None:
        self.heard = 0
        self.gate: asyncio.Event | None = None
        self.breaks: Exception | None = None

    async def __call__(self, *_: Any) -> None:
        """Hears an update."""
        if self.gate:
            await self.gate.wait()
        self.heard += 1
        if self.breaks:
            raise self.breaks


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
async def replica(handler: Handler) -> Replica:
    def add(application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.ALL, handler))

    return await build_replica(MemoryStore(), add)


@pytest.fixture
async def post(replica: Replica) -> AsyncIterator[Post]:
    """Posts to the webhook; gives the status."""
    web = build_web(telegram_route(replica.receiver.receive, SECRET))
    async with serve(web, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:

        async def send(body: Any, *, secret: str | None = SECRET, **more: Any) -> int:
            headers = {} if secret is None else {SECRET_HEADER: secret}
            data = body if not isinstance(body, dict) else json.dumps(body).encode()
            async with session.post("/telegram", data=data, headers=headers, **more) as response:
                return response.status

        yield send


async def test_an_update_is_answered_with_200_only_when_it_is_done(
    post: Post, handler: Handler, replica: Replica
) -> None:
    handler.gate, update = asyncio.Event(), message("ciao")
    posting = asyncio.create_task(post(update))
    await asyncio.sleep(0.1)
    assert not posting.done()
    handler.gate.set()
    assert await posting == 200
    assert replica.store.done == [update["update_id"]]


async def test_f01_the_same_update_posted_three_times_at_once_is_done_once(post: Post, handler: Handler) -> None:
    update = message("ciao")
    assert list(await asyncio.gather(post(update), post(update), post(update))) == [200, 200, 200]
    assert handler.heard == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "perché", SECRET.upper()])
async def test_s10_a_missing_or_wrong_secret_is_401_and_nothing_is_done(
    post: Post, handler: Handler, replica: Replica, secret: str | None
) -> None:
    assert await post(message("ciao"), secret=secret) == 401
    assert (handler.heard, replica.store.deliveries, replica.store.done) == (0, {}, [])


def test_s10_a_webhook_without_a_secret_is_not_opened(replica: Replica) -> None:
    with pytest.raises(ValueError, match="secret"):
        telegram_route(replica.receiver.receive, "")


async def test_f52_a_database_that_is_down_is_503_and_the_update_is_done_when_it_comes_again(
    post: Post, handler: Handler, replica: Replica
) -> None:
    update = message("ciao")
    replica.store.down = True
    assert await post(update) == 503
    replica.store.down = False
    assert await post(update) == 200
    assert handler.heard == 1


async def test_s17_a_handler_that_raises_is_200_and_shows_nothing(
    post: Post, handler: Handler, replica: Replica
) -> None:
    handler.breaks = RuntimeError("internals")
    assert await post(message("x")) == 200
    assert len(replica.apologies) == 1


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"message": {}}'])
async def test_s18_what_is_not_an_update_is_400(post: Post, body: bytes) -> None:
    assert await post(body) == 400


async def test_s18_a_body_of_one_mebibyte_is_read_and_one_byte_more_is_413(post: Post, handler: Handler) -> None:
    assert await post(BytesIO(b" " * LARGEST_BODY)) == 400
    assert await post(BytesIO(b" " * (LARGEST_BODY + 1))) == 413


async def test_s18_a_body_that_hides_its_length_is_413_once_it_is_too_long(post: Post) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 65_536

    assert await post(pieces()) == 413


async def test_another_method_is_405(replica: Replica) -> None:
    web = build_web(telegram_route(replica.receiver.receive, SECRET))
    async with serve(web, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:
        async with session.get("/telegram") as response:
            assert response.status == 405
        async with session.post("/elsewhere") as response:
            assert response.status == 404


async def test_s17_an_error_nobody_expected_shows_a_reference_and_no_internals(replica: Replica) -> None:
    async def broken(raw: bytes) -> Any:
        raise RuntimeError("internals of the house")

    web = build_web(telegram_route(broken, SECRET))
    with structlog.testing.capture_logs() as logs:
        async with (
            serve(web, "127.0.0.1", 0) as url,
            aiohttp.ClientSession(url) as session,
            session.post("/telegram", data=b"{}", headers={SECRET_HEADER: SECRET}) as response,
        ):
            text = await response.text()
    assert response.status == 500
    assert "internals" not in text
    assert [line["reference"] in text for line in logs if line["event"] == "request_failed"] == [True]
