"""What a person has typed, and what becomes of a message that holds a secret."""

from __future__ import annotations

import re
from datetime import timedelta

from telegram import Update
from telegram.constants import ChatAction

from bot.context import Context
from bot.screens import login as screens
from bot.screens import refusals
from bot.show import delete, send
from domain.errors import PasswordTooLate
from domain.mailboxes import normalise_address

LONGEST_ADDRESS = 254
SECRETS_WAIT_FOR = timedelta(minutes=10)
_ADDRESS = re.compile(r"[!-?A-~]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")  # visible ASCII: nothing that hides or turns the text


def typed(update: Update) -> str:
    """The text of the message; empty if there is none."""
    return (update.message.text or "") if update.message else ""


def written(update: Update) -> str:
    """The text of the message, or the caption of its file; empty if there is neither."""
    return (update.message.text or update.message.caption or "") if update.message else ""


def typed_address(update: Update) -> str | None:
    """What was typed as the name of a mailbox, None if it cannot be one."""
    address = normalise_address(typed(update))
    return address if len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else None


def person(update: Update) -> int:
    """The Telegram id of whoever typed it."""
    return update.effective_user.id if update.effective_user else 0


def looks_like_password(text: str) -> bool:
    """Whether a text is made as passwords must be: it is neither kept nor shown, whatever else it looks like."""
    return " " not in text and all(any(map(kind, text)) for kind in (str.isupper, str.islower, str.isdigit))


async def delete_password(update: Update, context: Context, text: str) -> bool:
    """Takes out of the chat what may be a password that nobody asked for; False if it is none, or is still there."""
    if update.message is None or not looks_like_password(text) or not await delete(update.message):
        return False
    await send(context.bot, context.chat, refusals.password_deleted(context.texts))
    return True


async def take_secret(update: Update, context: Context) -> str:
    """Takes a password and deletes its message at once; if Telegram refuses, the holder is told (fault F15).

    Raises PasswordTooLate for one that had waited for long when the bot started (fault F03).
    """
    if update.message is not None and not await delete(update.message):
        await send(context.bot, context.chat, screens.delete_it_yourself(context.texts))
    if update.message is not None and context.services.started_at - update.message.date > SECRETS_WAIT_FOR:
        raise PasswordTooLate
    await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    return typed(update)
