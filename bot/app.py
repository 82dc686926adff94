"""The composition root: the one file that names every concrete class."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from telegram.ext import Application, ContextTypes

from bot.apologies import Apologies
from bot.broadcasts import message_window
from bot.chat_locks import ChatLocks
from bot.clock import clock_of
from bot.clockwork import Clockwork, build_clockwork
from bot.context import bound_to
from bot.conversations.front import add_handlers
from bot.floods import Floods
from bot.gateways.checks import LibraryChecks, is_email, is_fiscal_code
from bot.gateways.codes import HotpCodes
from bot.gateways.hashing import Argon2Hashes
from bot.gateways.local_mail import LocalMailServer
from bot.gateways.stripe import StripePaymentLinks, StripeWords
from bot.gateways.telegram import build_application, connect
from bot.gateways.telegram_files import download
from bot.gateways.updates import ALLOWED_UPDATES, UpdateQueue
from bot.introduction import introduce
from bot.jobs.delivery import Delivery
from bot.jobs.ticks import Ticks
from bot.outgoing import Outgoing, build_outgoing
from bot.pace import Window
from bot.polling import Polling
from bot.receiver import Receiver
from bot.screens.texts import Texts, load_texts
from bot.services import Gateways, Services, build_services
from bot.settings import Settings
from bot.tasks import Tasks
from bot.web.ops import OutboxMetrics, UpdateMetrics, health_routes, metrics_route
from bot.web.server import build_web, serve
from bot.web.stripe import stripe_route
from bot.web.telegram import telegram_route
from domain.holders import Language
from domain.ports import Clock
from domain.register import RegisterReader
from domain.usecases.auditing import Auditing
from domain.usecases.booking import Booking
from domain.usecases.importing import Importing
from domain.usecases.top_ups import TopUps
from storage.engine import Database, open_database
from storage.unit_of_work import SqlUnits
from storage.updates import SqlUpdates, chat_lock
from storage.version import check_version

log = structlog.stdlib.get_logger(__name__)

WEBHOOK_PATH = "/telegram"
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """Everything, wired. `run` opens the doors; a command that needs only a part of it does not."""

    settings: Settings
    clock: Clock
    database: Database
    units: SqlUnits
    importing: Importing
    clockwork: Clockwork
    outgoing: Outgoing
    payment_links: StripePaymentLinks
    application: AnyApplication
    receiver: Receiver
    registry: CollectorRegistry
    texts: dict[Language, Texts]
    stopping: asyncio.Event

    @property
    def booking(self) -> Booking:
        """What books whatever Stripe announces."""
        return self.clockwork.booking

    @property
    def top_ups(self) -> TopUps:
        """What asks for money."""
        return self.clockwork.top_ups

    @property
    def delivery(self) -> Delivery:
        """What delivers notices one by one."""
        return self.outgoing.delivery

    @property
    def auditing(self) -> Auditing:
        """What checks the books."""
        return self.clockwork.auditing

    def stop(self) -> None:
        """Asks `run` to end: nothing new is taken, what is in hand is finished."""
        self.stopping.set()

    async def run(self, *, on_ready: Callable[[str], None] | None = None) -> None:
        """Takes updates and payments and keeps the clockwork going until `stop`.

        Raises TokenRevoked, OSError if the port is taken, and what `check_version` raises.
        """
        await self.database.check()
        await check_version(self.database)
        ready = asyncio.Event()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.close)
            base_url = await stack.enter_async_context(
                serve(self._web(ready), self.settings.http_host, self.settings.http_port)
            )
            await connect(self.application)
            await introduce(self.application.bot, self.texts, self.settings.admin_ids)
            await stack.enter_async_context(self._ticking())
            await stack.enter_async_context(self._taking_updates())
            ready.set()
            log.info("ready", mode=self.settings.bot_mode, url=base_url)
            if on_ready is not None:
                on_ready(base_url)
            await self.stopping.wait()
            log.info("stopping")

    async def close(self) -> None:
        """Closes every connection."""
        await self.application.shutdown()
        await self.application.bot.request.shutdown()  # open already if Telegram refused the token or was not reached
        await self.payment_links.close()
        await self.database.close()

    def _web(self, ready: asyncio.Event) -> Starlette:
        async def is_ready() -> None:
            if not ready.is_set():
                raise RuntimeError("starting")

        routes = [
            stripe_route(self.payment_links.read_event, self.booking),
            *health_routes({"database": self.database.check, "telegram": is_ready}),
            metrics_route(self.registry, OutboxMetrics(self.registry, self.delivery.delivering.counts).refresh),
        ]
        if self.settings.bot_mode == "webhook":
            secret = self.settings.webhook_secret
            routes.append(telegram_route(self.receiver.receive, secret.get_secret_value(), WEBHOOK_PATH))
        return build_web(*routes)

    @asynccontextmanager
    async def _ticking(self) -> AsyncIterator[None]:
        every = (*self.clockwork.ticks(self.delivery), *self.outgoing.broadcasts.ticks())
        ticks = Ticks(every, self.registry, self.clock)
        ticks.start()
        try:
            yield
        finally:
            self.outgoing.broadcasts.stop()
            await ticks.stop()

    @asynccontextmanager
    async def _taking_updates(self) -> AsyncIterator[None]:
        """By webhook, or by polling: Telegram keeps what is not done either way."""
        if self.settings.bot_mode == "webhook":
            await self.application.bot.set_webhook(
                f"{self.settings.public_url.rstrip('/')}{WEBHOOK_PATH}",
                secret_token=self.settings.webhook_secret.get_secret_value(),
                allowed_updates=list(ALLOWED_UPDATES),
            )
            yield
            return
        await self.application.bot.delete_webhook()
        queue = UpdateQueue(self.settings.bot_token.get_secret_value(), self.settings.bot_api_url)
        await queue.open()
        polling = Polling(queue, self.receiver.receive)
        tasks = Tasks()
        running = tasks.spawn(polling.run(), name="polling", awaited=True)
        running.add_done_callback(lambda _: self.stop())
        try:
            yield
        finally:
            polling.stop()
            await running
            await queue.close()


def build(settings: Settings, *, clock: Clock | None = None) -> House:
    """Wires the house. Opens no connection yet. Raises NotADatabase."""
    clock = clock or clock_of(settings.clock_file)
    texts = dict(load_texts())
    database = open_database(settings.database_url)
    units = SqlUnits(database)
    gateways = _gateways(settings, units)
    payment_links = _payment_links(settings, texts, lambda: application.bot.username)
    clockwork = build_clockwork(
        units,
        clock,
        settings.catalogue(),
        payment_links,
        payment_links.refunds,
        settings.admin_ids,
        by_email=bool(settings.smtp_url),
        limits=settings.daily_limits(),
        activation=settings.activation(),
    )
    services = build_services(settings, units, clock, gateways, clockwork.top_ups, texts)
    window = message_window(settings)
    application = _application(settings, services, window)
    registry, store = CollectorRegistry(), SqlUpdates(database, clock)
    talk = (texts, window, lambda: application.bot, store.load_dialog)
    return House(
        settings=settings,
        clock=clock,
        database=database,
        units=units,
        importing=services.desk.importing,
        clockwork=clockwork,
        outgoing=build_outgoing(settings, units, clock, gateways, payment_links, clockwork.refunding.carry_out, *talk),
        payment_links=payment_links,
        application=application,
        receiver=_receiver(application, database, services, registry, settings),
        registry=registry,
        texts=texts,
        stopping=asyncio.Event(),
    )


def _application(settings: Settings, services: Services, window: Window) -> AnyApplication:
    application = build_application(
        settings.bot_token.get_secret_value(),
        settings.bot_api_url,
        context_types=ContextTypes(context=bound_to(services)),
        window=window,
    )
    add_handlers(application, settings.admin_ids)
    return application


def _gateways(settings: Settings, units: SqlUnits) -> Gateways:
    hashes = Argon2Hashes()
    return Gateways(
        mail_server=LocalMailServer(units, hashes),
        codes=HotpCodes(settings.bot_token.get_secret_value()),
        hashes=hashes,
        checks=LibraryChecks(),
        register=RegisterReader(is_fiscal_code=is_fiscal_code, is_email=is_email),
        download=download,
    )


def _payment_links(
    settings: Settings, texts: dict[Language, Texts], bot_username: Callable[[], str]
) -> StripePaymentLinks:
    def words(language: Language) -> StripeWords:
        label = texts[language].label
        return StripeWords(product=label("stripe-product"), inactive=label("stripe-inactive"))

    return StripePaymentLinks(
        key=settings.stripe_secret_key.get_secret_value(),
        webhook_secret=settings.stripe_webhook_secret.get_secret_value(),
        api_url=settings.stripe_api_url,
        bot_username=bot_username,
        words=words,
    )


def _receiver(
    application: AnyApplication, database: Database, services: Services, registry: CollectorRegistry, settings: Settings
) -> Receiver:
    apologies = Apologies(application=application, contacts=services.contacts, texts=services.texts)
    return Receiver(
        application,
        store=SqlUpdates(database, services.clock),
        locks=ChatLocks(chat_lock(database)),
        apologise=apologies.apologise,
        not_understood=apologies.not_understood,
        observe=UpdateMetrics(registry),
        floods=Floods(services.clock),
        slow_down=apologies.slow_down,
        admins=settings.admin_ids,
    )
