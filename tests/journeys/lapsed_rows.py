"""A provider put into a database as plain rows, and read from it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, insert, select, text

from domain.addons import Addon
from domain.catalogue import ServiceKey
from domain.holders import Language
from domain.mailboxes import Mailbox
from domain.notices import Channel, NoticeKind, NoticeState
from domain.orders import OrderState
from domain.top_ups import TopUp
from storage.engine import Database
from storage.tables import accounts, addons, holders, mailboxes, orders, quotes, renewals, top_ups, transfers
from storage.talk_tables import chats, outbox
from tests.builders import CATALOGUE
from tests.journeys.lapsed import Fates, Provider, chat_of
from tests.people import NOW

Row = dict[str, Any]
_OF_A_MAILBOX = tuple(column.name for column in mailboxes.c if column.name not in {"version", "due_on"})
_OF_AN_ADDON = tuple(column.name for column in addons.c)


async def write(database: Database, provider: Provider, asked: Iterable[TopUp] = ()) -> None:
    """Fills a migrated, empty database; what was asked for by card comes with it."""
    async with database.writers.connect() as connection:
        for table, rows in _tables(provider, asked):
            if rows:
                await connection.execute(insert(table), rows)
        if not database.is_sqlite:
            await connection.execute(text("ANALYZE"))
        await connection.commit()


def _tables(provider: Provider, asked: Iterable[TopUp]) -> Iterator[tuple[Table, list[Row]]]:
    """Every table with its rows, those that others point to first."""
    holder_ids = list(provider.of_holders())
    bought = [(one.mailbox, addon) for one in provider.holdings for addon in one.addons]
    spoken = [(holder_id, chat) for holder_id in holder_ids if (chat := chat_of(holder_id)) is not None]
    yield holders, [_holder(holder_id) for holder_id in holder_ids]
    yield chats, [{"chat_id": chat, "language": Language.ITALIAN, "holder_id": one} for one, chat in spoken]
    yield (
        mailboxes,
        [_fields(one.mailbox, _OF_A_MAILBOX) | {"due_on": one.due_on} for one in provider.holdings],
    )
    yield quotes, [_quote(mailbox, addon) for mailbox, addon in bought]
    closed = {"state": OrderState.COMPLETED, "placed_at": NOW, "closed_at": NOW}
    yield orders, [{"id": addon.order_id, **closed} for _, addon in bought]
    yield addons, [_fields(addon, _OF_AN_ADDON) for _, addon in bought]
    credit = [(f"holder:{holder_id}", amount.cents) for holder_id, amount in provider.credits.items()]
    yield accounts, [{"name": name, "balance_cents": cents} for name, cents in credit]
    yield transfers, [_gift(number, name, cents) for number, (name, cents) in enumerate(credit, 1)]
    yield outbox, [_warning(one.mailbox) for one in provider.holdings if one.mailbox.id in provider.warned]
    yield top_ups, [_top_up(one) for one in asked]


def _fields(fact: object, names: Iterable[str]) -> Row:
    return {name: getattr(fact, name) for name in names}


def _holder(holder_id: int) -> Row:
    name = {"first_name": "Anna", "last_name": "Bianchi", "fiscal_code": f"CODE{holder_id}"}
    return {"id": holder_id, **name, "email": _email(holder_id), "phone": "", "language": Language.ITALIAN}


def _email(holder_id: int) -> str:
    return f"anna{holder_id}@example.com"


def _quote(mailbox: Mailbox, addon: Addon) -> Row:
    """It was free: the books owe it no transfer."""
    free = {"years": 0, "net_cents": 0, "vat_cents": 0}
    return {
        "id": addon.order_id,
        "holder_id": mailbox.holder_id,
        "mailbox_id": mailbox.id,
        "mailbox_address": mailbox.address,
        "service": ServiceKey(addon.service),
        "gb": addon.gb,
        "unit_price_cents": CATALOGUE.prices[addon.service].cents,
        "vat_rate": CATALOGUE.vat_rate,
        **free,
        "runs_until": addon.runs_until,
        "quoted_on": addon.active_from,
        "quoted_at": NOW,
    }


def _gift(number: int, account: str, cents: int) -> Row:
    key = f"correction:{number}"
    about = {"reason": "test"}
    return {
        "key": key,
        "event": key,
        "source": "sales",
        "target": account,
        "amount_cents": cents,
        "at": NOW,
        "about": about,
    }


def _warning(mailbox: Mailbox) -> Row:
    """The last reminder of a mailbox, which has arrived."""
    return {
        "key": f"reminder:{mailbox.id}:{mailbox.expires_on}:1:email",
        "channel": Channel.EMAIL,
        "target": _email(mailbox.holder_id),
        "kind": NoticeKind.REMINDER,
        "facts": {},
        "state": NoticeState.SENT,
        "due_at": NOW,
        "sent_at": NOW,
        "holder_id": mailbox.holder_id,
        "mailbox_id": mailbox.id,
        "cycle": mailbox.expires_on,
    }


def _top_up(top_up: TopUp) -> Row:
    names = tuple(column.name for column in top_ups.c if column.name != "amount_cents")
    return _fields(top_up, names) | {"amount_cents": top_up.amount.cents}


async def read(database: Database) -> Fates:
    """What has become of everything. The warnings that were there from the start are not among the notices."""
    async with database.readers.connect() as connection:

        async def rows(*columns: Any) -> dict[Any, tuple[Any, ...]]:
            return {row[0]: tuple(row[1:]) for row in await connection.execute(select(*columns))}

        keys = select(outbox.c.key).where(outbox.c.facts != {})
        return Fates(
            mailboxes=await rows(mailboxes.c.id, mailboxes.c.expires_on, mailboxes.c.status, mailboxes.c.due_on),
            addons=await rows(addons.c.id, addons.c.runs_until, addons.c.grace_until, addons.c.ended_on),
            renewals=await rows(*[column for column in renewals.c if column.name != "renewed_at"]),
            credits={name: cents for name, (cents,) in (await rows(*accounts.c)).items() if cents},
            notices=set((await connection.execute(keys)).scalars()),
        )
