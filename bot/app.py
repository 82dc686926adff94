"""The composition root: the one file that names every concrete class."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.types import ASGIApp
from telegram.ext import Application, ContextTypes

from bot.apologies import Apologies
from bot.broadcasts import message_window
from bot.chat_locks import ChatLocks
from bot.clock import clock_of
from bot.clockwork import Clockwork, build_clockwork
from bot.context import bound_to
from bot.conversations.front import add_handlers
from bot.floods import Floods
from bot.gateways.stripe import StripePaymentLinks
from bot.gateways.telegram import build_application, connect
from bot.gateways.updates import ALLOWED_UPDATES, UpdateQueue
from bot.introduction import introduce
from bot.jobs.delivery import Delivery
from bot.jobs.ticks import Ticks
from bot.metrics.house import Metrics, build_metrics
from bot.outgoing import Outgoing, build_outgoing
from bot.outside import build_gateways, build_payment_links
from bot.pace import Window
from bot.polling import Polling
from bot.receiver import Receiver
from bot.screens.texts import Texts, load_texts
from bot.services import Services, build_services
from bot.settings import Settings
from bot.tasks import Deadline, Tasks
from bot.web.ops import health_routes, metrics_route
from bot.web.server import build_web, serve
from bot.web.stripe import stripe_route
from bot.web.telegram import telegram_route
from domain.alarms import Watched
from domain.holders import Language
from domain.ports import Clock
from domain.usecases.auditing import Auditing
from domain.usecases.booking import Booking
from domain.usecases.importing import Importing
from domain.usecases.top_ups import TopUps
from storage.engine import Database, open_database
from storage.unit_of_work import SqlUnits
from storage.updates import SqlUpdates, chat_lock
from storage.version import check_version, head

log = structlog.stdlib.get_logger(__name__)

WEBHOOK_PATH = "/telegram"
DRAIN = 20.0  # seconds that what is in hand is given when the bot stops (fault F56)
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
    metrics: Metrics
    texts: dict[Language, Texts]
    stopping: asyncio.Event
    deadline: Deadline

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
        """Takes updates and payments and keeps the clockwork going until `stop`; then all is over within 20 seconds.

        Raises TokenRevoked, OSError if the port is taken, and what `check_version` raises.
        """
        await self.database.check()
        await check_version(self.database)
        ready = asyncio.Event()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.close)
            stack.push_async_callback(self.metrics.figures.close)
            base_url = await stack.enter_async_context(
                serve(self._web(ready), self.settings.http_host, self.settings.http_port, self.deadline)
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
            self.deadline.begin()
            log.info("stopping")

    async def close(self) -> None:
        """Closes every connection."""
        await self.application.shutdown()
        await self.application.bot.request.shutdown()  # open already if Telegram refused the token or was not reached
        await self.payment_links.close()
        await self.database.close()

    def _web(self, ready: asyncio.Event) -> ASGIApp:
        async def is_ready() -> None:
            if not ready.is_set():
                raise RuntimeError("starting")

        routes = [
            stripe_route(self.payment_links.read_event, self.booking, self.metrics.webhooks),
            *health_routes({"database": self.database.check, "telegram": is_ready}),
            metrics_route(self.metrics.registry, self.metrics.figures.refresh),
        ]
        if self.settings.bot_mode == "webhook":
            secret = self.settings.webhook_secret
            routes.append(telegram_route(self.receiver.receive, secret.get_secret_value(), WEBHOOK_PATH))
        return self.metrics.answers.counting(build_web(*routes))

    @asynccontextmanager
    async def _ticking(self) -> AsyncIterator[None]:
        every = (*self.clockwork.ticks(self.delivery), *self.outgoing.broadcasts.ticks())
        self.clockwork.watching.watched = [Watched(name=tick.name, limit=tick.limit) for tick in every]
        ticks = Ticks(every, self.metrics.registry, self.clock, self.metrics.notebook.ticks)
        ticks.start()
        try:
            yield
        finally:
            self.outgoing.broadcasts.stop()
            await ticks.stop(self.deadline.left / 2)  # the other half is for updates and payments

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
        token, calls = self.settings.bot_token.get_secret_value(), self.metrics.calls
        queue = UpdateQueue(token, self.settings.bot_api_url, calls.of("telegram_updates"))
        await queue.open()
        polling = Polling(queue, self.receiver.receive, deadline=self.deadline)
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
    metrics = build_metrics(units, clock, schema=head())
    gateways = build_gateways(settings, units, metrics.calls)
    payment_links = build_payment_links(settings, texts, lambda: application.bot.username, metrics.calls)
    clockwork = _clockwork(settings, units, clock, payment_links, metrics)
    services = build_services(
        settings, units, clock, gateways, clockwork.top_ups, clockwork.digesting, clockwork.refunding, texts
    )
    window = message_window(settings)
    application = _application(settings, services, window, metrics)
    store = SqlUpdates(database, clock)
    talk = (texts, window, lambda: application.bot, store.load_dialog, metrics.calls)
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
        receiver=_receiver(application, database, services, metrics, settings),
        metrics=metrics,
        texts=texts,
        stopping=asyncio.Event(),
        deadline=Deadline(DRAIN),
    )


def _clockwork(
    settings: Settings, units: SqlUnits, clock: Clock, payment_links: StripePaymentLinks, metrics: Metrics
) -> Clockwork:
    return build_clockwork(
        units,
        clock,
        settings.catalogue(),
        payment_links,
        payment_links.refunds,
        settings.admin_ids,
        by_email=bool(settings.smtp_url),
        limits=settings.daily_limits(),
        activation=settings.activation(),
        notebook=metrics.notebook,
        digest_hour=settings.digest_hour,
    )


def _application(settings: Settings, services: Services, window: Window, metrics: Metrics) -> AnyApplication:
    application = build_application(
        settings.bot_token.get_secret_value(),
        settings.bot_api_url,
        context_types=ContextTypes(context=bound_to(services)),
        window=window,
        observe=metrics.calls.of("telegram"),
    )
    add_handlers(application, settings.admin_ids)
    return application


def _receiver(
    application: AnyApplication, database: Database, services: Services, metrics: Metrics, settings: Settings
) -> Receiver:
    apologies = Apologies(application=application, services=services)
    return Receiver(
        application,
        store=SqlUpdates(database, services.clock),
        locks=ChatLocks(chat_lock(database)),
        apologise=apologies.apologise,
        not_understood=apologies.not_understood,
        observe=metrics.updates,
        floods=Floods(services.clock),
        slow_down=apologies.slow_down,
        admins=settings.admin_ids,
    )
