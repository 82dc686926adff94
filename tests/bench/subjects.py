"""What is measured, each in a process of its own, and the Telegram that they all talk to."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from bot.settings import environment_of_a_child

TO_START = 60.0  # seconds
_LONG = aiohttp.ClientTimeout(total=150)


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What a subject did with some updates: how long until the last answer, each wait, and the time on a core."""

    seconds: float
    waits: Sequence[float]  # seconds, shortest first
    on_core: float  # seconds
    flaws: Sequence[str]

    @property
    def rate(self) -> float:
        """Updates a second."""
        return len(self.waits) / self.seconds

    def late(self, percent: int) -> float:
        """How long the slowest of so many per cent of the answers took, in milliseconds."""
        return 1_000 * self.waits[len(self.waits) * percent // 100]


@dataclass(kw_only=True, slots=True)
class Subject:
    """A bot that has been started, and the updates that it has been given so far."""

    token: str
    http: aiohttp.ClientSession
    process: asyncio.subprocess.Process
    given: int = 0

    async def play(
        self, makes: Callable[[int, int], dict[str, Any]], count: int, *, rate: float = 0, away: float = 0
    ) -> Round:
        """Lets updates loose, so many a second or all at once; `makes` is told the id and the place of each."""
        updates = [makes(self.given + place + 1, place) for place in range(count)]
        self.given += count
        before = _on_core(self.process.pid)
        asked = orjson.dumps({"updates": updates, "rate": rate, "away": away})
        async with self.http.post(f"/round/{self.token}", data=asked, timeout=_LONG) as response:
            found = orjson.loads(await response.read())
            assert response.status == 200, f"not all of {count} updates were answered: {found}"
        return judged(updates, found, _on_core(self.process.pid) - before)


def judged(updates: Sequence[Mapping[str, Any]], found: Mapping[str, Any], on_core: float) -> Round:
    """Finds the answer to each update: in one chat they come in the order of the updates."""
    answers: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for chat_id, words, at in found["answers"]:
        answers[chat_id].append((words, at))
    ended, flaws, waits = list(map(str, found["ended"])), [], []
    expected: dict[int, list[str]] = defaultdict(list)
    for update, released in zip(updates, found["released"], strict=True):
        chat_id, mark = _facts(update)
        expected[chat_id].append(mark)
        place = len(expected[chat_id]) - 1
        if place < len(answers[chat_id]):
            waits.append(answers[chat_id][place][1] - released)
    flaws += [f"stray answers: {found['stray']}"] if found["stray"] else []
    for chat_id, marks in expected.items():
        echoed = [words for words, _ in answers[chat_id]]
        stopped = (
            [mark for mark in ended if mark.startswith(f"{chat_id}-")] if "callback_query" in updates[0] else echoed
        )
        if len(echoed) != len(marks) or stopped != marks:
            flaws.append(f"chat {chat_id}: {marks} were answered as {stopped}, {len(echoed)} times")
    last = max(at for _, _, at in found["answers"])
    return Round(seconds=last - found["released"][0], waits=sorted(waits), on_core=on_core, flaws=flaws)


def message(update_id: int, chat_id: int) -> dict[str, Any]:
    """Somebody writes something that nobody else writes."""
    return {"update_id": update_id, "message": {**_sent(chat_id, update_id), "text": f"{chat_id}-{update_id}"}}


def tap(update_id: int, chat_id: int, data: str, live: int) -> dict[str, Any]:
    """Somebody taps a key of the live message."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Anna", "language_code": "it"}
    query = {"id": f"{chat_id}-{update_id}", "from": person, "chat_instance": "1", "data": data}
    return {"update_id": update_id, "callback_query": {**query, "message": {**_sent(chat_id, live), "text": "..."}}}


def _sent(chat_id: int, message_id: int) -> dict[str, Any]:
    person = {"id": chat_id, "is_bot": False, "first_name": "Anna", "language_code": "it"}
    chat = {"id": chat_id, "type": "private", "first_name": "Anna"}
    return {"message_id": message_id, "date": 1_800_000_000, "chat": chat, "from": person}


def _facts(update: Mapping[str, Any]) -> tuple[int, str]:
    if "callback_query" in update:
        return update["callback_query"]["message"]["chat"]["id"], update["callback_query"]["id"]
    return update["message"]["chat"]["id"], update["message"]["text"]


def _on_core(pid: int) -> float:
    """Seconds that a process has spent on a core so far, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def fast_telegram() -> AsyncIterator[aiohttp.ClientSession]:
    """Starts the pretend Telegram, and yields a way to talk to it."""
    url = f"http://127.0.0.1:{_free_port()}"
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.telegram", url.rpartition(":")[2])
    try:
        async with aiohttp.ClientSession(url) as http:
            await _until_it_listens(http)
            yield http
    finally:
        await _stop(process)


@asynccontextmanager
async def echo(kind: str, http: aiohttp.ClientSession) -> AsyncIterator[Subject]:
    """Starts the yardstick: `installed` or `gateway`."""
    token = f"111:{kind}"
    async with _started(token, http, ("tests.bench.echo", kind, str(_origin(http)), token), {}) as subject:
        yield subject


@asynccontextmanager
async def bot(database_url: str, http: aiohttp.ClientSession) -> AsyncIterator[Subject]:
    """Starts the bot as an administrator does. It is ready only while a commit cannot be lost, which is asked again."""
    token, port = "222:bot-bot", _free_port()
    settings = {
        "BOT_TOKEN": token,
        "BOT_API_URL": str(_origin(http)),
        "HTTP_PORT": str(port),
        "DATABASE_URL": database_url,
        "STRIPE_SECRET_KEY": "sk_test_bench",
        "STRIPE_WEBHOOK_SECRET": "whsec_bench",
        "STRIPE_API_URL": str(_origin(http)),
    }
    async with _started(token, http, ("bot", "run"), settings) as subject:
        yield subject
        async with http.get(f"http://127.0.0.1:{port}/health/ready") as response:
            assert response.status == 200, await response.text()


@asynccontextmanager
async def _started(
    token: str, http: aiohttp.ClientSession, command: Sequence[str], settings: Mapping[str, str]
) -> AsyncIterator[Subject]:
    """A process of Python that runs a module, once it waits for updates."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command),
        env=environment_of_a_child(**settings),
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with http.get(f"/listening/{token}", timeout=aiohttp.ClientTimeout(total=TO_START)):
            yield Subject(token=token, http=http, process=process)
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), 40)
    except TimeoutError:
        process.kill()
        raise


async def _until_it_listens(http: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(TO_START):
        while True:
            try:
                async with http.get("/"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


def _origin(http: aiohttp.ClientSession) -> str:
    assert http._base_url_origin is not None
    return str(http._base_url_origin)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
