"""What is said unprompted about an account: codes, a new reference e-mail, a new password."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons import OpenMailbox
from bot.screens.buttons.account import RecoverPassword, ShowProfile
from bot.screens.screen import Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain.notices import Notice


def email_code(texts: Texts, notice: Notice) -> Screen:
    """The code that confirms a reference e-mail. It goes to that address only."""
    return with_way_home(texts, texts("notice-email-code", **_code(notice)))


def recovery_code(texts: Texts, notice: Notice) -> Screen:
    """The code that recovers a password. It goes to the reference e-mail only."""
    return with_way_home(texts, texts("notice-recovery-code", **_code(notice)))


def email_changed(texts: Texts, notice: Notice) -> Screen:
    """The reference e-mail is another one now."""
    text = texts("notice-email-changed", mailbox=notice.word("mailbox"), address=notice.word("address"))
    return with_way_home(texts, text, (Tap(texts.label("key-show-profile"), ShowProfile()),))


def password_changed(texts: Texts, notice: Notice) -> Screen:
    """The password of a mailbox is another one now."""
    text = texts("notice-password-changed", mailbox=notice.word("mailbox"), at=_instant(notice, "at"))
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-not-me-password"), RecoverPassword(notice.number("mailbox_id")), "danger"),),
        (Tap(texts.label("key-see-mailbox"), OpenMailbox(notice.number("mailbox_id"))),),
    )


def _code(notice: Notice) -> dict[str, str | datetime]:
    return {
        "mailbox": notice.word("mailbox"),
        "code": notice.word("code"),
        "until": _instant(notice, "good_until"),
    }


def _instant(notice: Notice, name: str) -> datetime:
    return datetime.fromisoformat(notice.word(name))
