"""What time has brought about, as set-based statements: a chunk of mailboxes is read, locked and written at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)

from domain.catalogue import ServiceKey
from domain.mailboxes import GIGABYTE, Mailbox, MailboxStatus
from domain.places import BareTerm, DuePlace, RemindPlace
from domain.renewals import Fate, Renewal
from domain.space import LEVELS, Filling
from domain.steps import LAST_STEPS, STEPS
from storage.batches import batch, insert_all
from storage.repositories.mailboxes import COLUMNS
from storage.tables import addons, mailboxes, renewals
from storage.transaction import Transaction

_RENEWED = tuple(renewals.c)


class SqlDue:
    """Conforms to `Due`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def lapsed(self, today: date, limit: int, after: DuePlace | None) -> Sequence[DuePlace]:
        """The mailboxes of which something is due before a day, behind a place, in the order of their dates."""
        statement = select(mailboxes.c.due_on, mailboxes.c.id).where(mailboxes.c.due_on < today)
        rows = await self._transaction.rows(_in_line(statement, limit, after))
        return [DuePlace(due_on=row.due_on, mailbox_id=row.id) for row in rows]

    async def bare(self, today: date) -> Sequence[BareTerm]:
        """The terms of the mailboxes that have expired before a day, are renewed by the body, and have no add-ons."""
        fields = (mailboxes.c.expires_on, mailboxes.c.term_years, mailboxes.c.anchor_day)
        terms = select(*fields).where(mailboxes.c.due_on < today, *_is_bare()).distinct()
        rows = await self._transaction.rows(terms.order_by(mailboxes.c.expires_on))
        return [BareTerm(**row._asdict()) for row in rows]

    async def move_bare(self, term: BareTerm, expires_on: date, limit: int) -> int:
        """Moves mailboxes of such a term to a new date, at most so many at once; says how many."""
        of_term = (
            mailboxes.c.due_on == term.expires_on,
            mailboxes.c.term_years == term.term_years,
            mailboxes.c.anchor_day == term.anchor_day,
            *_is_bare(),
        )
        some = select(mailboxes.c.id).where(*of_term).order_by(mailboxes.c.id).limit(limit)
        moved = update(mailboxes).where(mailboxes.c.id.in_(some), *of_term)
        news = {"expires_on": expires_on, "due_on": expires_on, "version": mailboxes.c.version + 1}
        return await self._transaction.changed(moved.values(reminder_step=null(), snoozed_until=null(), **news))

    async def lock(self, mailbox_ids: Iterable[int], today: date) -> Sequence[Mailbox]:
        """Those of some mailboxes of which something is still due; nobody else can lock them until the end."""
        ids = sorted(mailbox_ids)  # taken in this order everywhere, so that two transactions never wait for each other
        wanted = batch(self._transaction, [mailboxes.c.id], [{"id": mailbox_id} for mailbox_id in ids])
        still_due = update(mailboxes).where(mailboxes.c.id == wanted.c.id, mailboxes.c.due_on < today)
        locked = still_due.values(version=mailboxes.c.version + 1)
        rows = await self._transaction.rows(locked.returning(*COLUMNS))
        return sorted((Mailbox(**row._asdict()) for row in rows), key=lambda mailbox: mailbox.id)

    async def to_remind(self, today: date, limit: int, after: DuePlace | None) -> Sequence[RemindPlace]:
        """The mailboxes whose reminder step of a day was not looked at yet, behind a place, in the order of dates.

        Those whose holder wants no reminders now are left out, but for the last steps.
        """
        step = _step_on(today)
        statement = select(mailboxes.c.due_on, mailboxes.c.id, mailboxes.c.holder_id, step.label("step")).where(
            mailboxes.c.due_on.between(today, today + timedelta(days=STEPS[0])),
            or_(mailboxes.c.reminder_step.is_(None), mailboxes.c.reminder_step > step),
            or_(mailboxes.c.snoozed_until.is_(None), mailboxes.c.snoozed_until < today, step <= max(LAST_STEPS)),
        )
        rows = await self._transaction.rows(_in_line(statement, limit, after))
        return [
            RemindPlace(due_on=row.due_on, mailbox_id=row.id, holder_id=row.holder_id, step=row.step) for row in rows
        ]

    async def looked_at(self, places: Iterable[RemindPlace]) -> None:
        """Remembers which reminder step of which mailbox was looked at, unless its date was moved meanwhile."""
        rows = [{"id": place.mailbox_id, "due_on": place.due_on, "reminder_step": place.step} for place in places]
        seen = batch(self._transaction, [mailboxes.c.id, mailboxes.c.due_on, mailboxes.c.reminder_step], rows)
        same = and_(mailboxes.c.id == seen.c.id, mailboxes.c.due_on == seen.c.due_on)
        await self._transaction.run(update(mailboxes).where(same).values(reminder_step=seen.c.reminder_step))

    async def save(self, renewals_: Sequence[Renewal], at: datetime) -> None:
        """Writes what renewals made of mailboxes and add-ons that are locked, and keeps each renewal of an add-on."""
        await self._save_mailboxes(renewals_)
        await self._save_addons(renewals_)
        kept = [
            {
                "addon_id": one.before.id,
                "period_from": one.before.runs_until,
                "period_until": one.after.runs_until,
                "years": one.price.years,
                "net_cents": one.price.net.cents,
                "vat_cents": one.price.vat.cents,
                "renewed_at": at,
            }
            for renewal in renewals_
            for one in renewal.of(Fate.RENEWED)
            if one.price is not None
        ]
        if kept:
            await self._transaction.run(insert_all(self._transaction, renewals, _RENEWED, kept))

    async def filling(self, limit: int, after_id: int) -> Sequence[Filling]:
        """The mailboxes whose inbox has passed a level of alert, up or down, since it was last looked at; by id."""
        inbox = and_(addons.c.service == ServiceKey.INBOX, addons.c.ended_on.is_(None))
        bought = select(addons.c.mailbox_id, func.sum(addons.c.gb).label("gb")).where(inbox)
        more = bought.group_by(addons.c.mailbox_id).subquery("more")
        total = mailboxes.c.base_gb + func.coalesce(more.c.gb, 0)
        statement = (
            select(*COLUMNS, total.label("total_gb"))
            .outerjoin(more, more.c.mailbox_id == mailboxes.c.id)
            .where(
                mailboxes.c.id > after_id,
                mailboxes.c.status != MailboxStatus.EXPIRED,
                mailboxes.c.space_level != _level(total),
            )
        )
        rows = await self._transaction.rows(statement.order_by(mailboxes.c.id).limit(limit))
        fields = [column.name for column in COLUMNS]
        return [
            Filling(mailbox=Mailbox(**dict(zip(fields, row, strict=False))), total_gb=int(row.total_gb)) for row in rows
        ]

    async def save_space_levels(self, fillings: Iterable[Filling]) -> None:
        """Remembers the level that inboxes are filled to."""
        rows = [{"id": one.mailbox.id, "space_level": one.level} for one in fillings]
        seen = batch(self._transaction, [mailboxes.c.id, mailboxes.c.space_level], rows)
        same = update(mailboxes).where(mailboxes.c.id == seen.c.id)
        await self._transaction.run(same.values(space_level=seen.c.space_level))

    async def _save_mailboxes(self, renewals_: Iterable[Renewal]) -> None:
        last = {renewal.mailbox.id: renewal for renewal in renewals_}
        names = ("expires_on", "status", "due_on", "reminder_step")
        columns = [mailboxes.c.id, *(mailboxes.c[name] for name in names)]
        rows = [
            {
                "id": mailbox_id,
                "expires_on": renewal.mailbox.expires_on,
                "status": renewal.mailbox.status,
                "due_on": renewal.after.due_on,
                "reminder_step": renewal.mailbox.reminder_step,
            }
            for mailbox_id, renewal in last.items()
        ]
        after = batch(self._transaction, columns, rows)
        news = {name: after.c[name] for name in names}
        changed = update(mailboxes).where(mailboxes.c.id == after.c.id)
        await self._transaction.run(changed.values(snoozed_until=null(), **news))

    async def _save_addons(self, renewals_: Iterable[Renewal]) -> None:
        last = {one.after.id: one.after for renewal in renewals_ for one in renewal.addons}
        if not last:
            return
        names = ("runs_until", "grace_until", "ended_on")
        rows = [
            {
                "id": addon.id,
                "runs_until": addon.runs_until,
                "grace_until": addon.grace_until,
                "ended_on": addon.ended_on,
            }
            for addon in last.values()
        ]
        after = batch(self._transaction, [addons.c.id, *(addons.c[name] for name in names)], rows)
        changed = update(addons).where(addons.c.id == after.c.id)
        await self._transaction.run(changed.values({name: after.c[name] for name in names}))


def _is_bare() -> tuple[ColumnElement[bool], ...]:
    """That the body renews a mailbox at its date, and that nothing else of it is due with it."""
    mine = and_(addons.c.mailbox_id == mailboxes.c.id, addons.c.ended_on.is_(None))
    return (
        mailboxes.c.auto_renew,
        mailboxes.c.status != MailboxStatus.EXPIRED,
        ~select(addons.c.id).where(mine).correlate(mailboxes).exists(),
    )


def due_on() -> ColumnElement[date | None]:
    """The due day of a mailbox as it follows from its date and its add-ons, for a statement about mailboxes."""
    first = func.min(func.coalesce(addons.c.grace_until, addons.c.runs_until))
    own = select(first).where(addons.c.mailbox_id == mailboxes.c.id, addons.c.ended_on.is_(None))
    earliest = own.correlate(mailboxes).scalar_subquery()
    return case(
        (mailboxes.c.status == MailboxStatus.EXPIRED, earliest),
        (earliest < mailboxes.c.expires_on, earliest),
        else_=mailboxes.c.expires_on,
    )


def _in_line(statement: Select[*tuple[Any, ...]], limit: int, after: DuePlace | None) -> Select[*tuple[Any, ...]]:
    """The rows behind a place, in the order of their dates."""
    if after is not None:
        place = tuple_(literal(after.due_on, Date), literal(after.mailbox_id))
        statement = statement.where(tuple_(mailboxes.c.due_on, mailboxes.c.id) > place)
    return statement.order_by(mailboxes.c.due_on, mailboxes.c.id).limit(limit)


def _step_on(today: date) -> ColumnElement[int]:
    """The most urgent reminder step whose day has come, for the due day of a mailbox."""
    soonest_first = sorted(STEPS)
    return case(
        *((mailboxes.c.due_on <= today + timedelta(days=step), step) for step in soonest_first[:-1]),
        else_=soonest_first[-1],
    )


def _level(total_gb: ColumnElement[int]) -> ColumnElement[int]:
    """The highest level of alert that the bytes in use reach."""
    used = mailboxes.c.used_bytes
    highest_first = sorted(LEVELS, reverse=True)
    reached = (
        (and_(used > 0, used * 100 >= total_gb * literal(level * GIGABYTE, BigInteger)), level)
        for level in highest_first
    )
    return case(*reached, else_=0)
