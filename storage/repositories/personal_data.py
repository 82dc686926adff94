"""Everything that is kept about a holder: all of it as it stands, and the end of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, or_, select, update

from domain.accesses import AccessKind
from domain.erasure import Erased, pseudonym
from domain.exports import Record
from domain.notices import ERASED, TO_ADMINS, Channel, NoticeState
from storage.adjustment_tables import adjustments
from storage.belongings import belongings, chats_of, own_notices
from storage.repositories import erasing
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

# What each subject of an export is taken from.
SUBJECTS: Mapping[str, Table] = {
    "holder": holders,
    "mailboxes": mailboxes,
    "mail_server_limits": credentials,
    "quotes": quotes,
    "orders": orders,
    "addons": addons,
    "renewals": renewals,
    "accounts": accounts,
    "movements": transfers,
    "top_ups": top_ups,
    "payments": payments,
    "refunds_and_disputes": reversals,
    "adjustments": adjustments,
    "chats": chats,
    "dialogs": dialogs,
    "sessions": sessions,
    "accesses": accesses,
    "failed_logins": login_failures,
    "codes_asked_for": challenges,
    "notices": outbox,
    "proofs_of_delivery": deliveries,
    "acts_of_administrators": admin_acts,
}

# What is never told, not even to the holder: hashes of passwords, and who the administrators are.
WITHHELD = {
    credentials.c.password_hash,
    credentials.c.register_hash,
    admin_acts.c.actor_id,
    reversals.c.asked_by,
    adjustments.c.asked_by,
    adjustments.c.decided_by,
    adjustments.c.key,  # it begins with who asked
}


class SqlPersonalData:
    """Conforms to `PersonalData`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def gather(self, holder_id: int) -> Mapping[str, Sequence[Record]]:
        """The records kept about a holder, by subject; no password hash, and nothing of anybody else."""
        talks = await chats_of(self._transaction, holder_id)
        own = dict(belongings(holder_id, talks))
        # A code that the person asked for in vain is nobody's: a list of those would tell which mailboxes exist (S3).
        own[challenges] = challenges.c.holder_id == holder_id
        found = {}
        for subject, table in SUBJECTS.items():
            columns = [column for column in table.c if column not in WITHHELD]
            statement = select(*columns).where(own[table]).order_by(*table.primary_key)
            rows = await self._transaction.rows(statement)
            found[subject] = [_without_others(table, row, frozenset(talks)) for row in rows]
        return found

    async def claim(self, holder_id: int, at: datetime) -> bool:
        """Puts a pseudonym in place of the person; False if there is nobody, or was erased before.

        From here on the triggers let go of what is personal in the rows of this holder.
        """
        name = pseudonym(holder_id)
        nothing = dict.fromkeys(erasing.EMPTIED, "")
        values = {"first_name": name, "last_name": name, "fiscal_code": name, "email_confirmed_at": None, **nothing}
        known = update(holders).where(holders.c.id == holder_id, holders.c.erased_at.is_(None))
        claimed = known.values(erased_at=at, version=holders.c.version + 1, **values)
        return await self._transaction.changed(claimed) == 1

    async def silence(self, holder_id: int, now: datetime) -> bool:
        """Closes what waits to be told to a holder; False if something is on its way at this moment.

        Payment links that wait to be taken back are left to that: they name nobody.
        """
        talks = await chats_of(self._transaction, holder_id)
        named = update(outbox).where(own_notices(holder_id, talks)).values(holder_id=holder_id)
        await self._transaction.run(named)
        waiting = (
            outbox.c.holder_id == holder_id,
            outbox.c.state == NoticeState.WAITING,
            outbox.c.channel != Channel.PAYMENT_LINKS,
        )
        free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)
        await self._transaction.run(update(outbox).where(*waiting, free).values(state=NoticeState.DEAD, error=ERASED))
        return await self._transaction.scalar(select(outbox.c.id).where(*waiting).limit(1)) is None

    async def erase(self, holder_id: int, *, answering: int | None = None) -> Erased:
        """Takes what is personal out of everything kept about a holder who is claimed and silenced.

        `answering` is the chat whose dialog is being saved by whoever asks: it is left to them.
        """
        talks = await chats_of(self._transaction, holder_id)
        told = await erasing.erase_notices(self._transaction, holder_id)
        await erasing.erase_books(self._transaction, holder_id)
        boxes = await erasing.erase_mailboxes(self._transaction, holder_id)
        await erasing.erase_talks(self._transaction, holder_id, talks, answering)
        return Erased(pseudonym=pseudonym(holder_id), mailboxes=boxes, chats=len(talks), notices=told)

    async def forget_chat(self, chat_id: int) -> None:
        """Forgets a chat: whose it was, its language, and what waits to be told there."""
        waiting = update(outbox).where(
            outbox.c.channel == Channel.CHAT,
            outbox.c.target == str(chat_id),
            outbox.c.state == NoticeState.WAITING,
            outbox.c.kind.not_in(TO_ADMINS),
        )
        await self._transaction.run(waiting.values(state=NoticeState.DEAD, error=ERASED, claimed_until=None))
        await self._transaction.run(delete(chats).where(chats.c.chat_id == chat_id))


def _without_others(table: Table, row: Row[*tuple[Any, ...]], own_chats: frozenset[int]) -> Record:
    """A row without what it tells of others: whoever failed to log in, asked for a code, or is an administrator."""
    told: dict[str, object] = row._asdict()
    if table is accesses and row.kind is AccessKind.FAILED and row.chat_id not in own_chats:
        told["chat_id"] = None
    if table is challenges and row.person_id not in own_chats:
        told["person_id"] = None
    if table in {outbox, deliveries} and row.kind in TO_ADMINS:
        told |= {"key": None, "target": None}
    return told
