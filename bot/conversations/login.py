"""Logging in and out."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import ADDRESS, LOGIN, TYPED_OR_COMMAND, Conversation, LoginState
from bot.conversations.menu import show_home
from bot.screens import login as screens
from bot.screens import refusals
from bot.screens.buttons import LogIn, LogOut
from bot.show import delete, send, show
from bot.turn import current_turn
from domain.errors import MailboxUnavailable, TooManyAttempts, WrongCredentials
from domain.mailboxes import normalise_address

LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[!-?A-~]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")  # visible ASCII: nothing that hides or turns the text


async def begin(update: Update, context: Context) -> LoginState:
    """Asks for the mailbox name."""
    await show(update, context, screens.ask_mailbox(context.texts, resuming=False))
    return LoginState.NAME


async def ask_again(update: Update, context: Context) -> None:
    """Repeats the question that waits for its answer, for a chat that has changed its language."""
    dialog = current_turn().dialog
    if dialog.state == LoginState.PASSWORD.name:
        screen = screens.ask_password(context.texts, str(dialog.draft.get(ADDRESS, "")))
    else:
        screen = screens.ask_mailbox(context.texts, resuming=False)
    await show(update, context, screen)


async def take_name(update: Update, context: Context) -> LoginState:
    """Takes the mailbox name and asks for the password."""
    address = _address(update)
    if address is None:
        await show(update, context, screens.not_a_mailbox(context.texts))
        return LoginState.NAME
    return await _ask_password(update, context, address)


async def _ask_password(update: Update, context: Context, address: str) -> LoginState:
    turn = current_turn()
    turn.dialog = turn.dialog.drafted({ADDRESS: address})
    await show(update, context, screens.ask_password(context.texts, address))
    return LoginState.PASSWORD


async def take_password(update: Update, context: Context) -> LoginState | int:
    """Takes the password, deletes the message that holds it, and opens the session.

    The name of a mailbox is taken for the name where it is not the password: somebody corrects it.
    """
    address = str(current_turn().dialog.draft.get(ADDRESS, ""))
    await _delete_password(update, context)
    await context.bot.send_chat_action(context.chat, ChatAction.TYPING)
    try:
        await context.access.log_in(
            chat_id=context.chat, person_id=_person(update), address=address, password=_typed(update)
        )
    except (WrongCredentials, TooManyAttempts, MailboxUnavailable) as error:
        corrected = _address(update)
        if isinstance(error, WrongCredentials) and corrected is not None and not _may_be_password(_typed(update)):
            return await _ask_password(update, context, corrected)
        await show(update, context, refusals.refused(context.texts, error, back=LogIn()))
        return LoginState.PASSWORD
    context.arrival = await context.access.arrive(context.chat)
    if current_turn().dialog.resume is None:
        await show_home(update, context)
    else:
        context.resuming = True
    return ConversationHandler.END


async def log_out(update: Update, context: Context) -> int:
    """Ends the session. What was to be resumed is forgotten with it."""
    await context.access.log_out(context.chat)
    turn = current_turn()
    turn.dialog = replace(turn.dialog, resume=None)
    await show(update, context, screens.logged_out(context.texts))
    return ConversationHandler.END


async def _delete_password(update: Update, context: Context) -> None:
    """Deletes the message at once; if Telegram refuses, the holder is told (fault F15)."""
    if update.message is not None and not await delete(update.message):
        await send(context.bot, context.chat, screens.delete_it_yourself(context.texts))


def _typed(update: Update) -> str:
    return (update.message.text or "") if update.message else ""


def _address(update: Update) -> str | None:
    """What was typed as the name of a mailbox, None if it cannot be one."""
    address = normalise_address(_typed(update))
    return address if len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else None


def _may_be_password(typed: str) -> bool:
    """Whether it is made as passwords must be: such a text is neither kept nor shown, whatever else it looks like."""
    return all(any(map(kind, typed)) for kind in (str.isupper, str.islower, str.isdigit))


def _person(update: Update) -> int:
    return update.effective_user.id if update.effective_user else 0


def handlers() -> Conversation:
    """The log-in, open to everybody."""
    return Conversation(
        LOGIN,
        public=True,
        answers=TYPED_OR_COMMAND,  # a password may begin with a slash
        taps={LogIn: begin, LogOut: log_out},
        commands={("esci", "logout"): log_out},
        typed={LoginState.NAME: take_name, LoginState.PASSWORD: take_password},
    )
