"""Buying an add-on: offer, quote, order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.activations import as_of, late_ones
from domain.calendar import civil_day
from domain.cards import Offer, gb_left
from domain.catalogue import Catalogue, ServiceKey
from domain.daily_limits import DailyLimits
from domain.errors import CapReached, InsufficientCredit, NotFound, OrderCancelled, OrderRefunded
from domain.forecast import shortfall_after
from domain.ledger import holder_account
from domain.mailboxes import Mailbox
from domain.order_numbers import new_order_number
from domain.orders import Order, OrderPending, OrderPlaced, OrderState, Quoted, missing_amount
from domain.ports import Clock, UnitOfWork, Units
from domain.pricing import Quote, advise, price_for, price_on, years_to_pay
from domain.usecases.charging import check_charging
from domain.usecases.closing import close
from domain.usecases.completing import check_acceptable, complete, lock_for
from domain.usecases.forecasting import forecast_of
from domain.usecases.limiting import check_orders, wait_for_turn
from domain.usecases.purses import check_owes_nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Buying:
    """Sells add-ons."""

    units: Units
    clock: Clock
    catalogue: Catalogue
    limits: DailyLimits

    async def offer(self, mailbox_id: int, service: ServiceKey, *, holder_id: int) -> Offer:
        """What can be bought.

        Raises AmountOwed, NotFound, MailboxExpired, MailboxNotActive, and CapReached if there is no room.
        """
        async with self.units.read() as unit:
            mailbox, left = await self._buyable(unit, mailbox_id, service, holder_id)
        if left < self.catalogue.gb_least:
            raise CapReached(left=0)
        return Offer(
            mailbox=mailbox,
            service=service,
            unit_price=self.catalogue.prices[service],
            years=years_to_pay(civil_day(self.clock.now()), mailbox.expires_on),
            left=left,
            gb_offered=tuple(gb for gb in self.catalogue.gb_offered if gb <= left),
        )

    async def quote(self, mailbox_id: int, service: ServiceKey, gb: int, *, holder_id: int) -> Quoted:
        """Makes and keeps a quote. Raises what `offer` raises, and GbOutOfRange."""
        now = self.clock.now()
        async with self.units.write() as unit:
            mailbox, left = await self._buyable(unit, mailbox_id, service, holder_id)
            self.catalogue.check_gb(gb, left)
            quote = self._price(mailbox, service, gb, now)
            await unit.quotes.add(quote)
            await unit.commit()
        async with self.units.read() as unit:
            ahead = await forecast_of(unit, self.catalogue, holder_id, civil_day(now))
        return Quoted(quote=quote, credit=ahead.credit, shortfall=shortfall_after(ahead, quote.price.gross))

    async def place(self, quote_id: str, *, holder_id: int) -> OrderPlaced | OrderPending:
        """Accepts a quote: completed at once if it is free or the credit covers it, else pending.

        Accepting it again gives the first result. Raises NotFound, AmountOwed, QuoteOver, OrderCancelled,
        OrderRefunded, MailboxExpired, MailboxNotActive, CapReached, TooManyOrders.
        """
        try:
            return await self._place(quote_id, holder_id)
        except InsufficientCredit:  # the credit went elsewhere between our look and our debit
            return await self._place(quote_id, holder_id)

    async def cancel(self, order_id: str, *, holder_id: int) -> Order:
        """Cancels a pending order. Raises NotFound if it is not pending, or somebody else's."""
        now = self.clock.now()
        async with self.units.write() as unit:
            order = await unit.orders.get(order_id, holder_id)
            if order is None or not await close(unit, order_id, OrderState.CANCELLED, now):
                raise NotFound
            await unit.commit()
        return order.closed(OrderState.CANCELLED, now)

    async def _place(self, quote_id: str, holder_id: int) -> OrderPlaced | OrderPending:
        now = self.clock.now()
        account = holder_account(holder_id)
        async with self.units.write() as unit:
            quote = await unit.quotes.get(quote_id, holder_id)
            if quote is None:
                raise NotFound
            await check_charging(unit)
            mailbox = await lock_for(unit, quote)
            order = await unit.orders.get(quote_id, holder_id)
            if order is not None and order.state is OrderState.COMPLETED:
                order = as_of(order, late_ones(await unit.activations.of_holder(holder_id), now))
                return OrderPlaced(order=order, credit=await unit.ledger.balance(account), repeated=True)
            if order is not None and order.state is OrderState.REFUNDED:
                raise OrderRefunded
            if order is not None and order.state is not OrderState.PENDING:
                raise OrderCancelled
            await check_acceptable(unit, self.catalogue, quote, mailbox, now)
            replaced = None
            if order is None:
                credit = await wait_for_turn(unit, holder_id)
                await check_orders(unit, self.limits, holder_id, now)
                order, replaced = await _accept(unit, quote, now)
            else:
                credit = await unit.ledger.balance(account)
            if credit < quote.price.gross:
                await unit.commit()
                missing = missing_amount(quote.price.gross, credit)
                return OrderPending(order=order, credit=credit, missing=missing, replaced=replaced)
            order = await complete(unit, order, mailbox, now)
            await unit.commit()
        return OrderPlaced(order=order, credit=credit - quote.price.gross, replaced=replaced)

    async def _buyable(
        self, unit: UnitOfWork, mailbox_id: int, service: ServiceKey, holder_id: int
    ) -> tuple[Mailbox, int]:
        """The mailbox and the GB that it can still take. Raises AmountOwed too."""
        await check_owes_nothing(unit, holder_id)
        today = civil_day(self.clock.now())
        mailbox = await unit.mailboxes.get(mailbox_id, holder_id)
        if mailbox is None:
            raise NotFound
        mailbox.check_buyable(today)
        addons = await unit.addons.active_of([mailbox_id])
        return mailbox, gb_left(self.catalogue, service, mailbox, addons)

    def _price(self, mailbox: Mailbox, service: ServiceKey, gb: int, now: datetime) -> Quote:
        today = civil_day(now)
        renewal = price_for(self.catalogue, service, gb, mailbox.term_years) if mailbox.auto_renew else None
        return Quote(
            id=new_order_number(),
            holder_id=mailbox.holder_id,
            mailbox_id=mailbox.id,
            mailbox_address=mailbox.address,
            service=service,
            gb=gb,
            unit_price=self.catalogue.prices[service],
            vat_rate=self.catalogue.vat_rate,
            price=price_on(self.catalogue, service, gb, today, mailbox.expires_on),
            runs_until=mailbox.expires_on,
            renewal=renewal,
            advice=advise(self.catalogue, service, gb, today, mailbox.expires_on),
            quoted_on=today,
            quoted_at=now,
        )


async def _accept(unit: UnitOfWork, quote: Quote, now: datetime) -> tuple[Order, Order | None]:
    """Stores the order; another one of the same service that still waits for money makes way for it."""
    replaced = None
    for other in await unit.orders.pending_of(quote.holder_id):
        same = (other.quote.mailbox_id, other.quote.service) == (quote.mailbox_id, quote.service)
        if same and await close(unit, other.id, OrderState.CANCELLED, now):
            replaced = other.closed(OrderState.CANCELLED, now)
    order = Order(quote=quote, state=OrderState.PENDING, placed_at=now)
    await unit.orders.add(order)
    return order, replaced
