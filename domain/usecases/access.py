"""Logging in and out: who a chat belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.challenges import digest, whole_minute
from domain.errors import LoginRequired, MailboxBlocked, TooManyAttempts, WrongCredentials
from domain.mailboxes import normalise_address
from domain.ports import Clock, MailServer, Units
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
from domain.usecases import remembering
from domain.usecases.telling import Telling

_TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Logs holders in and out, and slows down whoever guesses."""

    units: Units
    mail_server: MailServer
    clock: Clock
    limits: SessionLimits
    telling: Telling

    async def arrive(self, chat_id: int) -> Arrival:
        """Who an update comes from. An open session counts as used now."""
        now = self.clock.now()
        async with self.units.read() as unit:
            arrival = await unit.sessions.arrival(chat_id)
        session = arrival.session
        if session is None or not session.is_open(now, self.limits):
            return replace(arrival, session=None)
        if now >= session.used_at + _TOUCH_AFTER:
            async with self.units.write() as unit:
                await unit.chats.touch(chat_id, now)
                await unit.sessions.touch(chat_id, now)
                await unit.commit()
        return replace(arrival, is_confirmed=session.is_confirmed(now))

    async def log_in(
        self, *, chat_id: int, person_id: int, address: str, password: str, confirmed: bool = False
    ) -> LoggedIn:
        """Opens a session in a private chat; `confirmed` if the password was asked for to do something sensitive.

        The answer to an unknown mailbox and to a wrong password is the same. An outage of the mail server is never an
        attempt. A mailbox that is right but closed may look, not buy. Raises WrongCredentials, TooManyAttempts,
        MailboxUnavailable.
        """
        address = normalise_address(address)
        await self.check_password(chat_id=chat_id, person_id=person_id, address=address, password=password)
        try:
            return await self._open(chat_id, person_id, address, confirmed=confirmed)
        except WrongCredentials:  # a mailbox that only the mail server knows
            await self._count_failure(chat_id, person_id, address, digest(address))
            raise

    async def confirm(self, *, chat_id: int, person_id: int, password: str) -> None:
        """The password of the session's mailbox is typed once more: what is sensitive may be done for ten minutes.

        Raises LoginRequired if the session is over, and what `check_password` raises.
        """
        session = (await self.arrive(chat_id)).session
        if session is None:
            raise LoginRequired
        async with self.units.read() as unit:
            (mailbox,) = await unit.mailboxes.of_ids([session.mailbox_id])
        await self.check_password(chat_id=chat_id, person_id=person_id, address=mailbox.address, password=password)
        async with self.units.write() as unit:
            await unit.login_failures.forget(person_id, digest(mailbox.address))
            await unit.sessions.confirm(chat_id, self.clock.now())
            await unit.commit()

    async def check_password(self, *, chat_id: int, person_id: int, address: str, password: str) -> None:
        """Whether the password is that of a mailbox; a wrong one counts, wherever it is typed.

        Raises WrongCredentials, TooManyAttempts, MailboxUnavailable.
        """
        target = digest(address)
        await self._check_attempts(person_id, target)
        try:
            await self._verify(address, password)
        except WrongCredentials:
            await self._count_failure(chat_id, person_id, address, target)
            raise

    async def log_out(self, chat_id: int) -> None:
        """Ends the session of a chat; the holder's notices do not go there any more."""
        async with self.units.write() as unit:
            await remembering.logged_out(unit, chat_id, self.clock.now())
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
            raise TooManyAttempts(until=whole_minute(until))

    async def _open(self, chat_id: int, person_id: int, address: str, *, confirmed: bool) -> LoggedIn:
        now = self.clock.now()
        async with self.units.write() as unit:
            mailbox = await unit.mailboxes.by_address(address)
            holder = await unit.holders.get(mailbox.holder_id) if mailbox else None
            if mailbox is None or holder is None:
                raise WrongCredentials
            await unit.login_failures.forget(person_id, digest(address))
            session = Session(
                chat_id=chat_id,
                holder_id=holder.id,
                mailbox_id=mailbox.id,
                started_at=now,
                used_at=now,
                confirmed_at=now if confirmed else None,
            )
            is_new = await unit.chats.link(chat_id, holder.id, now)
            await unit.sessions.start(session)
            await remembering.logged_in(unit, self.telling, session, mailbox, is_new=is_new)
            await unit.commit()
        return LoggedIn(holder=holder, mailbox=mailbox)

    async def _count_failure(self, chat_id: int, person_id: int, address: str, target: str) -> None:
        now = self.clock.now()
        async with self.units.write() as unit:
            await unit.login_failures.add(person_id, target, now)
            await unit.accesses.add_failure(address, chat_id, now)
            failures = await unit.login_failures.of_person(person_id, now - FAILURES_COUNT_FOR)
            if sum(failed_target == target for failed_target, _ in failures) >= PAIR_FAILURES:
                await remembering.guessed(unit, self.telling, address, chat_id, now)
            await unit.commit()
