"""People who are logged in and have something to tap: the menu, or quotes that their credit covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, text

from domain.calendar import civil_day
from domain.mailboxes import GIGABYTE
from storage.batches import insert_all
from storage.engine import Database
from storage.tables import accounts, credentials, holders, mailboxes, payments, quotes, top_ups, transfers
from storage.talk_tables import chats, dialogs, sessions
from storage.transaction import Transaction, in_chunks
from storage.unit_of_work import transaction_on

CREDIT = 100_000  # cents
NET, VAT = 300, 66  # cents
SERVICES = ("inbox", "archive")
LIVE = 1  # the number of the message with the buttons, in every chat
NONE: Mapping[str, Any] = {}
NO_PASSWORD = {"password_hash": "$argon2", "limit_bytes": 2 * GIGABYTE}

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Customers:
    """Some chats in a row; the holder and the mailbox of each have the same number."""

    first: int
    count: int
    quotes: int = 0  # for each of them

    def chat(self, number: int) -> int:
        """Whose turn it is: one after the other."""
        return self.first + number % self.count

    def quote(self, number: int) -> str:
        """The quote that is accepted then."""
        return f"q{self.chat(number)}-{number // self.count}"


async def enrol(database: Database, customers: Customers, now: datetime) -> None:
    """Makes them customers who have just logged in, with a menu on the screen, credit, and quotes made just now."""
    async with transaction_on(database.writers) as transaction:
        for table, rows in _rows(customers, now):
            for chunk in in_chunks(rows):
                columns = [table.c[name] for name in chunk[0]]
                await transaction.run(insert_all(transaction, table, columns, chunk))
        await _number_on(transaction)
        await transaction.commit()


def _rows(customers: Customers, now: datetime) -> Iterator[tuple[Table, Iterator[Row]]]:
    numbers = range(customers.first, customers.first + customers.count)
    yield holders, map(_holder, numbers)
    yield mailboxes, (_mailbox(one, now) for one in numbers)
    yield credentials, ({"address": _address(one), **NO_PASSWORD} for one in numbers)
    yield chats, ({"chat_id": one, "language": "it", "holder_id": one, "used_at": now} for one in numbers)
    sitting = {"started_at": now, "used_at": now}
    yield sessions, ({"chat_id": one, "holder_id": one, "mailbox_id": one, **sitting} for one in numbers)
    yield dialogs, ({"chat_id": one, "draft": NONE, "live_message_id": LIVE, "version": 1} for one in numbers)
    if not customers.quotes:
        return
    yield top_ups, (_top_up(one, now) for one in numbers)
    yield payments, (_payment(one, now) for one in numbers)
    yield transfers, (_transfer(one, now) for one in numbers)
    yield accounts, ({"name": f"holder:{one}", "balance_cents": CREDIT} for one in numbers)
    yield quotes, (_quote(customers, one, now) for one in range(customers.count * customers.quotes))


async def _number_on(transaction: Transaction) -> None:
    """PostgreSQL counts on from where it was, not from what it was given."""
    if transaction.is_sqlite:
        return
    for name in ("holders", "mailboxes", "top_ups", "transfers"):
        await transaction.run(
            text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT MAX(id) FROM {name}))")
        )


def _address(number: int) -> str:
    return f"box{number}@pec.example.com"


def _holder(number: int) -> Row:
    return {
        "id": number,
        "first_name": "Anna",
        "last_name": "Bianchi",
        "fiscal_code": f"CODE{number}",
        "email": f"anna{number}@example.com",
        "phone": "",
        "language": "it",
    }


def _mailbox(number: int, now: datetime) -> Row:
    until = civil_day(now) + timedelta(days=300)
    return {
        "id": number,
        "holder_id": number,
        "address": _address(number),
        "type": "pro",
        "status": "active",
        "expires_on": until,
        "due_on": until,
        "anchor_day": until.day,
        "auto_renew": True,
        "term_years": 1,
        "base_gb": 2,
        "used_bytes": 0,
    }


def _top_up(number: int, now: datetime) -> Row:
    asked = {"id": number, "holder_id": number, "amount_cents": CREDIT, "chat_id": number}
    return {**asked, "state": "paid", "created_at": now}


def _payment(number: int, now: datetime) -> Row:
    paid = {"intent": f"pi_{number}", "state": "credited", "cents": CREDIT, "currency": "eur"}
    return {**paid, "top_up_id": number, "received_at": now}


def _transfer(number: int, now: datetime) -> Row:
    event = f"topup:pi_{number}"
    moved = {"source": "card", "target": f"holder:{number}", "amount_cents": CREDIT}
    return {"key": event, "event": event, **moved, "at": now, "about": NONE}


def _quote(customers: Customers, number: int, now: datetime) -> Row:
    owner = customers.chat(number)
    mailbox = _mailbox(owner, now)
    return {
        "id": customers.quote(number),
        "holder_id": owner,
        "mailbox_id": owner,
        "mailbox_address": mailbox["address"],
        "service": SERVICES[number % 2],
        "gb": 1,
        "unit_price_cents": NET,
        "vat_rate": "22",
        "years": 1,
        "net_cents": NET,
        "vat_cents": VAT,
        "runs_until": mailbox["expires_on"],
        "renewal_years": 1,
        "renewal_net_cents": NET,
        "renewal_vat_cents": VAT,
        "quoted_on": civil_day(now),
        "quoted_at": now,
    }
