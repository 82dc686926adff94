"""How a broadcast goes is shown while it moves, and to the end of what was under way when it was stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.jobs.progress import Progress
from domain.broadcasts import Broadcast, BroadcastState, Tally
from domain.usecases.sending import Sending
from tests.fakes import FakeClock
from tests.people import CARLA, NOW

RUNNING = Broadcast(
    id=1,
    admin=CARLA.chat_id,
    state=BroadcastState.RUNNING,
    created_at=NOW,
    italian="x",
    started_at=NOW,
    tally=Tally(total=100, queued=100),
    shown_as=7,
)


class Watching:
    """A broadcast that moves, and what is shown of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broadcast = RUNNING
        self.shown: list[tuple[int, Decimal | None, timedelta | None]] = []
        self.clock = FakeClock()
        sending = Sending(units=None, clock=self.clock, catalogue=None)  # type: ignore[arg-type]  # nothing is asked of them
        monkeypatch.setattr(Sending, "at_work", self._at_work)  # as a method that is bound already
        monkeypatch.setattr(Sending, "get", self._get)
        self.progress = Progress(sending, self.clock, self._show)

    async def looks(self, sent: int, state: BroadcastState = BroadcastState.RUNNING) -> None:
        """Two seconds later so many were sent."""
        self.clock.advance(timedelta(seconds=2))
        self.broadcast = replace(self.broadcast, state=state, tally=replace(self.broadcast.tally, sent=sent))
        await self.progress.run()

    async def _at_work(self) -> list[Broadcast]:
        return [self.broadcast] if self.broadcast.state is BroadcastState.RUNNING else []

    async def _get(self, _number: int) -> Broadcast:
        return self.broadcast

    async def _show(self, broadcast: Broadcast, rate: Decimal | None, left: timedelta | None) -> None:
        self.shown.append((broadcast.tally.sent, rate, left))


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Watching:
    """What is shown."""
    return Watching(monkeypatch)


async def test_the_rate_and_the_time_left_are_told_as_it_moves(watching: Watching) -> None:
    for sent in (0, 20, 20, 40):
        await watching.looks(sent)
    assert watching.shown == [
        (0, None, None),
        (20, Decimal(10), timedelta(seconds=8)),
        (40, Decimal(40) / 6, timedelta(seconds=9)),
    ]


async def test_what_comes_in_after_a_stop_is_shown_too(watching: Watching) -> None:
    await watching.looks(20)
    await watching.looks(25, BroadcastState.STOPPED)
    await watching.looks(25, BroadcastState.STOPPED)
    await watching.looks(31, BroadcastState.STOPPED)
    for _ in range(4):
        await watching.looks(31, BroadcastState.STOPPED)
    await watching.looks(32, BroadcastState.STOPPED)  # nobody looks any more
    assert [sent for sent, _, _ in watching.shown] == [20, 25, 31]
