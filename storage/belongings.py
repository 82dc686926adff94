"""Which rows of which table are a holder's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, Text, and_, cast, or_, select, union

from domain.accesses import AccessKind
from domain.ledger import holder_account, receivable_account
from domain.notices import TO_ADMINS, Channel
from domain.top_ups import NO_CHAT
from storage.adjustment_tables import adjustments
from storage.tables import (
    accounts,
    addons,
    credentials,
    holders,
    mailboxes,
    orders,
    payments,
    quotes,
    renewals,
    reversals,
    top_ups,
    transfers,
)
from storage.talk_tables import (
    accesses,
    admin_acts,
    challenges,
    chats,
    deliveries,
    dialogs,
    login_failures,
    outbox,
    sessions,
)
from storage.transaction import Transaction

# What holds nothing of anybody, and why.
NOTHING_PERSONAL = {
    "updates": "numbers that Telegram counts its updates with; nobody can tell whose they were",
    "marks": "what the clockwork has done, and up to where it has read",
    "broadcasts": "what administrators said to many at once, and how many were told",
    "alarms": "what was wrong with the bot, and since when",
    "tallies": "how often something happened in a minute",
    "repairs": "which payments no webhook told of, until webhooks arrive again; the payments are in their own table",
    "paces": "when the next message of a broadcast may go",
    "maintenance": "whether the bot is closed to everybody, and until when",
}


async def chats_of(transaction: Transaction, holder_id: int) -> Sequence[int]:
    """The chats that are or were a holder's, without those that are somebody else's now.

    A chat where somebody failed to log in was never the holder's.
    """
    came_in = (accesses.c.holder_id == holder_id, accesses.c.kind != AccessKind.FAILED)
    told = (outbox.c.holder_id == holder_id, outbox.c.channel == Channel.CHAT, outbox.c.kind.not_in(TO_ADMINS))
    known = union(
        select(cast(chats.c.chat_id, Text)).where(chats.c.holder_id == holder_id),
        select(cast(sessions.c.chat_id, Text)).where(sessions.c.holder_id == holder_id),
        select(cast(accesses.c.chat_id, Text)).where(*came_in),
        select(cast(top_ups.c.chat_id, Text)).where(top_ups.c.holder_id == holder_id, top_ups.c.chat_id != NO_CHAT),
        select(outbox.c.target).where(*told),
    )
    found = {int(chat) for (chat,) in await transaction.rows(known)}
    others = union(
        select(chats.c.chat_id).where(chats.c.chat_id.in_(found), chats.c.holder_id != holder_id),
        select(sessions.c.chat_id).where(sessions.c.chat_id.in_(found), sessions.c.holder_id != holder_id),
    )
    return sorted(found - {chat for (chat,) in await transaction.rows(others)})


def belongings(holder_id: int, own_chats: Iterable[int]) -> Mapping[Table, ColumnElement[bool]]:
    """Which rows of each table are a holder's, given the chats that are or were."""
    talks = tuple(own_chats)
    boxes, addresses = (_own(column, holder_id) for column in (mailboxes.c.id, mailboxes.c.address))
    purchases, top_up_ids = (_own(column, holder_id) for column in (quotes.c.id, top_ups.c.id))
    names = (holder_account(holder_id), receivable_account(holder_id))
    notices = own_notices(holder_id, talks)
    keys = select(outbox.c.key).where(notices)
    return {
        holders: holders.c.id == holder_id,
        mailboxes: mailboxes.c.holder_id == holder_id,
        credentials: credentials.c.address.in_(addresses),
        quotes: quotes.c.holder_id == holder_id,
        orders: orders.c.id.in_(purchases),
        addons: addons.c.mailbox_id.in_(boxes),
        renewals: renewals.c.addon_id.in_(select(addons.c.id).where(addons.c.mailbox_id.in_(boxes))),
        accounts: accounts.c.name.in_(names),
        transfers: or_(transfers.c.source.in_(names), transfers.c.target.in_(names)),
        top_ups: top_ups.c.holder_id == holder_id,
        payments: payments.c.top_up_id.in_(top_up_ids),
        reversals: reversals.c.holder_id == holder_id,
        adjustments: adjustments.c.holder_id == holder_id,
        chats: chats.c.chat_id.in_(talks),
        sessions: sessions.c.holder_id == holder_id,
        accesses: accesses.c.holder_id == holder_id,
        challenges: or_(
            challenges.c.holder_id == holder_id,
            and_(challenges.c.holder_id.is_(None), challenges.c.person_id.in_(talks)),
        ),
        login_failures: login_failures.c.person_id.in_(talks),
        outbox: notices,
        deliveries: deliveries.c.key.in_(keys),
        # A knock at a door of the admins is nobody's: whoever is not told that there is one learns it from no export.
        admin_acts: or_(
            admin_acts.c.about["key"].as_string().in_(keys),
            *(admin_acts.c.about[name].as_string().in_(addresses) for name in ("mailbox", "address")),
            admin_acts.c.about["holder_id"].as_integer() == holder_id,
        ),
        dialogs: dialogs.c.chat_id.in_(talks),
    }


def own_notices(holder_id: int, own_chats: Iterable[int]) -> ColumnElement[bool]:
    """Notices about a holder; also those that name nobody, to one of the holder's chats."""
    targets = [str(chat) for chat in own_chats]
    to_own_chats = (outbox.c.channel == Channel.CHAT, outbox.c.kind.not_in(TO_ADMINS), outbox.c.target.in_(targets))
    return or_(outbox.c.holder_id == holder_id, and_(outbox.c.holder_id.is_(None), *to_own_chats))


def _own(column: Column[Any], holder_id: int) -> Select[Any]:
    return select(column).where(column.table.c.holder_id == holder_id)
