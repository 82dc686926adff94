"""The pretend world as a whole: its people, Telegram, Stripe, one clock and one stream of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.people import PEOPLE, Person
from bot.sandbox.stripe import StripeWorld
from bot.sandbox.telegram import TOKEN
from bot.sandbox.telegram_world import TelegramWorld

STRIPE_KEY = "sk_test_sandbox"
STRIPE_SECRET = "whsec_sandbox"  # noqa: S105 - the pretend Stripe's; it opens nothing


@dataclass(kw_only=True, slots=True)
class World:
    """Everything outside the bot; base_url is set while the world is running."""

    clock: SandboxClock
    events: Broadcaster
    telegram: TelegramWorld
    stripe: StripeWorld
    base_url: str = ""

    @property
    def people(self) -> list[Person]:
        """Everybody with a phone."""
        return list(self.telegram.people.values())

    async def close(self) -> None:
        """Ends whatever waits for something to happen, so that the server can stop."""
        self.telegram.close()
        self.stripe.clear_faults()
        await self.stripe.stop()
        self.events.close()


def build_world(*, people: Sequence[Person] = PEOPLE, token: str = TOKEN) -> World:
    """A fresh world in which nothing has happened yet."""
    clock, events = SandboxClock(), Broadcaster()
    return World(
        clock=clock,
        events=events,
        telegram=TelegramWorld(people=people, clock=clock, events=events, token=token),
        stripe=StripeWorld(events=events, clock=clock, key=STRIPE_KEY, webhook_secret=STRIPE_SECRET),
    )
