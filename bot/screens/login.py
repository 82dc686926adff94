"""Logging in and out."""

from __future__ import annotations

from bot.screens.buttons import LogIn
from bot.screens.buttons.account import ForgotPassword
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts


def ask_mailbox(texts: Texts, *, resuming: bool) -> Screen:
    """Which mailbox? `resuming` if something was asked that needs a session, and goes on afterwards."""
    first = texts("login-first") if resuming else None
    return with_way_home(texts, paragraphs(first, texts("login-ask-mailbox")))


def not_a_mailbox(texts: Texts) -> Screen:
    """What was typed cannot be the name of a mailbox."""
    return with_way_home(texts, texts("login-not-a-mailbox"))


def ask_password(texts: Texts, address: str, *, resuming: bool = False) -> Screen:
    """The password of which mailbox? `resuming` if a session has ended in the middle of something."""
    ended = texts("login-session-over") if resuming else None
    text = paragraphs(ended, texts("login-ask-password", mailbox=address))
    return with_way_home(texts, text, _forgotten(texts), (Tap(texts.label("key-other-mailbox"), LogIn()),))


def confirm_password(texts: Texts, address: str) -> Screen:
    """The password is asked for once more, before something sensitive."""
    return with_way_home(texts, texts("login-confirm-password", mailbox=address), _forgotten(texts))


def confirm_again(texts: Texts, address: str) -> Screen:
    """The password that was asked for once more is wrong."""
    return with_way_home(texts, texts("login-confirm-wrong", mailbox=address), _forgotten(texts))


def logged_out(texts: Texts) -> Screen:
    """The session is over because the holder said so."""
    return with_way_home(texts, texts("login-logged-out"), (Tap(texts.label("key-log-in"), LogIn(), "primary"),))


def delete_it_yourself(texts: Texts) -> Screen:
    """Telegram did not let us delete the message with the password."""
    return with_way_home(texts, texts("login-delete-it-yourself"))


def _forgotten(texts: Texts) -> Row:
    return (Tap(texts.label("key-forgot-password"), ForgotPassword()),)
