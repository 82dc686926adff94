"""A town whose people act while something is done to its bots that nobody may notice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.chaos.audit import Audit
from tests.chaos.siege import Siege

WARMED_UP = 60  # acts before anything is done to the bots, and after it


@asynccontextmanager
async def acting(siege: Siege, *, foreseen: Sequence[str] = ()) -> AsyncIterator[None]:
    """Everybody acts for as long as the block lasts; in the end nothing is lost, doubled or stuck.

    The bots run. A finding that begins with one of the words of `foreseen` is none.
    """
    siege.post.calm()
    async with asyncio.TaskGroup() as tasks:
        living = siege.populate(tasks)
        await siege.until(WARMED_UP)
        yield
        await siege.until(siege.post.acts + WARMED_UP)
        await siege.rest(living)
    await siege.drain()
    audit = Audit(
        world=siege.world,
        database=siege.database,
        folder=siege.setup.folder,
        has_front=siege.setup.public_url is not None,
    )
    found = await audit.stuck(siege.customers)
    await siege.drain()
    await siege.end()
    found += await audit.findings(await Audit.done_updates(siege.database), siege.killer)
    unforeseen = [finding for finding in found if not finding.startswith(tuple(foreseen))]
    assert unforeseen == [], "\n".join(unforeseen)
