"""Broadcasts to render."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.papers import broadcast_report
from bot.screens import broadcasts
from bot.screens.texts import Texts
from domain.broadcasts import (
    Attachment,
    AttachmentKind,
    Audience,
    Broadcast,
    BroadcastState,
    Reach,
    ReportLine,
    Tally,
)
from domain.catalogue import MailboxType
from domain.holders import Language
from domain.notices import STOPPED, Channel, NoticeState
from tests.screens.facts import NOW

ITALIAN = (
    "<b>Manutenzione del 12 dicembre.</b>\n\nDalle 22 alle 23 le caselle PEC "
    '<tg-spoiler>non</tg-spoiler> si raggiungono. <a href="https://archrm.it">Tutto qui</a>.'
)
ENGLISH = "<b>Maintenance on 12 December.</b>\n\nFrom 22 to 23 the mailboxes cannot be reached."
EVERYBODY = Reach(holders=1_234, chats=1_180, emails=1_234, unreached=30)
NARROW = Audience(
    language=Language.ITALIAN, domain="pec.archrm.it", type=MailboxType.STANDARD, expires_within=30, short=True
)


def a_broadcast(state: BroadcastState = BroadcastState.DRAFT, **changes: Any) -> Broadcast:
    broadcast = Broadcast(id=12, admin=1003, state=state, created_at=NOW, italian=ITALIAN, english=ENGLISH)
    return replace(broadcast, **changes)


def going(state: BroadcastState, sent: int = 812, **changes: Any) -> Broadcast:
    """One that has been sent to some of 1,234."""
    tally = Tally(total=1_234, queued=1_234, sent=sent, failed=3, blocked=17)
    values = {"started_at": NOW, "tally": tally, "all_queued": True, **changes}
    return a_broadcast(state, **values)


def over(state: BroadcastState, **changes: Any) -> Broadcast:
    """One that is through, to everybody."""
    tally = Tally(total=1_234, queued=1_234, sent=1_214, failed=3, blocked=17, deleted=1_200, kept=14)
    values = {"ended_at": NOW + timedelta(minutes=2), "tally": tally, **changes}
    return going(state, **values)


def a_photo() -> Attachment:
    return Attachment(kind=AttachmentKind.PHOTO, file_id="photo-1")


def a_document(name: str = "avviso.pdf") -> Attachment:
    return Attachment(kind=AttachmentKind.DOCUMENT, file_id="document-1", name=name)


def a_line(**changes: Any) -> ReportLine:
    line = ReportLine(
        notice_id=1,
        mailbox="mario.rossi@pec.archrm.it",
        channel=Channel.CHAT,
        target="1001",
        language=Language.ITALIAN,
        state=NoticeState.SENT,
        reason="",
        at=NOW,
    )
    return replace(line, **changes)


def lines() -> list[ReportLine]:
    """A line of every fate, by every channel."""
    return [
        a_line(),
        a_line(notice_id=2, channel=Channel.EMAIL, target="mario.rossi@example.com"),
        a_line(notice_id=3, state=NoticeState.DEAD, reason="Forbidden: bot was blocked by the user", at=None),
        a_line(notice_id=4, state=NoticeState.DEAD, reason="=1+1", language=Language.ENGLISH, at=None),
        a_line(notice_id=5, state=NoticeState.DEAD, reason=STOPPED, at=None),
        a_line(notice_id=6, mailbox="", target="", language=None, state=NoticeState.WAITING, at=None),
    ]


def report(texts: Texts) -> str:
    """The whole sheet, under its name, as it is read."""
    sheet = broadcast_report.heading(texts) + broadcast_report.rows(texts, lines())
    return f"{broadcasts.report_name(texts, a_broadcast())}\n\n{sheet.decode('utf-8-sig')}".replace("\r\n", "\n")
