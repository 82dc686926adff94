"""Looking at one's mailboxes."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import mailboxes as screens
from bot.screens.buttons import OpenMailbox, ShowMailboxes
from bot.show import show


async def show_all(update: Update, context: Context) -> int:
    """Lists the holder's mailboxes."""
    page = context.tapped(ShowMailboxes).page
    await show(update, context, screens.mailboxes(context.texts, await context.viewing.cards(context.holder), page))
    return ConversationHandler.END


async def show_one(update: Update, context: Context) -> int:
    """Shows the card of one mailbox."""
    context.back = ShowMailboxes()
    card = await context.viewing.card(context.tapped(OpenMailbox).mailbox_id, context.holder)
    await show(update, context, screens.card(context.texts, card))
    return ConversationHandler.END


def handlers() -> Conversation:
    """The mailboxes."""
    return Conversation("mailboxes", taps={ShowMailboxes: show_all, OpenMailbox: show_one})
