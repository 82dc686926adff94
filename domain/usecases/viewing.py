"""Looking at one's mailboxes and one's credit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.addons import Addon, in_order
from domain.calendar import civil_day
from domain.cards import Home, MailboxCard
from domain.catalogue import Catalogue
from domain.errors import MailboxUnavailable, NotFound, WrongCredentials
from domain.keeping import most_urgent
from domain.ledger import Only, Statement, holder_account
from domain.mailboxes import Mailbox, MailboxStatus
from domain.orders import OrderPending, missing_amount
from domain.ports import Clock, MailServer, Units
from domain.usecases.forecasting import forecast_with
from domain.usecases.purses import purse_of

PAGE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewing:
    """Shows holders what is theirs, and only that."""

    units: Units
    mail_server: MailServer
    clock: Clock
    catalogue: Catalogue

    async def home(self, holder_id: int) -> Home:
        """The holder with credit, mailboxes, pending orders and the renewal that comes first. Raises NotFound."""
        now = self.clock.now()
        async with self.units.read() as unit:
            holder = await unit.holders.get(holder_id)
            if holder is None:
                raise NotFound
            pending = await unit.orders.pending_of(holder_id)
            mailboxes = await unit.mailboxes.of_holder(holder_id)
            ahead = await forecast_with(unit, self.catalogue, holder_id, mailboxes, civil_day(now))
            return Home(
                holder=holder,
                credit=ahead.credit,
                mailboxes=tuple(mailboxes),
                pending=tuple(order for order in pending if now < order.quote.good_until),
                today=civil_day(now),
                upcoming=most_urgent(ahead),
            )

    async def cards(self, holder_id: int) -> tuple[MailboxCard, ...]:
        """All mailboxes of a holder, with the space that the register knows."""
        today = civil_day(self.clock.now())
        async with self.units.read() as unit:
            mailboxes = await unit.mailboxes.of_holder(holder_id)
            addons = await unit.addons.active_of(mailbox.id for mailbox in mailboxes)
        return tuple(
            _card(mailbox, [addon for addon in addons if addon.mailbox_id == mailbox.id], mailbox.used_bytes, today)
            for mailbox in mailboxes
        )

    async def card(self, mailbox_id: int, holder_id: int) -> MailboxCard:
        """One mailbox, with the space that the mail server tells. Raises NotFound."""
        async with self.units.read() as unit:
            mailboxes = {mailbox.id: mailbox for mailbox in await unit.mailboxes.of_holder(holder_id)}
            if mailbox_id not in mailboxes:
                raise NotFound
            addons = await unit.addons.active_of([mailbox_id])
            waiting = await unit.activations.of_holder(holder_id)
        mailbox, now = mailboxes[mailbox_id], self.clock.now()
        card = _card(mailbox, addons, await self._used_bytes(mailbox.address), civil_day(now))
        late = sum(one.gb for one in waiting if one.mailbox_id == mailbox_id and one.is_late(now))
        return replace(card, only_one=len(mailboxes) == 1, activating_gb=late)

    async def statement(self, holder_id: int, page: int, only: Only = Only.ALL) -> Statement:
        """A page of the credit's movements, counted from 0: of all of them, or of some."""
        account = holder_account(holder_id)
        async with self.units.read() as unit:
            credit = await purse_of(unit, holder_id)
            movements = await unit.ledger.movements(account, PAGE + 1, page * PAGE, only)
        has_older = len(movements) > PAGE
        return Statement(credit=credit, movements=tuple(movements[:PAGE]), page=page, has_older=has_older, only=only)

    async def pending_order(self, order_id: str, holder_id: int) -> OrderPending:
        """A pending order with what is missing. Raises NotFound if it is not pending, or somebody else's."""
        async with self.units.read() as unit:
            pending = {order.id: order for order in await unit.orders.pending_of(holder_id)}
            credit = await purse_of(unit, holder_id)
            order = pending.get(order_id)
            mailbox = await unit.mailboxes.get(order.quote.mailbox_id, holder_id) if order is not None else None
        if order is None or self.clock.now() >= order.quote.good_until:
            raise NotFound
        return OrderPending(
            order=order,
            credit=credit,
            missing=missing_amount(order.quote.price.gross, credit),
            is_suspended=mailbox is not None and mailbox.status is MailboxStatus.SUSPENDED,
        )

    async def _used_bytes(self, address: str) -> int | None:
        try:
            return (await self.mail_server.space(address)).used_bytes
        except (MailboxUnavailable, WrongCredentials):
            return None


def _card(mailbox: Mailbox, addons: Iterable[Addon], used_bytes: int | None, today: date) -> MailboxCard:
    return MailboxCard(mailbox=mailbox, addons=tuple(in_order(addons)), used_bytes=used_bytes, today=today)
