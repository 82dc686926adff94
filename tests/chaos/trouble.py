"""What becomes of updates on their way: they come again, late, or before the one that was sent before them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bot.sandbox.telegram_world import TelegramWorld
from bot.tasks import Tasks
from tests.chaos.customers import AN_ACT_TAKES, Customer

AGAIN, SWAPPED, LATE = 0.3, 0.3, 0.04  # how often
LATE_BY = (20, 120)  # acts of others
CREEPS = 25  # acts between two moves of the clock


@dataclass(kw_only=True)
class Post:
    """Telegram's post on a bad day. `webhooks` are where the bots listen; empty while one polls.

    Whoever polls is given updates in the order of their ids, as by Telegram: nothing is late or swapped there.
    """

    telegram: TelegramWorld
    random: Random
    webhooks: Sequence[str] = ()
    acts: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    busy: int = 0
    acted: asyncio.Event = field(default_factory=asyncio.Event)
    is_calm: bool = False
    _late: list[tuple[int, int]] = field(default_factory=list)
    _again: Tasks = field(default_factory=Tasks)

    async def send(self, customer: Customer, *update_ids: int) -> None:
        """Has what a customer has just sent done by the bot, and waits for that. TimeoutError if it is never done."""
        waited = list(update_ids)
        if self.webhooks and not self.is_calm:
            waited = self._trouble(waited)
        self._count(len(update_ids))
        try:
            await self.telegram.until(lambda: True if self._done(waited) else None, AN_ACT_TAKES)
        except TimeoutError:
            msg = f"updates {waited} of chat {customer.chat_id} are not done; {self.telegram.postman.last_error}"
            raise TimeoutError(msg) from None
        await self.gate.wait()

    def _done(self, update_ids: Sequence[int]) -> bool:
        waiting = self.telegram.updates.waiting
        return not any(number in waiting for number in update_ids)

    def _trouble(self, update_ids: list[int]) -> list[int]:
        """Some come again, in the same moment; of two the second may be first; one may be kept for a while."""
        if len(update_ids) > 1 and self.random.random() < SWAPPED:
            self.telegram.updates.put_behind(update_ids[0], update_ids[-1])
        if self.random.random() < LATE:
            late = update_ids.pop()
            self.telegram.updates.acknowledge(late)
            self._late.append((self.acts + self.random.randint(*LATE_BY), late))
        for update_id in update_ids:
            if self.random.random() < AGAIN:
                self._repeat(update_id)
        return update_ids

    def _repeat(self, update_id: int) -> None:
        urls = self.random.sample(self.webhooks, self.random.randint(1, len(self.webhooks)))
        times = self.random.choice((1, 1, 2))
        self._again.spawn(self.telegram.redeliver(update_id, times=times, urls=urls), name="again")

    def _count(self, acts: int) -> None:
        self.acts += acts
        if self.acts % CREEPS < acts:
            self.acted.set()
        due = [update_id for at, update_id in self._late if at <= self.acts]
        self._late = [(at, update_id) for at, update_id in self._late if at > self.acts]
        for update_id in due:
            self.release(update_id)

    def release(self, update_id: int) -> None:
        """What was kept goes on its way."""
        self.telegram.updates.push(self.telegram.updates.history[update_id])

    async def settle(self) -> None:
        """Everything that is on its way arrives."""
        for _, update_id in self._late:
            self.release(update_id)
        self._late.clear()
        await self.telegram.settled(AN_ACT_TAKES)
        await self._again.drain(AN_ACT_TAKES)

    def calm(self) -> None:
        """From here on everything arrives once, and in order."""
        self.is_calm = True
        self.gate.set()
