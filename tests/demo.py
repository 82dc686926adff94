"""The demo as a stranger starts it: a process of its own, and the one address it prints."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli.demo import DATABASE
from bot.sandbox.telegram import TOKEN
from bot.sandbox.world import STRIPE_KEY, STRIPE_SECRET
from tests.journeys import canaries

ROOT = Path(__file__).parent.parent
_ADDRESS = re.compile(r"http://[\w.:-]+")


@asynccontextmanager
async def demo(*arguments: str) -> AsyncIterator[str]:
    """Runs `python -m bot demo`, yields the address of its page, and stops it as Ctrl-C does.

    Neither what it and its bot say nor their database holds a secret in the end.
    """
    with tempfile.TemporaryDirectory(prefix="area-clienti-") as name:
        folder = Path(name)
        with (folder / "said").open("wb") as said:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "demo", "--keep", name, *arguments),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=said,
            )
        assert process.stdout is not None
        try:
            yield await asyncio.wait_for(_address(process.stdout), 30)
        finally:
            await _stop(process)
        assert process.returncode == 0, "Ctrl-C is how the demo is meant to end"
        assert (folder / DATABASE).stat().st_size > 0
        canaries.check_dead(folder, TOKEN, STRIPE_KEY, STRIPE_SECRET)


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Ctrl-C, and if that is not enough, an end."""
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.communicate(), 15)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise


async def _address(lines: asyncio.StreamReader) -> str:
    """The first address among what the process says."""
    async for line in lines:
        found = _ADDRESS.search(line.decode())
        if found:
            return found[0]
    raise AssertionError("the demo ended without an address")
