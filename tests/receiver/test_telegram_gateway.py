"""Calls to a Bot API over a real socket, that answers, refuses, breaks off or hangs."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.gateways import telegram as gateway
from bot.gateways.telegram import AiohttpRequest, NotSent, TokenRevoked, build_application, connect
from bot.gateways.updates import UpdateQueue
from tests.receiver.doubles import MARIO, TOKEN, AnyApplication

ME = {"id": 110201543, "is_bot": True, "first_name": "Area Clienti", "username": "area_clienti_bot"}
SENT = {"message_id": 7, "date": 1, "chat": {"id": MARIO, "type": "private"}, "text": "ciao"}


@dataclass
class BotApi:
    """A Bot API that does as it is told, once for each entry of `next`."""

    next: list[Any] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answers one call."""
        method = request.path.rsplit("/", 1)[1]
        if request.content_type == "application/json":
            fields = await request.json()
        else:
            fields = {name: read(value) for name, value in (await request.post()).items()}
        if method == "getMe" and not self.next:
            return web.json_response({"ok": True, "result": ME})
        self.calls.append((method, fields))
        match self.next.pop(0) if self.next else None:
            case "hang":
                await asyncio.sleep(5)
            case "break":
                assert request.transport
                request.transport.close()
            case bytes(raw):
                return web.Response(body=raw)
            case (int(status), dict(more)):
                return web.json_response({"ok": False, "error_code": status, **more}, status=status)
            case list(result):
                return web.json_response({"ok": True, "result": result})
        return web.json_response({"ok": True, "result": SENT})


def read(value: Any) -> Any:
    """A field as it came; a file as its name and content."""
    return (value.filename, value.file.read()) if isinstance(value, web.FileField) else value


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "PAUSES", (0.001, 0.001))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    api = BotApi()
    app = web.Application()
    app.router.add_post("/{path:.*}", api.answer)
    async with TestServer(app) as server:
        api.url = str(server.make_url("")).rstrip("/")
        yield api


@pytest.fixture
async def application(api: BotApi) -> AsyncIterator[AnyApplication]:
    application = build_application(TOKEN, api.url, request=AiohttpRequest(read_timeout=0.2))
    await connect(application)
    yield application
    await application.shutdown()


async def test_a_message_is_sent_with_its_fields(api: BotApi, application: AnyApplication) -> None:
    sent = await application.bot.send_message(MARIO, "perché <b>no</b>?", disable_notification=True)
    assert sent.message_id == 7
    expected = {"chat_id": MARIO, "text": "perché <b>no</b>?", "disable_notification": True}
    assert api.calls == [("sendMessage", expected)]


async def test_a_file_travels_as_multipart(api: BotApi, application: AnyApplication) -> None:
    await application.bot.send_document(MARIO, InputFile(b"one,two\n", "lines.csv"), caption="righe")
    method, fields = api.calls[0]
    assert (method, fields["caption"], fields["chat_id"]) == ("sendDocument", "righe", str(MARIO))
    assert fields["document"] == ("lines.csv", b"one,two\n")


@pytest.mark.parametrize(
    ("status", "description", "error"),
    [
        (400, "Bad Request: message is not modified", BadRequest),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (401, "Unauthorized", InvalidToken),
        (409, "Conflict", Conflict),
        (500, "Internal Server Error", NetworkError),
    ],
)
async def test_a_refusal_becomes_ptbs_error_and_is_not_repeated(
    api: BotApi, application: AnyApplication, status: int, description: str, error: type[TelegramError]
) -> None:
    api.next = [(status, {"description": description})]
    with pytest.raises(error):
        await application.bot.send_message(MARIO, "ciao")
    assert len(api.calls) == 1


async def test_a_bad_gateway_is_tried_again(api: BotApi, application: AnyApplication) -> None:
    api.next = [(502, {}), (502, {}), None]
    assert (await application.bot.send_message(MARIO, "ciao")).message_id == 7
    assert len(api.calls) == 3


async def test_a_bad_gateway_that_stays_is_given_up(api: BotApi, application: AnyApplication) -> None:
    api.next = [(502, {})] * 3
    with pytest.raises(NetworkError):
        await application.bot.send_message(MARIO, "ciao")


async def test_a_short_pause_that_telegram_asks_for_is_kept(
    api: BotApi, application: AnyApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("bot.gateways.telegram.asyncio.sleep", sleep)
    api.next = [(429, {"description": "Too Many Requests", "parameters": {"retry_after": 2}}), None]
    await application.bot.send_message(MARIO, "ciao")
    assert slept == [2.0]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB's own, whenever a RetryAfter is made
async def test_a_long_pause_is_the_callers_to_plan(api: BotApi, application: AnyApplication) -> None:
    api.next = [(429, {"description": "Too Many Requests", "parameters": {"retry_after": 30}})]
    with pytest.raises(RetryAfter):
        await application.bot.send_message(MARIO, "ciao")
    assert len(api.calls) == 1


async def test_f11_an_answer_that_is_lost_is_not_asked_for_twice(api: BotApi, application: AnyApplication) -> None:
    api.next = ["hang"]
    with pytest.raises(TimedOut):
        await application.bot.send_message(MARIO, "ciao")
    assert len(api.calls) == 1


async def test_a_connection_that_breaks_is_a_network_error_and_is_not_repeated(
    api: BotApi, application: AnyApplication
) -> None:
    api.next = ["break"]
    with pytest.raises(NetworkError):
        await application.bot.send_message(MARIO, "ciao")
    assert len(api.calls) == 1


async def test_an_answer_that_is_no_json_is_an_error_without_its_text(api: BotApi, application: AnyApplication) -> None:
    api.next = [b"<html>maintenance</html>"]
    with pytest.raises(TelegramError, match=r"^Invalid server response$"):
        await application.bot.send_message(MARIO, "ciao")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_f12_a_call_that_certainly_did_not_arrive_is_tried_three_times() -> None:
    request = AiohttpRequest()
    await request.initialize()
    with structlog.testing.capture_logs() as logs, pytest.raises(NotSent):
        await request.do_request(f"http://127.0.0.1:{free_port()}/bot{TOKEN}/sendMessage", "POST")
    await request.shutdown()
    assert [line["event"] for line in logs] == ["telegram_not_reached"] * 2


async def test_a_pool_that_stays_full_is_a_time_out_and_nothing_was_sent(api: BotApi) -> None:
    request = AiohttpRequest(connections=1, connect_timeout=0.01, pool_timeout=0.01)
    await request.initialize()
    api.next = ["hang"]
    url = f"{api.url}/bot/sendMessage"
    hanging = asyncio.create_task(request.do_request(url, "POST"))
    await asyncio.sleep(0.05)
    with pytest.raises(TimedOut):
        await request.do_request(url, "POST")
    hanging.cancel()
    await asyncio.wait([hanging])
    await request.shutdown()
    assert len(api.calls) == 1


@pytest.mark.parametrize("trouble", ["refused", "hang", "break", (500, {}), b"no json"])
async def test_s12_no_error_and_no_log_line_holds_the_token(
    api: BotApi, caplog: pytest.LogCaptureFixture, trouble: Any
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.WARNING, "aiohttp.access")  # the pretend server's own lines
    url = f"http://127.0.0.1:{free_port()}" if trouble == "refused" else api.url
    application = build_application(TOKEN, url, request=AiohttpRequest(read_timeout=0.05))
    api.next = [trouble]
    with structlog.testing.capture_logs() as logs, pytest.raises(TelegramError) as raised:
        await application.initialize()
    await application.bot.shutdown()
    chain = [repr(raised.value), repr(raised.value.__cause__), repr(raised.value.__context__)]
    assert TOKEN not in f"{chain} {logs} {caplog.text}"


async def test_f17_a_token_that_telegram_refuses_at_the_start_is_not_in_the_error(api: BotApi) -> None:
    api.next = [(401, {"description": "Unauthorized"})]
    application = build_application(TOKEN, api.url)
    with pytest.raises(TokenRevoked) as raised:
        await connect(application)
    await application.bot.shutdown()
    assert TOKEN not in repr(raised.value)
    assert raised.value.__suppress_context__


async def test_the_start_waits_for_telegram(api: BotApi) -> None:
    api.next = [(500, {}), (500, {})]
    application = build_application(TOKEN, api.url)
    await connect(application, first_pause=0.001)
    assert application.bot.username == "area_clienti_bot"
    await application.shutdown()


async def test_the_queue_of_updates_is_asked_from_the_offset_on(api: BotApi) -> None:
    queue = UpdateQueue(TOKEN, api.url)
    await queue.open()
    api.next = [[{"update_id": 9}]]
    assert await queue.get(offset=9, limit=100, wait=0) == [{"update_id": 9}]
    await queue.close()
    assert api.calls == [
        (
            "getUpdates",
            {
                "offset": 9,
                "limit": 100,
                "timeout": 0,
                "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
            },
        )
    ]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # PTB's own, whenever a RetryAfter is made
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((401, {}), InvalidToken),
        ((404, {}), InvalidToken),
        ((409, {"description": "Conflict"}), Conflict),
        ((429, {"parameters": {"retry_after": 3}}), RetryAfter),
        ((400, {}), BadRequest),
        ((502, {}), NetworkError),
        ((503, {}), NetworkError),
        (b"<html>", TelegramError),
        (b"[]", NetworkError),
    ],
)
async def test_a_queue_that_is_refused_says_why(api: BotApi, answer: Any, error: type[TelegramError]) -> None:
    queue = UpdateQueue(TOKEN, api.url)
    await queue.open()
    api.next = [answer]
    with pytest.raises(error):
        await queue.get(offset=0, limit=100, wait=0)
    await queue.close()
