"""A Telegram that costs next to nothing: it hands out updates, says yes to everything, and notes when each answer came.

`python -m tests.bench.telegram PORT`, in a process of its own. Where `bot/sandbox/` is strict, this one is fast.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
import uvicorn

UNTIL_ANSWERED = 120.0  # seconds that a round may take
MOST_UPDATES = 100  # that one getUpdates hands out
ANSWERS = {"sendMessage", "editMessageText"}  # what a person sees as the answer
ME = {"id": 7, "is_bot": True, "first_name": "Area Clienti", "username": "area_clienti_bot"}
NOTHING_AT_STRIPE = {"object": "list", "data": [], "has_more": False, "url": "/v1/events"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that the bot said: to which chat, in which words, and when."""

    chat_id: int
    text: str
    at: float


@dataclass(kw_only=True, slots=True)
class Round:
    """Updates that are let loose, and what comes back."""

    updates: Sequence[dict[str, Any]]
    spinners: int  # taps, each of which is to be ended
    away: float = 0  # seconds from a call to its answer
    released: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    through: asyncio.Event = field(default_factory=asyncio.Event)

    def look(self) -> None:
        """Whether everything has been answered."""
        if len(self.answers) >= len(self.updates) and len(self.ended) >= self.spinners:
            self.through.set()


@dataclass(kw_only=True, slots=True)
class Mailbag:
    """What one bot has not fetched yet, and what it has said since the round began."""

    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Event = field(default_factory=asyncio.Event)
    round: Round | None = None
    message_id: int = 1_000
    stray: int = 0  # answers to nobody

    async def updates(self, offset: int, limit: int, wait: float) -> list[dict[str, Any]]:
        """The updates from `offset` on, without those before it; waits for the first one."""
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        if not self.waiting and wait:
            self.news.clear()
            self.listening.set()
            try:
                await asyncio.wait_for(self.news.wait(), wait)
            except TimeoutError:
                return []
        return [self.waiting[place] for place in range(min(limit, len(self.waiting)))]

    def heard(self, method: str, params: dict[str, Any]) -> dict[str, Any] | bool:
        """Notes one call; what it is answered with."""
        now, running = time.perf_counter(), self.round
        if method == "answerCallbackQuery":
            if running is None:
                self.stray += 1
            else:
                running.ended.append(str(params["callback_query_id"]))
                running.look()
            return True
        if method in ANSWERS:
            if running is None:
                self.stray += 1
            else:
                running.answers.append(Answer(int(params["chat_id"]), str(params["text"]), now))
                running.look()
        if not method.startswith(("send", "editMessage")):
            return True
        self.message_id += 1
        chat = {"id": int(params["chat_id"]), "type": "private"}
        return {"message_id": int(params.get("message_id") or self.message_id), "date": 0, "chat": chat, "text": "x"}

    async def run(self, updates: Sequence[dict[str, Any]], rate: float, away: float) -> dict[str, Any]:
        """Lets updates loose, so many a second or all at once, and waits for the answers. Raises TimeoutError."""
        spinners = sum("callback_query" in one for one in updates)
        running = self.round = Round(updates=updates, spinners=spinners, away=away)
        began = time.perf_counter()
        async with asyncio.timeout(UNTIL_ANSWERED):
            for number, update in enumerate(updates):
                if rate and (early := began + number / rate - time.perf_counter()) > 0:
                    await asyncio.sleep(early)
                self.waiting.append(update)
                running.released.append(time.perf_counter())
                self.news.set()
            await running.through.wait()
            while self.waiting:  # noqa: ASYNC110 - until the last offset is confirmed: what is said twice is still heard
                await asyncio.sleep(0.05)
        self.round = None
        answers = [(one.chat_id, one.text, one.at) for one in running.answers]
        return {"released": running.released, "answers": answers, "ended": running.ended, "stray": self.stray}


class FastTelegram:
    """An ASGI application: `/bot<token>/<method>` for bots, `/round/<token>` for whoever measures, Stripe at `/v1`."""

    def __init__(self) -> None:
        self._bags: dict[str, Mailbag] = {}

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answers one request."""
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        status, answer = await self._answer(str(scope["path"]), dict(scope["headers"]), body)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    async def _answer(self, path: str, headers: dict[bytes, bytes], body: bytes) -> tuple[int, bytes]:
        match path.split("/"):
            case ["", "v1", *_]:
                return 200, orjson.dumps(NOTHING_AT_STRIPE)
            case ["", "round", token]:
                asked = orjson.loads(body)
                try:
                    return 200, orjson.dumps(await self._bag(token).run(**asked))
                except TimeoutError:
                    return 504, orjson.dumps(_so_far(self._bag(token)))
            case ["", "listening", token]:
                await self._bag(token).listening.wait()
                return 200, b"{}"
            case ["", bot, method]:
                return 200, orjson.dumps({"ok": True, "result": await self._call(bot, method, _read(headers, body))})
        return 404, b"{}"

    async def _call(self, bot: str, method: str, params: dict[str, Any]) -> Any:
        bag = self._bag(bot.removeprefix("bot"))
        if method == "getMe":
            return ME
        if method == "getUpdates":
            limit, wait = int(params.get("limit", MOST_UPDATES)), float(params.get("timeout", 0))
            return await bag.updates(int(params.get("offset", 0)), min(limit, MOST_UPDATES), wait)
        heard = bag.heard(method, params)
        if bag.round is not None and bag.round.away:
            await asyncio.sleep(bag.round.away)
        return heard

    def _bag(self, token: str) -> Mailbag:
        return self._bags.setdefault(token, Mailbag())


def _read(headers: dict[bytes, bytes], body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if headers.get(b"content-type", b"").startswith(b"application/json"):
        return dict(orjson.loads(body))
    return dict(parse_qsl(body.decode()))


def _so_far(bag: Mailbag) -> dict[str, Any]:
    running = bag.round
    return {} if running is None else {"answered": len(running.answers), "ended": len(running.ended)}


def main(port: int) -> None:
    """Serves until it is stopped."""
    config = uvicorn.Config(
        FastTelegram(), host="127.0.0.1", port=port, lifespan="off", log_level="warning", access_log=False
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
