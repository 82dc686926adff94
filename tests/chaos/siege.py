"""One siege: a town, its bots, whoever kills them, the days that pass; and in the end the audit."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.sandbox.world import World
from storage.engine import Database
from tests.chaos import stories
from tests.chaos.audit import Audit
from tests.chaos.bots import Bot, Setup
from tests.chaos.customers import Customer
from tests.chaos.killer import Killer
from tests.chaos.trouble import Post

CREEP = timedelta(seconds=20)
NIGHTS = (1, 3, 6, 20, 35, 60)  # days
A_MONTH = 35  # days: some mailbox is due
REWOUND = (40, 110)  # updates that are handed out again when a poller starts
CLAIMS_ARE_OVER = timedelta(minutes=3)
ROUNDS = 40  # at the most until nothing is owed any more
A_ROUND_TAKES = 240.0  # seconds at the most


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How much is done to a town: acts of customers, and kills."""

    acts: int = 3_000
    kills: int = 12
    households: int = 20
    nights: int = 6


LONG = Size()
SHORT = Size(acts=500, kills=4, nights=2, households=8)
RACING = Size(acts=1_200, kills=2, nights=0, households=8)


@dataclass(kw_only=True)
class Siege:
    """A siege under way."""

    setup: Setup
    size: Size
    random: Random
    world: World
    database: Database
    bots: list[Bot]
    post: Post
    killer: Killer
    customers: list[Customer]
    fronts: Sequence[str]
    often: Collection[str] = ()
    served: set[int] = field(default_factory=set)
    duplicates: int = 0
    floor: int = 0
    done: set[int] = field(default_factory=set)
    _calls: int = 0

    async def fight(self) -> None:
        """Customers act, bots die, days pass; until enough was done and nobody is to die any more."""
        self.post.gate.set()
        async with asyncio.TaskGroup() as tasks:
            haunting = [tasks.create_task(self.killer.haunt(bot)) for bot in self.bots]
            living = self.populate(tasks)
            days = list(NIGHTS[: self.size.nights])
            self.random.shuffle(days)
            for number in range(len(days) + 1):
                await self.until(round(self.size.acts * (number + 1) / (len(days) + 1)))
                if number < len(days):
                    await self._night(days[number])
            while not all(task.done() for task in haunting):
                await self.until(self.post.acts + 50)
            await self.rest(living)

    def populate(self, tasks: asyncio.TaskGroup) -> list[asyncio.Task[None]]:
        """Everybody begins to act."""
        life = stories.Town(stripe=self.world.stripe, stripe_urls=tuple(f"{front}/stripe" for front in self.fronts))
        return [tasks.create_task(stories.live(each, life, self.often)) for each in self.customers]

    async def rest(self, living: Sequence[asyncio.Task[None]]) -> None:
        """Nobody acts any more, and everything that is on its way arrives."""
        self.post.gate.clear()
        await self.post.settle()
        for task in living:
            task.cancel()

    async def until(self, acts: int) -> None:
        """Waits until so many acts were done; meanwhile the clock runs fast, and Stripe remembers what it held back."""
        most = 6 * self.size.acts
        while self.post.acts < min(acts, most):
            self.post.acted.clear()
            await self.post.acted.wait()
            self.world.clock.move(CREEP)
            if self.random.random() < 0.2:
                self.world.stripe.release_delayed()
            if self.killer.nights_wanted:
                self.killer.nights_wanted -= 1
                await self._night(A_MONTH)
        assert acts < most, f"nobody dies any more: {self.killer.plan}"

    async def _night(self, days: int) -> None:
        """Days pass in a moment, while everybody sleeps: Telegram keeps no update for longer than one."""
        self.post.gate.clear()
        await self.post.settle()
        await self._note_done()
        self.world.clock.move(timedelta(days=days))
        self.floor = self.world.telegram.updates.next_id
        self.post.gate.set()

    async def _note_done(self) -> None:
        """Notes which updates are done: after a week the house forgets them."""
        self.done |= await Audit.done_updates(self.database)

    def on_death(self) -> None:
        """Whoever polls is given again what it was given lately, as if Telegram had not heard that it is done."""
        self._count_served()
        updates = self.world.telegram.updates
        if self.setup.mode == "polling":
            lately = [number for number in updates.history if number >= self.floor]
            if lately:
                updates.rewind(lately[-min(len(lately), self.random.randint(*REWOUND))])

    def _count_served(self) -> None:
        """Counts the updates that were handed to a poller which an earlier one had been given."""
        calls = self.world.telegram.calls
        given = {
            int(update["update_id"])
            for call in calls[self._calls :]
            if call.method == "getUpdates" and call.ok
            for update in call.answer["result"]
        }
        self._calls = len(calls)
        self.duplicates += len(given & self.served)
        self.served |= given

    def behind(self, front: str) -> None:
        """All bots stand behind one address: whoever has to reach one calls that."""
        self.setup.public_url, self.fronts, self.post.webhooks = front, [front], [f"{front}/telegram"]
        self.world.telegram.postman.spread = []

    async def drain(self) -> None:
        """Everything that is under way arrives, is delivered, and was reconciled twice."""
        self.world.stripe.release_delayed()
        await self.world.stripe.idle()
        rounds = 0
        while rounds < 2 or await Audit.owed(self.database):
            rounds += 1
            assert rounds < ROUNDS, f"still owed: {await Audit.owed(self.database)}"
            self.world.clock.move(CLAIMS_ARE_OVER)
            await asyncio.gather(*(_ticked(bot) for bot in self.bots))

    async def end(self) -> None:
        """The bots are asked to stop."""
        self._count_served()
        for bot in self.bots:
            (self.setup.folder / f"metrics-{bot.number}").write_text(await bot.metrics(), encoding="utf-8")
        await asyncio.gather(*(bot.stop() for bot in self.bots))

    def facts(self) -> dict[str, int]:
        """How much was done."""
        history = self.world.telegram.updates.history
        carried = [each.update_id for each in self.world.telegram.postman.attempts if each.status == 200]
        return {
            "updates": len(history),
            "duplicates": self.duplicates + len(carried) - len(set(carried)),
            "kills": self.killer.kills,
            "deaths at failpoints": self.killer.deaths - self.killer.kills,
        }


async def _ticked(bot: Bot) -> None:
    """Waits until every tick of a bot has run since now."""
    began = time.monotonic()
    async with asyncio.timeout(A_ROUND_TAKES):
        while True:
            ages = _ages(await bot.metrics())
            if ages and max(ages) < time.monotonic() - began:
                return
            await asyncio.sleep(0.05)


def _ages(metrics: str) -> list[float]:
    """The ages of the ticks of the house, in seconds."""
    lines = [line for line in metrics.splitlines() if line.startswith("tick_age_seconds{")]
    return [float(line.rpartition(" ")[2]) for line in lines if "broadcast" not in line] if lines else [math.inf]
