"""Polling mode: Telegram keeps every update until it is done."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine, Mapping
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.gateways.telegram import TokenRevoked
from bot.receiver import MalformedUpdate, Outcome
from bot.tasks import Deadline, Tasks
from domain.errors import StorageUnavailable

log = structlog.stdlib.get_logger(__name__)

WINDOW = 100  # updates; the most that Telegram hands out beyond the offset, and so the most in flight
LONG_WAIT = 25  # seconds that Telegram holds a request open when there is nothing to say
GLANCE = 0.1  # seconds between two looks at the queue while updates are in flight
DRAIN = 20  # seconds that updates in flight are given to end when the bot stops

RawUpdate = Mapping[str, Any]
T = TypeVar("T")


class UpdateSource(Protocol):
    """Where updates wait until the offset moves past them."""

    async def get(self, *, offset: int, limit: int, wait: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, forgetting those before it."""


class Receive(Protocol):
    """Does one update."""

    async def __call__(self, raw: RawUpdate) -> Outcome:
        """Returns once the update may be forgotten. Raises StorageUnavailable."""


class Polling:
    """Takes updates of different chats side by side, those of one chat in order.

    The offset, which tells Telegram what to forget, only moves past updates that are all done.
    """

    def __init__(
        self,
        source: UpdateSource,
        receive: Receive,
        tasks: Tasks | None = None,
        *,
        first_pause: float = 1,
        longest_pause: float = 30,
        deadline: Deadline | None = None,
    ) -> None:
        self._source = source
        self._receive = receive
        self._tasks = tasks or Tasks()
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._deadline = deadline or Deadline(DRAIN)
        self._offset = 0
        self._done: set[int] = set()
        self._waiting: set[int] = set()
        self._queues: dict[int, deque[RawUpdate]] = {}
        self._stopping = asyncio.Event()
        self._idle = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """Updates taken and not yet done."""
        return len(self._waiting)

    async def run(self) -> None:
        """Polls until `stop`, then drains until the deadline, 20 seconds by itself. Raises TokenRevoked."""
        pause = self._first_pause
        while not self._stopping.is_set():
            try:
                await self._look()
                pause = self._first_pause
            except InvalidToken:
                log.critical("token_revoked", advice="Telegram refuses BOT_TOKEN: take a new one from BotFather")
                self._stopping.set()
                await self._tasks.drain(self._deadline.left)
                raise TokenRevoked from None
            except TelegramError as error:
                await self._back_off(error, pause)
                pause = min(pause * 2, self._longest_pause)
        if not await self._tasks.drain(self._deadline.left):
            log.warning("updates_left_to_telegram", updates=self.in_flight)
        await self._confirm()

    def stop(self) -> None:
        """Asks the loop to end."""
        self._stopping.set()

    async def _look(self) -> None:
        """Asks for updates once, and waits a moment if some are still in flight."""
        wait = 0 if self._waiting else LONG_WAIT
        updates = await self._unless_stopped(self._source.get(offset=self._offset, limit=WINDOW, wait=wait))
        for update in updates or ():
            self._take(update)
        if self._waiting:
            self._idle.clear()
            await self._unless_stopped(self._idle.wait(), seconds=GLANCE)

    async def _back_off(self, error: TelegramError, pause: float) -> None:
        match error:
            case RetryAfter():
                seconds = error.retry_after
                pause = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
            case Conflict():
                log.warning("another_poller", advice="one bot, one poller: stop the other, or delete its webhook")
            case _:
                log.warning("telegram_unreachable", reason=type(error).__name__, next_try_in_seconds=pause)
        await self._unless_stopped(asyncio.sleep(pause))

    async def _unless_stopped(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T | None:
        """What the work returns; None if the loop is asked to end, or the seconds are over, before it does."""
        task = self._tasks.spawn(work, name="polling", awaited=True)
        stopping = self._tasks.spawn(self._stopping.wait(), name="polling stop", awaited=True)
        try:
            await asyncio.wait({task, stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopping.cancel()

    def _take(self, update: RawUpdate) -> None:
        """Puts an update at the end of its chat's queue, unless it is there or done already."""
        update_id = update.get("update_id")
        if not isinstance(update_id, int) or update_id < self._offset:
            return
        if update_id in self._done or update_id in self._waiting:
            return
        self._waiting.add(update_id)
        chat_id = chat_of(update)
        if chat_id in self._queues:
            self._queues[chat_id].append(update)
            return
        self._queues[chat_id] = deque([update])
        self._tasks.spawn(self._work(chat_id), name=f"chat {chat_id}")

    async def _work(self, chat_id: int) -> None:
        """Does a chat's updates one after the other; what is left when the loop ends stays with Telegram."""
        queue = self._queues[chat_id]
        try:
            while queue and not self._stopping.is_set():
                update = queue[0]
                if not await self._do(update):
                    return
                queue.popleft()
                self._forget(int(update["update_id"]))
        finally:
            del self._queues[chat_id]

    async def _do(self, update: RawUpdate) -> bool:
        """Does an update, again and again while it cannot be; false if the loop ends before it is done."""
        pause = self._first_pause
        while True:
            try:
                await self._receive(update)
            except MalformedUpdate:
                log.error("update_malformed", update_id=update["update_id"])
                return True
            except StorageUnavailable:
                log.warning("storage_unavailable", update_id=update["update_id"], next_try_in_seconds=pause)
            except Exception:  # delivered again: after the third time the store sets it aside
                log.exception("update_unfinished", update_id=update["update_id"])
            else:
                return True
            await self._unless_stopped(asyncio.sleep(pause))
            if self._stopping.is_set():
                return False
            pause = min(pause * 2, self._longest_pause)

    def _forget(self, update_id: int) -> None:
        """Moves the offset past everything that is done without a gap."""
        self._waiting.discard(update_id)
        self._done.add(update_id)
        self._offset = min(self._waiting) if self._waiting else max(self._done) + 1
        self._done = {one for one in self._done if one >= self._offset}
        if not self._waiting:
            self._idle.set()

    async def _confirm(self) -> None:
        """Tells Telegram what is done, so that the next start is not handed it again; no harm if it fails."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(3):
                await self._source.get(offset=self._offset, limit=1, wait=0)
        except (TelegramError, TimeoutError) as error:
            log.info("last_offset_not_confirmed", reason=type(error).__name__)


def chat_of(update: RawUpdate) -> int:
    """The chat whose queue the update joins; 0 for the few that belong to none."""
    for kind in ("message", "edited_message", "my_chat_member", "callback_query"):
        match update.get(kind):
            case {"chat": {"id": int(chat_id)}} | {"message": {"chat": {"id": int(chat_id)}}}:
                return chat_id
    return 0
