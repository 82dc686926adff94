"""The account: where everything about oneself begins."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import account as screens
from bot.screens.buttons.account import ShowAccount
from bot.show import show


async def show_account(update: Update, context: Context) -> int:
    """Shows what can be looked at and changed about oneself."""
    await show(update, context, screens.account(context.texts))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The account."""
    return Conversation("account", taps={ShowAccount: show_account}, commands={("account", "profilo"): show_account})
