"""What is kept about a holder: told, forgotten in one chat, erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.accesses import Access, AccessKind, ChatLinks
from domain.calendar import civil_day
from domain.erasure import Account, Erased, Obstacle, StillOpen
from domain.errors import NotFound
from domain.exports import Export
from domain.ledger import holder_account
from domain.mailboxes import normalise_address
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.purses import owed_by
from domain.usecases.retaining import UNSWEPT, sweep


@dataclass(frozen=True, kw_only=True, slots=True)
class Privacy:
    """Gives holders what is kept about them, and takes it out again where nothing speaks against it."""

    units: Units
    clock: Clock
    by_email: bool

    async def holder_of(self, address: str) -> int:
        """The holder of a mailbox, as it is typed. Raises NotFound."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(normalise_address(address))
        if mailbox is None:
            raise NotFound
        return mailbox.holder_id

    async def export(self, holder_id: int) -> Export:
        """Everything that is kept about a holder."""
        async with self.units.read() as unit:
            records = await unit.personal_data.gather(holder_id)
        return Export(taken_at=self.clock.now(), records=records)

    async def links(self, chat_id: int) -> ChatLinks:
        """What forgetting a chat would change."""
        async with self.units.read() as unit:
            holder_id = await unit.chats.holder_of(chat_id)
            linked = await unit.chats.linked(holder_id) if holder_id is not None else ()
        others = [chat for chat in linked if chat.chat_id != chat_id]
        return ChatLinks(is_linked=bool(linked), is_last=bool(linked) and not others, by_email=self.by_email)

    async def forget_chat(self, chat_id: int) -> None:
        """Forgets a chat: its session, its language, whose it was. The history of accesses keeps its own time.

        The dialog is left to whoever answers in the chat.
        """
        async with self.units.write() as unit:
            session = await unit.sessions.get(chat_id)
            if session is not None:
                await unit.accesses.add([_unlinked(session.holder_id, session.mailbox_id, chat_id, self.clock.now())])
            await unit.sessions.end(chat_id)
            await unit.personal_data.forget_chat(chat_id)
            await unit.commit()

    async def obstacles(self, holder_id: int) -> tuple[Obstacle, ...]:
        """What keeps the personal data of a holder from being erased; nothing if the account is closed."""
        async with self.units.read() as unit:
            account = await _account(unit, holder_id)
        return account.obstacles(civil_day(self.clock.now()))

    async def erase(self, holder_id: int, *, answering: int | None = None, dry_run: bool = False) -> Erased | StillOpen:
        """Erases the personal data of a closed account, in one transaction; the books stay right (fault F73).

        `answering` is the chat that asks, whose dialog is saved by whoever answers there. A dry run writes nothing.
        Raises NotFound if there is nobody, or was erased before.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            for mailbox in sorted(await unit.mailboxes.of_holder(holder_id), key=lambda box: box.id):
                await unit.mailboxes.lock(mailbox.id)
            if not await unit.personal_data.claim(holder_id, now):
                raise NotFound
            is_silent = await unit.personal_data.silence(holder_id, now)
            account = await _account(unit, holder_id, is_spoken_to=not is_silent)
            obstacles = account.obstacles(civil_day(now))
            if obstacles:
                return StillOpen(obstacles=obstacles)
            erased = await unit.personal_data.erase(holder_id, answering=answering)
            if dry_run:
                return erased
            await unit.marks.put(UNSWEPT, now.isoformat())
            await unit.commit()
        await sweep(self.units)
        return erased


async def _account(unit: UnitOfWork, holder_id: int, *, is_spoken_to: bool = False) -> Account:
    mailboxes = await unit.mailboxes.of_holder(holder_id)
    return Account(
        mailboxes=tuple(mailboxes),
        addons=tuple(await unit.addons.active_of(box.id for box in mailboxes)),
        pending=tuple(await unit.orders.pending_of(holder_id)),
        awaits_payment=bool(await unit.top_ups.awaited([holder_id])),
        credit=await unit.ledger.balance(holder_account(holder_id)),
        owed=await owed_by(unit, holder_id),
        is_spoken_to=is_spoken_to,
    )


def _unlinked(holder_id: int, mailbox_id: int, chat_id: int, at: datetime) -> Access:
    return Access(holder_id=holder_id, mailbox_id=mailbox_id, chat_id=chat_id, kind=AccessKind.UNLINKED, at=at)
