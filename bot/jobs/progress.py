"""How broadcasts go, shown in the chat of whoever has sent them while they go."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from domain.broadcasts import Broadcast, BroadcastState
from domain.ports import Clock
from domain.usecases.sending import Sending

CALM = 3  # looks without a change after which one that is over is forgotten
LOOK_BACK = timedelta(seconds=10)  # what the rate is measured over

Show = Callable[[Broadcast, Decimal | None, timedelta | None], Awaitable[None]]


@dataclass(slots=True)
class _Seen:
    """A broadcast as it was shown last, and how many of its messages were through at some instants before."""

    shown: Broadcast | None = None
    calm: int = 0
    samples: deque[tuple[datetime, int]] = field(default_factory=deque)

    def rate(self, now: datetime, done: int) -> Decimal | None:
        """Messages a second of late, None while nothing is known."""
        self.samples.append((now, done))
        while len(self.samples) > 2 and self.samples[0][0] < now - LOOK_BACK:
            self.samples.popleft()
        begun, before = self.samples[0]
        seconds = Decimal(str((now - begun).total_seconds()))
        return Decimal(done - before) / seconds if seconds > 0 and done > before else None


class Progress:
    """Edits the message of each broadcast that moves, with its rate and the time left; and once more when it is over.

    `show` edits the message, and raises nothing.
    """

    def __init__(self, sending: Sending, clock: Clock, show: Show) -> None:
        self._sending = sending
        self._clock = clock
        self._show = show
        self._seen: dict[int, _Seen] = {}

    async def run(self) -> int:
        """Shows what has changed; says how many messages were edited."""
        at_work = {one.id: one for one in await self._sending.at_work() if one.state is not BroadcastState.SCHEDULED}
        over = [number for number in self._seen if number not in at_work]
        shown = 0
        for number in over:
            shown += await self._follow(number)
        for number, broadcast in at_work.items():
            shown += await self._tell(self._seen.setdefault(number, _Seen()), broadcast)
        return shown

    async def _follow(self, number: int) -> int:
        """Shows how one went that is over; what was under way when it was stopped still comes in for a while."""
        seen, ended = self._seen[number], await self._sending.get(number)
        told = 0 if ended is None else await self._tell(seen, ended)
        seen.calm = 0 if told else seen.calm + 1
        if seen.calm >= CALM:
            del self._seen[number]
        return told

    async def show_ended(self, broadcast_id: int) -> None:
        """Shows how a broadcast went: one to a few people is through before anybody has seen it move."""
        ended = await self._sending.get(broadcast_id)
        if ended is not None and ended.shown_as is not None:
            await self._show(ended, None, None)

    async def _tell(self, seen: _Seen, broadcast: Broadcast) -> int:
        if broadcast.shown_as is None or broadcast == seen.shown:
            return 0
        tally = broadcast.tally
        undoing = broadcast.state in {BroadcastState.UNDOING, BroadcastState.UNDONE}
        done, left = (tally.deleted + tally.kept, tally.undeleted) if undoing else (tally.done, tally.left)
        rate = seen.rate(self._clock.now(), done)
        await self._show(broadcast, rate, timedelta(seconds=int(left / rate)) if rate else None)
        seen.shown = broadcast
        return 1
