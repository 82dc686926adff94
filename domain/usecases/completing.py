"""The one place where an order turns money into an add-on."""

from __future__ import annotations

from datetime import datetime

from domain.calendar import civil_day
from domain.cards import gb_left, inbox_gb
from domain.catalogue import Catalogue, ServiceKey
from domain.errors import NotFound, QuoteOver
from domain.ledger import order_transfers
from domain.mailboxes import Mailbox
from domain.orders import Order, OrderState
from domain.ports import UnitOfWork
from domain.pricing import Quote
from domain.server_acts import limit_notice
from domain.usecases.closing import close
from domain.usecases.purses import check_owes_nothing


async def lock_for(unit: UnitOfWork, quote: Quote) -> Mailbox:
    """The mailbox of a quote, locked: whoever changes its orders comes one after the other. Raises NotFound."""
    mailbox = await unit.mailboxes.lock(quote.mailbox_id)
    if mailbox is None or mailbox.holder_id != quote.holder_id:
        raise NotFound
    return mailbox


async def check_acceptable(
    unit: UnitOfWork, catalogue: Catalogue, quote: Quote, mailbox: Mailbox, now: datetime
) -> None:
    """Raises AmountOwed, QuoteOver, MailboxExpired, MailboxNotActive or CapReached if it cannot be accepted now."""
    await check_owes_nothing(unit, quote.holder_id)
    await check_offered(unit, catalogue, quote, mailbox, now)


async def check_offered(unit: UnitOfWork, catalogue: Catalogue, quote: Quote, mailbox: Mailbox, now: datetime) -> None:
    """Raises QuoteOver, MailboxExpired, MailboxNotActive or CapReached if no money could complete it now."""
    today = civil_day(now)
    mailbox.check_buyable(today)
    if not quote.is_good(now, mailbox.expires_on):
        raise QuoteOver
    addons = await unit.addons.active_of([mailbox.id])
    catalogue.check_gb(quote.gb, gb_left(catalogue, quote.service, mailbox, addons))


async def complete(unit: UnitOfWork, order: Order, mailbox: Mailbox, now: datetime) -> Order:
    """Completes a pending order of a locked mailbox: moves the money, activates the add-on, asks for the space.

    Raises InsufficientCredit, and QuoteOver if the order is not pending any more; the unit of work must roll back then.
    """
    if not await close(unit, order.id, OrderState.COMPLETED, now):
        raise QuoteOver
    await unit.ledger.post(order_transfers(order, now))
    await unit.addons.add(order, civil_day(now))
    if order.quote.service is ServiceKey.INBOX:
        gigabytes = inbox_gb(mailbox, await unit.addons.active_of([mailbox.id]))
        await unit.outbox.add([limit_notice(mailbox.address, f"order:{order.id}", gigabytes, now, mailbox.holder_id)])
    return order.closed(OrderState.COMPLETED, now)
