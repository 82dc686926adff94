"""Who a broadcast goes to: one predicate, counted and followed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)

from domain.broadcasts import Audience, Fitting, Reach, Target
from domain.holders import Language
from domain.notices import Channel
from storage.batches import any_of
from storage.tables import addons, holders, mailboxes
from storage.talk_tables import chats
from storage.transaction import Transaction

Conditions = tuple[ColumnElement[bool], ...]


class SqlAudiences:
    """Conforms to `Audiences`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def domains(self, limit: int) -> Sequence[str]:
        """The domains of mailboxes, those with the most mailboxes first."""
        domain = func.substr(mailboxes.c.address, _at_sign(self._transaction) + 1).label("domain")
        statement = select(domain).where(mailboxes.c.address.contains("@")).group_by(domain)
        rows = await self._transaction.rows(statement.order_by(func.count().desc(), domain).limit(limit))
        return [row.domain for row in rows]

    async def reach(self, audience: Audience, today: date, *, by_email: bool) -> Reach:
        """How many holders fit, and how many places that makes."""
        fit = _fit(audience, today)
        found = _targets(fit, audience.language, by_email=by_email).subquery()
        rows = await self._transaction.rows(
            select(found.c.channel, func.count().label("places")).group_by(found.c.channel)
        )
        places = {row.channel: int(row.places) for row in rows}
        reached = await self._transaction.scalar(select(func.count(func.distinct(found.c.holder_id))))
        everybody = await self._transaction.scalar(select(func.count()).select_from(holders).where(*fit))
        unreached = 0 if audience.language else int(everybody or 0) - int(reached or 0)
        return Reach(
            holders=int(reached or 0),
            chats=places.get(Channel.CHAT, 0),
            emails=places.get(Channel.EMAIL, 0),
            unreached=unreached,
        )

    async def fitting(self, audience: Audience, today: date, after: int, limit: int) -> Fitting:
        """Holders who fit, by id, behind one."""
        some = select(holders.c.id).where(holders.c.id > after, *_fit(audience, today))
        rows = await self._transaction.rows(some.order_by(holders.c.id).limit(limit))
        return Fitting(holders=tuple(row.id for row in rows), is_last=len(rows) < limit)

    async def targets(
        self, holder_ids: Collection[int], language: Language | None, *, by_email: bool
    ) -> Sequence[Target]:
        """Where some holders can be told something, where a language is spoken if one is asked for."""
        these = (any_of(self._transaction, holders.c.id, holder_ids),)
        rows = await self._transaction.rows(_targets(these, language, by_email=by_email))
        found = [
            Target(
                holder_id=row.holder_id,
                channel=Channel(row.channel),
                address=row.address,
                language=Language(row.language),
            )
            for row in rows
        ]
        return sorted(found, key=lambda target: (target.holder_id, target.channel, target.address))


def _at_sign(transaction: Transaction) -> ColumnElement[int]:
    place = func.instr if transaction.is_sqlite else func.strpos
    found: ColumnElement[int] = place(mailboxes.c.address, "@")
    return found


def _fit(audience: Audience, today: date) -> Conditions:
    """What a holder has to fulfil: one mailbox meets all that is asked of mailboxes. Who is erased is nobody."""
    box: list[ColumnElement[bool]] = [mailboxes.c.holder_id == holders.c.id]
    if audience.domain is not None:
        box.append(mailboxes.c.address.endswith(f"@{audience.domain}", autoescape=True))
    if audience.type is not None:
        box.append(mailboxes.c.type == audience.type)
    if audience.expires_within is not None:
        box.append(mailboxes.c.expires_on.between(today, today + timedelta(days=audience.expires_within)))
    conditions = [holders.c.erased_at.is_(None), exists().where(*box)]
    if audience.short:  # only who has something to renew can be short of money
        renewing = (
            mailboxes.c.holder_id == holders.c.id,
            addons.c.mailbox_id == mailboxes.c.id,
            addons.c.ended_on.is_(None),
        )
        conditions.append(exists().where(*renewing))
    return tuple(conditions)


def _targets(who: Conditions, language: Language | None, *, by_email: bool) -> CompoundSelect[Any] | Select[Any]:
    """Each chat that can be reached; and the reference e-mail, in the language that the chats agree on, or its own."""
    spoken = func.coalesce(cast(chats.c.language, Text), cast(holders.c.language, Text))
    by_chat = (
        select(
            holders.c.id.label("holder_id"),
            literal(Channel.CHAT.value, Text).label("channel"),
            cast(chats.c.chat_id, Text).label("address"),
            spoken.label("language"),
        )
        .join(chats, chats.c.holder_id == holders.c.id)
        .where(chats.c.reachable, *who)
    )
    if language is not None:
        by_chat = by_chat.where(spoken == language.value)
    if not by_email:
        return by_chat
    own = _language_of_letters()
    letters = select(
        holders.c.id.label("holder_id"),
        literal(Channel.EMAIL.value, Text).label("channel"),
        holders.c.email.label("address"),
        own.label("language"),
    ).where(holders.c.email != "", *who)
    if language is not None:
        letters = letters.where(own == language.value)
    return union_all(by_chat, letters)


def _language_of_letters() -> ColumnElement[str]:
    """The one language of the holder's chats, or that of the register where there is none or they differ."""
    chosen = cast(chats.c.language, Text)
    of_holder = (chats.c.holder_id == holders.c.id, chats.c.language.is_not(None))
    agreed = (
        select(func.min(chosen))
        .where(*of_holder)
        .having(func.min(chosen) == func.max(chosen))
        .correlate(holders)
        .scalar_subquery()
    )
    return func.coalesce(agreed, cast(holders.c.language, Text))
