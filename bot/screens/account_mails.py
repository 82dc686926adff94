"""What the letters about an account are about, and why they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.screens.buttons import Button
from bot.screens.buttons.account import ForgotPassword
from bot.screens.deep_links import chat, link
from bot.screens.texts import Texts
from domain.notices import Notice, NoticeKind


@dataclass(frozen=True, slots=True)
class AccountMail:
    """The subject of a letter, the key of the words for why it is sent, and the button that its one link taps."""

    subject: str
    why: str
    label: str
    button: Button | None = None


_LETTERS: Mapping[NoticeKind, AccountMail] = {
    NoticeKind.EMAIL_CODE: AccountMail("mail-subject-email-code", "mail-why-code", "mail-open-chat"),
    NoticeKind.RECOVERY_CODE: AccountMail("mail-subject-recovery-code", "mail-why-reference", "mail-open-chat"),
    NoticeKind.EMAIL_CHANGED: AccountMail("mail-subject-email-changed", "mail-why-former", "mail-open-chat"),
    NoticeKind.PASSWORD_CHANGED: AccountMail(
        "mail-subject-password-changed", "mail-why-reference", "mail-not-me", ForgotPassword()
    ),
}


def about_account(notice: Notice) -> AccountMail | None:
    """What a letter about an account is made of; None if a notice is about something else."""
    return _LETTERS.get(notice.kind)


def way_in(texts: Texts, letter: AccountMail, bot_username: str) -> tuple[str, str]:
    """The label and the address of the one link into the chat."""
    address = link(bot_username, letter.button) if letter.button else chat(bot_username)
    return texts.label(letter.label), address
