"""The updates that wait for the bot: queued, polled, confirmed, forgotten after a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.clock import SandboxClock
from bot.sandbox.telegram_params import Refusal

Update = dict[str, Any]

RETENTION = timedelta(hours=24)
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}


def kind(update: Update) -> str:
    """What sort of update it is: message, callback_query, ..."""
    return next((name for name in update if name != "update_id"), "")


def chat_of(update: Update) -> dict[str, Any] | None:
    """The chat an update happened in; None for one without."""
    content = update.get(kind(update))
    if not isinstance(content, dict):
        return None
    chat = content.get("chat") or (content.get("message") or {}).get("chat")
    return chat if isinstance(chat, dict) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiting:
    update: Update
    since: datetime


class Updates:
    """The bot's queue; an update stays in it until the bot has confirmed it."""

    def __init__(self, clock: SandboxClock, bell: Bell) -> None:
        self._clock = clock
        self._bell = bell
        self._waiting: dict[int, _Waiting] = {}
        self._poll = 0
        self._stopped: Refusal | None = None
        self.history: dict[int, Update] = {}
        self.unwanted: list[Update] = []
        self.allowed: list[str] = []
        self.next_id = 700_000_001
        self.polling = 0

    def push(self, update: Update) -> int:
        """Queues an update, giving it an id unless it has one; answers the id."""
        number = int(update.get("update_id") or self.next_id)
        self.next_id = max(self.next_id, number + 1)
        numbered = {"update_id": number, **{name: value for name, value in update.items() if name != "update_id"}}
        self.history[number] = numbered
        if self.wanted(kind(numbered)):
            self._waiting[number] = _Waiting(update=numbered, since=self._clock.now())
        else:
            self.unwanted.append(numbered)
        self._bell.ring()
        return number

    def wanted(self, what: str) -> bool:
        """Whether the bot asked for this sort of update."""
        return what in self.allowed if self.allowed else what not in UNASKED

    def pending(self) -> list[Update]:
        """Updates not confirmed yet, oldest first; those over a day old are lost."""
        horizon = self._clock.now() - RETENTION
        self._waiting = {number: held for number, held in self._waiting.items() if held.since > horizon}
        return [held.update for held in self._waiting.values()]

    @property
    def waiting(self) -> Collection[int]:
        """The ids of the updates that are not confirmed, whatever their age."""
        return self._waiting.keys()

    def put_behind(self, update_id: int, other: int) -> None:
        """Has one update wait until another one was handed out, as when Telegram's order is lost on the way."""
        numbers = [number for number in self._waiting if number != update_id]
        numbers.insert(numbers.index(other) + 1, update_id)
        self._waiting = {number: self._waiting[number] for number in numbers}
        self._bell.ring()

    def acknowledge(self, update_id: int) -> None:
        """Forgets one update that the bot has taken."""
        self._waiting.pop(update_id, None)
        self._bell.ring()

    def confirm_below(self, offset: int) -> None:
        """Forgets every update below the offset."""
        for number in [number for number in self._waiting if number < offset]:
            del self._waiting[number]
        self._bell.ring()

    def rewind(self, update_id: int) -> None:
        """Queues again every update from this one on, as if the bot had never confirmed them."""
        now = self._clock.now()
        numbers = sorted({*self._waiting, *(number for number in self.history if number >= update_id)})
        self._waiting = {number: _Waiting(update=self.history[number], since=now) for number in numbers}
        self._bell.ring()

    def drop(self) -> None:
        """Forgets everything that waits."""
        self._waiting.clear()
        self._bell.ring()

    def interrupt(self, refusal: Refusal | None) -> None:
        """Ends the getUpdates that waits now: with a refusal, or with nothing."""
        self._poll += 1
        self._stopped = refusal
        self._bell.ring()

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[Update]:
        """Serves getUpdates; an earlier one still waiting is answered with a conflict."""
        self.interrupt(
            Refusal(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        )
        mine = self._poll
        if offset < 0:
            offset = next(iter(sorted(self._waiting)[offset:]), 0)
        self.confirm_below(offset)

        def look() -> list[Update] | None:
            if self._poll != mine:
                if self._stopped is not None:
                    raise self._stopped
                return []
            return self.pending()[: max(1, min(limit, 100))] or None

        if seconds <= 0:
            return look() or []
        self.polling += 1
        self._bell.ring()
        try:
            return await self._bell.until(look, within=min(seconds, 50))
        except TimeoutError:
            return []
        finally:
            self.polling -= 1
