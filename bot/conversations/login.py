"""Logging in and out."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import ADDRESS, CONFIRMING, KEPT, LOGIN, TYPED_OR_COMMAND, Conversation, LoginState
from bot.conversations.menu import show_home
from bot.conversations.typed import looks_like_password, person, take_secret, typed_address
from bot.screens import login as screens
from bot.screens import refusals
from bot.screens.buttons import LogIn, LogOut
from bot.show import delete, show
from bot.turn import current_turn
from domain.errors import MailboxUnavailable, TooManyAttempts, WrongCredentials

LOG_OUT = ("esci", "logout")


async def begin(update: Update, context: Context) -> LoginState:
    """Asks for the mailbox name."""
    await show(update, context, screens.ask_mailbox(context.texts, resuming=False))
    return LoginState.NAME


async def ask_again(update: Update, context: Context) -> None:
    """Repeats the question that waits for its answer, for a chat that has changed its language."""
    dialog = current_turn().dialog
    if dialog.state == LoginState.PASSWORD.name:
        ask = screens.confirm_password if _is_confirming() else screens.ask_password
        screen = ask(context.texts, str(dialog.draft.get(ADDRESS, "")))
    else:
        screen = screens.ask_mailbox(context.texts, resuming=False)
    await show(update, context, screen)


async def take_name(update: Update, context: Context) -> LoginState:
    """Takes the mailbox name and asks for the password."""
    address = typed_address(update)
    if address is None:
        if update.message is not None:  # it may well be the password, typed too early
            await delete(update.message)
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
    password = await take_secret(update, context)
    try:
        await _come_in(update, context, address, password)
    except (WrongCredentials, TooManyAttempts, MailboxUnavailable) as error:
        corrected = None if _is_confirming() else typed_address(update)
        if isinstance(error, WrongCredentials) and corrected is not None and not looks_like_password(password):
            return await _ask_password(update, context, corrected)
        wrong = isinstance(error, WrongCredentials) and _is_confirming()
        screen = screens.confirm_again(context.texts, address) if wrong else None
        back = None if _is_confirming() else LogIn()
        await show(update, context, screen or refusals.refused(context.texts, error, back=back))
        return LoginState.PASSWORD
    context.arrival = await context.access.arrive(context.chat)
    if current_turn().dialog.resume is None:
        await show_home(update, context)
    else:
        context.resuming = True
        context.kept = current_turn().dialog.draft.get(KEPT)
    return ConversationHandler.END


async def _come_in(update: Update, context: Context, address: str, password: str) -> None:
    """Opens a session; or confirms the open one, where the password was asked for once more."""
    if _is_confirming() and context.arrival.session is not None:
        await context.access.confirm(chat_id=context.chat, person_id=person(update), password=password)
        return
    await context.access.log_in(
        chat_id=context.chat,
        person_id=person(update),
        address=address,
        password=password,
        confirmed=_is_confirming(),
    )


def _is_confirming() -> bool:
    return bool(current_turn().dialog.draft.get(CONFIRMING))


async def log_out(update: Update, context: Context) -> int:
    """Ends the session. What was to be resumed is forgotten with it."""
    await context.access.log_out(context.chat)
    turn = current_turn()
    turn.dialog = replace(turn.dialog, resume=None)
    await show(update, context, screens.logged_out(context.texts))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The log-in, open to everybody."""
    return Conversation(
        LOGIN,
        public=True,
        answers=TYPED_OR_COMMAND,  # a password may begin with a slash
        taps={LogIn: begin, LogOut: log_out},
        commands={LOG_OUT: log_out},
        typed={LoginState.NAME: take_name, LoginState.PASSWORD: take_password},
    )
