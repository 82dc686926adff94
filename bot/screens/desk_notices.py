"""What holders are told of what the register desk has done."""

from __future__ import annotations

from datetime import date, datetime

from bot.screens.buttons import LogIn, OpenMailbox
from bot.screens.screen import Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain.notices import Notice


def sessions_ended(texts: Texts, notice: Notice) -> Screen:
    """The session in this chat is over, and why."""
    text = texts("notice-sessions-ended", at=datetime.fromisoformat(notice.word("at")))
    return with_way_home(texts, text, (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def mailbox_suspended(texts: Texts, notice: Notice) -> Screen:
    """A mailbox is suspended, and what that means."""
    text = texts("notice-mailbox-suspended", mailbox=notice.word("mailbox"))
    return with_way_home(texts, text, (_see(texts, notice),))


def mailbox_reopened(texts: Texts, notice: Notice) -> Screen:
    """A mailbox is suspended no more, and what it is instead."""
    text = texts(
        "notice-mailbox-reopened",
        mailbox=notice.word("mailbox"),
        status=notice.word("status"),
        day=date.fromisoformat(notice.word("day")),
    )
    return with_way_home(texts, text, (_see(texts, notice),))


def _see(texts: Texts, notice: Notice) -> Tap:
    return Tap(texts.label("key-see-mailbox"), OpenMailbox(notice.number("mailbox_id")))
