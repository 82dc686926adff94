"""Links from outside into the chat: what follows `/start`, and the button that it stands for.

A payload is as untrusted as a button: it carries an id only, and goes through the same doors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.screens.buttons import Button, OpenMailbox, ShowSpaceAlerts, TopUpRenewal, UnknownButton, decode
from bot.screens.buttons.access import RevokeAccess, ShowAccesses
from bot.screens.buttons.account import ForgotPassword, RecoverPassword

_PLAIN: Mapping[str, Button] = {
    "alerts": ShowSpaceAlerts(),
    "password": ForgotPassword(),
    "accesses": ShowAccesses(),
}
_PAYLOAD = re.compile(r"([rmwp])([1-9][0-9]{0,18})", re.ASCII)
_VERBS = {"r": TopUpRenewal.verb, "m": OpenMailbox.verb, "w": RevokeAccess.verb, "p": RecoverPassword.verb}


def payload_of(button: Button) -> str:
    """What has to follow `/start` so that the button is taken as tapped. Raises ValueError if no link leads to it."""
    match button:
        case TopUpRenewal():
            return f"r{button.mailbox_id}"
        case OpenMailbox():
            return f"m{button.mailbox_id}"
        case RevokeAccess():
            return f"w{button.access_id}"
        case RecoverPassword():
            return f"p{button.mailbox_id}"
    payload = next((text for text, plain in _PLAIN.items() if plain == button), None)
    if payload is None:
        raise ValueError(type(button).__name__)
    return payload


def button_of_payload(text: str) -> Button | None:
    """The button that a payload stands for, None for anything that `payload_of` does not write."""
    if text in _PLAIN:
        return _PLAIN[text]
    match = _PAYLOAD.fullmatch(text)
    try:
        return decode(f"{_VERBS[match[1]]}:{match[2]}") if match else None
    except UnknownButton:  # a number that no id can be
        return None


def chat(bot_username: str) -> str:
    """The address that opens the chat."""
    return f"https://t.me/{bot_username}"


def link(bot_username: str, button: Button) -> str:
    """The address that opens the chat and taps the button there. Raises ValueError as `payload_of` does."""
    return f"{chat(bot_username)}?start={payload_of(button)}"
