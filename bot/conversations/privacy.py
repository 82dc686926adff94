"""What is kept, told to anybody; and a chat that wants to be forgotten."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import privacy as screens
from bot.screens.buttons.privacy import AskToForgetChat, ForgetChat, ShowPrivacy
from bot.show import show
from bot.turn import current_turn
from domain.dialogs import Dialog

PRIVACY = ("privacy",)


async def show_privacy(update: Update, context: Context) -> int:
    """Tells what is kept, why, how long and where."""
    await show(update, context, screens.privacy(context.texts))
    return ConversationHandler.END


async def ask_to_forget_chat(update: Update, context: Context) -> int:
    """Asks whether this chat is to be forgotten."""
    await show(update, context, screens.ask_to_forget_chat(context.texts, await context.privacy.links(context.chat)))
    return ConversationHandler.END


async def forget_chat(update: Update, context: Context) -> int:
    """Forgets this chat; the last thing that is said there says so."""
    await context.privacy.forget_chat(context.chat)
    await show(update, context, screens.chat_forgotten(context.texts))
    forget_dialog()
    return ConversationHandler.END


def forget_dialog() -> None:
    """Nothing of the dialog is saved; its version tells whoever saves that nobody else has."""
    turn = current_turn()
    turn.dialog = Dialog(chat_id=turn.chat_id, version=turn.dialog.version)


def handlers() -> Conversation:
    """The page about privacy, open to everybody."""
    return Conversation(
        "privacy",
        public=True,
        taps={ShowPrivacy: show_privacy, AskToForgetChat: ask_to_forget_chat, ForgetChat: forget_chat},
        commands={PRIVACY: show_privacy},
    )
