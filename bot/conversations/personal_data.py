"""A holder's own data: sent as a document, or erased for good."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.conversations.privacy import forget_dialog
from bot.screens import privacy as screens
from bot.screens.buttons.privacy import AskToErase, EraseMyData, SendMyData
from bot.screens.screen import Screen
from bot.show import keep, send_document, show
from domain.erasure import StillOpen


async def send_my_data(update: Update, context: Context) -> int:
    """Sends everything that is kept about the holder."""
    await _send_export(context)
    await show(update, context, screens.data_sent(context.texts))
    return ConversationHandler.END


async def ask_to_erase(update: Update, context: Context) -> int:
    """Asks once more, or says what stands in the way."""
    obstacles = await context.privacy.obstacles(context.holder)
    screen = screens.not_closed(context.texts, obstacles) if obstacles else screens.ask_to_erase(context.texts)
    await show(update, context, screen)
    return ConversationHandler.END


async def erase_my_data(update: Update, context: Context) -> int:
    """Sends everything, and then erases it. What cannot be sent is not erased."""
    holder = context.holder
    obstacles = await context.privacy.obstacles(holder)
    if obstacles:
        await show(update, context, screens.not_closed(context.texts, obstacles))
        return ConversationHandler.END
    await _send_export(context)
    outcome = await context.privacy.erase(holder, answering=context.chat)
    if isinstance(outcome, StillOpen):  # something has come in between
        await show(update, context, screens.not_closed(context.texts, outcome.obstacles))
        return ConversationHandler.END
    await keep(update, context, screens.erased(context.texts, outcome.pseudonym))
    forget_dialog()
    return ConversationHandler.END


async def _send_export(context: Context) -> None:
    export = await context.privacy.export(context.holder)
    await send_document(context, Screen(screens.caption(context.texts)), export.name, export.as_json)


def handlers() -> Conversation:
    """The holder's own data."""
    return Conversation(
        "personal_data",
        taps={SendMyData: send_my_data, AskToErase: ask_to_erase, EraseMyData: erase_my_data},
    )
