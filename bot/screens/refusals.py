"""What cannot be done: what is wrong, what to do now, and the way back."""

from __future__ import annotations

import re

from bot.screens.buttons import Button, Home, LogIn
from bot.screens.screen import Copy, Row, Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain import errors
from domain.errors import LoginRequired, Refused, Unavailable, WrongCredentials

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def refused(texts: Texts, error: Refused | Unavailable, *, back: Button | None = None) -> Screen:
    """The sentence for an error, with a key that leads back to where the person was."""
    key = text_key(type(error))
    facts = {name: getattr(error, name) for name in getattr(error, "__dataclass_fields__", ())}
    return with_way_home(texts, texts(key, **facts), _back(texts, error, back))


def text_key(kind: type[Exception]) -> str:
    """The key of the sentence for an error: `refused-` and its class, or that of the class it specialises."""
    while getattr(errors, kind.__name__, None) is not kind:
        kind = kind.__base__ or Refused
    return f"refused-{_WORD.sub('-', kind.__name__).lower()}"


def apology(texts: Texts, reference: str) -> Screen:
    """Something broke on our side; the reference finds it in the log."""
    text = texts("apology", reference=reference)
    return with_way_home(texts, text, (Copy(texts.label("key-copy-reference"), reference),))


def menu_expired(texts: Texts) -> Screen:
    """The key that was tapped leads nowhere any more."""
    return with_way_home(texts, texts("menu-expired"))


def not_understood(texts: Texts) -> Screen:
    """Nobody asked for what was typed."""
    return with_way_home(texts, texts("not-understood"))


def slow_down(texts: Texts) -> Screen:
    """More came at once than can be answered."""
    return with_way_home(texts, texts("slow-down"))


def card_number_deleted(texts: Texts, deleted: bool) -> Screen:
    """Somebody typed the number of a payment card."""
    return with_way_home(texts, texts("card-number-deleted" if deleted else "card-number-not-deleted"))


def _back(texts: Texts, error: Refused | Unavailable, back: Button | None) -> Row:
    if isinstance(error, WrongCredentials):
        return (Tap(texts.label("key-other-mailbox"), LogIn()),)
    if isinstance(error, LoginRequired):
        return (Tap(texts.label("key-log-in"), LogIn(), "primary"),)
    if back is None or back == Home():
        return ()
    key = "key-try-again" if isinstance(error, Unavailable) else "key-back"
    return (Tap(texts.label(key), back),)
