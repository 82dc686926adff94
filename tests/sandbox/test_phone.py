"""The phone's JSON and its stream of events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World
from tests.sandbox.conftest import ANNA, MARIO


@pytest.fixture
async def page(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url) as session:
        yield session


@asynccontextmanager
async def watching(page: aiohttp.ClientSession, path: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    async with page.get(path) as response:
        assert response.content_type == "text/event-stream"
        await response.content.readuntil(b"\n\n")

        async def lines() -> AsyncIterator[dict[str, Any]]:
            while True:
                line = await response.content.readuntil(b"\n\n")
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))

        yield lines()


async def ask(page: aiohttp.ClientSession, path: str, body: object = None) -> tuple[int, Any]:
    request = page.get(path) if body is None else page.post(path, json=body)
    async with request as response:
        return response.status, await response.json()


async def test_the_people_and_an_empty_chat(page: aiohttp.ClientSession, bot: Bot) -> None:
    await bot.set_my_commands([("menu", "The menu")])
    await bot.set_my_description("Hello")
    _, people = await ask(page, "/phone/people")
    assert [(person["id"], person["first_name"]) for person in people] == [
        (1001, "Mario"),
        (1002, "Anna"),
        (1003, "Carla"),
        (1006, "Elena"),
    ]
    status, chat = await ask(page, f"/phone/chats/{ANNA}")
    assert (status, chat) == (
        200,
        {
            "messages": [],
            "commands": [{"command": "menu", "description": "The menu"}],
            "description": "Hello",
            "typing": False,
            "blocked": False,
            "bot": {"first_name": "Area Clienti", "username": "area_clienti_bot"},
        },
    )
    assert (await ask(page, "/phone/chats/5"))[0] == 404


async def test_what_is_written_and_tapped_reaches_the_bot(
    page: aiohttp.ClientSession, bot: Bot, telegram: TelegramWorld
) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "url": "https://example.org"}, {"text": "b", "callback_data": "b"}]]}
    sent = await bot.send_message(MARIO, "?", api_kwargs={"reply_markup": markup})
    status, written = await ask(page, f"/phone/chats/{MARIO}/text", {"text": "ciao"})
    place = {"message_id": sent.message_id, "row": 0, "column": 1}
    _, tapped = await ask(page, f"/phone/chats/{MARIO}/tap", place)
    assert status == 200
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == [written["update_id"], tapped["update_id"]]
    assert updates[1].callback_query is not None
    assert updates[1].callback_query.data == "b"
    assert (await ask(page, f"/phone/chats/{MARIO}/tap", place | {"column": 0}))[0] == 404
    assert (await ask(page, f"/phone/chats/{MARIO}/tap", {}))[0] == 400
    assert (await ask(page, f"/phone/chats/{MARIO}/text", {"text": " "}))[0] == 400


async def test_blocking_the_bot_stops_the_writing(page: aiohttp.ClientSession, telegram: TelegramWorld) -> None:
    await ask(page, f"/phone/chats/{MARIO}/block", {"blocked": True})
    assert telegram.chats[MARIO].blocked
    assert (await ask(page, f"/phone/chats/{MARIO}/text", {"text": "x"}))[0] == 409


async def test_the_stream_tells_of_messages_edits_deletions_toasts_and_calls(
    page: aiohttp.ClientSession, bot: Bot, telegram: TelegramWorld
) -> None:
    async with watching(page, "/phone/events") as events:
        sent = await bot.send_message(MARIO, "one")
        await bot.edit_message_text("two", chat_id=MARIO, message_id=sent.message_id)
        await bot.delete_message(MARIO, sent.message_id)
        telegram.tap(MARIO, sent.message_id, "x")
        await bot.answer_callback_query(next(iter(telegram.queries)), "done")
        got = [await anext(events) for _ in range(8)]
    assert [event["kind"] for event in got] == [
        "message", "call", "edited", "call", "deleted", "call", "toast", "call"
    ]  # fmt: skip
    assert (got[0]["chat_id"], got[0]["message"]["text"]) == (MARIO, "one")
    assert (got[1]["api"], got[1]["method"], got[1]["status"]) == ("telegram", "sendMessage", 200)
    assert got[4]["message_id"] == sent.message_id
    assert got[6]["text"] == "done"


async def test_a_persons_stream_leaves_out_other_chats(page: aiohttp.ClientSession, telegram: TelegramWorld) -> None:
    async with watching(page, f"/phone/events?user={ANNA}") as events:
        telegram.send_text(MARIO, "private")
        telegram.send_text(ANNA, "mine")
        assert (await anext(events))["message"]["text"] == "mine"


async def test_tokens_and_keys_are_masked_in_the_stream(
    page: aiohttp.ClientSession, bot: Bot, telegram: TelegramWorld, world: World
) -> None:
    async with watching(page, "/phone/events") as events:
        await bot.send_message(MARIO, f"{telegram.token} {world.stripe.key}")
        assert (await anext(events))["message"]["text"] == "••• •••"
        await bot.set_webhook("https://bot.example.org/telegram", secret_token="s3cret")
        await anext(events)
        assert (await anext(events))["request"]["secret_token"] == "•••"


async def test_a_message_is_shown_as_html_that_can_do_no_harm(
    page: aiohttp.ClientSession, bot: Bot, telegram: TelegramWorld
) -> None:
    telegram.send_text(MARIO, '<script>alert(1)</script> https://a.it/?a=1&b="2')
    await bot.send_message(MARIO, '<a href="javascript:alert(1)">x</a> <a href="https://a.it/&quot;>">y</a>', "HTML")
    _, chat = await ask(page, f"/phone/chats/{MARIO}")
    link = 'target="_blank" rel="noopener noreferrer"'
    assert [message["html"] for message in chat["messages"][1:]] == [
        f'&lt;script&gt;alert(1)&lt;/script&gt; <a href="https://a.it/?a=1&amp;b=" {link}>https://a.it/?a=1&amp;b=</a>&quot;2',
        f'x <a href="https://a.it/&quot;&gt;" {link}>y</a>',
    ]


async def test_the_page_and_only_its_own_files_are_served(page: aiohttp.ClientSession) -> None:
    async with page.get("/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
    async with page.get("/phone/static/phone.js") as response:
        assert (response.status, response.content_type) == (200, "text/javascript")
    for path in ("/phone/static/phone.py", "/phone/static/..%2fphone.html", "/phone/static/server.py"):
        async with page.get(path) as response:
            assert response.status == 404


async def test_stripes_dashboard_and_its_webhooks_are_at_hand(page: aiohttp.ClientSession, world: World) -> None:
    assert (await ask(page, "/phone/stripe"))[0] == 200
    assert (await ask(page, "/phone/stripe/webhooks", {"mode": "lose"}))[0] == 200
    assert world.stripe.webhooks.mode == "lose"
    assert (await ask(page, "/phone/stripe/webhooks", {"mode": "odd"}))[0] == 400
    assert (await ask(page, "/phone/stripe/deliver", {"event_id": "evt_none"}))[0] == 404
