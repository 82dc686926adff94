"""What was paid is active, or comes back: orders whose space the mail server does not give are undone (fault F44)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.activations import Activation, all_of, refund_event, refund_transfers, refunded_facts
from domain.calendar import civil_day
from domain.cards import inbox_gb
from domain.errors import Unavailable
from domain.ledger import holder_account
from domain.mailboxes import Mailbox
from domain.notices import Facts, NoticeKind, to_chats, to_holder
from domain.orders import Order
from domain.ports import Clock, UnitOfWork, Units
from domain.server_acts import limit_notice
from domain.usecases.charging import is_charging_stopped
from domain.usecases.completing import lock_for
from domain.usecases.spending import pay_what_is_owed
from domain.usecases.telling import Telling

CHUNK = 100

Report = Callable[[str, Exception], Awaitable[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Activating:
    """Undoes the orders whose space could not be given in time. Whoever delivers the outbox asks for the space.

    `patience` is the time that an order has from its completion. `report` is told of an order that could not be undone.
    """

    units: Units
    clock: Clock
    telling: Telling
    admins: tuple[int, ...]
    patience: timedelta
    report: Report

    async def run(self) -> int:
        """Undoes what is hopeless, an order in one transaction; says how many. Raises StorageUnavailable."""
        undone, after = 0, ""
        while hopeless := await self._old(after):
            after = hopeless[-1].order_id
            for activation in hopeless:
                undone += await self._try_to_undo(activation)
        return undone

    async def _old(self, after: str) -> list[Activation]:
        """The next orders whose time is over. While the books are wrong no money is moved."""
        async with self.units.read() as unit:
            if await is_charging_stopped(unit):
                return []
            return list(await unit.activations.completed_before(self.clock.now() - self.patience, CHUNK, after))

    async def _try_to_undo(self, activation: Activation) -> int:
        if not activation.is_hopeless(self.clock.now(), self.patience):
            return 0
        try:
            return int(await self._undo(activation))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - it is reported and tried again, and stops none of the others
            await self.report(activation.order_id, error)
            return 0

    async def _undo(self, activation: Activation) -> bool:
        """Money, add-on, limit and news in one transaction; False if the space came after all, or it was done before.

        The mailbox, the order and the notice are taken in the order in which everybody takes them.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            order = await unit.orders.get(activation.order_id, activation.holder_id)
            if order is None or await is_charging_stopped(unit):
                return False
            mailbox = await lock_for(unit, order.quote)
            if not await unit.orders.refund(order.id, now):
                return False
            if not await unit.activations.abandon(order.id, now):
                return False
            await self._write(unit, order, mailbox, now)
            await unit.commit()
        return True

    async def _write(self, unit: UnitOfWork, order: Order, mailbox: Mailbox, now: datetime) -> None:
        holder_id, event = order.quote.holder_id, refund_event(order.id)
        addon = await unit.addons.end(order.id, civil_day(now))
        paid = all_of([order.quote.price, *await unit.addons.renewed_for(addon.id)])
        await unit.ledger.post(refund_transfers(order, paid, now))
        await pay_what_is_owed(unit, holder_id, event, now)
        credit = await unit.ledger.balance(holder_account(holder_id))
        gigabytes = inbox_gb(mailbox, await unit.addons.active_of([mailbox.id]))
        facts = refunded_facts(order, paid.gross.cents, credit.cents)
        hours: Facts = {**facts, "hours": int(self.patience / timedelta(hours=1))}
        contact = (await self.telling.contacts(unit, [holder_id]))[holder_id]
        await unit.outbox.add(
            [
                limit_notice(mailbox.address, event, gigabytes, now, holder_id),
                *to_holder(contact, event, NoticeKind.ORDER_REFUNDED, facts, now, mailbox.id),
                *to_chats(self.admins, event, NoticeKind.ADMIN_ORDER_REFUNDED, hours, now, holder_id),
            ]
        )
