"""What the page asks about files and style."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import phone_files
from bot.sandbox.telegram_world import TelegramWorld
from tests.pictures import PICTURE, png
from tests.sandbox.conftest import MARIO

BOLD = {"type": "bold", "offset": 0, "length": 4}


@pytest.fixture
async def page(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url) as session:
        yield session


async def attach(
    page: aiohttp.ClientSession,
    kind: str,
    content: bytes | None,
    fields: dict[str, str] | None = None,
    *,
    name: str = "a.csv",
    chat: int = MARIO,
) -> tuple[int, Any]:
    form = aiohttp.FormData(fields or {})
    form.add_field("made", "up")
    if content is not None:
        form.add_field("file", content, filename=name, content_type="text/csv")
    async with page.post(f"/phone/chats/{chat}/{kind}", data=form) as answer:
        return answer.status, await answer.json()


async def test_a_file_chosen_on_the_page_reaches_the_bot(
    page: aiohttp.ClientSession, bot: Bot, telegram: TelegramWorld
) -> None:
    status, answer = await attach(page, "document", b"a;b", {"caption": "ecco qui", "entities": json.dumps([BOLD])})
    (update,) = await bot.get_updates()
    assert (status, answer) == (200, {"update_id": update.update_id})
    message = update.message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type, message.document.file_size) == (
        "a.csv",
        "text/csv",
        3,
    )
    assert (message.caption, message.caption_html) == ("ecco qui", "<b>ecco</b> qui")
    shown = telegram.messages(MARIO)[-1]
    assert shown["document"] == {"name": "a.csv", "size": 3, "url": f"/phone/files/{message.document.file_id}"}


async def test_a_picture_chosen_on_the_page_is_shown(page: aiohttp.ClientSession, telegram: TelegramWorld) -> None:
    content = png(300, 200)
    assert (await attach(page, "photo", content, name="p.png"))[0] == 200
    shown = telegram.messages(MARIO)[-1]["photo"]
    assert (shown["width"], shown["height"]) == (300, 200)
    async with page.get(shown["url"]) as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", content)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="file_1.png"'


@pytest.mark.parametrize(
    ("kind", "content", "fields", "status", "words"),
    [
        ("document", None, {}, 400, "there is no file in the request"),
        ("document", b"", {}, 400, "file must be non-empty"),
        ("photo", b"a;b", {}, 400, "IMAGE_PROCESS_FAILED"),
        ("photo", PICTURE, {"caption": "x" * 1_025}, 400, "message caption is too long"),
        ("photo", PICTURE, {"entities": "{}"}, 400, "expected an Array"),
        ("document", b"a", {"entities": "[1]"}, 400, "can't parse MessageEntity"),
    ],
)
async def test_a_file_telegram_would_not_take_is_refused_in_words(
    page: aiohttp.ClientSession,
    telegram: TelegramWorld,
    kind: str,
    content: bytes | None,
    fields: dict[str, str],
    status: int,
    words: str,
) -> None:
    before = len(telegram.messages(MARIO))
    refused, answer = await attach(page, kind, content, fields)
    assert refused == status
    assert words in answer["error"]
    assert (len(telegram.messages(MARIO)), telegram.files) == (before, {})


async def test_a_file_goes_to_nobody_unknown_blocked_or_beyond_the_limit(
    page: aiohttp.ClientSession, telegram: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await attach(page, "document", b"a", chat=5))[0] == 404
    telegram.block(MARIO)
    assert (await attach(page, "document", b"a"))[0] == 409
    telegram.unblock(MARIO)
    monkeypatch.setattr(phone_files, "MOST_BYTES", 100)
    assert (await attach(page, "document", b"a" * 101))[0] == 413
    async with page.get("/phone/files/file-9") as answer:
        assert answer.status == 404
    assert telegram.files == {}


async def test_a_style_typed_on_the_page_reaches_the_bot(page: aiohttp.ClientSession, bot: Bot) -> None:
    given: list[tuple[Any, int]] = [([BOLD], 200), ({}, 400), ([1], 400)]
    for entities, status in given:
        body = {"text": "ciao a tutti", "entities": entities}
        async with page.post(f"/phone/chats/{MARIO}/text", json=body) as answer:
            assert answer.status == status
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text_html == "<b>ciao</b> a tutti"
