"""The password of a mailbox: changed by who knows it, or set anew by who has forgotten it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.screens.buttons import LogIn, OpenMailbox
from bot.screens.buttons.access import ShowChats
from bot.screens.buttons.account import ChangePassword, ChoosePassword, ForgotPassword, RecoverPassword, ShowAccount
from bot.screens.screen import Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.mailboxes import Mailbox
from domain.passwords import LEAST_CHARACTERS, MOST_CHARACTERS, Rule

A_PAGE = 4


def choose_mailbox(texts: Texts, mailboxes: Sequence[Mailbox], page: int = 0) -> Screen:
    """The password of which mailbox is to be changed? Pages count from 0."""
    first = page * A_PAGE
    keys = (
        (Tap(texts.label("key-mailbox", mailbox=mailbox.address), ChangePassword(mailbox.id)),)
        for mailbox in mailboxes[first : first + A_PAGE]
    )
    before = (Tap(texts.label("key-previous"), ChoosePassword(page - 1)),) if page else ()
    after = (Tap(texts.label("key-next"), ChoosePassword(page + 1)),) if first + A_PAGE < len(mailboxes) else ()
    back = (Tap(texts.label("key-back-to-account"), ShowAccount()),)
    return with_way_home(texts, texts("password-which"), *keys, before + after, back)


def ask_current(texts: Texts, mailbox: Mailbox) -> Screen:
    """What is the current password?"""
    text = paragraphs(texts("password-current", mailbox=mailbox.address), texts("password-deleted"))
    return with_way_home(texts, text, (Tap(texts.label("key-forgot-password"), RecoverPassword(mailbox.id)),))


def ask_new(texts: Texts, address: str) -> Screen:
    """What is the new password to be? With what it has to be."""
    return with_way_home(texts, paragraphs(texts("password-new", mailbox=address), _rules(texts, Rule)))


def too_weak(texts: Texts, broken: Iterable[Rule]) -> Screen:
    """Each rule that the new password breaks."""
    return with_way_home(texts, paragraphs(texts("password-too-weak"), _rules(texts, broken), texts("password-retry")))


def ask_again(texts: Texts) -> Screen:
    """The new password once more."""
    return with_way_home(texts, texts("password-again"))


def changed(texts: Texts, mailbox: Mailbox) -> Screen:
    """The password is another one now, and where it has to be entered anew."""
    text = texts("password-changed", mailbox=mailbox.address)
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-accesses"), ShowChats()),),
        (Tap(texts.label("key-see-mailbox"), OpenMailbox(mailbox.id)),),
    )


def recover_which(texts: Texts) -> Screen:
    """The password of which mailbox is forgotten?"""
    return with_way_home(texts, texts("recover-which"))


def code_sent(texts: Texts, address: str) -> Screen:
    """A code is on its way if there is such a mailbox; nobody learns whether there is."""
    text = paragraphs(texts("recover-code", mailbox=address), texts("recover-nothing"))
    return with_way_home(texts, text, (Tap(texts.label("key-code-again"), ForgotPassword()),))


def ask_fiscal_code(texts: Texts) -> Screen:
    """The code was right; the address was never confirmed, so the fiscal code is asked for besides."""
    return with_way_home(texts, texts("recover-fiscal-code"))


def recovered(texts: Texts, mailbox: Mailbox) -> Screen:
    """The password is another one now: log in with it."""
    text = texts("recover-done", mailbox=mailbox.address)
    return with_way_home(texts, text, (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def _rules(texts: Texts, rules: Iterable[Rule]) -> str:
    return lines(*(texts(f"password-rule-{rule}", least=LEAST_CHARACTERS, most=MOST_CHARACTERS) for rule in rules))
