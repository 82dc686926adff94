"""A bot in a process of its own that dies, as by kill -9, at a numbered point of one update.

Points lie before and after everything that leaves the process: a transaction's commit, a call of Telegram or Stripe,
and the receiver's own bookkeeping.
"""

from __future__ import annotations

import asyncio
import functools
import multiprocessing
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from telegram import Update

from bot.app import build
from bot.gateways.stripe import StripePaymentLinks
from bot.gateways.telegram import AiohttpRequest
from bot.logs import configure
from bot.receiver import Receiver
from bot.sandbox.clock import SandboxClock
from bot.screens import help as help_screens
from bot.settings import Settings
from storage.transaction import Transaction
from storage.updates import SqlUpdates
from tests.journeys import canaries

KILLED = 9

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])

Work = Callable[..., Coroutine[Any, Any, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doomed:
    """A bot in a process of its own, and what it was set up with."""

    process: ForkServerProcess
    settings: Settings

    async def death(self) -> int:
        """Waits for the process to end, and says with which code; fails if it leaves a secret behind."""
        await asyncio.to_thread(self.process.join, 20)
        canaries.check_dead(_folder(self.settings), *self.settings.secrets())
        return self.process.exitcode if self.process.exitcode is not None else -1


def start(values: dict[str, Any], offset: timedelta, *, update_id: int, point: int) -> Doomed:
    """Starts a bot that dies at the numbered point of the update."""
    return _start(_live, values, offset, update_id, point)


def start_poisoned(values: dict[str, Any], offset: timedelta) -> Doomed:
    """Starts a bot that dies of a call for help."""
    return _start(_live_poisoned, values, offset)


def _start(live: Callable[..., None], values: dict[str, Any], *facts: object) -> Doomed:
    process = _processes.Process(target=live, args=(values, *facts), daemon=True)
    process.start()
    return Doomed(process=process, settings=Settings(**values))


def _folder(settings: Settings) -> Path:
    """Where the SQLite file of a bot lies."""
    return Path(settings.database_url.removeprefix("sqlite+aiosqlite:///")).parent


class _Points:
    """Counts the points that the fatal update passes."""

    def __init__(self, update_id: int, point: int) -> None:
        self._update_id = update_id
        self._left = point
        self._counting = False

    def passed(self) -> None:
        """Dies if this is the point."""
        if not self._counting:
            return
        if self._left == 0:
            os._exit(KILLED)
        self._left -= 1

    def around(self, work: Work) -> Work:
        """The work, with a point before it and one after it."""

        @functools.wraps(work)
        async def done(*args: Any, **kwargs: Any) -> Any:
            if any(isinstance(arg, str) and arg.endswith("/getUpdates") for arg in args):
                return await work(*args, **kwargs)
            self.passed()
            result = await work(*args, **kwargs)
            self.passed()
            return result

        return done

    def counting(self, once: Work) -> Work:
        """The receiver's work on one update; it ends in death, so that the last point is the one behind it."""

        @functools.wraps(once)
        async def counted(receiver: Receiver, update: Update, *rest: Any) -> Any:
            self._counting = update.update_id == self._update_id
            result = await once(receiver, update, *rest)
            if self._counting:
                os._exit(0)
            return result

        return counted


def _live(values: dict[str, Any], offset: timedelta, update_id: int, point: int) -> None:
    points = _Points(update_id, point)
    seams: list[tuple[Any, str]] = [
        (SqlUpdates, "begin"),
        (SqlUpdates, "load_dialog"),
        (SqlUpdates, "finish"),
        (Transaction, "commit"),
        (AiohttpRequest, "send"),
        (StripePaymentLinks, "create"),
    ]
    for owner, name in seams:
        setattr(owner, name, points.around(getattr(owner, name)))
    setattr(Receiver, "_once", points.counting(Receiver._once))  # noqa: B010 - mypy: a method is replaced on purpose
    _run(values, offset)


def _live_poisoned(values: dict[str, Any], offset: timedelta) -> None:
    def die(_texts: object) -> None:
        os._exit(KILLED)

    setattr(help_screens, "show_help", die)  # noqa: B010 - mypy: a function is replaced on purpose
    _run(values, offset)


def _run(values: dict[str, Any], offset: timedelta) -> None:
    settings = Settings(**values)
    canaries.speak_into(_folder(settings))
    configure("DEBUG", "json", [])  # nothing is hidden, so that a slip is found
    house = build(settings, clock=SandboxClock(offset))
    asyncio.run(house.run())
