"""What happens because time passes or money comes, wired: the same for the bot and for the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.jobs.delivery import AT_ONCE_CHANNELS, MAIL_CHANNELS, Delivery
from bot.jobs.ticks import Tick, house_ticks
from bot.logs import new_reference
from domain.catalogue import Catalogue
from domain.daily_limits import DailyLimits
from domain.notebook import Notebook
from domain.ports import Clock, PaymentLinks, Refunds, Units
from domain.usecases.activating import Activating
from domain.usecases.auditing import Auditing, SelfAudit
from domain.usecases.booking import Booking
from domain.usecases.delivering import Delivering
from domain.usecases.digesting import Digesting
from domain.usecases.refunding import Refunding
from domain.usecases.reminding import Reminding
from domain.usecases.renewing import Renewing
from domain.usecases.retaining import Retention
from domain.usecases.reversing import Reversing
from domain.usecases.settling import Settling
from domain.usecases.simulating import MovableClock, Simulating
from domain.usecases.spending import Spending
from domain.usecases.telling import Telling
from domain.usecases.top_ups import TopUps
from domain.usecases.watching import Repairing, Watching
from domain.usecases.watching_space import WatchingSpace

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """What a day brings about, and money: it asks nobody outside."""

    renewing: Renewing
    spending: Spending
    reversing: Reversing
    reminding: Reminding
    watching_space: WatchingSpace


@dataclass(frozen=True, kw_only=True, slots=True)
class Clockwork:
    """Everything that ticks, but for the delivery."""

    calendar: Calendar
    booking: Booking
    refunding: Refunding
    top_ups: TopUps
    activating: Activating
    auditing: Auditing
    self_audit: SelfAudit
    retention: Retention
    watching: Watching
    digesting: Digesting

    def ticks(self, delivery: Delivery) -> tuple[Tick, ...]:
        """The ticks of the house."""

        async def renew() -> int:
            done = await self.calendar.renewing.run()
            return done.renewed + done.deactivated + done.expired

        async def remind() -> int:
            return (await self.calendar.reminding.run()).owed

        return house_ticks(
            deliver=lambda: delivery.deliver(AT_ONCE_CHANNELS),
            mail=lambda: delivery.deliver(MAIL_CHANNELS),
            reconcile=self.top_ups.reconcile,
            expire=self.top_ups.expire,
            activate=self.activating.run,
            renew=renew,
            remind=remind,
            watch_space=self.calendar.watching_space.run,
            audit=self.self_audit.run,
            retention=self.retention.run,
            watch=self.watching.run,
            digest=self.digesting.run,
        )


def build_calendar(
    units: Units, clock: Clock, catalogue: Catalogue, admins: tuple[int, ...], *, by_email: bool
) -> Calendar:
    """Wires what a day brings about."""
    telling = Telling(by_email=by_email)
    renewing = Renewing(
        units=units, clock=clock, catalogue=catalogue, telling=telling, admins=admins, report=report_failure
    )
    spending = Spending(clock=clock, catalogue=catalogue, renewing=renewing)
    return Calendar(
        renewing=renewing,
        spending=spending,
        reversing=Reversing(units=units, clock=clock, spending=spending, telling=telling, admins=admins),
        reminding=Reminding(units=units, clock=clock, catalogue=catalogue, telling=telling),
        watching_space=WatchingSpace(units=units, clock=clock, catalogue=catalogue, telling=telling),
    )


def build_clockwork(  # noqa: PLR0917 - wiring, called once
    units: Units,
    clock: Clock,
    catalogue: Catalogue,
    links: PaymentLinks,
    refunds: Refunds,
    admins: tuple[int, ...],
    *,
    by_email: bool,
    limits: DailyLimits,
    activation: timedelta,
    notebook: Notebook,
    digest_hour: int | None = None,
) -> Clockwork:
    """Wires everything that ticks. `notebook` is for the watch, `activation` the time to give an order its space."""
    # What it books is what no webhook has told of.
    calendar = build_calendar(units, clock, catalogue, admins, by_email=by_email)
    settling, repairing = (
        kind(units=units, clock=clock, spending=calendar.spending, reversing=calendar.reversing, admins=admins)
        for kind in (Settling, Repairing)
    )
    booking = Booking(settling=settling, reversing=calendar.reversing, refunds=refunds)
    auditing = Auditing(units=units)
    return Clockwork(
        calendar=calendar,
        booking=booking,
        refunding=Refunding(units=units, clock=clock, refunds=refunds, reversing=calendar.reversing),
        activating=_build_activating(units, clock, admins, activation, by_email=by_email),
        top_ups=TopUps(
            units=units, clock=clock, links=links, booking=replace(booking, settling=repairing), limits=limits
        ),
        auditing=auditing,
        self_audit=SelfAudit(
            units=units, clock=clock, auditing=auditing, links=links, settling=repairing, admins=admins
        ),
        retention=Retention(units=units, clock=clock),
        watching=Watching(units=units, clock=clock, notebook=notebook, admins=admins),
        digesting=Digesting(units=units, clock=clock, catalogue=catalogue, admins=admins, hour=digest_hour),
    )


def _build_activating(
    units: Units, clock: Clock, admins: tuple[int, ...], patience: timedelta, *, by_email: bool
) -> Activating:
    telling = Telling(by_email=by_email)
    return Activating(units=units, clock=clock, telling=telling, admins=admins, patience=patience, report=report_refund)


def build_simulating(units: Units, clock: MovableClock, catalogue: Catalogue, *, by_email: bool) -> Simulating:
    """Wires the days to come, on books that are a copy. There are no admins to be told."""
    calendar = build_calendar(units, clock, catalogue, (), by_email=by_email)
    return Simulating(
        units=units,
        clock=clock,
        renewing=calendar.renewing,
        reminding=calendar.reminding,
        delivering=Delivering(units=units, clock=clock),
    )


async def report_failure(mailbox_id: int, error: Exception) -> str:
    """Logs what went wrong with one mailbox; answers with the reference of the line."""
    reference = new_reference()
    log.error("renewal_failed", mailbox_id=mailbox_id, reference=reference, exc_info=error)
    return reference


async def report_refund(order_id: str, error: Exception) -> str:
    """Logs why an order could not be undone; answers with the reference of the line."""
    reference = new_reference()
    log.error("refund_failed", order_id=order_id, reference=reference, exc_info=error)
    return reference
