"""The pretend world as a whole: its people, Telegram, Stripe, their mail, one clock and one stream of events."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.mail import MailWorld
from bot.sandbox.people import PEOPLE, Person
from bot.sandbox.stripe import StripeWorld
from bot.sandbox.telegram import TOKEN
from bot.sandbox.telegram_world import TelegramWorld

STRIPE_KEY = "sk_test_sandbox"
STRIPE_SECRET = "whsec_sandbox"  # noqa: S105 - the pretend Stripe's; it opens nothing


@dataclass(kw_only=True, slots=True)
class World:
    """Everything outside the bot; base_url and smtp_url are set while the world is running.

    `next_event` tells when something will happen by itself, for whoever wants to move the clock there; the world
    cannot know it, since it is the bot that does things.
    """

    clock: SandboxClock
    events: Broadcaster
    telegram: TelegramWorld
    stripe: StripeWorld
    mail: MailWorld
    base_url: str = ""
    smtp_url: str = ""
    next_event: Callable[[], Awaitable[datetime | None]] | None = None

    @property
    def people(self) -> list[Person]:
        """Everybody with a phone."""
        return list(self.telegram.people.values())

    def owner_of(self, email: str) -> Person | None:
        """Whose e-mail address it is."""
        return next((person for person in self.people if email and person.email.lower() == email.lower()), None)

    async def close(self) -> None:
        """Ends whatever waits for something to happen, so that the server can stop."""
        self.telegram.close()
        self.mail.clear_faults()
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
        mail=MailWorld(clock=clock, events=events),
    )
