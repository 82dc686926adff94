"""What takes long is told while it lasts, in one message that is edited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.context import Context
from bot.screens.screen import Screen
from bot.show import show, show_again
from bot.tasks import Tasks

log = structlog.stdlib.get_logger(__name__)

EVERY = 2.0  # seconds; what is done before needs no telling


@dataclass(kw_only=True, slots=True)
class Teller:
    """Whoever tells how far something has come; `begun` once a message of it is there."""

    update: Update
    context: Context
    begun: bool = False

    async def put(self, screen: Screen) -> None:
        """Shows a screen: in the message of the progress, once there is one."""
        if self.begun:
            await show_again(self.context, screen)
        else:
            await show(self.update, self.context, screen)


@asynccontextmanager
async def told_meanwhile(update: Update, context: Context, look: Callable[[], Screen]) -> AsyncIterator[Teller]:
    """Shows every two seconds how far the block has come; the outcome goes where the progress was."""
    teller, over = Teller(update=update, context=context), asyncio.Event()

    async def tell() -> None:
        while not await _is_set(over):
            try:
                await teller.put(look())
                teller.begun = True
            except TelegramError as error:  # the work goes on, whoever can be told of it
                log.debug("progress_not_told", reason=error.message)

    task = Tasks().spawn(tell(), name="progress")
    try:
        yield teller
    finally:
        over.set()
        await task


async def _is_set(event: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(event.wait(), EVERY)
    except TimeoutError:
        return False
    return True
