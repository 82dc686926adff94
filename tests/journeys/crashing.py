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
from datetime import timedelta
from multiprocessing.context import ForkServerProcess
from typing import Any

from telegram import Update

from bot.app import build
from bot.gateways.stripe import StripePaymentLinks
from bot.gateways.telegram import AiohttpRequest
from bot.receiver import Receiver
from bot.sandbox.clock import SandboxClock
from bot.screens import help as help_screens
from bot.settings import Settings
from storage.transaction import Transaction
from storage.updates import SqlUpdates

KILLED = 9

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])

Work = Callable[..., Coroutine[Any, Any, Any]]


def start(values: dict[str, Any], offset: timedelta, *, update_id: int, point: int) -> ForkServerProcess:
    """Starts a bot that dies at the numbered point of the update."""
    process = _processes.Process(target=_live, args=(values, offset, update_id, point), daemon=True)
    process.start()
    return process


def start_poisoned(values: dict[str, Any], offset: timedelta) -> ForkServerProcess:
    """Starts a bot that dies of a call for help."""
    process = _processes.Process(target=_live_poisoned, args=(values, offset), daemon=True)
    process.start()
    return process


async def death(process: ForkServerProcess) -> int:
    """Waits for the process to end, and says with which code."""
    await asyncio.to_thread(process.join, 20)
    return process.exitcode if process.exitcode is not None else -1


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
    house = build(Settings(**values), clock=SandboxClock(offset))
    asyncio.run(house.run())
