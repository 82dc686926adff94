"""Was it you? The answer that changes nothing, and for which nobody has to log in."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import accesses as screens
from bot.screens.buttons.access import ItWasMe
from bot.show import close_tapped, show


async def it_was_me(update: Update, context: Context) -> int:
    """Thanks for the answer; the notice that asked loses its keys."""
    await close_tapped(update, context)
    await show(update, context, screens.it_was_me(context.texts))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The answer, open to everybody: it reads nothing and moves nothing."""
    return Conversation("was_it_you", public=True, taps={ItWasMe: it_was_me})
