"""Counts and sums over everybody, as set-based statements: the numbers of the administrators' digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
)

from domain.accesses import AccessKind
from domain.activations import refund_event
from domain.calendar import start_of_day
from domain.digest import Counted, Happened, Income, Side, Sideline, Sold
from domain.ledger import ADJUSTMENT, CARD, SALES, VAT
from domain.mailboxes import MailboxStatus
from domain.notices import Channel, NoticeKind
from domain.orders import COMPLETED_ONCE
from domain.outlook import DueLine
from domain.reversals import ReversalKind, ReversalState
from domain.top_ups import PaymentState
from storage.repositories.ledger import OWED
from storage.repositories.outbox import GIVEN_UP
from storage.tables import accounts, addons, mailboxes, orders, payments, quotes, reversals, transfers
from storage.talk_tables import accesses, outbox
from storage.transaction import Transaction
from storage.watch_tables import alarms

HOLDERS_AT_ONCE = 5_000  # ids that are looked at in one go
TOP_UP, ORDER, RENEWAL = "topup", "order", "renewal"
_OUTSIDE = (CARD, ADJUSTMENT)  # where money comes from that is no holder's, and goes to

_is_back = or_(
    and_(transfers.c.event.startswith(f"{Side.REFUND}:"), transfers.c.event.endswith(":returned")),
    and_(transfers.c.event.startswith(f"{Side.DISPUTE}:"), transfers.c.event.endswith(":reinstated")),
)
_kind = case(
    (transfers.c.event.startswith(refund_event("")), Side.UNDONE.value),
    *((transfers.c.event.startswith(f"{kind}:"), kind) for kind in (TOP_UP, ORDER, RENEWAL, *Side)),
    else_=Side.OTHER.value,
)


class SqlDigests:
    """Conforms to `Digests`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def happened(self, day: date) -> Happened:
        """What a civil day in Rome brought."""
        events = await self._events(day)
        paid, renewed = events.get(TOP_UP), events.get(RENEWAL)
        sides = ((side, events.get(side.value)) for side in Side)
        return Happened(
            topups=Counted(count=paid.many, cents=paid.came) if paid else Counted(),
            sold=await self._sold(day),
            renewals=Counted(count=renewed.many, cents=renewed.sold) if renewed else Counted(),
            sidelines=tuple(
                Sideline(kind=side, count=one.many, came_cents=one.came, went_cents=one.went)
                for side, one in sides
                if one is not None
            ),
            deactivated=await self._count(select(func.count()).where(addons.c.ended_on == day)),
            expired=await self._expired(day),
            logins=await self._logins(day),
        )

    async def income(self, first: date, last: date) -> Sequence[Income]:
        """What each day from the first to the last brought, by kind."""
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        begins = [start_of_day(day) for day in days]
        place = case(
            *((transfers.c.at < until, number) for number, until in enumerate(begins[1:])), else_=len(days) - 1
        )
        rows = await self._transaction.rows(
            select(place.label("place"), _kind.label("kind"), _came.label("came"), _sold.label("sold"))
            .where(*_within(transfers.c.at, first, last))
            .group_by(place, _kind)
        )
        found: dict[int, dict[str, int]] = {number: {} for number in range(len(days))}
        for row in rows:
            found[row.place][row.kind] = int(row.came if row.kind == TOP_UP else row.sold)
        return [
            Income(
                day=day,
                topups_cents=found[number].get(TOP_UP, 0),
                orders_cents=found[number].get(ORDER, 0),
                renewals_cents=found[number].get(RENEWAL, 0),
            )
            for number, day in enumerate(days)
        ]

    async def undelivered(self, day: date) -> Mapping[Channel, int]:
        """How many of the notices that were due on a day were given up, by channel."""
        rows = await self._transaction.rows(
            select(outbox.c.channel, func.count().label("many"))
            .where(*GIVEN_UP, *_within(outbox.c.due_at, day))
            .group_by(outbox.c.channel)
        )
        return {row.channel: int(row.many) for row in rows}

    async def failed_payments(self, day: date) -> int:
        """How many payments were announced on a day as having failed: each may be told in several chats."""
        reference = outbox.c.facts["reference"].as_string()
        # Written out: SQLite uses an index of some rows only for what it can read in the statement.
        failed = (literal_column(f"kind = '{NoticeKind.PAYMENT_FAILED}'", Boolean), *_within(outbox.c.due_at, day))
        return await self._count(select(func.count(reference.distinct())).where(*failed))

    async def unassigned_payments(self) -> int:
        """How many payments wait for somebody to assign them."""
        return await self._count(select(func.count()).where(payments.c.state == PaymentState.UNASSIGNED))

    async def raised_alarms(self, day: date) -> int:
        """How many alarms were raised on a day, and not once more since: each has one row for all its episodes."""
        return await self._count(select(func.count()).where(*_within(alarms.c.raised_at, day)))

    async def failed_refunds(self, day: date) -> int:
        """How many refunds came back into a credit on a day, since the card did not take them."""
        failed = (_kind == Side.REFUND, _is_back, *_within(transfers.c.at, day))
        return await self._count(select(func.count(transfers.c.event.distinct())).where(*failed))

    async def lost_disputes(self, day: date) -> int:
        """How many disputes of credited payments were lost on a day, which is that of the news to administrators."""
        begin = literal("reversal:", Text) + reversals.c.id + f":{ReversalState.LOST}:"
        lost = (reversals.c.kind == ReversalKind.DISPUTE, reversals.c.state == ReversalState.LOST)
        told = (
            outbox.c.kind == NoticeKind.ADMIN_MONEY_BACK,
            func.substr(outbox.c.key, 1, func.length(begin)) == begin,
            *_within(outbox.c.due_at, day),
        )
        news = outbox.join(reversals, outbox.c.holder_id == reversals.c.holder_id)
        return await self._count(select(func.count(reversals.c.id.distinct())).select_from(news).where(*lost, *told))

    async def debts(self) -> Counted:
        """How many holders owe something, and how much in all."""
        owed = accounts.c.balance_cents
        row = await self._transaction.row(
            select(func.count().label("many"), _sum(-owed).label("cents"))
            .select_from(accounts)
            .where(accounts.c.name.startswith(OWED), owed < 0)
        )
        return Counted(count=int(row.many), cents=int(row.cents)) if row else Counted()

    async def due_lines(self, until: date, after: int) -> tuple[Sequence[DueLine], int | None]:
        """The add-ons that are to be renewed up to a day, of some of the holders whose ids are higher."""
        last = await self._transaction.scalar(select(func.max(mailboxes.c.holder_id)))
        if last is None or after >= last:
            return [], None
        upto = after + HOLDERS_AT_ONCE
        credit = func.coalesce(accounts.c.balance_cents, 0)
        account = literal("holder:", Text) + cast(mailboxes.c.holder_id, Text)
        rows = await self._transaction.rows(
            select(
                *(mailboxes.c[name] for name in ("holder_id", "expires_on", "auto_renew", "term_years", "anchor_day")),
                *(addons.c[name] for name in ("mailbox_id", "service", "gb", "rank", "runs_until", "grace_until")),
                addons.c.id.label("addon_id"),
                credit.label("credit_cents"),
            )
            .join(addons, addons.c.mailbox_id == mailboxes.c.id)
            .outerjoin(accounts, accounts.c.name == account)
            .where(
                mailboxes.c.holder_id > after,
                mailboxes.c.holder_id <= upto,
                mailboxes.c.due_on <= until,
                mailboxes.c.status != MailboxStatus.EXPIRED,
                addons.c.ended_on.is_(None),
                addons.c.renews,
                func.coalesce(addons.c.grace_until, addons.c.runs_until) <= until,
            )
            .order_by(mailboxes.c.holder_id)
        )
        return [DueLine(**row._asdict()) for row in rows], upto

    async def _events(self, day: date) -> Mapping[str, _Events]:
        """The money events of a day by their kinds."""
        events = func.count(case((not_(_is_back), transfers.c.event)).distinct()).label("many")
        sums = (_came.label("came"), _went.label("went"), _sold.label("sold"))
        rows = await self._transaction.rows(
            select(_kind.label("kind"), events, *sums).where(*_within(transfers.c.at, day)).group_by(_kind)
        )
        return {row.kind: _Events(int(row.many), int(row.came), int(row.went), int(row.sold)) for row in rows}

    async def _sold(self, day: date) -> tuple[Sold, ...]:
        """The orders that were completed on a day, whatever came after, by service; free ones are in no book."""
        completed = (orders.c.state.in_(COMPLETED_ONCE), *_within(orders.c.closed_at, day))
        rows = await self._transaction.rows(
            select(
                quotes.c.service,
                func.count().label("many"),
                _sum(case((quotes.c.net_cents == 0, 1), else_=0)).label("free"),
                _sum(quotes.c.net_cents).label("net"),
                _sum(quotes.c.vat_cents).label("vat"),
            )
            .join(orders, orders.c.id == quotes.c.id)
            .where(*completed)
            .group_by(quotes.c.service)
            .order_by(quotes.c.service.desc())
        )
        return tuple(
            Sold(
                service=row.service,
                count=int(row.many),
                free=int(row.free),
                net_cents=int(row.net),
                vat_cents=int(row.vat),
            )
            for row in rows
        )

    async def _expired(self, day: date) -> int:
        """The mailboxes that had expired when a day began, and not before."""
        over = (mailboxes.c.status == MailboxStatus.EXPIRED, mailboxes.c.expires_on == day - timedelta(days=1))
        return await self._count(select(func.count()).select_from(mailboxes).where(*over))

    async def _logins(self, day: date) -> int:
        logged_in = (accesses.c.kind == AccessKind.LOGGED_IN, *_within(accesses.c.at, day))
        return await self._count(select(func.count()).select_from(accesses).where(*logged_in))

    async def _count(self, statement: Select[int]) -> int:
        return int(await self._transaction.scalar(statement) or 0)


class _Events(NamedTuple):
    """Events of one kind: how many, and what moved between holders and the outside, in cents."""

    many: int
    came: int
    went: int
    sold: int


def _within(column: Column[Any], first: date, last: date | None = None) -> tuple[ColumnElement[bool], ...]:
    """That an instant is within some civil days."""
    return column >= start_of_day(first), column < start_of_day((last or first) + timedelta(days=1))


def _sum(of: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(of), 0), BigInteger)


def _moved(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return _sum(case((condition, transfers.c.amount_cents), else_=0))


_came = _moved(or_(transfers.c.source.in_(_OUTSIDE), transfers.c.target.startswith("receivable:")))
_went = _moved(or_(transfers.c.target.in_(_OUTSIDE), transfers.c.source.in_((SALES, VAT))))
_sold = _moved(transfers.c.target.in_((SALES, VAT)))
