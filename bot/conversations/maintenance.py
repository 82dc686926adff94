"""Maintenance: what holders meet while the bot is closed to them, and the switch of the admins."""

from __future__ import annotations

from collections.abc import Container

import structlog
from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.context import Context
from bot.conversations.doors import Conversation, command_typed, stop_spinner, tapped_button
from bot.conversations.login import LOG_OUT
from bot.conversations.privacy import PRIVACY
from bot.conversations.typed import looks_like_password, person, written
from bot.screens import login as login_screens
from bot.screens import maintenance as screens
from bot.screens.buttons import LogOut
from bot.screens.buttons.administering import BeginMaintenance, EndMaintenance, ShowMaintenance
from bot.screens.buttons.desk import FindHolders
from bot.screens.buttons.privacy import ShowPrivacy
from bot.show import delete, send, show
from bot.turn import current_turn
from domain.card_numbers import holds_card_number
from domain.maintenance import after_minutes

log = structlog.stdlib.get_logger(__name__)

_is_owed = command_typed({*LOG_OUT, *PRIVACY})


async def turn_away(update: Update, context: Context, secret_states: Container[str | None]) -> None:
    """Tells whoever is no admin that there is maintenance, and goes no further; the dialog stays where it was.

    The end of a session and what is kept are owed at any time: a phone may have to be handed on. What may be a secret
    goes from the chat all the same. Raises ApplicationHandlerStop unless it has just ended.
    """
    closure = context.arrival.closure
    if closure is None or person(update) in context.services.admins:
        return
    if _is_owed(update) or isinstance(tapped_button(update), LogOut | ShowPrivacy):
        return
    if not await context.maintaining.wait(context.chat, closure):
        return
    log.info("turned_away", maintenance=closure.number)
    await _delete_secret(update, context, secret_states)
    try:
        await send(context.bot, context.chat, screens.closed(context.texts, closure, context.services.clock.now()))
    finally:
        await stop_spinner(update, context)
    raise ApplicationHandlerStop


async def _delete_secret(update: Update, context: Context, secret_states: Container[str | None]) -> None:
    """A password or a card number does not stay in the chat; if Telegram refuses, the holder is told (fault F15)."""
    message, said = update.message, written(update)
    if message is None or not said:
        return
    awaited = current_turn().dialog.state in secret_states
    if not (awaited or looks_like_password(said) or holds_card_number(said)):
        return
    if not await delete(message):
        await send(context.bot, context.chat, login_screens.delete_it_yourself(context.texts))


async def show_switch(update: Update, context: Context) -> None:
    """Shows whether the bot is closed, with the question whether to close it."""
    context.back = FindHolders()
    state = await context.maintaining.state()
    await show(update, context, screens.switch(context.texts, state, context.services.clock.now()))


async def begin(update: Update, context: Context) -> None:
    """Closes the bot."""
    now = context.services.clock.now()
    until = after_minutes(context.tapped(BeginMaintenance).minutes, now)
    outcome = await context.maintaining.begin(until, actor=person(update))
    await show(update, context, screens.begun(context.texts, outcome, now))


async def end(update: Update, context: Context) -> None:
    """Opens the bot."""
    outcome = await context.maintaining.end(actor=person(update))
    await show(update, context, screens.ended(context.texts, outcome))


def handlers(admins: frozenset[int]) -> Conversation:
    """The switch. `admins` are Telegram ids."""
    return Conversation(
        "maintenance",
        admins=admins,
        taps={ShowMaintenance: show_switch, BeginMaintenance: begin, EndMaintenance: end},
        commands={("manutenzione", "maintenance"): show_switch},
    )
