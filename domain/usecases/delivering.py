"""What is owed to the world, and what became of each delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.activations import activated_facts
from domain.calendar import civil_day
from domain.cards import inbox_gb
from domain.digest import Digest
from domain.holders import Holder, Language
from domain.mailboxes import Mailbox
from domain.notices import (
    OVERTAKEN,
    Channel,
    Delivered,
    Facts,
    Notice,
    NoticeKind,
    NoticeState,
    Result,
    retry_after,
    to_chats,
)
from domain.orders import Order
from domain.ports import Clock, UnitOfWork, Units
from domain.server_acts import limit_notice

CLAIM = timedelta(minutes=2)
CHANGED = "changed"  # what the key of a notice begins with that asks for space once more


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivering:
    """Hands out notices to whoever delivers them, each to one deliverer at a time."""

    units: Units
    clock: Clock
    admins: tuple[int, ...] = ()

    async def claim(self, limit: int, channels: Iterable[Channel] = Channel) -> Sequence[Notice]:
        """Notices of some channels that are due, claimed for two minutes."""
        now = self.clock.now()
        async with self.units.write() as unit:
            notices = await unit.outbox.claim(now, limit, now + CLAIM, channels)
            if notices:
                await unit.commit()
        return notices

    async def language(self, chat_id: int) -> Language:
        """The language of a chat."""
        async with self.units.read() as unit:
            return await unit.chats.language(chat_id) or Language.ITALIAN

    async def order(self, order_id: str, holder_id: int) -> Order | None:
        """The order that a notice to its holder speaks of."""
        async with self.units.read() as unit:
            return await unit.orders.get(order_id, holder_id)

    async def sent(self, notice: Notice, said: str, answer: str, then: Notice | None = None) -> None:
        """The notice has arrived: what was said, and what the other side answered.

        `then` is what is owed once it has, if anything is.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            await unit.outbox.mark_sent(notice.key, now)
            await _prove(unit, notice, Result.ARRIVED, said, answer, now)
            await unit.outbox.add([then] if then is not None else [])
            await unit.commit()

    async def given(self, notice: Notice, gigabytes: int) -> None:
        """The mail server has given a mailbox that much inbox space: whatever waited for that has come true.

        Holders of orders that were late are told. If something else is right by now, that is asked for: an answer that
        was long on its way must not leave what was bought or ended meanwhile undone.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            mailbox = await _locked(unit, notice.target)
            right = gigabytes if mailbox is None else inbox_gb(mailbox, await unit.addons.active_of([mailbox.id]))
            if right != gigabytes:
                event = f"{CHANGED}:{notice.target}:{now.isoformat()}"
                await unit.outbox.add([limit_notice(notice.target, event, right, now, notice.holder_id)])
            else:
                news = await _activated(unit, mailbox, right, now) if mailbox is not None else []
                await unit.activations.arrived(notice, now)
                await unit.outbox.add(news)
            await unit.commit()

    async def postpone(
        self, notice: Notice, error: str, said: str, *, wait: timedelta | None = None, result: Result = Result.LATER
    ) -> None:
        """The notice did not arrive, as far as is known: it is tried again later, or given up after many attempts.

        What money was taken for is asked for as long as it takes: space must be there, or its price come back (fault
        F44), and what has left a credit must reach the card.
        """
        if notice.is_tried_enough:
            await self.give_up(notice, error, said, result=result)
            return
        now = self.clock.now()
        async with self.units.write() as unit:
            await unit.outbox.mark_later(notice.key, now + (wait or retry_after(notice.attempts)), error)
            await _prove(unit, notice, result, said, error, now)
            await unit.commit()

    async def hold_back(self, notice: Notice, wait: timedelta) -> None:
        """The notice was not tried: another one before it could not reach the same target."""
        async with self.units.write() as unit:
            await unit.outbox.mark_later(notice.key, self.clock.now() + wait, notice.error or "behind-another")
            await unit.commit()

    async def as_of_today(self, notice: Notice) -> Notice | None:
        """A notice as it is to be told today; None for a reminder that something newer has overtaken (fault F47).

        A reminder that waited counts the days that are left now. One whose day is over, or that a later one follows,
        is not told any more: it is closed. So is a code that is worth nothing any more, a digest that another day's
        follows, and the end of a maintenance after which another has begun.
        """
        if notice.is_worthless(self.clock.now()) or await self._is_over(notice):
            await self._close(notice)
            return None
        if notice.cycle is None:
            return notice
        today = civil_day(self.clock.now())
        async with self.units.read() as unit:
            overtaken = notice.is_past(today) or await unit.outbox.is_followed(notice)
        if not overtaken:
            return replace(notice, facts={**notice.facts, "days_left": (notice.cycle - today).days})
        await self._close(notice)
        return None

    async def _is_over(self, notice: Notice) -> bool:
        """Whether what a notice says of the house is not so any more."""
        if notice.kind is NoticeKind.ADMIN_DIGEST:
            return Digest.read(notice.facts).day < civil_day(self.clock.now()) - timedelta(days=1)
        if notice.kind is not NoticeKind.MAINTENANCE_OVER:
            return False
        async with self.units.read() as unit:
            return await unit.maintenance.current() is not None

    async def _close(self, notice: Notice) -> None:
        """The notice is not told any more."""
        async with self.units.write() as unit:
            await unit.outbox.mark_dead(notice.key, OVERTAKEN)
            await unit.commit()

    async def give_up(self, notice: Notice, error: str, said: str, *, result: Result = Result.REFUSED) -> None:
        """The notice cannot be delivered: a dead letter, which the admins can see.

        `result` is what this try ended with. A reference e-mail at which nothing arrives is told to the holder's
        chats, once a day; one that may have arrived is not.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            await unit.outbox.mark_dead(notice.key, error)
            await _prove(unit, notice, result, said, error, now)
            if result is not Result.IN_DOUBT:
                await unit.outbox.add(await _email_failed(unit, notice, error, self.admins, now))
            await unit.commit()

    async def counts(self) -> Mapping[NoticeState, int]:
        """How many notices wait, and how many were given up."""
        async with self.units.read() as unit:
            return await unit.outbox.counts()

    async def inbox_gb(self, notice: Notice) -> int:
        """The inbox space, in GB, that the mailbox of a notice to the mail server is to have now."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(notice.target)
            if mailbox is None:
                return notice.number("gigabytes")
            return inbox_gb(mailbox, await unit.addons.active_of([mailbox.id]))

    async def holder(self, notice: Notice) -> Holder | None:
        """The holder that a notice speaks to, with the language to do so; None if it speaks to nobody in particular.

        That is the language chosen in the holder's chats, and the register's where there is none or they differ. The
        chat of a log-in that may be somebody else's has no say in the letter about it.
        """
        if notice.holder_id is None:
            return None
        async with self.units.read() as unit:
            holder = await unit.holders.get(notice.holder_id)
            chosen = list(await unit.chats.languages_of(notice.holder_id, _before(notice)))
        return replace(holder, language=chosen[0]) if holder is not None and len(chosen) == 1 else holder

    async def mark_unreachable(self, notice: Notice) -> None:
        """The person keeps the bot blocked."""
        async with self.units.write() as unit:
            await unit.chats.mark_reachable(notice.chat_id, reachable=False)
            await unit.commit()


async def _locked(unit: UnitOfWork, address: str) -> Mailbox | None:
    """A mailbox by its address, locked: nobody buys or ends anything on it until the end of the unit of work."""
    mailbox = await unit.mailboxes.by_address(address)
    return await unit.mailboxes.lock(mailbox.id) if mailbox is not None else None


async def _activated(unit: UnitOfWork, mailbox: Mailbox, total_gb: int, now: datetime) -> list[Notice]:
    """The news, for the chats of a holder, that the space of orders that were late is there."""
    waiting = await unit.activations.of_holder(mailbox.holder_id)
    late = [one for one in waiting if one.mailbox_id == mailbox.id and one.is_late(now)]
    chats = await unit.chats.of_holder(mailbox.holder_id) if late else ()
    return [
        notice
        for one in late
        for notice in to_chats(
            chats,
            f"order:{one.order_id}",
            NoticeKind.ORDER_ACTIVATED,
            activated_facts(one, mailbox, total_gb),
            now,
            mailbox.holder_id,
        )
    ]


def _before(notice: Notice) -> datetime | None:
    """The instant of the log-in that a notice asks about."""
    return datetime.fromisoformat(notice.word("at")) if notice.kind is NoticeKind.NEW_LOGIN else None


async def _email_failed(
    unit: UnitOfWork, notice: Notice, error: str, admins: tuple[int, ...], now: datetime
) -> list[Notice]:
    """What is told of a notice that was to be mailed: to the holder's chats, or to the admins if none is in reach."""
    if notice.channel is not Channel.EMAIL or notice.holder_id is None or notice.mailbox_id is None:
        return []
    contacts = await unit.holders.contacts([notice.holder_id])
    (mailbox,) = await unit.mailboxes.of_ids([notice.mailbox_id])
    event = f"email:{notice.holder_id}:{civil_day(now).isoformat()}"
    facts: Facts = {"address": notice.target, "mailbox": mailbox.address, "error": error}
    chats = contacts[notice.holder_id].chats
    kind = NoticeKind.EMAIL_FAILED if chats else NoticeKind.ADMIN_UNDELIVERED
    return to_chats(chats or admins, event, kind, facts, now, notice.holder_id)


async def _prove(  # noqa: PLR0917 - the columns of one line, called in this module only
    unit: UnitOfWork, notice: Notice, result: Result, said: str, answer: str, now: datetime
) -> None:
    """Keeps the proof of a try to tell a person something; acts of servers are none."""
    if notice.channel not in {Channel.CHAT, Channel.EMAIL}:
        return
    await unit.outbox.prove(
        Delivered(
            key=notice.key,
            kind=notice.kind,
            channel=notice.channel,
            target=notice.target,
            attempt=notice.attempts,
            at=now,
            result=result,
            answer=answer,
            said=said,
        )
    )
