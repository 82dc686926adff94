"""How fast broadcasts go out, to whom how often, and whether anybody waits for them meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from bot.tasks import Tasks
from tests.bench.figures import Figure
from tests.bench.provider import emptied
from tests.crowd import Crowd, gathered
from tests.people import MARIO
from tests.phone import Phone

PEOPLE, MANY_PEOPLE = 10_000, 50_000
BLOCKED = 200
RATE, PAID_RATE = Decimal("29.7"), Decimal(950)
LEAST = Decimal("0.99")  # of the rate that is set
LONGEST_TAP = 1.0  # seconds, for 95 of 100 taps
MOST_GROWTH = 5.0  # MB
KILLED_AT = (40, 80)  # per cent
BETWEEN_TAPS = 0.7  # seconds
PATIENCE = 900.0  # seconds


async def with_kills(kind: str, url: str) -> AsyncIterator[Figure]:
    """The free pace: killed twice on the way, with somebody who taps all the time."""
    async with gathered(url, PEOPLE, blocked=BLOCKED) as crowd:
        await crowd.wake(rate=str(RATE), paid=False)
        tapping, tasks = Tapping(Phone(crowd.world, MARIO)), Tasks()
        await tapping.phone.logs_in()
        running = tasks.spawn(tapping.run(), name="tapping")
        number = await crowd.announce()
        starts = [0]
        for percent in KILLED_AT:
            await crowd.until(PEOPLE * percent // 100, PATIENCE)
            await crowd.kill()
            starts.append(len(crowd.arrivals()))
            await crowd.wake(rate=str(RATE), paid=False)
        done = await crowd.through(number, PATIENCE)
        tapping.stop()
        await running
        await crowd.stop()
        rate = slowest_stretch(crowd.arrivals(), starts)
        what = f"{PEOPLE:,} chats at {RATE}/s: {rate:.2f}/s in the slowest stretch, {rate / RATE:.3f} of it"
        yield Figure(kind=kind, what=f"{what} (at least {LEAST})", kept=rate >= LEAST * RATE)
        yield Figure(kind=kind, what=f"answers 429: {crowd.too_fast()} (none)", kept=crowd.too_fast() == 0)
        yield _once(kind, crowd)
        what = f"blocked chats counted: {done.tally.blocked} (of {BLOCKED})"
        yield Figure(kind=kind, what=what, kept=done.tally.blocked == BLOCKED)
        late = tapping.late(95)
        what = f"taps meanwhile: {len(tapping.waited)}, p95 {late:.3f} s (under {LONGEST_TAP:.0f} s)"
        yield Figure(kind=kind, what=what, kept=late < LONGEST_TAP)


def _once(kind: str, crowd: Crowd) -> Figure:
    heard = crowd.heard()
    twice, never = sum(times > 1 for times in heard.values()), sum(times == 0 for times in heard.values())
    kills = " and ".join(str(percent) for percent in KILLED_AT)
    what = f"killed at {kills} %: {twice} told twice (at most one a kill), {never - BLOCKED} never"
    return Figure(kind=kind, what=what, kept=twice <= len(KILLED_AT) and never == BLOCKED)


async def paid(kind: str, url: str) -> AsyncIterator[Figure]:
    """The pace of those who pay: the rate, and the memory that more people take."""
    peaks = []
    for people in (PEOPLE, MANY_PEOPLE):
        async with gathered(url, people) as crowd:
            await crowd.wake(rate=str(PAID_RATE), paid=True)
            await crowd.through(await crowd.announce(), PATIENCE)
            peaks.append(crowd.peak())
            await crowd.stop()
            rate = slowest_stretch(crowd.arrivals(), [0])
            what = f"{people:,} chats at {PAID_RATE}/s: {rate:.0f}/s, {rate / PAID_RATE:.3f} of it"
            yield Figure(kind=kind, what=f"{what} (at least {LEAST})", kept=rate >= LEAST * PAID_RATE)
            yield Figure(kind=kind, what=f"answers 429: {crowd.too_fast()} (none)", kept=crowd.too_fast() == 0)
        await emptied(url)
    few, many = peaks
    what = f"peak memory {few:.1f} MB with {PEOPLE:,}, {many:.1f} MB with {MANY_PEOPLE:,}: {many - few:.1f} MB more"
    yield Figure(kind=kind, what=f"{what} (under {MOST_GROWTH:.0f})", kept=many - few < MOST_GROWTH)


def slowest_stretch(arrivals: Sequence[datetime], starts: Sequence[int]) -> Decimal:
    """Messages a second between two starts of the bot, where it was slowest; each start after the pause before it."""
    rates = []
    for first, end in zip(starts, [*starts[1:], len(arrivals)], strict=True):
        stretch = arrivals[first:end]
        seconds = Decimal(str((stretch[-1] - stretch[0]).total_seconds()))
        rates.append((len(stretch) - 1) / seconds)
    return min(rates)


class Tapping:
    """Somebody who goes to and fro between two screens, and how long each answer takes."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.waited: list[float] = []
        self._over = asyncio.Event()

    def stop(self) -> None:
        """Taps no more."""
        self._over.set()

    async def run(self) -> None:
        """Taps until it is stopped. Who taps while the bot is down waits for it, and that counts too."""
        while not self._over.is_set():
            began = time.monotonic()
            await self._tap()
            self.waited.append(time.monotonic() - began)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), BETWEEN_TAPS)

    async def _tap(self) -> None:
        """One tap, and its answer; one that never comes is given up."""
        shown = self.phone.screen
        where = "credit:0" if "credit:0" in self.datas() else "home"
        self.phone.telegram.tap(self.phone.chat_id, shown["message_id"], where)
        with suppress(TimeoutError):
            await self.phone.telegram.until(lambda: self.phone.screen["text"] != shown["text"] or None)

    def datas(self) -> list[str]:
        """What the keys on the screen send back."""
        return [str(key.get("callback_data")) for row in self.phone.screen["buttons"] for key in row]

    def late(self, percent: int) -> float:
        """How long the slowest of so many per cent of the answers took, in seconds."""
        return sorted(self.waited)[len(self.waited) * percent // 100]
