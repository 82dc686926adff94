"""Links from outside into the chat: what follows `/start`, and the button that it stands for.

A payload is as untrusted as a button: it carries an id only, and goes through the same doors.
"""

from __future__ import annotations

import re

from bot.screens.buttons import Button, OpenMailbox, ShowSpaceAlerts, TopUpRenewal, UnknownButton, decode

_ALERTS = "alerts"
_PAYLOAD = re.compile(r"([rm])([1-9][0-9]{0,18})", re.ASCII)
_VERBS = {"r": TopUpRenewal.verb, "m": OpenMailbox.verb}


def payload_of(button: TopUpRenewal | OpenMailbox | ShowSpaceAlerts) -> str:
    """What has to follow `/start` so that the button is taken as tapped."""
    match button:
        case TopUpRenewal():
            return f"r{button.mailbox_id}"
        case OpenMailbox():
            return f"m{button.mailbox_id}"
        case ShowSpaceAlerts():
            return _ALERTS


def button_of_payload(text: str) -> Button | None:
    """The button that a payload stands for, None for anything that `payload_of` does not write."""
    if text == _ALERTS:
        return ShowSpaceAlerts()
    match = _PAYLOAD.fullmatch(text)
    try:
        return decode(f"{_VERBS[match[1]]}:{match[2]}") if match else None
    except UnknownButton:  # a number that no id can be
        return None


def link(bot_username: str, button: TopUpRenewal | OpenMailbox | ShowSpaceAlerts) -> str:
    """The address that opens the chat and taps the button there."""
    return f"https://t.me/{bot_username}?start={payload_of(button)}"
