"""What is said unprompted about who comes in, or tries to."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons import LogIn
from bot.screens.buttons.access import ItWasMe, RevokeAccess, ShowAccesses
from bot.screens.screen import Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain.notices import Notice


def new_login(texts: Texts, notice: Notice) -> Screen:
    """Somebody has logged in from a chat that was not linked: was it you?"""
    text = texts("notice-new-login", mailbox=notice.word("mailbox"), at=_instant(notice))
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-was-me"), ItWasMe(), "success"),),
        (Tap(texts.label("key-was-not-me"), RevokeAccess(notice.number("access_id")), "danger"),),
    )


def chat_unlinked(texts: Texts, notice: Notice) -> Screen:
    """This chat was disconnected from another one."""
    text = texts("notice-chat-unlinked", at=_instant(notice))
    return with_way_home(texts, text, (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def login_failures(texts: Texts, notice: Notice) -> Screen:
    """Somebody is guessing a password."""
    text = texts("notice-login-failures", mailbox=notice.word("address"))
    return with_way_home(texts, text, (Tap(texts.label("key-history"), ShowAccesses()),))


def _instant(notice: Notice) -> datetime:
    return datetime.fromisoformat(notice.word("at"))
