"""What is remembered of who came in where, and who is told of it: parts of a unit of work that others commit.

Chats are written before sessions, everywhere: whoever disconnects a chat and whoever logs in there wait for each other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.accesses import Access, AccessKind
from domain.calendar import civil_day
from domain.mailboxes import Mailbox
from domain.notices import Facts, NoticeKind, to_chats, to_holder
from domain.ports import UnitOfWork
from domain.sessions import Session
from domain.usecases.telling import Telling

_NOBODY = 0  # the id of no holder


async def logged_in(unit: UnitOfWork, telling: Telling, session: Session, mailbox: Mailbox, *, is_new: bool) -> None:
    """Keeps a log-in. One in a chat that was not linked is told to the other chats, and by e-mail: was it you?"""
    at = session.started_at
    (number,) = await unit.accesses.add([line_of(session, AccessKind.LOGGED_IN, at)])
    if not is_new:
        return
    contact = (await telling.contacts(unit, [session.holder_id]))[session.holder_id]
    others = replace(contact, chats=tuple(chat for chat in contact.chats if chat != session.chat_id))
    facts: Facts = {"mailbox": mailbox.address, "at": at.isoformat(), "access_id": number}
    await unit.outbox.add(to_holder(others, f"login:{number}", NoticeKind.NEW_LOGIN, facts, at, mailbox.id))


async def logged_out(unit: UnitOfWork, chat_id: int, at: datetime) -> None:
    """Ends the session of a chat and keeps that; the holder's notices do not go there any more."""
    session = await unit.sessions.get(chat_id)
    await unit.chats.unlink(chat_id)
    await unit.sessions.end(chat_id)
    if session is not None:
        await unit.accesses.add([line_of(session, AccessKind.LOGGED_OUT, at)])


async def unlinked(unit: UnitOfWork, chat_id: int, *, holder_id: int, mailbox_id: int, at: datetime) -> bool:
    """Disconnects one of a holder's chats from elsewhere, keeps that and tells the chat; False if it is not theirs.

    The line is about the mailbox that the chat was logged in with; about the given one if that is not known any more.
    """
    session = await unit.sessions.get(chat_id)
    if not await unit.chats.unlink_from(chat_id, holder_id):
        return False
    await unit.sessions.end(chat_id)
    about = session.mailbox_id if session is not None and session.holder_id == holder_id else mailbox_id
    line = Access(holder_id=holder_id, mailbox_id=about, chat_id=chat_id, kind=AccessKind.UNLINKED, at=at)
    (number,) = await unit.accesses.add([line])
    if await unit.chats.is_reachable(chat_id):
        facts = {"at": at.isoformat()}
        told = to_chats([chat_id], f"unlinked:{number}", NoticeKind.CHAT_UNLINKED, facts, at, holder_id)
        await unit.outbox.add(told)
    return True


async def guessed(unit: UnitOfWork, telling: Telling, address: str, chat_id: int, at: datetime) -> None:
    """Tells the owner's other chats, and by e-mail, once a day, that somebody is guessing.

    Where there is no such mailbox nobody is looked up in the same way, so that it takes as long (S3).
    """
    mailbox = await unit.mailboxes.by_address(address)
    owner = mailbox.holder_id if mailbox else _NOBODY
    contact = (await telling.contacts(unit, [owner])).get(owner)
    if mailbox is None or contact is None:
        return
    others = replace(contact, chats=tuple(chat for chat in contact.chats if chat != chat_id))
    event, facts = f"login:{mailbox.id}:{civil_day(at).isoformat()}", {"address": mailbox.address}
    await unit.outbox.add(to_holder(others, event, NoticeKind.LOGIN_FAILURES, facts, at, mailbox.id))


def line_of(session: Session, kind: AccessKind, at: datetime) -> Access:
    """The line of the history about a session."""
    return Access(holder_id=session.holder_id, mailbox_id=session.mailbox_id, chat_id=session.chat_id, kind=kind, at=at)
