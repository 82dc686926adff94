"""`python -m tests.bench [sqlite|postgresql] [PART ...]`: every figure beside its limit; exit code 1 if one misses it.

The parts are interactive, many, dense, with_kills, paid and moved; without any all of them are measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.cli.running import run_in_loop
from domain.usecases.reminding import Reminding
from tests.bench import broadcasts, measures, moving
from tests.bench.figures import Figure
from tests.bench.interactive import interactive
from tests.bench.provider import TODAY, Provider, databases, emptied, opened, populate

KINDS = ("sqlite", "postgresql")
MANY = Provider(mailboxes=1_000_000, days=365)
DENSE = Provider(mailboxes=300_000, days=30)  # 10,000 a day

LEAST_RATIO = 0.3
MOST_SECONDS_FOR_100_000 = 120.0
MOST_GROWTH = 50.0  # MB
MOST_SCAN = 2.0  # seconds


async def many(kind: str, url: str) -> AsyncIterator[Figure]:
    """A million mailboxes: the rate of renewals beside a plain script's, and the scan for reminders."""
    async with opened(url) as database:
        await populate(database, MANY)
        due = MANY.due_a_day
        ours, plain = await measures.rates(database, due)
        rates = f"{due:,} due of {MANY.mailboxes:,}: renew {ours:,.0f}/s, plain SQL script {plain:,.0f}/s"
        what = f"{rates}: {ours / plain:.2f} of its rate (at least {LEAST_RATIO})"
        yield Figure(kind=kind, what=what, kept=ours / plain >= LEAST_RATIO)
        day = TODAY + timedelta(days=2 * measures.ROUNDS)
        reminding = measures.reminding(database)
        first = await measures.seconds_of(lambda: reminding.run(on=day))
        yield Figure(kind=kind, what=f"first reminders ever, of 90 days at once: {first:.1f} s", kept=None)
        async for figure in _scans(kind, reminding):
            yield figure


async def _scans(kind: str, reminding: Reminding) -> AsyncIterator[Figure]:
    """The scan when nothing is owed any more, and the reminders of the next day."""
    day = TODAY + timedelta(days=2 * measures.ROUNDS)
    scan = await measures.seconds_of(lambda: reminding.run(on=day))
    what = f"scan for reminders over {MANY.mailboxes:,}: {scan:.2f} s (under {MOST_SCAN:.0f} s)"
    yield Figure(kind=kind, what=what, kept=scan < MOST_SCAN)
    following = await measures.seconds_of(lambda: reminding.run(on=day + timedelta(days=1)))
    yield Figure(kind=kind, what=f"scan and reminders of the day after: {following:.2f} s", kept=None)


async def dense(kind: str, url: str) -> AsyncIterator[Figure]:
    """Ten thousand due at once, then a hundred thousand: the time, and the memory that the more of them take."""
    async with opened(url) as database:
        await populate(database, DENSE)
    few = await _renew_in_a_process(url, 0)
    lots = await _renew_in_a_process(url, 10)
    seconds, growth = lots["seconds"], lots["peak"] - few["peak"]
    what = f"100,000 due in one day: {seconds:.1f} s (under {MOST_SECONDS_FOR_100_000:.0f} s)"
    yield Figure(kind=kind, what=what, kept=seconds < MOST_SECONDS_FOR_100_000)
    peaks = f"peak memory {few['peak']:.0f} MB with 10,000 due, {lots['peak']:.0f} MB with 100,000"
    what = f"{peaks}: {growth:.0f} MB more (under {MOST_GROWTH:.0f})"
    yield Figure(kind=kind, what=what, kept=growth < MOST_GROWTH)


async def _renew_in_a_process(url: str, days: int) -> dict[str, float]:
    day = (TODAY + timedelta(days=days)).isoformat()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.memory", url, day, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    answer: dict[str, float] = json.loads(told)
    return answer


PARTS = (interactive, many, dense, broadcasts.with_kills, broadcasts.paid, moving.moved)


async def main(asked: tuple[str, ...]) -> int:
    """Measures on each kind of database; answers 1 if a limit is missed."""
    missed = 0
    chosen = [part for part in PARTS if part.__name__ in asked] or PARTS
    with databases(tuple(kind for kind in KINDS if kind in asked) or KINDS) as urls:
        for kind, url in urls.items():
            for part in chosen:
                async for figure in part(kind, url):
                    print(figure, flush=True)
                    missed += figure.kept is False
                await emptied(url)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(run_in_loop(main(tuple(sys.argv[1:]))))
