"""Updates carried to the bot's webhook: in order within a chat, side by side across chats, until taken."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

from bot.sandbox.bell import Bell
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.updates import Update, Updates, chat_of, kind

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """Where the bot wants its updates, and the secret that proves they come from Telegram."""

    url: str
    secret: str = field(default="", repr=False)
    max_connections: int = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """One attempt to hand over an update; status 0 is no answer."""

    update_id: int
    url: str
    status: int
    at: datetime
    ms: int


@dataclass(kw_only=True, slots=True)
class _Setback:
    until: float
    pause: float


class Postman:
    """Delivers the queue to the webhook while there is one."""

    def __init__(self, *, updates: Updates, events: Broadcaster, clock: SandboxClock, bell: Bell) -> None:
        self._updates = updates
        self._events = events
        self._clock = clock
        self._bell = bell
        self._client: aiohttp.ClientSession | None = None
        self._busy: set[int] = set()
        self._setbacks: dict[int, _Setback] = {}
        self.webhook: Webhook | None = None
        self.attempts: list[Carried] = []
        self.last_error: dict[str, Any] = {}
        self.retry_seconds = 0.2
        self.most_seconds = 2.0
        self.timeout_seconds = 30.0
        self.held = False
        self.spread: list[str] = []
        self._turn = 0

    async def run(self) -> None:
        """Delivers until cancelled."""
        async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as tasks:
            self._client = client
            try:
                while True:
                    due = self._due()
                    if due is None:
                        await self._bell.wait()
                        continue
                    lane, update, webhook = due
                    self._busy.add(lane)
                    tasks.create_task(self._deliver(lane, update, webhook))
            finally:
                self._client = None
                self._busy.clear()

    def _due(self) -> tuple[int, Update, Webhook] | None:
        webhook = self.webhook
        if webhook is None or self.held or len(self._busy) >= webhook.max_connections:
            return None
        now, seen = time.monotonic(), set(self._busy)
        for update in self._updates.pending():
            lane = int((chat_of(update) or {"id": 0})["id"])
            if lane in seen:
                continue
            seen.add(lane)
            setback = self._setbacks.get(lane)
            if setback is None or setback.until <= now:
                return lane, update, webhook
        return None

    async def _deliver(self, lane: int, update: Update, webhook: Webhook) -> None:
        try:
            status = await self.carry(update, self._address(webhook), webhook.secret)
            if 200 <= status < 300:
                self._setbacks.pop(lane, None)
                self._updates.acknowledge(update["update_id"])
            else:
                self._put_off(lane, status)
        finally:
            self._busy.discard(lane)
            self._bell.ring()

    def _address(self, webhook: Webhook) -> str:
        """The webhook's own address, or the next of those that share the load."""
        self._turn += 1
        return self.spread[self._turn % len(self.spread)] if self.spread else webhook.url

    def _put_off(self, lane: int, status: int) -> None:
        last = self._setbacks.get(lane)
        pause = self.retry_seconds if last is None else min(last.pause * 2, self.most_seconds)
        self._setbacks[lane] = _Setback(until=time.monotonic() + pause, pause=pause)
        reason = f"Wrong response from the webhook: {status}" if status else "Connection refused or timed out"
        self.last_error = {"last_error_date": self._clock.timestamp(), "last_error_message": reason}
        asyncio.get_running_loop().call_later(pause + 0.001, self._bell.ring)

    async def carry(self, update: Update, url: str, secret: str) -> int:
        """Posts one update once and answers the HTTP status, 0 if there was none."""
        began = time.monotonic()
        headers = {HEADER: secret} if secret else {}
        status = await self._post(update, url, headers)
        carried = Carried(
            update_id=update["update_id"],
            url=url,
            status=status,
            at=self._clock.now(),
            ms=round((time.monotonic() - began) * 1000),
        )
        self.attempts.append(carried)
        self._events.publish(
            {
                "kind": "call",
                "api": "webhook",
                "method": kind(update),
                "request": update,
                "answer": None,
                "status": status,
                "at": carried.at.isoformat(),
                "ms": carried.ms,
            }
        )
        return status

    async def _post(self, update: Update, url: str, headers: dict[str, str]) -> int:
        timeout = aiohttp.ClientTimeout(total=self.timeout_seconds)
        try:
            async with self._session().post(
                url, json=update, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    def _session(self) -> aiohttp.ClientSession:
        if self._client is None:
            raise RuntimeError("the sandbox is not running: start it with running(world)")
        return self._client

    async def again(self, update: Update, *, times: int, urls: Sequence[str], secret: str | None) -> list[int]:
        """Posts an update several times at once to each address, whatever the queue says; the statuses."""
        known = self.webhook.secret if self.webhook else ""
        targets = list(urls) or ([self.webhook.url] if self.webhook else [])
        posts = (self.carry(update, url, known if secret is None else secret) for url in targets * times)
        statuses = list(await asyncio.gather(*posts))
        if any(200 <= status < 300 for status in statuses):
            self._updates.acknowledge(update["update_id"])
        return statuses
