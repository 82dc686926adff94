"""Logging in and out: who a chat belongs to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from domain.calendar import civil_day
from domain.errors import MailboxBlocked, TooManyAttempts, WrongCredentials
from domain.mailboxes import normalise_address
from domain.notices import NoticeKind, to_chats
from domain.ports import Clock, MailServer, UnitOfWork, Units
from domain.sessions import (
    FAILURES_COUNT_FOR,
    PAIR_FAILURES,
    PERSON_FAILURES,
    Arrival,
    LoggedIn,
    Session,
    SessionLimits,
    wait_until,
)

_TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Logs holders in and out, and slows down whoever guesses."""

    units: Units
    mail_server: MailServer
    clock: Clock
    limits: SessionLimits

    async def arrive(self, chat_id: int) -> Arrival:
        """Who an update comes from. An open session counts as used now."""
        now = self.clock.now()
        async with self.units.read() as unit:
            language = await unit.chats.language(chat_id)
            reachable = await unit.chats.is_reachable(chat_id)
            session = await unit.sessions.get(chat_id)
            mailbox = session and await unit.mailboxes.get(session.mailbox_id, session.holder_id)
        address = mailbox.address if mailbox else None
        if session is None or not session.is_open(now, self.limits):
            return Arrival(language=language, session=None, last_address=address, reachable=reachable)
        if now >= session.used_at + _TOUCH_AFTER:
            async with self.units.write() as unit:
                await unit.sessions.touch(chat_id, now)
                await unit.chats.touch(chat_id, now)
                await unit.commit()
        return Arrival(
            language=language,
            session=session,
            last_address=address,
            reachable=reachable,
            is_confirmed=session.is_confirmed(now),
        )

    async def log_in(self, *, chat_id: int, person_id: int, address: str, password: str) -> LoggedIn:
        """Opens a session in a private chat.

        The answer to an unknown mailbox and to a wrong password is the same. An outage of the mail server is never an
        attempt. A mailbox that is right but closed may look, not buy. Raises WrongCredentials, TooManyAttempts,
        MailboxUnavailable.
        """
        address = normalise_address(address)
        target = hashlib.sha256(address.encode()).hexdigest()
        await self._check_attempts(person_id, target)
        try:
            await self._verify(address, password)
            return await self._open(chat_id, person_id, address, target)
        except WrongCredentials:
            await self._count_failure(chat_id, person_id, address, target)
            raise

    async def log_out(self, chat_id: int) -> None:
        """Ends the session of a chat; the holder's notices do not go there any more."""
        async with self.units.write() as unit:
            await unit.sessions.end(chat_id)
            await unit.chats.unlink(chat_id)
            await unit.commit()

    async def _verify(self, address: str, password: str) -> None:
        try:
            await self.mail_server.verify(address, password)
        except MailboxBlocked:
            return

    async def _check_attempts(self, person_id: int, target: str) -> None:
        now = self.clock.now()
        async with self.units.read() as unit:
            failures = await unit.login_failures.of_person(person_id, now - FAILURES_COUNT_FOR)
        here = [at for failed_target, at in failures if failed_target == target]
        anywhere = [at for _, at in failures]
        waits = (wait_until(here, PAIR_FAILURES, now), wait_until(anywhere, PERSON_FAILURES, now))
        until = max((wait for wait in waits if wait is not None), default=None)
        if until is not None:
            raise TooManyAttempts(until=until)

    async def _open(self, chat_id: int, person_id: int, address: str, target: str) -> LoggedIn:
        now = self.clock.now()
        async with self.units.write() as unit:
            mailbox = await unit.mailboxes.by_address(address)
            holder = await unit.holders.get(mailbox.holder_id) if mailbox else None
            if mailbox is None or holder is None:
                raise WrongCredentials
            await unit.login_failures.forget(person_id, target)
            await unit.sessions.start(
                Session(chat_id=chat_id, holder_id=holder.id, mailbox_id=mailbox.id, started_at=now, used_at=now)
            )
            await unit.chats.link(chat_id, holder.id, now)
            await unit.commit()
        return LoggedIn(holder=holder, mailbox=mailbox)

    async def _count_failure(self, chat_id: int, person_id: int, address: str, target: str) -> None:
        now = self.clock.now()
        async with self.units.write() as unit:
            await unit.login_failures.add(person_id, target, now)
            failures = await unit.login_failures.of_person(person_id, now - FAILURES_COUNT_FOR)
            if sum(failed_target == target for failed_target, _ in failures) >= PAIR_FAILURES:
                await self._warn_owner(unit, chat_id, address)
            await unit.commit()

    async def _warn_owner(self, unit: UnitOfWork, chat_id: int, address: str) -> None:
        """Tells the owner's other chats, once a day, that somebody is guessing."""
        mailbox = await unit.mailboxes.by_address(address)
        if mailbox is None:
            return
        now = self.clock.now()
        chats = [chat for chat in await unit.chats.of_holder(mailbox.holder_id) if chat != chat_id]
        event = f"login:{mailbox.id}:{civil_day(now).isoformat()}"
        facts = {"address": mailbox.address}
        await unit.outbox.add(to_chats(chats, event, NoticeKind.LOGIN_FAILURES, facts, now, mailbox.holder_id))
