"""What can go wrong on purpose: refusals ordered in advance, calls that hang, limits of pace."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.faults import Orders
from bot.sandbox.telegram_params import Refusal, flood

When = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiCall:
    """One call of the Bot API and its answer; scripted tells a refusal that was ordered."""

    method: str
    params: dict[str, Any]
    status: int
    answer: dict[str, Any]
    at: datetime
    ms: int
    scripted: bool = False

    @property
    def ok(self) -> bool:
        """Whether Telegram did it."""
        return bool(self.answer.get("ok"))


@dataclass(kw_only=True, slots=True)
class _Ordered:
    method: str
    times: int
    when: When | None
    refusal: Refusal | None = None
    after_recording: bool = False

    def fits(self, method: str, params: Mapping[str, Any]) -> bool:
        named = self.method in {"*", method} or self.method.lower() == method.lower()
        return named and (self.when is None or self.when(params))


class Faults(Orders[_Ordered]):
    """Refusals and hangs waiting for their call."""

    def fail(self, method: str, refusal: Refusal, *, times: int, when: When | None) -> None:
        """Orders a refusal for the next calls of a method; "*" is any."""
        self.add(_Ordered(method=method, times=times, when=when, refusal=refusal))

    def hang(self, method: str, *, after_recording: bool, times: int, when: When | None) -> None:
        """Orders the next calls of a method to get no answer, before or after they took effect."""
        self.add(_Ordered(method=method, times=times, when=when, after_recording=after_recording))

    def refusal(self, method: str, params: Mapping[str, Any]) -> Refusal | None:
        """Takes the refusal ordered for this call, if any."""
        found = self.take(lambda order: order.refusal is not None and order.fits(method, params))
        return found.refusal if found else None

    def hangs(self, method: str, params: Mapping[str, Any], *, after_recording: bool) -> bool:
        """Takes the hang ordered for this call at this point, if any."""

        def fits(order: _Ordered) -> bool:
            here = order.refusal is None and order.after_recording == after_recording
            return here and order.fits(method, params)

        return self.take(fits) is not None


@dataclass(kw_only=True, slots=True)
class Pace:
    """Limits of sending in any one second; None is no limit. `paid` is the total for whoever lets Telegram charge."""

    per_chat: int | None = None
    total: int | None = None
    paid: int | None = None
    _sent: dict[int | None, deque[float]] = field(default_factory=dict)

    def spend(self, chat_id: int, *, paid: bool = False) -> None:
        """Counts a message; raises the 429 of one too many."""
        now = time.monotonic()
        total = self.paid if paid and self.paid is not None else self.total
        windows = [(self.per_chat, self._window(chat_id, now)), (total, self._window(None, now))]
        for limit, window in windows:
            if limit is not None and len(window) >= limit:
                raise flood(max(1, math.ceil(1 - (now - window[0]))))
        for _, window in windows:
            window.append(now)

    def _window(self, key: int | None, now: float) -> deque[float]:
        window = self._sent.setdefault(key, deque())
        while window and window[0] <= now - 1:
            window.popleft()
        return window
