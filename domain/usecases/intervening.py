"""What the register desk does to a holder: remind once more, end the sessions, suspend a mailbox, open it again.

Each act has its line in the transaction of the act (S13), and the holder is told of it; a second tap changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.accesses import AccessKind
from domain.acts import Act
from domain.admin_errors import CannotReopen, CannotSuspend, NobodyToTell, NothingToRemind
from domain.calendar import civil_day
from domain.cards import MailboxCard
from domain.catalogue import Catalogue
from domain.desk import MailboxSwitched, ReminderResent, SessionsEnded
from domain.errors import NotFound
from domain.forecast import Upcoming, look_ahead
from domain.mailboxes import Mailbox, MailboxStatus
from domain.notices import Channel, Contact, Facts, Notice, NoticeKind, to_chats, to_holder
from domain.ports import Clock, UnitOfWork, Units
from domain.reminders import step_of, tone_of
from domain.renewal_news import reminder_news
from domain.sessions import SessionLimits
from domain.usecases.forecasting import holdings_of_holder
from domain.usecases.looking_up import holder_of, mailbox_of
from domain.usecases.purses import purse_of
from domain.usecases.remembering import line_of
from domain.usecases.reminding import reminder_event
from domain.usecases.telling import Telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervening:
    """Does what an administrator has confirmed. `admin` is a Telegram id, and for the caller to know."""

    units: Units
    clock: Clock
    catalogue: Catalogue
    telling: Telling
    limits: SessionLimits

    async def due_reminder(self, mailbox_id: int) -> ReminderResent:
        """What sending the present reminder of a mailbox once more would do.

        Raises NotFound, NothingToRemind, NobodyToTell.
        """
        async with self.units.read() as unit:
            mailbox = await mailbox_of(unit, mailbox_id)
            notices = await self._reminder(unit, mailbox, "")
            return _resent(mailbox, notices)

    async def resend_reminder(self, mailbox_id: int, *, asked: int, admin: int) -> ReminderResent:
        """Has the present reminder of a mailbox told once more, whether or not it was told before.

        `asked` numbers the question that was confirmed: it is sent once for each. Raises as `due_reminder` does.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            mailbox = await unit.mailboxes.lock(mailbox_id)
            if mailbox is None:
                raise NotFound
            notices = await self._reminder(unit, mailbox, f":again:{admin}:{asked}")
            outcome = _resent(mailbox, notices)
            if await unit.outbox.is_there(notices[0].key):
                return replace(outcome, repeated=True)
            await unit.outbox.add(notices)
            day = outcome.day.isoformat()
            about: Facts = {"holder_id": mailbox.holder_id, "mailbox": mailbox.address, "day": day}
            await unit.acts.add(admin, Act.REMINDER_RESENT, about, now)
            await unit.commit()
        return outcome

    async def end_sessions(self, holder_id: int, *, admin: int) -> SessionsEnded:
        """Ends every session of a holder; the chats stay linked, and those that were open are told.

        Raises NotFound.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            holder = await holder_of(unit, holder_id)
            ended = [one for one in await unit.sessions.end_all(holder_id) if one.is_open(now, self.limits)]
            if not ended:
                return SessionsEnded(holder=holder, count=0)
            about: Facts = {"holder_id": holder_id, "sessions": len(ended)}
            number = await unit.acts.add(admin, Act.SESSIONS_ENDED, about, now)
            await unit.accesses.add([line_of(session, AccessKind.ENDED, now) for session in ended])
            reachable = set(await unit.chats.of_holder(holder_id))
            chats = [session.chat_id for session in ended if session.chat_id in reachable]
            facts: Facts = {"at": now.isoformat()}
            await unit.outbox.add(
                to_chats(chats, f"act:{number}", NoticeKind.SESSIONS_ENDED, facts, now, holder_id),
            )
            await unit.commit()
        return SessionsEnded(holder=holder, count=len(ended))

    async def suspend(self, mailbox_id: int, *, admin: int) -> MailboxSwitched:
        """Suspends a mailbox: nothing can be bought for it, what is there is renewed as ever.

        Raises NotFound, CannotSuspend.
        """
        card = await self.card(mailbox_id)
        if card.status is MailboxStatus.EXPIRED and not card.is_being_renewed:
            raise CannotSuspend
        return await self._switch(mailbox_id, MailboxStatus.ACTIVE, MailboxStatus.SUSPENDED, admin)

    async def reopen(self, mailbox_id: int, *, admin: int) -> MailboxSwitched:
        """Opens a suspended mailbox again; if its date has passed meanwhile it is what that makes of it.

        Raises NotFound, CannotReopen.
        """
        return await self._switch(mailbox_id, MailboxStatus.SUSPENDED, MailboxStatus.ACTIVE, admin)

    async def card(self, mailbox_id: int) -> MailboxCard:
        """A mailbox as it stands. Raises NotFound."""
        async with self.units.read() as unit:
            return self._card(await mailbox_of(unit, mailbox_id))

    async def _switch(
        self, mailbox_id: int, before: MailboxStatus, after: MailboxStatus, admin: int
    ) -> MailboxSwitched:
        now = self.clock.now()
        async with self.units.write() as unit:
            switched = await unit.mailboxes.switch(mailbox_id, before, after)
            mailbox = await mailbox_of(unit, mailbox_id)
            card = self._card(mailbox)
            if not switched and mailbox.status is not after:
                raise CannotReopen if after is MailboxStatus.ACTIVE else CannotSuspend
            if not switched:
                return MailboxSwitched(card=card, repeated=True)
            suspended = after is MailboxStatus.SUSPENDED
            act = Act.MAILBOX_SUSPENDED if suspended else Act.MAILBOX_REOPENED
            about: Facts = {"holder_id": mailbox.holder_id, "mailbox": mailbox.address, "mailbox_id": mailbox.id}
            number = await unit.acts.add(admin, act, about, now)
            kind = NoticeKind.MAILBOX_SUSPENDED if suspended else NoticeKind.MAILBOX_REOPENED
            contact = await self._contact(unit, mailbox.holder_id)
            await unit.outbox.add(to_holder(contact, f"act:{number}", kind, _news(card), now, mailbox.id))
            await unit.commit()
        return MailboxSwitched(card=card)

    def _card(self, mailbox: Mailbox) -> MailboxCard:
        return MailboxCard(mailbox=mailbox, addons=(), used_bytes=None, today=civil_day(self.clock.now()))

    async def _contact(self, unit: UnitOfWork, holder_id: int) -> Contact:
        return (await self.telling.contacts(unit, [holder_id]))[holder_id]

    async def _reminder(self, unit: UnitOfWork, mailbox: Mailbox, suffix: str) -> list[Notice]:
        """The reminder of the present step, for each channel. Raises NothingToRemind, NobodyToTell."""
        now = self.clock.now()
        today = civil_day(now)
        credit = await purse_of(unit, mailbox.holder_id)
        upcoming = await self._upcoming(unit, mailbox)
        tone = tone_of(upcoming) if upcoming else None
        step = step_of(tone, (upcoming.day - today).days) if upcoming and tone else None
        if upcoming is None or tone is None or step is None:
            raise NothingToRemind
        facts = reminder_news(upcoming, tone, credit, today).facts()
        event = reminder_event(mailbox, upcoming.day, step) + suffix
        contact = await self._contact(unit, mailbox.holder_id)
        notices = to_holder(contact, event, NoticeKind.REMINDER, facts, now, mailbox.id, cycle=upcoming.day)
        if not notices:
            raise NobodyToTell
        return notices

    async def _upcoming(self, unit: UnitOfWork, mailbox: Mailbox) -> Upcoming | None:
        """The next renewal of a mailbox, after those of its holder that come first."""
        holdings = await holdings_of_holder(unit, mailbox.holder_id)
        due_on = next(one.due_on for one in holdings if one.mailbox.id == mailbox.id)
        credit = await purse_of(unit, mailbox.holder_id)
        ahead = look_ahead(self.catalogue, holdings, credit, due_on) if due_on else ()
        return next((one for one in ahead if one.renewal.mailbox.id == mailbox.id), None)


def _resent(mailbox: Mailbox, notices: list[Notice]) -> ReminderResent:
    """What reminders, of which there is one at least, amount to."""
    by_email = sum(notice.channel is Channel.EMAIL for notice in notices)
    cycle = notices[0].cycle or mailbox.expires_on
    return ReminderResent(
        mailbox_id=mailbox.id,
        mailbox=mailbox.address,
        day=cycle,
        chats=len(notices) - by_email,
        by_email=bool(by_email),
    )


def _news(card: MailboxCard) -> Facts:
    """What the holder is told of a mailbox that was suspended or opened again: what it is from now on."""
    status = "renewing" if card.is_being_renewed else card.status.value
    box = card.mailbox
    return {"mailbox": box.address, "mailbox_id": box.id, "status": status, "day": box.expires_on.isoformat()}
