"""What could not be delivered: for the admins, and for nobody else."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import dead_letters as screens
from bot.screens.buttons import RetryNotice, ShowDeadLetters
from bot.show import show


async def list_first(update: Update, context: Context) -> int:
    """Lists what was given up last."""
    return await _list(update, context, 0)


async def list_page(update: Update, context: Context) -> int:
    """Lists a page of what was given up."""
    return await _list(update, context, context.tapped(ShowDeadLetters).page)


async def retry(update: Update, context: Context) -> int:
    """Has a notice that was given up tried again."""
    context.back = ShowDeadLetters()
    await context.retrying.retry(context.tapped(RetryNotice).notice_id, admin=context.chat)
    context.toast = context.texts.label("dead-letter-retried")
    return await _list(update, context, 0)


async def _list(update: Update, context: Context, page: int) -> int:
    await show(update, context, screens.dead_letters(context.texts, await context.retrying.dead_letters(page)))
    return ConversationHandler.END


def handlers(admins: frozenset[int]) -> Conversation:
    """The dead letters."""
    return Conversation(
        "dead_letters",
        admins=admins,
        taps={ShowDeadLetters: list_page, RetryNotice: retry},
        commands={("consegne", "deliveries"): list_first},
    )
