"""What cannot be done: what is wrong, what to do now, and the way back."""

from __future__ import annotations

import re

from bot.screens import purse
from bot.screens.buttons import Button, Home, LogIn
from bot.screens.buttons.account import EditField, EditGroup, ForgotPassword, SendCodeAgain
from bot.screens.screen import Copy, Row, Screen, Tap, with_way_home
from bot.screens.texts import Texts
from domain import admin_errors, errors
from domain.errors import (
    AmountOwed,
    LoginRequired,
    PostalCodeUnfit,
    Refused,
    TooManyAttempts,
    Unavailable,
    WrongCredentials,
    WrongCurrentPassword,
)
from domain.profile import Field, Group

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def refused(texts: Texts, error: Refused | Unavailable, *, back: Button | None = None) -> Screen:
    """The sentence for an error, with a key that leads back to where the person was."""
    key = text_key(type(error))
    facts = {name: getattr(error, name) for name in getattr(error, "__dataclass_fields__", ())}
    return with_way_home(texts, texts(key, **facts), *_ways(texts, error, back))


def text_key(kind: type[Exception]) -> str:
    """The key of the sentence for an error: `refused-` and its class, or that of the class it specialises."""
    while not any(getattr(room, kind.__name__, None) is kind for room in (errors, admin_errors)):
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


def password_deleted(texts: Texts) -> Screen:
    """Nobody asked for what was typed, and it may have been a password."""
    return with_way_home(texts, texts("password-deleted-unasked"))


def slow_down(texts: Texts) -> Screen:
    """More came at once than can be answered."""
    return with_way_home(texts, texts("slow-down"))


def card_number_deleted(texts: Texts, deleted: bool) -> Screen:
    """Somebody typed the number of a payment card."""
    return with_way_home(texts, texts("card-number-deleted" if deleted else "card-number-not-deleted"))


def _ways(texts: Texts, error: Refused | Unavailable, back: Button | None) -> tuple[Row, ...]:
    """What else can be done: password recovered, another mailbox named, another code sent, a field mended, or back."""
    forgotten: Row = (Tap(texts.label("key-forgot-password"), ForgotPassword()),)
    if isinstance(error, WrongCredentials):
        return (forgotten, (Tap(texts.label("key-other-mailbox"), LogIn()),))
    if isinstance(error, WrongCurrentPassword | TooManyAttempts):
        return (forgotten,)
    if isinstance(error, LoginRequired):
        return ((Tap(texts.label("key-log-in"), LogIn(), "primary"),),)
    if isinstance(error, PostalCodeUnfit):
        cap = Tap(texts.label(f"key-field-{Field.POSTAL_CODE}"), EditField(Field.POSTAL_CODE), "primary")
        return ((cap,), (Tap(texts.label("key-back"), EditGroup(Group.ADDRESS)),))
    if isinstance(error, AmountOwed):
        return (purse.pay_row(texts, -error.owed),)
    if back is None or back == Home():
        return ()
    if isinstance(back, SendCodeAgain | ForgotPassword):
        return ((Tap(texts.label("key-code-again"), back),),)
    key = "key-try-again" if isinstance(error, Unavailable) else "key-back"
    return ((Tap(texts.label(key), back),),)
