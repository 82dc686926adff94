"""The register desk looks: a holder found by any part of name or address, and all there is of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.activations import as_of, late_ones
from domain.acts import Act
from domain.desk import (
    FOUND_ON_A_PAGE,
    LINES_ON_A_PAGE,
    ChatOfHolder,
    FoundHolders,
    HolderCard,
    HolderPage,
    HoldersMailbox,
    Line,
    ToldNotice,
    TopUpOfHolder,
    words_of,
)
from domain.errors import NotFound
from domain.holders import Holder
from domain.ledger import Movement, holder_account
from domain.mailboxes import Mailbox
from domain.orders import Order
from domain.ports import Clock, UnitOfWork, Units
from domain.reversals import gone_of
from domain.sessions import SessionLimits
from domain.usecases.keeping import Keeping
from domain.usecases.purses import purse_of
from domain.usecases.viewing import Viewing


@dataclass(frozen=True, kw_only=True, slots=True)
class LookingUp:
    """Shows an administrator what is whoever's. That an administrator asks is for the caller to know."""

    units: Units
    clock: Clock
    viewing: Viewing
    keeping: Keeping
    limits: SessionLimits

    async def find(self, typed: str, page: int = 0) -> FoundHolders:
        """A page of the holders that all typed words fit. Pages count from 0. Raises WordsTooShort."""
        words = words_of(typed)
        async with self.units.read() as unit:
            total = await unit.holders.count(words)
            found = await unit.holders.find(words, FOUND_ON_A_PAGE, page * FOUND_ON_A_PAGE)
        return FoundHolders(words=" ".join(words), holders=tuple(found), total=total, page=page)

    async def card(self, holder_id: int, *, admin: int) -> HolderCard:
        """A holder, and the line that says who has looked (S13). `admin` is a Telegram id. Raises NotFound."""
        cards = await self.viewing.cards(holder_id)
        async with self.units.write() as unit:
            holder = await holder_of(unit, holder_id)
            card = HolderCard(
                holder=holder,
                credit=await purse_of(unit, holder_id),
                cards=cards,
                chats=len(await unit.chats.linked(holder_id)),
                pending=len(await unit.orders.pending_of(holder_id)),
            )
            if not await _is_still_open(unit, holder_id, admin):
                await unit.acts.add(admin, Act.HOLDER_VIEWED, {"holder_id": holder_id}, self.clock.now())
                await unit.commit()
        return card

    async def holder(self, holder_id: int) -> Holder:
        """A holder. Raises NotFound."""
        async with self.units.read() as unit:
            return await holder_of(unit, holder_id)

    async def mailboxes(self, holder_id: int) -> HolderCard:
        """A holder with the mailboxes, once the card is open. Raises NotFound."""
        cards = await self.viewing.cards(holder_id)
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            credit = await purse_of(unit, holder_id)
        return HolderCard(holder=holder, credit=credit, cards=cards, chats=0, pending=0)

    async def mailbox(self, mailbox_id: int) -> HoldersMailbox:
        """One mailbox, with its add-ons and what their renewal takes. Raises NotFound."""
        async with self.units.read() as unit:
            mailbox = await mailbox_of(unit, mailbox_id)
            holder = await holder_of(unit, mailbox.holder_id)
        return HoldersMailbox(
            holder=holder,
            card=await self.viewing.card(mailbox_id, holder.id),
            renewals=await self.keeping.renewals(mailbox_id, holder_id=holder.id),
        )

    async def orders(self, holder_id: int, page: int) -> HolderPage[Order]:
        """A page of the orders of a holder. Raises NotFound."""
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            found = await unit.orders.of_holder(holder_id, LINES_ON_A_PAGE + 1, page * LINES_ON_A_PAGE)
            late = late_ones(await unit.activations.of_holder(holder_id), self.clock.now())
        return _page(holder, [as_of(order, late) for order in found], page)

    async def top_ups(self, holder_id: int, page: int) -> HolderPage[TopUpOfHolder]:
        """A page of the top-ups that a holder asked for, with what went back of each. Raises NotFound."""
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            found = await unit.top_ups.of_holder(holder_id, LINES_ON_A_PAGE + 1, page * LINES_ON_A_PAGE)
            gone = await unit.reversals.of_top_ups(top_up.id for top_up in found)
        told = [TopUpOfHolder(top_up=top_up, gone=gone_of(gone.get(top_up.id, ()))) for top_up in found]
        return _page(holder, told, page)

    async def movements(self, holder_id: int, page: int) -> HolderPage[Movement]:
        """A page of the movements of a holder's credit. Raises NotFound."""
        account = holder_account(holder_id)
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            found = await unit.ledger.movements(account, LINES_ON_A_PAGE + 1, page * LINES_ON_A_PAGE)
        return _page(holder, found, page)

    async def notices(self, holder_id: int, page: int) -> HolderPage[ToldNotice]:
        """A page of what was told to a holder, with the proofs of delivery. Raises NotFound."""
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            found = await unit.outbox.of_holder(holder_id, LINES_ON_A_PAGE + 1, page * LINES_ON_A_PAGE)
        return _page(holder, found, page)

    async def chats(self, holder_id: int, page: int) -> HolderPage[ChatOfHolder]:
        """A page of the chats of a holder, the linked ones and those with a session. Raises NotFound."""
        now, first = self.clock.now(), page * LINES_ON_A_PAGE
        async with self.units.read() as unit:
            holder = await holder_of(unit, holder_id)
            links = {link.chat_id: link for link in await unit.chats.linked(holder_id)}
            sessions = {session.chat_id: session for session in await unit.sessions.of_holder(holder_id)}
        found = [
            ChatOfHolder(
                chat_id=chat,
                link=links.get(chat),
                session=sessions.get(chat),
                is_open=chat in sessions and sessions[chat].is_open(now, self.limits),
            )
            for chat in dict.fromkeys([*links, *sessions])
        ]
        return _page(holder, found[first : first + LINES_ON_A_PAGE + 1], page)


async def holder_of(unit: UnitOfWork, holder_id: int) -> Holder:
    """A holder by id. Raises NotFound."""
    holder = await unit.holders.get(holder_id)
    if holder is None:
        raise NotFound
    return holder


async def mailbox_of(unit: UnitOfWork, mailbox_id: int) -> Mailbox:
    """A mailbox by id, whosever it is. Raises NotFound."""
    found = await unit.mailboxes.of_ids([mailbox_id])
    if not found:
        raise NotFound
    return found[0]


def _page(holder: Holder, found: Sequence[Line], page: int) -> HolderPage[Line]:
    """The lines of a page; one more was asked for, to know whether there are older ones."""
    has_older = len(found) > LINES_ON_A_PAGE
    return HolderPage(holder=holder, lines=tuple(found[:LINES_ON_A_PAGE]), page=page, has_older=has_older)


async def _is_still_open(unit: UnitOfWork, holder_id: int, admin: int) -> bool:
    """Whether the last act of all is that this admin has opened this very card: coming back to it is no other look."""
    return any(
        (act.actor_id, act.act, act.holder_id) == (admin, Act.HOLDER_VIEWED, holder_id)
        for act in await unit.acts.latest(1, 0)
    )
