"""The memory that one run of `renew` takes at its peak, in a process of its own: URL and DAY are its arguments."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from datetime import date

from tests.bench.measures import renewing
from tests.bench.provider import opened


async def main(url: str, day: date) -> None:
    """Renews everything that is due before a day, and prints what was done, in which time, with which peak (MB)."""
    async with opened(url) as database:
        began = time.perf_counter()
        done = await renewing(database).run(on=day)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"renewed": done.renewed, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], date.fromisoformat(sys.argv[2])))
