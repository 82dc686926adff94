"""What the keys under a message send back: one class a verb, one codec.

Buttons are untrusted and live for ever: they carry ids only. Whoever takes one loads the object again,
with its owner.
"""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from bot.screens.button_fields import readers
from bot.screens.buttons import (
    access,
    account,
    administering,
    broadcasts,
    composing,
    desk,
    house,
    money_desk,
    papers,
    privacy,
    renewals,
    shopping,
)
from bot.screens.buttons.base import Button
from bot.screens.buttons.house import (
    ChooseLanguage,
    Home,
    LogIn,
    LogOut,
    RetryNotice,
    SetLanguage,
    ShowDeadLetters,
    ShowHelp,
)
from bot.screens.buttons.renewals import (
    PutFirst,
    SetSpaceAlerts,
    ShowAddon,
    ShowForecast,
    ShowRenewals,
    ShowSpaceAlerts,
    Snooze,
    SwitchRenewal,
    TopUpForecast,
    TopUpRenewal,
)
from bot.screens.buttons.shopping import (
    Buy,
    CancelOrder,
    ChooseGb,
    ChooseService,
    ChooseTopUp,
    ConfirmOrder,
    OpenMailbox,
    PayOrder,
    ShowCredit,
    ShowMailboxes,
    ShowOrder,
    TopUpOf,
)

__all__ = [
    "BUTTONS",
    "MOST_BYTES",
    "Button",
    "Buy",
    "CancelOrder",
    "ChooseGb",
    "ChooseLanguage",
    "ChooseService",
    "ChooseTopUp",
    "ConfirmOrder",
    "Home",
    "LogIn",
    "LogOut",
    "OpenMailbox",
    "PayOrder",
    "PutFirst",
    "RetryNotice",
    "SetLanguage",
    "SetSpaceAlerts",
    "ShowAddon",
    "ShowCredit",
    "ShowDeadLetters",
    "ShowForecast",
    "ShowHelp",
    "ShowMailboxes",
    "ShowOrder",
    "ShowRenewals",
    "ShowSpaceAlerts",
    "Snooze",
    "SwitchRenewal",
    "TopUpForecast",
    "TopUpOf",
    "TopUpRenewal",
    "UnknownButton",
    "decode",
    "encode",
]

MOST_BYTES = 64


class UnknownButton(Exception):
    """What came back is not a button of ours: it is forged, or older than the code."""


BUTTONS: tuple[type[Button], ...] = (
    *house.KINDS,
    *shopping.KINDS,
    *renewals.KINDS,
    *account.KINDS,
    *access.KINDS,
    *papers.KINDS,
    *privacy.KINDS,
    *composing.KINDS,
    *broadcasts.KINDS,
    *desk.KINDS,
    *administering.KINDS,
    *money_desk.KINDS,
)
_BY_VERB = {button.verb: button for button in BUTTONS}


def encode(button: Button) -> str:
    """The button as callback data: `verb:field:field`. Raises ValueError for a field outside its limits."""
    values = {field.name: str(getattr(button, field.name)) for field in fields(button)}
    for name, read in _READERS[type(button)].items():
        read(values[name])
    return ":".join((button.verb, *values.values()))


@lru_cache(maxsize=1_000)  # each door of the bot asks what was tapped
def decode(data: str) -> Button:
    """The button that callback data stands for. Raises UnknownButton for anything that `encode` does not write."""
    verb, *values = data.split(":")
    kind = _BY_VERB.get(verb)
    if kind is None or len(data) > MOST_BYTES:
        raise UnknownButton(verb[:MOST_BYTES])
    readers = _READERS[kind]
    if len(values) != len(readers):
        raise UnknownButton(verb)
    try:
        return kind(*(read(value) for read, value in zip(readers.values(), values, strict=True)))
    except ValueError as unreadable:
        raise UnknownButton(verb) from unreadable


_READERS = {kind: readers(kind) for kind in BUTTONS}
