"""A forgotten password: which mailbox, the code that was sent, and a new password."""

from __future__ import annotations

from enum import Enum

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import ADDRESS, LOGIN, TYPED_OR_COMMAND, Conversation
from bot.conversations.new_password import take_again, take_new
from bot.conversations.typed import person, typed, typed_address
from bot.screens import login as login_screens
from bot.screens import passwords as screens
from bot.screens.buttons.account import ForgotPassword, RecoverPassword
from bot.show import keep, show
from bot.turn import current_turn
from domain.challenges import challenge_id

RECOVERY = "recovery"
CHALLENGE = "challenge"


class State(Enum):
    """What the recovery waits for."""

    NAME = "name"
    CODE = "code"
    FISCAL_CODE = "fiscal code"
    NEW = "new"
    AGAIN = "again"


async def begin(update: Update, context: Context) -> State:
    """Has a code sent for the mailbox that it is about; without one, asks which."""
    standing = context.standing
    if context.asking_again and standing.state != State.NAME.name:
        return await _ask_again(update, context, State[str(standing.state)])
    address = await _about(context)
    if address:
        return await _send_code(update, context, address)
    await show(update, context, screens.recover_which(context.texts))
    return State.NAME


async def _about(context: Context) -> str | None:
    """The mailbox that the key names, or else the one that the talk is about."""
    if isinstance(context.button, RecoverPassword):
        return await context.recovering.address(context.button.mailbox_id, chat_id=context.chat)
    if context.standing.conversation not in {LOGIN, RECOVERY}:
        return context.arrival.last_address
    address = context.standing.draft.get(ADDRESS)
    return address if isinstance(address, str) else None


async def take_name(update: Update, context: Context) -> State:
    """Takes the mailbox name, and has a code sent."""
    address = typed_address(update)
    if address is None:
        await show(update, context, login_screens.not_a_mailbox(context.texts))
        return State.NAME
    return await _send_code(update, context, address)


async def _send_code(update: Update, context: Context, address: str) -> State:
    turn = current_turn()
    asked = challenge_id(RECOVERY, turn.update_id, person(update))
    sent = await context.recovering.ask(address, asked, person_id=person(update))
    if sent.id != asked:
        context.toast = context.texts.label("code-sent-already")
    turn.dialog = turn.dialog.drafted({ADDRESS: address, CHALLENGE: sent.id})
    await show(update, context, screens.code_sent(context.texts, address))
    return State.CODE


async def _ask_again(update: Update, context: Context, state: State) -> State:
    """Repeats a question in another language, and sends nothing."""
    if state in {State.NEW, State.AGAIN}:
        return await _ask_new(update, context)
    if state is State.CODE:
        screen = screens.code_sent(context.texts, str(context.standing.draft.get(ADDRESS, "")))
    else:
        screen = screens.ask_fiscal_code(context.texts)
    await show(update, context, screen)
    return state


async def take_code(update: Update, context: Context) -> State:
    """Takes the code, or another name of a mailbox: the one before may have been mistyped."""
    if "@" in typed(update):
        return await take_name(update, context)
    context.back = ForgotPassword()
    more = await context.recovering.check_code(_challenge(), typed(update), person_id=person(update))
    if more:
        await show(update, context, screens.ask_fiscal_code(context.texts))
        return State.FISCAL_CODE
    return await _ask_new(update, context)


async def take_fiscal_code(update: Update, context: Context) -> State:
    """Takes the fiscal code."""
    await context.recovering.check_fiscal_code(_challenge(), typed(update), person_id=person(update))
    return await _ask_new(update, context)


async def _ask_new(update: Update, context: Context) -> State:
    mailbox = await context.recovering.mailbox(_challenge(), person_id=person(update))
    await show(update, context, screens.ask_new(context.texts, mailbox.address))
    return State.NEW


async def take_new_one(update: Update, context: Context) -> State:
    """Takes the new password."""
    context.back = ForgotPassword()
    mailbox = await context.recovering.mailbox(_challenge(), person_id=person(update))
    return State.AGAIN if await take_new(update, context, mailbox) else State.NEW


async def finish(update: Update, context: Context) -> State | int:
    """Takes the new password once more, and sets it."""
    context.back = ForgotPassword()
    password = await take_again(update, context)
    if password is None:
        return State.NEW
    mailbox = await context.recovering.finish(_challenge(), password, person_id=person(update), chat_id=context.chat)
    await keep(update, context, screens.recovered(context.texts, mailbox))
    return ConversationHandler.END


def _challenge() -> str:
    return str(current_turn().dialog.draft.get(CHALLENGE, ""))


def handlers() -> Conversation:
    """The recovery of a password, open to everybody."""
    return Conversation(
        RECOVERY,
        public=True,
        answers=TYPED_OR_COMMAND,  # a password may begin with a slash
        taps={ForgotPassword: begin, RecoverPassword: begin},
        typed={
            State.NAME: take_name,
            State.CODE: take_code,
            State.FISCAL_CODE: take_fiscal_code,
            State.NEW: take_new_one,
            State.AGAIN: finish,
        },
    )
