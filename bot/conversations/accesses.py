"""Where the account is open: the linked chats, the history of accesses, and how to close it to others."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.screens import accesses as screens
from bot.screens import login as login_screens
from bot.screens.buttons.access import (
    AskLogOutEverywhere,
    LogOutEverywhere,
    RevokeAccess,
    ShowAccesses,
    ShowChats,
    UnlinkChat,
)
from bot.screens.screen import Screen
from bot.show import close_tapped, show
from bot.turn import current_turn


async def show_chats(update: Update, context: Context) -> int:
    """Shows the linked chats."""
    return await _show_chats(update, context, context.tapped(ShowChats).page)


async def unlink(update: Update, context: Context) -> int:
    """Disconnects one of the linked chats."""
    context.back = ShowChats()
    target = context.tapped(UnlinkChat).chat_id
    outcome = await context.linking.unlink(target, holder_id=context.holder, chat_id=context.chat)
    if outcome.is_here:
        return await _leave(update, context, login_screens.logged_out(context.texts))
    context.toast = context.texts.label("chat-unlinked")
    return await _show_chats(update, context, 0)


async def revoke(update: Update, context: Context) -> int:
    """Disconnects the chat of a log-in that was not the holder's. The notice that asked loses its keys."""
    context.back = ShowChats()
    access_id = context.tapped(RevokeAccess).access_id
    outcome = await context.linking.revoke(access_id, holder_id=context.holder, chat_id=context.chat)
    await close_tapped(update, context)
    if outcome.is_here:
        return await _leave(update, context, screens.revoked_here(context.texts))
    await show(update, context, screens.revoked(context.texts, outcome))
    return ConversationHandler.END


async def show_history(update: Update, context: Context) -> int:
    """Shows a page of the history of accesses."""
    page = context.tapped(ShowAccesses).page
    history = await context.linking.history(context.holder, context.chat, page)
    await show(update, context, screens.history(context.texts, history))
    return ConversationHandler.END


async def ask_log_out_everywhere(update: Update, context: Context) -> int:
    """Says what happens if every chat is disconnected."""
    linked = await context.linking.chats(context.holder, context.chat)
    await show(update, context, screens.ask_log_out_everywhere(context.texts, by_email=linked.by_email))
    return ConversationHandler.END


async def log_out_everywhere(update: Update, context: Context) -> int:
    """Disconnects every chat, this one too."""
    await context.linking.log_out_everywhere(context.holder, context.chat)
    return await _leave(update, context, screens.logged_out_everywhere(context.texts))


async def _show_chats(update: Update, context: Context, page: int) -> int:
    linked = await context.linking.chats(context.holder, context.chat)
    await show(update, context, screens.chats(context.texts, linked, page))
    return ConversationHandler.END


async def _leave(update: Update, context: Context, screen: Screen) -> int:
    """The session of this chat is over, and what was to be resumed is forgotten with it."""
    turn = current_turn()
    turn.dialog = replace(turn.dialog, resume=None)
    await show(update, context, screen)
    return ConversationHandler.END


def handlers() -> Conversation:
    """Accesses and chats."""
    return Conversation(
        "accesses",
        taps={
            ShowChats: show_chats,
            UnlinkChat: unlink,
            ShowAccesses: show_history,
            AskLogOutEverywhere: ask_log_out_everywhere,
            LogOutEverywhere: log_out_everywhere,
            RevokeAccess: revoke,
        },
    )
