"""The password of a mailbox: checking the current one, and setting another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.accesses import Access, AccessKind
from domain.errors import (
    MailboxBlocked,
    MailboxUnavailable,
    NotFound,
    PasswordInDoubt,
    PasswordRequired,
    WrongCredentials,
    WrongCurrentPassword,
)
from domain.mailboxes import Mailbox
from domain.notices import Facts, NoticeKind, to_holder
from domain.passwords import Rule, broken_rules
from domain.ports import Clock, MailServer, PasswordHashes, UnitOfWork, Units
from domain.sessions import CONFIRMED_FOR
from domain.usecases import access
from domain.usecases.telling import Telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Passwords:
    """Sets the passwords of mailboxes. What is typed is kept nowhere; until it is typed again, only as a hash."""

    units: Units
    clock: Clock
    mail_server: MailServer
    hashes: PasswordHashes
    access: access.Access
    telling: Telling

    async def mailboxes(self, holder_id: int) -> tuple[Mailbox, ...]:
        """The mailboxes whose password a holder may change."""
        async with self.units.read() as unit:
            return tuple(await unit.mailboxes.of_holder(holder_id))

    async def mailbox(self, mailbox_id: int, *, holder_id: int) -> Mailbox:
        """One of a holder's mailboxes. Raises NotFound."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.get(mailbox_id, holder_id)
        if mailbox is None:
            raise NotFound
        return mailbox

    async def check_current(self, mailbox: Mailbox, password: str, *, chat_id: int, person_id: int) -> datetime:
        """When the current password was typed. Raises WrongCurrentPassword, TooManyAttempts, MailboxUnavailable."""
        try:
            await self.access.check_password(
                chat_id=chat_id, person_id=person_id, address=mailbox.address, password=password
            )
        except WrongCredentials:
            raise WrongCurrentPassword from None
        return self.clock.now()

    async def broken(self, mailbox: Mailbox, password: str) -> tuple[Rule, ...]:
        """The rules that a new password breaks. Raises MailboxUnavailable."""
        broken = broken_rules(password, mailbox.address)
        if not broken and await self.is_now(mailbox.address, password):
            return (Rule.NOT_THE_OLD_ONE,)
        return broken

    async def change(
        self, mailbox: Mailbox, password: str, *, checked_at: datetime, holder_id: int, chat_id: int
    ) -> None:
        """Sets another password; every other session of the mailbox ends, and the holder is told everywhere else.

        The current one has been typed ten minutes ago at most, else PasswordRequired is raised. Raises NotFound,
        MailboxUnavailable if nothing has changed, PasswordInDoubt.
        """
        now = self.clock.now()
        if not checked_at <= now < checked_at + CONFIRMED_FOR:
            raise PasswordRequired
        await self.mailbox(mailbox.id, holder_id=holder_id)
        await self.set(mailbox, password, chat_id=chat_id)
        async with self.units.write() as unit:
            await unit.sessions.end_others(mailbox.id, chat_id)
            await self.tell(unit, mailbox, AccessKind.PASSWORD_CHANGED, f"password:{checked_at.isoformat()}", chat_id)
            await unit.commit()

    async def set(self, mailbox: Mailbox, password: str, *, chat_id: int) -> None:
        """Has the mail server set a password; if its answer is lost, logging in tells whether it did (fault F43).

        Raises MailboxUnavailable if it did not; PasswordInDoubt if nobody can tell, and then too every session of the
        mailbox ends but that of one chat.
        """
        try:
            await self.mail_server.set_password(mailbox.address, password)
        except MailboxUnavailable:
            if not await self._was_set(mailbox, password, chat_id):
                raise

    async def _was_set(self, mailbox: Mailbox, password: str, chat_id: int) -> bool:
        try:
            return await self.is_now(mailbox.address, password)
        except MailboxUnavailable:
            async with self.units.write() as unit:
                await unit.sessions.end_others(mailbox.id, chat_id)
                await unit.commit()
            raise PasswordInDoubt from None

    async def tell(self, unit: UnitOfWork, mailbox: Mailbox, kind: AccessKind, event: str, chat_id: int) -> None:
        """Keeps a line of the history, and tells the reference e-mail and every chat of the holder but this one."""
        now = self.clock.now()
        line = Access(holder_id=mailbox.holder_id, mailbox_id=mailbox.id, chat_id=chat_id, kind=kind, at=now)
        await unit.accesses.add([line])
        contact = (await self.telling.contacts(unit, [mailbox.holder_id]))[mailbox.holder_id]
        facts: Facts = {"mailbox": mailbox.address, "mailbox_id": mailbox.id, "at": now.isoformat()}
        others = replace(contact, chats=tuple(chat for chat in contact.chats if chat != chat_id))
        key = f"{event}:{mailbox.id}"
        await unit.outbox.add(to_holder(others, key, NoticeKind.PASSWORD_CHANGED, facts, now, mailbox.id))

    async def is_now(self, address: str, password: str) -> bool:
        """Whether it is the password of a mailbox now. Raises MailboxUnavailable."""
        try:
            await self.mail_server.verify(address, password)
        except MailboxBlocked:
            return True
        except WrongCredentials:
            return False
        return True
