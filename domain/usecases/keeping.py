"""The holder's control over renewals: what is kept, in which order, what it will take, and when to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.addons import Addon, in_order
from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.errors import NotFound
from domain.forecast import Forecast, forecast
from domain.keeping import AddonPlan, MailboxRenewals, Snoozed, next_for, plan_of, put_first
from domain.ports import Clock, UnitOfWork, Units
from domain.reminders import next_reminder_day, snoozed
from domain.renewals import Holding
from domain.usecases.forecasting import forecast_of, holdings_of_holder
from domain.usecases.purses import purse_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeping:
    """Shows holders what their renewals will take, and does with them what they want."""

    units: Units
    clock: Clock
    catalogue: Catalogue

    async def renewals(self, mailbox_id: int, *, holder_id: int) -> MailboxRenewals:
        """The add-ons of a mailbox and its next renewal. Raises NotFound."""
        async with self.units.read() as unit:
            holding, ahead = await self._look(unit, mailbox_id, holder_id)
        return MailboxRenewals(
            mailbox=holding.mailbox,
            addons=tuple(in_order(holding.addons)),
            upcoming=next_for(ahead, mailbox_id),
            credit=ahead.credit,
            today=self._today,
        )

    async def addon(self, addon_id: int, *, holder_id: int) -> AddonPlan:
        """What is to become of one add-on. Raises NotFound if it is not in force, or somebody else's."""
        async with self.units.read() as unit:
            addon = await _addon(unit, addon_id, holder_id)
            holding, ahead = await self._look(unit, addon.mailbox_id, holder_id)
        return plan_of(self.catalogue, holding, in_order(holding.addons), addon, ahead)

    async def switch(self, addon_id: int, *, renews: bool, holder_id: int) -> None:
        """The holder wants an add-on renewed from now on, or not any longer; repeating it changes nothing.

        Raises NotFound.
        """
        async with self.units.write() as unit:
            await _lock(unit, addon_id, holder_id)
            await unit.addons.set_renews(addon_id, renews=renews)
            await unit.commit()

    async def put_first(self, addon_id: int, *, holder_id: int) -> None:
        """The credit is spent on this add-on before all others of its mailbox. Raises NotFound."""
        async with self.units.write() as unit:
            addon = await _lock(unit, addon_id, holder_id)
            ordered = in_order(await unit.addons.active_of([addon.mailbox_id]))
            await unit.addons.set_ranks(put_first(ordered, addon_id))
            await unit.commit()

    async def forecast(self, holder_id: int) -> Forecast:
        """The renewals of the next twelve months, of all mailboxes."""
        async with self.units.read() as unit:
            return await forecast_of(unit, self.catalogue, holder_id, self._today)

    async def snooze(self, mailbox_id: int, *, holder_id: int) -> Snoozed:
        """No reminders of a mailbox for fourteen days, but for the last ones before a renewal. Raises NotFound."""
        until = snoozed(self._today)
        async with self.units.write() as unit:
            holding, ahead = await self._look(unit, mailbox_id, holder_id)
            await unit.mailboxes.snooze(mailbox_id, until)
            await unit.commit()
        upcoming = next_for(ahead, mailbox_id)
        next_day = next_reminder_day(upcoming, self._today, until) if upcoming else None
        return Snoozed(mailbox=holding.mailbox, until=until, next_reminder=next_day)

    async def space_alerts(self, holder_id: int) -> bool:
        """Whether the holder is told that an inbox fills up."""
        async with self.units.read() as unit:
            return await unit.holders.wants_space_alerts(holder_id)

    async def set_space_alerts(self, holder_id: int, *, wanted: bool) -> None:
        """The holder wants to be told that an inbox fills up, or not; repeating it changes nothing."""
        async with self.units.write() as unit:
            await unit.holders.set_space_alerts(holder_id, wanted=wanted)
            await unit.commit()

    @property
    def _today(self) -> date:
        return civil_day(self.clock.now())

    async def _look(self, unit: UnitOfWork, mailbox_id: int, holder_id: int) -> tuple[Holding, Forecast]:
        """A mailbox with its add-ons, and the renewals of all of its holder's. Raises NotFound."""
        holdings = await holdings_of_holder(unit, holder_id)
        credit = await purse_of(unit, holder_id)
        return _own(holdings, mailbox_id), forecast(self.catalogue, holdings, credit, self._today)


def _own(holdings: Sequence[Holding], mailbox_id: int) -> Holding:
    for holding in holdings:
        if holding.mailbox.id == mailbox_id:
            return holding
    raise NotFound


async def _addon(unit: UnitOfWork, addon_id: int, holder_id: int) -> Addon:
    addon = await unit.addons.get(addon_id, holder_id)
    if addon is None:
        raise NotFound
    return addon


async def _lock(unit: UnitOfWork, addon_id: int, holder_id: int) -> Addon:
    """An add-on whose mailbox nobody else can change until the end. Raises NotFound."""
    addon = await _addon(unit, addon_id, holder_id)
    await unit.mailboxes.lock(addon.mailbox_id)
    return await _addon(unit, addon_id, holder_id)
