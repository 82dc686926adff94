"""Named points at which a bot can be made to die, and the doors through which they are put into it.

The bot knows nothing of them: they are wrapped around its methods in a process of the harness. One is asked for as
`after_commit:3`: the third time that a transaction was committed, the process ends there and then.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Coroutine
from ctypes import c_uint64
from dataclasses import dataclass
from typing import Any

from bot.gateways.smtp import SmtpPost
from bot.gateways.stripe import StripePaymentLinks
from bot.gateways.telegram import AiohttpRequest
from domain.money import NOTHING
from domain.usecases.delivering import Delivering
from domain.usecases.renewing import Renewing
from domain.usecases.settling import Settling
from storage.repositories.addons import SqlAddons
from storage.repositories.orders import SqlOrders
from storage.transaction import Transaction
from storage.updates import SqlUpdates

DIED_THERE = 77  # the exit code of a process that died at its failpoint

Work = Callable[..., Coroutine[Any, Any, Any]]
Counts = Callable[[tuple[Any, ...], Any], bool]

_SPOKEN = ("message", "query")


def _always(_args: tuple[Any, ...], _result: Any) -> bool:
    return True


def _speaks(args: tuple[Any, ...], _result: Any) -> bool:
    """Whether a call of Telegram is one that a person sees: not the long poll, not the introduction at the start."""
    return str(args[1]).lower().endswith(_SPOKEN)


def _did_something(_args: tuple[Any, ...], result: Any) -> bool:
    return bool(result)


def _is_owed(args: tuple[Any, ...], _result: Any) -> bool:
    """Whether there is anything to write."""
    return bool(args[2])


def _is_paid(args: tuple[Any, ...], _result: Any) -> bool:
    """Whether money was moved for the order whose add-on is activated."""
    return bool(args[1].quote.price.gross > NOTHING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failpoint:
    """A point before or after a method's work; only passes that count are counted. A rare one is met by few updates,
    one at night only when days pass.
    """

    owner: type
    method: str
    after: bool
    counts: Counts = _always
    rare: bool = False
    at_night: bool = False


FAILPOINTS = {
    "before_begin": Failpoint(owner=SqlUpdates, method="begin", after=False),
    "after_begin": Failpoint(owner=SqlUpdates, method="begin", after=True),
    "after_load": Failpoint(owner=SqlUpdates, method="load_dialog", after=True),
    "before_commit": Failpoint(owner=Transaction, method="commit", after=False),
    "after_commit": Failpoint(owner=Transaction, method="commit", after=True),
    "before_finish": Failpoint(owner=SqlUpdates, method="finish", after=False),
    "after_finish": Failpoint(owner=SqlUpdates, method="finish", after=True),
    "before_send": Failpoint(owner=AiohttpRequest, method="send", after=False, counts=_speaks),
    "after_send": Failpoint(owner=AiohttpRequest, method="send", after=True, counts=_speaks),
    "after_claim": Failpoint(owner=Delivering, method="claim", after=True, counts=_did_something, rare=True),
    "before_proof": Failpoint(owner=Delivering, method="sent", after=False, rare=True),
    "before_order": Failpoint(owner=SqlOrders, method="add", after=False, rare=True),
    "in_completing": Failpoint(owner=SqlAddons, method="add", after=False, counts=_is_paid, rare=True),
    "before_link": Failpoint(owner=StripePaymentLinks, method="create", after=False, rare=True),
    "after_link": Failpoint(owner=StripePaymentLinks, method="create", after=True, rare=True),
    "before_settle": Failpoint(owner=Settling, method="settle", after=False, rare=True),
    "after_settle": Failpoint(owner=Settling, method="settle", after=True, rare=True),
    "before_letter": Failpoint(owner=SmtpPost, method="send", after=False, rare=True),
    "after_letter": Failpoint(owner=SmtpPost, method="send", after=True, rare=True),
    "in_renewal": Failpoint(owner=Renewing, method="_write", after=True, counts=_is_owed, rare=True, at_night=True),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which failpoint is asked for, and at which pass of it the process dies."""

    name: str
    passes: int = 1

    @classmethod
    def read(cls, text: str) -> Asked:
        """Reads `after_commit:3`. Raises ValueError for a point that there is not."""
        name, _, passes = text.partition(":")
        if name not in FAILPOINTS:
            msg = f"no failpoint {name!r}: {', '.join(FAILPOINTS)}"
            raise ValueError(msg)
        return cls(name=name, passes=int(passes or 1))

    def __str__(self) -> str:
        return f"{self.name}:{self.passes}"


def arm(asked: Asked | None, steps: c_uint64 | None = None) -> None:
    """Counts every pass of every point in `steps`; at the one asked for the process dies as by kill -9."""
    for name, point in FAILPOINTS.items():
        _wrap(point, asked.passes if asked and asked.name == name else None, steps)


def _wrap(point: Failpoint, passes: int | None, steps: c_uint64 | None) -> None:
    work: Work = getattr(point.owner, point.method)
    left = passes

    def passed(args: tuple[Any, ...], result: Any) -> None:
        nonlocal left
        if not point.counts(args, result):
            return
        if steps is not None:
            steps.value += 1
        if left is not None:
            left -= 1
            if left <= 0:
                os._exit(DIED_THERE)

    @functools.wraps(work)
    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not point.after:
            passed(args, None)
        result = await work(*args, **kwargs)
        if point.after:
            passed(args, result)
        return result

    setattr(point.owner, point.method, wrapped)
