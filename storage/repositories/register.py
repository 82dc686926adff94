"""The body's register, as it is imported: chunks of rows, and only those that differ are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, case, null, select, update

from domain.acts import Act
from domain.calendar import moved_anchor
from domain.mailboxes import GIGABYTE, MailboxStatus
from domain.register import (
    ROWS_AT_ONCE,
    RegisterChanges,
    RegisterRefused,
    RegisterRow,
    RowProblem,
    Told,
)
from storage.batches import batch, insert_all
from storage.repositories.due import due_on
from storage.repositories.register_news import CONTACT, LOCKED, MAILBOX, Count, Known, as_imported
from storage.tables import credentials, holders, mailboxes
from storage.talk_tables import admin_acts
from storage.transaction import Transaction, in_chunks


class SqlRegister:
    """Conforms to `Register`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def changes(self, rows: Sequence[RegisterRow], told: Told | None = None) -> RegisterChanges:
        """What an import of these rows would do. Raises RegisterRefused for rows that contradict the database."""
        return await self._go_through(rows, told, save=False)

    async def save(self, rows: Sequence[RegisterRow], told: Told | None = None) -> RegisterChanges:
        """Creates and updates holders, mailboxes and password hashes; never touches money or add-ons.

        Where the base space changes, the limit on the local mail server changes by as much.
        Raises RegisterRefused as `changes` does.
        """
        return await self._go_through(rows, told, save=True)

    async def _go_through(self, rows: Sequence[RegisterRow], told: Told | None, *, save: bool) -> RegisterChanges:
        """Some rows at a time, so that the loop is never held up for long; once one is refused, nothing is written."""
        count, problems = Count(), list[RowProblem]()
        for number, some in enumerate(in_chunks(rows, ROWS_AT_ONCE)):
            known = await self._known(some)
            problems += _contradictions(some, known)
            if not problems:
                kept = await self._as_suspended_here(some, known)
                ids = await self._holder_ids({row.fiscal_code for row in kept if row.mailbox not in known})
                news = count.add(some, kept, known, ids)
                if save and news:
                    await self._write(news, known)
            if told is not None:
                told(number * ROWS_AT_ONCE + len(some))
        if problems:
            raise RegisterRefused(tuple(problems))
        return count.changes()

    async def _write(self, news: Sequence[RegisterRow], known: Known) -> None:
        await self._upsert_holders(news)
        ids = await self._holder_ids({row.fiscal_code for row in news})
        await self._upsert_mailboxes(news, ids, known)
        await self._upsert_credentials(news, known)

    async def _as_suspended_here(self, rows: Sequence[RegisterRow], known: Known) -> Sequence[RegisterRow]:
        """The rows, but that a mailbox which was suspended at the desk stays so: only the desk opens it again.

        The body's register is written by others, at other times: it would lift every night what was decided by day.
        """
        asked = [row.mailbox for row in rows if _would_open(row, known.get(row.mailbox))]
        if not asked:
            return rows
        mailbox = admin_acts.c.about["mailbox"].as_string()
        statement = select(admin_acts.c.act, mailbox.label("mailbox")).where(
            admin_acts.c.act.in_((Act.MAILBOX_SUSPENDED, Act.MAILBOX_REOPENED)), mailbox.in_(asked)
        )
        last = {row.mailbox: row.act for row in await self._transaction.rows(statement.order_by(admin_acts.c.id))}
        held = {address for address, act in last.items() if act == Act.MAILBOX_SUSPENDED}
        return [replace(row, status=MailboxStatus.SUSPENDED) if row.mailbox in held else row for row in rows]

    async def _known(self, rows: Sequence[RegisterRow]) -> Known:
        """What is there of these mailboxes, by address."""
        names = ("fiscal_code", *LOCKED, *(as_imported(name) for name in CONTACT))
        facts = [holders.c[name] for name in names] + [mailboxes.c[name] for name in MAILBOX]
        statement = select(mailboxes.c.address, mailboxes.c.anchor_day, *facts, credentials.c.register_hash)
        statement = statement.join(holders, holders.c.id == mailboxes.c.holder_id)
        statement = statement.outerjoin(credentials, credentials.c.address == mailboxes.c.address)
        addresses = [row.mailbox for row in rows]
        found = await self._transaction.rows(statement.where(mailboxes.c.address.in_(addresses)))
        return {row.address: row for row in found}

    async def _holder_ids(self, fiscal_codes: Iterable[str]) -> dict[str, int]:
        statement = select(holders.c.id, holders.c.fiscal_code)
        ids: dict[str, int] = {}
        for codes in in_chunks(sorted(fiscal_codes)):
            found = await self._transaction.rows(statement.where(holders.c.fiscal_code.in_(codes)))
            ids |= {row.fiscal_code: row.id for row in found}
        return ids

    async def _upsert_holders(self, rows: Iterable[RegisterRow]) -> None:
        """The last row of a holder decides the e-mail, the phone and the language.

        What the holder has changed stands until the body changes it in its register.
        """
        values = {row.fiscal_code: _holder(row) for row in rows}
        written = [values[code] for code in sorted(values)]
        statement = insert_all(self._transaction, holders, [holders.c[name] for name in written[0]], written)
        news: dict[str, ColumnElement[Any]] = {name: statement.excluded[name] for name in LOCKED}
        for name in CONTACT:
            imported = as_imported(name)
            moves = holders.c[imported] != statement.excluded[imported]
            news |= {
                name: case((moves, statement.excluded[name]), else_=holders.c[name]),
                imported: statement.excluded[imported],
            }
        moved = holders.c.register_email != statement.excluded.register_email
        news["email_confirmed_at"] = case((moved, null()), else_=holders.c.email_confirmed_at)
        news["version"] = holders.c.version + 1
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["fiscal_code"], set_=news))

    async def _upsert_mailboxes(self, rows: Sequence[RegisterRow], ids: Mapping[str, int], known: Known) -> None:
        """A mailbox whose date moves is reminded anew; what is bought for it stays due at its own date."""
        values = [
            {
                "address": row.mailbox,
                "holder_id": ids[row.fiscal_code],
                "anchor_day": _anchor(row, known.get(row.mailbox)),
                **_facts(row, MAILBOX),
            }
            for row in sorted(rows, key=lambda row: row.mailbox)
        ]
        statement = insert_all(self._transaction, mailboxes, [mailboxes.c[name] for name in values[0]], values)
        moves = mailboxes.c.expires_on != statement.excluded.expires_on
        news = {
            "version": mailboxes.c.version + 1,
            "reminder_step": case((moves, null()), else_=mailboxes.c.reminder_step),
            "snoozed_until": case((moves, null()), else_=mailboxes.c.snoozed_until),
            **{name: statement.excluded[name] for name in (*MAILBOX, "anchor_day")},
        }
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["address"], set_=news))
        written = batch(self._transaction, [mailboxes.c.address], [{"address": row.mailbox} for row in rows])
        same = update(mailboxes).where(mailboxes.c.address == written.c.address)
        await self._transaction.run(same.values(due_on=due_on()))

    async def _upsert_credentials(self, rows: Iterable[RegisterRow], known: Known) -> None:
        """A password that the holder has changed stands until the body changes it in its register."""
        await self._move_limits(rows, known)
        values = [
            {
                "address": row.mailbox,
                "password_hash": row.password_hash,
                "register_hash": row.password_hash,
                "limit_bytes": row.base_gb * GIGABYTE,
            }
            for row in sorted(rows, key=lambda row: row.mailbox)
        ]
        statement = insert_all(self._transaction, credentials, [credentials.c[name] for name in values[0]], values)
        moved = credentials.c.register_hash != statement.excluded.register_hash
        news = {
            "password_hash": case((moved, statement.excluded.password_hash), else_=credentials.c.password_hash),
            "register_hash": statement.excluded.register_hash,
        }
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["address"], set_=news))

    async def _move_limits(self, rows: Iterable[RegisterRow], known: Known) -> None:
        """Where the base space changes, the limit on the local mail server changes by as much."""
        more = [
            {"address": row.mailbox, "limit_bytes": (row.base_gb - known[row.mailbox].base_gb) * GIGABYTE}
            for row in rows
            if row.mailbox in known and row.base_gb != known[row.mailbox].base_gb
        ]
        if more:
            moved = batch(self._transaction, [credentials.c.address, credentials.c.limit_bytes], more)
            same = update(credentials).where(credentials.c.address == moved.c.address)
            grown = credentials.c.limit_bytes + moved.c.limit_bytes
            await self._transaction.run(same.values(limit_bytes=grown))


def _anchor(row: RegisterRow, known: Row[*tuple[Any, ...]] | None) -> int:
    """The day of the month that the mailbox's date is anchored to from now on."""
    return row.expires_on.day if known is None else moved_anchor(known.expires_on, known.anchor_day, row.expires_on)


def _holder(row: RegisterRow) -> dict[str, object]:
    imported = {as_imported(name): getattr(row, name) for name in CONTACT}
    return {"fiscal_code": row.fiscal_code, **_facts(row, (*LOCKED, *CONTACT)), **imported}


def _facts(row: RegisterRow, names: Iterable[str]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def _contradictions(rows: Iterable[RegisterRow], known: Known) -> Iterable[RowProblem]:
    """A mailbox keeps its holder: what was bought for it was paid from that holder's credit."""
    for row in rows:
        there = known.get(row.mailbox)
        if there is not None and there.fiscal_code != row.fiscal_code:
            found = row.fiscal_code
            yield RowProblem(line=row.line, column="fiscal_code", code="mailbox-of-another-holder", found=found)


def _would_open(row: RegisterRow, known: Row[*tuple[Any, ...]] | None) -> bool:
    """Whether the register calls a mailbox active that is suspended here."""
    return known is not None and known.status is MailboxStatus.SUSPENDED and row.status is MailboxStatus.ACTIVE
