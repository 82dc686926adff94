"""The holders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update

from domain.desk import FoundHolder
from domain.holders import Holder
from domain.notices import Contact
from storage.batches import any_of
from storage.tables import holders, mailboxes
from storage.talk_tables import chats
from storage.transaction import Transaction

_ESCAPE = "/"
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"

_COLUMNS = tuple(holders.c[field.name] for field in fields(Holder))
_ONE = select(*_COLUMNS).where(holders.c.id == bindparam("holder"))


class SqlHolders:
    """Conforms to `Holders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, holder_id: int) -> Holder | None:
        """A holder by id."""
        row = await self._transaction.row(_ONE, {"holder": holder_id})
        return None if row is None else Holder(**row._asdict())

    async def contacts(self, holder_ids: Iterable[int]) -> Mapping[int, Contact]:
        """Where some holders can be told something: the chats that can be reached, and the reference e-mail."""
        reachable = (chats.c.holder_id == holders.c.id) & chats.c.reachable
        statement = select(holders.c.id, holders.c.email, chats.c.chat_id).outerjoin(chats, reachable)
        rows = await self._transaction.rows(statement.where(any_of(self._transaction, holders.c.id, holder_ids)))
        contacts: dict[int, Contact] = {}
        for row in sorted(rows, key=lambda row: (row.id, row.chat_id or 0)):
            known = contacts.get(row.id, Contact(holder_id=row.id, chats=(), email=row.email))
            contacts[row.id] = known if row.chat_id is None else replace(known, chats=(*known.chats, row.chat_id))
        return contacts

    async def find(self, words: Sequence[str], limit: int, offset: int) -> Sequence[FoundHolder]:
        """The holders that every word fits, as a part of a name, the fiscal code or an address; by name."""
        own = mailboxes.c.holder_id == holders.c.id
        first = select(func.min(mailboxes.c.address)).where(own).correlate(holders).scalar_subquery()
        count = select(func.count()).select_from(mailboxes).where(own).correlate(holders).scalar_subquery()
        columns = (holders.c.id, holders.c.first_name, holders.c.last_name, first.label("mailbox"), count.label("all"))
        statement = select(*columns).where(*map(_fits, words))
        statement = statement.order_by(holders.c.last_name, holders.c.first_name, holders.c.id)
        return [
            FoundHolder(
                id=row.id,
                first_name=row.first_name,
                last_name=row.last_name,
                mailbox=row.mailbox,
                more=max(0, int(row.all) - 1),
            )
            for row in await self._transaction.rows(statement.limit(limit).offset(offset))
        ]

    async def count(self, words: Sequence[str]) -> int:
        """How many holders every word fits."""
        statement = select(func.count()).select_from(holders).where(*map(_fits, words))
        return int(await self._transaction.scalar(statement))

    async def wants_space_alerts(self, holder_id: int) -> bool:
        """Whether a holder wants to be told that an inbox fills up."""
        return bool(await self._transaction.scalar(select(holders.c.space_alerts).where(holders.c.id == holder_id)))

    async def set_space_alerts(self, holder_id: int, *, wanted: bool) -> None:
        """Remembers whether a holder wants to be told that an inbox fills up."""
        await self._transaction.run(update(holders).where(holders.c.id == holder_id).values(space_alerts=wanted))


def _fits(word: str) -> ColumnElement[bool]:
    """That a word is a part of something that names a holder, however it is written."""
    person = (holders.c.first_name, holders.c.last_name, holders.c.fiscal_code, holders.c.email)
    own = mailboxes.c.holder_id == holders.c.id
    address = select(mailboxes.c.id).where(own, or_(*_contains(mailboxes.c.address, word))).correlate(holders)
    return or_(*(one for column in person for one in _contains(column, word)), address.exists())


def _contains(column: ColumnElement[str], word: str) -> Iterable[ColumnElement[bool]]:
    """SQLite's `lower` knows the letters of ASCII only: those with an accent are looked for in either case.

    An apostrophe stands for any sign: phones type another one than registers hold.
    """
    capital = "".join(letter if letter.isascii() else letter.upper() for letter in word.lower())
    patterns = sorted({_pattern(word.lower()), _pattern(capital)})
    return (func.lower(column).like(f"%{pattern}%", escape=_ESCAPE) for pattern in patterns)


def _pattern(word: str) -> str:
    literal = re.sub(rf"[%_{_ESCAPE}]", lambda sign: _ESCAPE + sign.group(), word)
    return re.sub(f"[{_APOSTROPHES}]", "_", literal)
