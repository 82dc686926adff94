"""Calls of the Bot API without a client library: bodies, tokens, errors as they look on the wire."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import running
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World
from tests.sandbox.conftest import MARIO


@pytest.fixture
async def client(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url) as session:
        yield session


async def post(client: aiohttp.ClientSession, path: str, **body: Any) -> tuple[int, Any]:
    async with client.post(path, **body) as response:
        return response.status, await response.json()


async def test_json_forms_and_multipart_say_the_same(client: aiohttp.ClientSession, telegram: TelegramWorld) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    path = f"/bot{telegram.token}/SENDmessage"
    form = {"chat_id": str(MARIO), "text": "42", "reply_markup": json.dumps(markup), "protect_content": "true"}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    as_json = {"chat_id": MARIO, "text": "42", "reply_markup": markup, "protect_content": True}
    answers = [
        await post(client, path, json=as_json),
        await post(client, path, data=form),
        await post(client, path, data=multipart),
    ]
    for status, answer in answers:
        assert status == 200
        assert answer["result"]["text"] == "42"
        assert answer["result"]["reply_markup"] == markup
        assert answer["result"]["has_protected_content"] is True
    params = [call.params for call in telegram.calls]
    assert params == [as_json] * 3
    assert telegram.refused == []


async def test_errors_look_as_telegram_writes_them(client: aiohttp.ClientSession, telegram: TelegramWorld) -> None:
    path = f"/bot{telegram.token}"
    assert await post(client, f"{path}/sendMessage", json={"chat_id": MARIO}) == (
        400,
        {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"},
    )
    assert await post(client, f"{path}/noSuch") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    assert await post(client, "/bot1:wrong/getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )
    telegram.fail_next("getMe", 429, "retry after 7", retry_after=7)
    assert await post(client, f"{path}/getMe") == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    telegram.fail_next("*", 502, "Bad Gateway")
    assert (await post(client, f"{path}/getMe"))[1]["description"] == "Bad Gateway"
    assert (await post(client, f"{path}/sendMessage", data=b"{", headers={"Content-Type": "application/json"}))[
        0
    ] == 400
    assert [call.status for call in telegram.refused] == [400, 404, 401, 400]


async def test_two_worlds_run_side_by_side_and_stop_with_calls_still_open(world: World) -> None:
    from bot.sandbox.world import build_world

    async with running(world) as one, running(build_world()) as two, aiohttp.ClientSession() as client:
        assert one != two
        world.telegram.hang_next("getMe")
        with pytest.raises(TimeoutError):
            await post(client, f"{one}/bot{world.telegram.token}/getMe", timeout=aiohttp.ClientTimeout(total=0.05))
