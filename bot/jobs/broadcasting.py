"""Broadcasts on their way out: evenly, each message once, and never in the way of a reply."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
from telegram.error import NetworkError

from bot.jobs.verdicts import Outcome, judge
from bot.logs import new_reference
from bot.tasks import Tasks
from domain.broadcasts import Fate, Told
from domain.errors import StorageUnavailable
from domain.notices import Channel, Notice, retry_after
from domain.ports import Clock
from domain.usecases.sending import Sending, Turn

log = structlog.stdlib.get_logger(__name__)

MOST_TRIES = 5  # of a message whose target is out of reach
LONGEST_WAIT = 5.0  # seconds for a turn: no more is given out ahead, but a clock may be moved
LATE = 8  # turns that a message may run behind its own to let the one before it be written down
AGAIN = 1.0  # seconds until what could not be remembered is written again
GATHER = 0.02  # seconds in which what comes is written down together, where messages go beside each other
MOST_UNSETTLED = 2  # batches that may be sent and not yet remembered


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """One way out: its channel, its pace, and how a message is put there.

    `batch` messages are claimed together, `at_once` are under way at most; `room` waits until one more may start.
    """

    channel: Channel
    every: timedelta
    batch: int
    at_once: int
    put: Callable[[Notice], Awaitable[str]]
    room: Callable[[], Awaitable[None]]


class Broadcaster:
    """Sends the messages of broadcasts along one lane, in their turns.

    What became of them is written down at once. While there is time for it, the next message starts when that is done:
    only what was on its way when the process dies is in doubt, and that is one message then. Where answers take longer
    than a turn, the messages run LATE behind, beside each other, and what has come meanwhile is written down together.
    """

    def __init__(self, sending: Sending, lane: Lane, clock: Clock, not_sent: type[NetworkError]) -> None:
        self._sending = sending
        self._lane = lane
        self._clock = clock
        self._not_sent = not_sent
        self._tasks = Tasks()
        self._free = asyncio.Semaphore(lane.at_once)
        self._told: list[Told] = []
        self._settling: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()
        self._under_way = 0
        self._calm = asyncio.Event()
        self._held = False
        self._stopping = False

    def stop(self) -> None:
        """Begins nothing new: what is under way is finished and remembered."""
        self._stopping = True
        self._settled.set()

    async def run(self) -> int:
        """Sends until nothing is left, it has to wait, or it is stopped; says how many messages were taken up."""
        self._held = False
        taken = 0
        try:
            turns = await self._take()
            while turns:
                following = self._tasks.spawn(self._take(), name="broadcast_take", awaited=True)
                taken += await self._send_all(turns)
                turns = await following
        finally:
            await self._finish()
        return taken

    async def _take(self) -> Sequence[Turn]:
        """The next messages; none once it is to stop, or while what was sent cannot be remembered."""
        while len(self._told) > MOST_UNSETTLED * self._lane.batch and not self._stopping:
            self._settled.clear()
            await self._settled.wait()
        if self._held or self._stopping:
            return ()
        return await self._sending.take(self._lane.channel, self._lane.batch, self._lane.every)

    async def _send_all(self, turns: Sequence[Turn]) -> int:
        """Starts each message in its turn; what is not started any more is given back."""
        loop = asyncio.get_running_loop()
        late = LATE * self._lane.every.total_seconds()
        ahead = loop.time() - self._clock.now().timestamp()
        for place, turn in enumerate(turns):
            at = min(turn.at.timestamp() + ahead, loop.time() + LONGEST_WAIT)
            await asyncio.sleep(max(0.0, at - loop.time()))
            await self._all_remembered(until=at + late)
            await self._free.acquire()
            await self._lane.room()
            if self._held or self._stopping:
                self._free.release()
                await self._sending.put_off([left.notice for left in turns[place:]], timedelta(0))
                return place
            self._under_way += 1
            self._tasks.spawn(self._send(turn.notice), name="broadcast_send")
        return len(turns)

    async def _all_remembered(self, until: float) -> None:
        """Waits until nothing is on its way and everything sent is written down, but not beyond an instant."""
        if asyncio.get_running_loop().time() >= until:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                while self._under_way or self._told:
                    self._calm.clear()
                    await self._calm.wait()

    async def _send(self, notice: Notice) -> None:
        try:
            answer = await self._lane.put(notice)
        except Exception as error:  # noqa: BLE001 - one message that fails must not hold up the others
            await self._failed(notice, error)
        else:
            self._tell(Told(notice=notice, fate=Fate.SENT, answer=answer, at=self._clock.now()))
        finally:
            self._under_way -= 1
            self._free.release()
            self._calm.set()

    async def _failed(self, notice: Notice, error: Exception) -> None:
        verdict = judge(error, self._not_sent)
        wait = verdict.wait or retry_after(notice.attempts)
        if verdict.outcome is Outcome.TOO_FAST:
            log.warning("broadcast_too_fast", seconds=wait.total_seconds())
            self._held = True
            await self._sending.hold(self._lane.channel, wait)
            await self._sending.put_off([notice], wait)
            return
        if isinstance(error, StorageUnavailable) or (
            verdict.outcome is Outcome.OUT_OF_REACH and notice.attempts < MOST_TRIES
        ):
            await self._sending.put_off([notice], wait)
            return
        reason, in_doubt = verdict.reason, verdict.outcome is Outcome.IN_DOUBT
        if verdict.outcome is Outcome.UNFORESEEN:
            reference = new_reference()
            log.error("broadcast_message_failed", key=notice.key, reference=reference, exc_info=error)
            reason = f"{reason} {reference}"
        fate = Fate.BLOCKED if verdict.outcome is Outcome.BLOCKED else Fate.FAILED
        self._tell(Told(notice=notice, fate=fate, answer=reason, at=self._clock.now(), in_doubt=in_doubt))

    def _tell(self, told: Told) -> None:
        self._told.append(told)
        if self._settling is None or self._settling.done():
            self._settling = self._tasks.spawn(self._settle(), name="broadcast_settle")

    async def _settle(self) -> None:
        """Writes down what became of the messages, until nothing is left."""
        while self._told:
            if self._under_way:
                await asyncio.sleep(GATHER)
            told = tuple(self._told)
            try:
                await self._sending.settle(told)
            except StorageUnavailable:
                log.warning("broadcast_not_remembered", messages=len(told))
                await asyncio.sleep(AGAIN)
            else:
                del self._told[: len(told)]
                self._settled.set()
                self._calm.set()

    async def _finish(self) -> None:
        """Waits for what is under way, and until it is remembered."""
        for _ in range(self._lane.at_once):
            await self._free.acquire()
        for _ in range(self._lane.at_once):
            self._free.release()
        if self._settling is not None:
            await self._settling
