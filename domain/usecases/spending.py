"""What money does by itself once it is in a credit: it renews what runs on unpaid, and completes orders that wait.

Whatever money it is, the holder is told the same about the orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.errors import QuoteOver, Refused
from domain.ledger import covering_transfer, holder_account, receivable_account
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import NOTHING, Money
from domain.notices import Facts, Notice, NoticeKind, to_chats
from domain.orders import COMPLETED_ONCE, Order, missing_amount
from domain.ports import Clock, UnitOfWork
from domain.usecases.charging import is_charging_stopped
from domain.usecases.completing import check_offered, complete
from domain.usecases.purses import purse_of
from domain.usecases.renewing import Renewing

News = tuple[NoticeKind, Facts]
"""What kind it is, and what it is about."""


class Origin(StrEnum):
    """Where money comes from: a card, the hands of an administrator, or back from where it had gone."""

    CARD = "card"
    OFFICE = "office"
    BACK = "back"


@dataclass(frozen=True, kw_only=True, slots=True)
class Income:
    """Money that comes into a holder's credit.

    `event` names it, also in the keys of what is told. `order_id` is the order it was asked for, if any, and
    `reference` that of its top-up.
    """

    holder_id: int
    event: str
    amount: Money
    origin: Origin
    order_id: str | None = None
    reference: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """Spends what has come in, in the transaction that books it."""

    clock: Clock
    catalogue: Catalogue
    renewing: Renewing

    async def lock(self, unit: UnitOfWork, income: Income) -> Mapping[int, Mailbox]:
        """The mailboxes on which the money may do something; to be locked before the money is booked."""
        return await _lock_for_all(unit, income.holder_id, await _waiting(unit, income), civil_day(self.clock.now()))

    async def spend(self, unit: UnitOfWork, income: Income, mailboxes: Mapping[int, Mailbox]) -> list[Notice]:
        """Spends the credit, into which the money was booked; answers with what the holder's chats are owed about it.

        What is owed is paid first, also while charging is stopped: it is no new charge. Then comes the order that the
        money was asked for, then what runs on unpaid, then the other orders.
        """
        now = self.clock.now()
        covered = await pay_what_is_owed(unit, income.holder_id, income.event, now)
        news = await self._spend(unit, income, mailboxes)
        return await _told(unit, income, news, covered, now)

    async def _spend(self, unit: UnitOfWork, income: Income, mailboxes: Mapping[int, Mailbox]) -> Sequence[News]:
        if await is_charging_stopped(unit):
            return [(NoticeKind.CREDIT_RECEIVED, {})]
        unpaid = (unit, income.holder_id, mailboxes.values(), income.event)
        if income.order_id is None:
            await self.renewing.renew_unpaid(*unpaid)
        news = await self._complete_orders(unit, income, mailboxes)
        if income.order_id is not None and NoticeKind.ORDER_STILL_PENDING not in {kind for kind, _ in news}:
            await self.renewing.renew_unpaid(*unpaid)
        return news

    async def _complete_orders(
        self, unit: UnitOfWork, income: Income, mailboxes: Mapping[int, Mailbox]
    ) -> Sequence[News]:
        """Completes the waiting orders that the credit covers; answers with what is to be told.

        Money asked for an order that still waits for more goes to no other. The orders are read again behind the
        locks: what another payment or a tap has closed is not among them.
        """
        now = self.clock.now()
        completed: list[News] = []
        waits: News | None = None
        for order in await _waiting(unit, income):
            mailbox = mailboxes.get(order.quote.mailbox_id)
            if mailbox is None or not await self._is_offered(unit, order, mailbox, now):
                continue
            gross, have = order.quote.price.gross, await purse_of(unit, income.holder_id)
            if have < gross:
                missing = missing_amount(gross, have).cents
                waits = waits or (NoticeKind.ORDER_STILL_PENDING, {"order_id": order.id, "missing": missing})
                if order.id == income.order_id:
                    break
                continue
            try:
                await complete(unit, order, mailbox, now)
            except QuoteOver:  # cancelled since we looked: nothing was written for it
                continue
            about: Facts = {"order_id": order.id, "credit": (have - gross).cents}
            completed.append((NoticeKind.ORDER_COMPLETED, about))
        return completed or [waits or await _unspent(unit, income, mailboxes)]

    async def _is_offered(self, unit: UnitOfWork, order: Order, mailbox: Mailbox, now: datetime) -> bool:
        try:
            await check_offered(unit, self.catalogue, order.quote, mailbox, now)
        except Refused:
            return False
        return True


async def pay_what_is_owed(unit: UnitOfWork, holder_id: int, event: str, now: datetime) -> Facts:
    """Pays with the credit, into which the money named by the event was booked, as much as it can of what is owed.

    Answers with what is to be told of it: how much was covered, and how much is still owed; nothing if nothing was.
    """
    names = (holder_account(holder_id), receivable_account(holder_id))
    if not await unit.ledger.balance(names[1]):
        return {}
    balances = await unit.ledger.lock_balances(names)
    amount = min(balances[names[0]], -balances[names[1]])
    if amount <= NOTHING:
        return {}
    await unit.ledger.post([covering_transfer(holder_id, event, amount, now)])
    return {"covered": amount.cents, "owed": (-balances[names[1]] - amount).cents}


async def _lock_for_all(unit: UnitOfWork, holder_id: int, orders: Iterable[Order], today: date) -> dict[int, Mailbox]:
    """The mailboxes of some orders and those where something runs on unpaid, or is being decided on at this moment.

    They are locked in one order everywhere, so that two payments never wait for each other.
    """
    own = [mailbox.id for mailbox in await unit.mailboxes.of_holder(holder_id)]
    unpaid = {addon.mailbox_id for addon in await unit.addons.active_of(own) if addon.runs_until < today}
    wanted = unpaid | {order.quote.mailbox_id for order in orders}
    locked = {mailbox_id: await unit.mailboxes.lock(mailbox_id) for mailbox_id in sorted(wanted)}
    return {mailbox_id: mailbox for mailbox_id, mailbox in locked.items() if mailbox is not None}


async def _waiting(unit: UnitOfWork, income: Income) -> list[Order]:
    """The holder's pending orders: first the one that the money was asked for, then the others, oldest first."""
    pending = await unit.orders.pending_of(income.holder_id)
    return sorted(pending, key=lambda order: order.id != income.order_id)


async def _unspent(unit: UnitOfWork, income: Income, mailboxes: Mapping[int, Mailbox]) -> News:
    """The news of money that completed nothing and that no order waits for: too late for its order, or just credit."""
    order = await unit.orders.get(income.order_id, income.holder_id) if income.order_id else None
    if order is None or order.state in COMPLETED_ONCE:
        return NoticeKind.CREDIT_RECEIVED, {}
    mailbox = mailboxes.get(order.quote.mailbox_id)
    suspended = mailbox is not None and mailbox.status is MailboxStatus.SUSPENDED
    return NoticeKind.PAYMENT_LATE, {"suspended": mailbox.address} if mailbox and suspended else {}


async def _told(unit: UnitOfWork, income: Income, news: Sequence[News], covered: Facts, now: datetime) -> list[Notice]:
    """The notices of the news, the first of which says how much was covered of what was owed.

    That money has come is news of a card's only: whoever books any other tells of that, and of what it has covered, in
    words of its own.
    """
    if income.origin is not Origin.CARD:
        covered = {name: fact for name, fact in covered.items() if name != "covered"}
    facts: Facts = {
        "origin": income.origin,
        "cents": income.amount.cents,
        "credit": (await unit.ledger.balance(holder_account(income.holder_id))).cents,
        "holder_id": income.holder_id,
        "order_id": income.order_id,
        "reference": income.reference,
    }
    chats = await unit.chats.of_holder(income.holder_id)
    told: list[Notice] = []
    for number, (kind, about) in enumerate(news):
        if kind is NoticeKind.CREDIT_RECEIVED and income.origin is not Origin.CARD:
            continue
        event = f"{income.event}:{about['order_id']}" if kind is NoticeKind.ORDER_COMPLETED else income.event
        what = {**facts, **about, **({} if number else covered)}
        told += to_chats(chats, event, kind, what, now, income.holder_id)
    return told
