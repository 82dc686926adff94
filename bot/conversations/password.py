"""Changing the password of a mailbox: the current one, the new one, and the new one again."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import TYPED_OR_COMMAND, Conversation
from bot.conversations.new_password import take_again, take_new
from bot.conversations.typed import person, take_secret
from bot.screens import passwords as screens
from bot.screens.buttons.account import ChangePassword, ChoosePassword
from bot.show import keep, show
from bot.turn import current_turn
from domain.errors import NotFound, PasswordRequired
from domain.mailboxes import Mailbox

CHECKED_AT = "checked_at"


class State(Enum):
    """What changing the password waits for."""

    CURRENT = "current"
    NEW = "new"
    AGAIN = "again"


async def choose(update: Update, context: Context) -> State | int:
    """Asks which mailbox it is about, unless there is only one."""
    mailboxes = await context.passwords.mailboxes(context.holder)
    if len(mailboxes) == 1:
        context.button = ChangePassword(mailboxes[0].id)
        return await begin(update, context)
    await show(update, context, screens.choose_mailbox(context.texts, mailboxes, context.tapped(ChoosePassword).page))
    return ConversationHandler.END


async def begin(update: Update, context: Context) -> State:
    """Asks for the current password."""
    mailbox = await _mailbox(context)
    await show(update, context, screens.ask_current(context.texts, mailbox))
    return State.CURRENT


async def take_current(update: Update, context: Context) -> State:
    """Takes the current password."""
    context.back = context.tapped(ChangePassword)
    mailbox = await _mailbox(context)
    password = await take_secret(update, context)
    checked_at = await context.passwords.check_current(
        mailbox, password, chat_id=context.chat, person_id=person(update)
    )
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({CHECKED_AT: checked_at.isoformat()})
    await show(update, context, screens.ask_new(context.texts, mailbox.address))
    return State.NEW


async def take_new_one(update: Update, context: Context) -> State:
    """Takes the new password."""
    is_good = await take_new(update, context, await _mailbox(context))
    return State.AGAIN if is_good else State.NEW


async def change(update: Update, context: Context) -> State | int:
    """Takes the new password once more, and sets it."""
    context.back = context.tapped(ChangePassword)
    password = await take_again(update, context)
    if password is None:
        return State.NEW
    mailbox, checked_at = await _mailbox(context), current_turn().dialog.draft.get(CHECKED_AT)
    if not isinstance(checked_at, str):
        raise PasswordRequired
    await context.passwords.change(
        mailbox,
        password,
        checked_at=datetime.fromisoformat(checked_at),
        holder_id=context.holder,
        chat_id=context.chat,
    )
    await keep(update, context, screens.changed(context.texts, mailbox))
    return ConversationHandler.END


async def _mailbox(context: Context) -> Mailbox:
    if not isinstance(context.button, ChangePassword):
        raise NotFound
    return await context.passwords.mailbox(context.button.mailbox_id, holder_id=context.holder)


def handlers() -> Conversation:
    """The change of a password."""
    return Conversation(
        "password",
        answers=TYPED_OR_COMMAND,  # a password may begin with a slash
        taps={ChoosePassword: choose, ChangePassword: begin},
        typed={State.CURRENT: take_current, State.NEW: take_new_one, State.AGAIN: change},
    )
