"""From a card to the books: a pretend Stripe, our gateway and webhook, the use cases, a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clockwork import build_calendar
from bot.gateways.stripe import StripePaymentLinks, StripeWords
from bot.sandbox.server import running
from bot.sandbox.stripe import StripeWorld
from bot.sandbox.world import build_world
from bot.web.server import build_web, serve
from bot.web.stripe import stripe_route
from domain.holders import Language
from domain.ledger import holder_account
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.orders import Order
from domain.ports import Units
from domain.top_ups import Payment, TopUp
from domain.usecases.booking import Booking
from domain.usecases.buying import Buying
from domain.usecases.settling import Settling
from domain.usecases.top_ups import TopUps
from storage.engine import open_database
from storage.unit_of_work import SqlUnits
from tests.builders import CATALOGUE, LIMITS
from tests.people import CARLA, MARIO, NOW, register_of
from tests.stripe_schemas.checker import assert_all_conform

BOT = "area_clienti_bot"
WORDS = {
    Language.ITALIAN: StripeWords(product="Ricarica del credito", inactive="Questa ricarica non è più valida."),
    Language.ENGLISH: StripeWords(product="Credit top-up", inactive="This top-up is no longer valid."),
}


@dataclass
class MovableClock:
    """A clock that moves only when told to."""

    at: datetime = NOW

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Lets time pass."""
        self.at += by


@asynccontextmanager
async def pretend_stripe() -> AsyncIterator[StripeWorld]:
    """A running Stripe; every call that it accepted is held against Stripe's own schemas."""
    world = build_world()
    async with running(world):
        yield world.stripe
        assert_all_conform([call for call in world.stripe.requests if call.status == 200])


@asynccontextmanager
async def payment_links(stripe: StripeWorld, **changes: Any) -> AsyncIterator[StripePaymentLinks]:
    """Our gateway to it; impatient, since nothing is far away."""
    known: dict[str, Any] = {
        "key": stripe.key,
        "webhook_secret": stripe.webhook_secret,
        "api_url": stripe.base_url,
        "bot_username": lambda: BOT,
        "words": WORDS.__getitem__,
        "timeout": 0.5,
    }
    links = StripePaymentLinks(**known | changes)
    yield links
    await links.close()


@dataclass(kw_only=True)
class Till:
    """One process of the bot, as far as money is concerned. Mario is its customer, Carla the admin."""

    stripe: StripeWorld
    links: StripePaymentLinks
    units: Units
    clock: MovableClock
    holder_id: int
    url: str = ""
    settling: Settling = field(init=False)
    booking: Booking = field(init=False)
    top_ups: TopUps = field(init=False)
    buying: Buying = field(init=False)

    def __post_init__(self) -> None:
        admins = (CARLA.chat_id,)
        calendar = build_calendar(self.units, self.clock, CATALOGUE, admins, by_email=True)
        self.settling = Settling(
            units=self.units, clock=self.clock, spending=calendar.spending, reversing=calendar.reversing, admins=admins
        )
        self.booking = Booking(settling=self.settling, reversing=calendar.reversing, refunds=self.links.refunds)
        self.top_ups = TopUps(units=self.units, clock=self.clock, links=self.links, booking=self.booking, limits=LIMITS)
        self.buying = Buying(units=self.units, clock=self.clock, catalogue=CATALOGUE, limits=LIMITS)

    async def top_up(self, cents: int = 1_000) -> TopUp:
        """Mario asks for a top-up."""
        return await self.top_ups.open(Money(cents), holder_id=self.holder_id, chat_id=MARIO.chat_id)

    async def credit(self) -> int:
        """Mario's credit, in cents."""
        async with self.units.read() as unit:
            return (await unit.ledger.balance(holder_account(self.holder_id))).cents

    async def lines(self) -> int:
        """How many lines there are in Mario's statement."""
        async with self.units.read() as unit:
            return len(await unit.ledger.movements(holder_account(self.holder_id), 1_000, 0))

    async def payment(self, intent: str) -> Payment | None:
        """What became of a payment."""
        async with self.units.read() as unit:
            return await unit.payments.get(intent)

    async def stored(self, top_up: TopUp) -> TopUp:
        """A top-up as it is now."""
        async with self.units.read() as unit:
            found = await unit.top_ups.get(top_up.id)
        assert found is not None
        return found

    async def order(self, order_id: str) -> Order:
        """One of Mario's orders as it is now."""
        async with self.units.read() as unit:
            found = await unit.orders.get(order_id, self.holder_id)
        assert found is not None
        return found

    async def owed(self) -> list[Notice]:
        """The notices that wait, oldest first; nobody is kept from claiming them."""
        now = self.clock.now()
        async with self.units.write() as unit:
            return list(await unit.outbox.claim(now, 1_000, now))

    async def news(self) -> list[tuple[str, NoticeKind]]:
        """To whom which notices are owed."""
        return [(notice.target, notice.kind) for notice in await self.owed()]

    async def problems(self) -> list[str]:
        """What the audit finds."""
        async with self.units.read() as unit:
            return list((await unit.ledger.problems())[1])


async def enrol(units: Units) -> int:
    """Mario is a member, and logged in on his phone; answers with his holder id."""
    async with units.write() as unit:
        await unit.register.save(register_of(MARIO))
        mailbox = await unit.mailboxes.by_address(MARIO.address)
        assert mailbox is not None
        await unit.chats.choose_language(MARIO.chat_id, Language.ITALIAN)
        await unit.chats.choose_language(CARLA.chat_id, Language.ITALIAN)
        await unit.chats.link(MARIO.chat_id, mailbox.holder_id, NOW)
        await unit.commit()
    return mailbox.holder_id


@asynccontextmanager
async def open_till(
    stripe: StripeWorld, database_url: str, *, clock: MovableClock | None = None, **changes: Any
) -> AsyncIterator[Till]:
    """A till with its webhook served, and Stripe told where it is."""
    async with AsyncExitStack() as stack:
        database = open_database(database_url)
        stack.push_async_callback(database.close)
        units = SqlUnits(database)
        links = await stack.enter_async_context(payment_links(stripe, **changes))
        till = Till(
            stripe=stripe,
            links=links,
            units=units,
            clock=clock or MovableClock(),
            holder_id=await enrol(units),
        )
        web = build_web(stripe_route(links.read_event, till.booking))
        till.url = f"{await stack.enter_async_context(serve(web, '127.0.0.1', 0))}/stripe"
        stripe.webhook_url = till.url
        yield till
        await stripe.stop()
