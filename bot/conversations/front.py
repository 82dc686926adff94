"""What stands before and behind the conversations: who is it, is it safe, and what if nobody understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

import structlog
from telegram import ChatMember, Update
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    ConversationHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.admission import standing
from bot.context import Context
from bot.conversations import (
    accesses,
    account,
    adjust,
    broadcast,
    broadcasts,
    buy,
    dead_letters,
    desk,
    desk_acts,
    digest,
    login,
    mailboxes,
    maintenance,
    menu,
    papers,
    password,
    payments,
    personal_data,
    privacy,
    profile,
    recovery,
    refund,
    register,
    renewals,
    top_up,
    was_it_you,
)
from bot.conversations.doors import DOOR, FILE, LOGIN, Conversation, Door, LoginState, pass_through, stop_spinner
from bot.conversations.knocking import knocking
from bot.conversations.typed import delete_password, written
from bot.screens import refusals
from bot.screens import register as register_screens
from bot.screens.buttons import Button, UnknownButton, decode
from bot.show import delete, send, show
from bot.turn import current_turn
from domain.card_numbers import holds_card_number
from domain.holders import Language

log = structlog.stdlib.get_logger(__name__)

# Where a password is waited for, it is not looked at; it is deleted in any case.
SECRET_STATES = {
    state.name
    for state in (
        LoginState.PASSWORD,
        password.State.CURRENT,
        password.State.NEW,
        password.State.AGAIN,
        recovery.State.NEW,
        recovery.State.AGAIN,
    )
}

ARRIVING, CHECKING, TALKING, RESUMING, KNOCKING = -20, -10, 0, 10, 20


def conversations(admins: Iterable[int] = ()) -> Sequence[Conversation]:
    """All conversations; last those that wait for passwords, so that a command is one in the middle of any other."""
    them = frozenset(admins)
    return (
        menu.handlers(),
        dead_letters.handlers(them),
        desk.handlers(them),
        desk_acts.handlers(them),
        adjust.handlers(them),
        payments.handlers(them),
        refund.handlers(them),
        register.handlers(them),
        broadcast.handlers(them),
        broadcasts.handlers(them),
        digest.handlers(them),
        maintenance.handlers(them),
        mailboxes.handlers(),
        buy.handlers(),
        top_up.handlers(),
        renewals.handlers(),
        account.handlers(),
        profile.handlers(),
        papers.handlers(),
        accesses.handlers(),
        was_it_you.handlers(),
        privacy.handlers(),
        personal_data.handlers(),
        login.handlers(),
        password.handlers(),
        recovery.handlers(),
    )


def add_handlers(
    application: Application[Any, Context, Any, Any, Any, Any], admins: Iterable[int] = ()
) -> dict[type[Button], Door]:
    """Adds every handler of the bot, and says which door each kind of button opens. `admins` are Telegram ids."""
    talks = conversations(admins)
    doors = {kind: door for talk in talks for kind, door in talk.doors.items()}

    async def resume(update: Update, context: Context) -> None:
        if context.led_to is not None:
            await _go_through(doors, context.led_to, update, context)
        elif context.resuming:
            await _resume(doors, update, context)
        elif context.asking_again:
            await _ask_again(doors, update, context)

    application.add_handler(ChatMemberHandler(note_reachable, ChatMemberHandler.MY_CHAT_MEMBER), group=TALKING)
    application.add_handler(TypeHandler(Update, arrive), group=ARRIVING)
    application.add_handler(MessageHandler(filters.TEXT | FILE, refuse_card_number), group=CHECKING)
    application.add_handlers(talks, group=TALKING)
    application.add_handler(CallbackQueryHandler(refuse_button), group=TALKING)
    application.add_handler(MessageHandler(filters.TEXT | FILE, not_understood), group=TALKING)
    application.add_handler(TypeHandler(Update, resume), group=RESUMING)
    application.add_handler(knocking(talks, SECRET_STATES), group=KNOCKING)
    return doors


async def arrive(update: Update, context: Context) -> None:
    """Finds out who it is. The first contact is spoken to in the language of the phone.

    While there is maintenance, whoever is no admin comes no further.
    """
    context.standing = current_turn().dialog
    context.arrival = await context.access.arrive(context.chat)
    context.language = context.arrival.language or phone_language(update)
    if update.my_chat_member is not None:
        return
    if context.arrival.language is None:
        await context.contacts.choose_language(context.chat, context.language)
    if not context.arrival.reachable:  # who writes to the bot does not keep it blocked
        await context.contacts.mark_reachable(context.chat, reachable=True)
    await maintenance.turn_away(update, context, SECRET_STATES)


async def note_reachable(update: Update, context: Context) -> None:
    """The person has blocked the bot, or let it speak again."""
    await context.contacts.mark_reachable(context.chat, reachable=standing(update) == ChatMember.MEMBER)


async def refuse_card_number(update: Update, context: Context) -> None:
    """A card number has no business in a chat: it is deleted and forgotten (fault F68)."""
    message = update.message
    if message is None or (message.text and current_turn().dialog.state in SECRET_STATES):
        return
    if not holds_card_number(written(update)):
        return
    deleted = await delete(message)
    await send(context.bot, context.chat, refusals.card_number_deleted(context.texts, deleted))
    raise ApplicationHandlerStop


async def refuse_button(update: Update, context: Context) -> None:
    """A button from an old menu, or one that we never made: a fresh menu, and no effect."""
    log.info("button_unknown")
    try:
        await show(update, context, refusals.menu_expired(context.texts))
    finally:
        await stop_spinner(update, context)


async def not_understood(update: Update, context: Context) -> None:
    """Text or a file that nobody waits for. What is on the screen stays as it is; what may be a password goes.

    Files come this far from admins only: one that looks like the register is told where it is waited for.
    """
    if await delete_password(update, context, written(update)):
        return
    document = update.message.document if update.message is not None else None
    is_register = document is not None and (document.file_name or "").lower().endswith(".csv")
    say = register_screens.not_asked_for if is_register else refusals.not_understood
    await send(context.bot, context.chat, say(context.texts))


async def _resume(doors: dict[type[Button], Door], update: Update, context: Context) -> None:
    """Goes on with what was asked before the log-in."""
    turn = current_turn()
    asked, turn.dialog = turn.dialog.resume, replace(turn.dialog, resume=None)
    match context.kept:
        case {"conversation": str(conversation), "state": str(state), "draft": dict(draft)}:
            turn.dialog = turn.dialog.moved(conversation, state).drafted(draft)
    try:
        await _go_through(doors, decode(asked or ""), update, context)
    except UnknownButton:
        await menu.show_home(update, context)


async def _ask_again(doors: dict[type[Button], Door], update: Update, context: Context) -> None:
    """Shows once more what is on the screen: a question that waits for its answer, or a quote."""
    if context.standing.conversation == LOGIN:
        await login.ask_again(update, context)
        return
    try:
        await _go_through(doors, decode(str(context.standing.draft.get(DOOR, ""))), update, context)
    except UnknownButton:
        await menu.show_home(update, context)


async def _go_through(doors: dict[type[Button], Door], button: Button, update: Update, context: Context) -> None:
    door = doors[type(button)]
    if not door.is_for(update):  # whoever asked was an admin then
        await refuse_button(update, context)
        return
    context.button = button
    turn = current_turn()
    if turn.dialog.conversation not in {None, door.conversation}:
        turn.dialog = turn.dialog.ended()
    state = await pass_through(door, update, context)
    if isinstance(state, Enum):
        turn.dialog = turn.dialog.moved(door.conversation, state.name)
    elif state == ConversationHandler.END:
        turn.dialog = turn.dialog.ended()


def phone_language(update: Update) -> Language:
    """Italian for an Italian phone, else English."""
    code = (update.effective_user.language_code if update.effective_user else None) or ""
    return Language.ITALIAN if code.lower().startswith("it") else Language.ENGLISH
