"""Whoever kills the bots: at any moment, and at each of the named points."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from tests.chaos.bots import KILLED, NAP, Bot
from tests.chaos.failpoints import DIED_THERE, FAILPOINTS, Asked
from tests.chaos.trouble import Post

PATIENCE = 250  # acts within which a failpoint has to be met; after that the bot is killed and the point tried again
OFTEN, RARELY = 120, 3  # passes at the most until a failpoint is fatal
AFTERWARDS = 0.03  # seconds at the most from the moment that was drawn to the kill
TRIES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Death:
    """A death to come: at a failpoint, or not before so many acts."""

    asked: Asked | None = None
    at: int = 0
    tries: int = 0


@dataclass(kw_only=True)
class Killer:
    """Lets the bots die one death after the other, and starts them again each time."""

    bots: list[Bot]
    post: Post
    random: Random
    plan: deque[Death]
    on_death: Callable[[], None] = lambda: None
    kills: int = 0
    met: set[str] = field(default_factory=set)
    unexpected: list[str] = field(default_factory=list)
    deaths: int = 0
    nights_wanted: int = 0

    @property
    def is_through(self) -> bool:
        """Whether nobody is to die any more."""
        return not self.plan

    async def haunt(self, bot: Bot) -> None:
        """Sees to the deaths of one bot; in the end it lives."""
        while self.plan:
            death = self.plan.popleft()
            bot.start(death.asked)
            if death.asked is not None and FAILPOINTS[death.asked.name].at_night:
                self.nights_wanted += 1
            await self._await(bot, death)
            self._dead(bot, death, await bot.ended())
            self.on_death()
        bot.start()

    async def strike(self, bot: Bot) -> None:
        """Kills a bot now, wherever it is, and waits for its end."""
        bot.kill()
        await bot.ended()
        self.deaths += 1
        self.kills += 1

    async def _await(self, bot: Bot, death: Death) -> None:
        """Waits for the moment of a death; the bot has begun to work by then."""
        born = self.post.acts
        until = born + PATIENCE if death.asked else max(death.at, born)
        steps = self.random.randint(5, 60)
        while bot.is_alive and (self.post.acts < until or bot.steps.value < steps):  # noqa: ASYNC110 - no bell there
            await asyncio.sleep(NAP)
        if bot.is_alive:
            await asyncio.sleep(self.random.uniform(0, AFTERWARDS))
            bot.kill()

    def _dead(self, bot: Bot, death: Death, code: int) -> None:
        self.deaths += 1
        log = bot.setup.folder / "deaths"
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"{time.monotonic():.1f} bot {bot.number}, {self.post.acts} acts: {death}, {code}\n")
        if code == DIED_THERE and death.asked is not None:
            self.met.add(death.asked.name)
        elif code == KILLED:
            self.kills += 1
            if death.asked is not None and death.tries < TRIES:
                easier = Asked(name=death.asked.name, passes=1)
                self.plan.append(Death(asked=easier, tries=death.tries + 1))
        else:
            self.unexpected.append(f"bot {bot.number} ended with {code}, see {bot.said}")


def plan_of(random: Random, acts: int, kills: int, failpoints: Iterable[str]) -> deque[Death]:
    """Deaths all over a run of so many acts: kills at any moment, and between them each of some failpoints once."""
    killed = [Death(at=round(acts * (number + random.random()) / (kills + 1))) for number in range(kills)]
    points = [Death(asked=_asked(random, name)) for name in failpoints]
    random.shuffle(points)
    plan: deque[Death] = deque()
    for number, death in enumerate(sorted(killed, key=lambda one: one.at)):
        plan.append(death)
        first, last = number * len(points) // len(killed), (number + 1) * len(points) // len(killed)
        plan.extend(points[first:last])
    return plan


def _asked(random: Random, name: str) -> Asked:
    return Asked(name=name, passes=random.randint(1, RARELY if FAILPOINTS[name].rare else OFTEN))
