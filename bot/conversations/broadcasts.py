"""Broadcasts that were confirmed: how they go, stopped and taken back, told of in a file. For admins only."""

from __future__ import annotations

import asyncio
import io

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import ConversationHandler

from bot.context import Context
from bot.conversations.doors import Conversation
from bot.papers import broadcast_report
from bot.screens import broadcasts as screens
from bot.screens.buttons.broadcasts import (
    AskToStopBroadcast,
    AskToUndoBroadcast,
    PauseBroadcast,
    ResumeBroadcast,
    SendReport,
    ShowBroadcast,
    ShowBroadcasts,
    StopBroadcast,
    UndoBroadcast,
)
from bot.screens.screen import Screen
from bot.show import edit_sent, keep_in_place, send_document, show, show_in_place
from domain.admin_errors import TooLateToUndo
from domain.broadcasts import Broadcast
from domain.holders import Language


async def list_first(update: Update, context: Context) -> int:
    """Lists the newest broadcasts."""
    return await _list(update, context, 0)


async def list_page(update: Update, context: Context) -> int:
    """Lists a page of broadcasts."""
    return await _list(update, context, context.tapped(ShowBroadcasts).page)


async def _list(update: Update, context: Context, page: int) -> int:
    found = await context.broadcasting.page(page)
    screen = screens.broadcasts(context.texts, found.broadcasts, found.total, found.page, has_older=found.has_older)
    await show(update, context, screen)
    return ConversationHandler.END


async def show_one(update: Update, context: Context) -> int:
    """Shows how one goes."""
    context.back = ShowBroadcasts()
    return await tell(update, context, await context.broadcasting.confirmed(context.tapped(ShowBroadcast).broadcast_id))


async def pause(update: Update, context: Context) -> int:
    """Has no more sent for now."""
    context.back = ShowBroadcasts()
    broadcast_id = context.tapped(PauseBroadcast).broadcast_id
    return await tell(update, context, await context.broadcasting.pause(broadcast_id, admin=context.chat))


async def go_on(update: Update, context: Context) -> int:
    """Has sending go on."""
    context.back = ShowBroadcasts()
    broadcast_id = context.tapped(ResumeBroadcast).broadcast_id
    return await tell(update, context, await context.broadcasting.go_on(broadcast_id, admin=context.chat))


async def ask_to_stop(update: Update, context: Context) -> int:
    """Asks once more, in a message of its own: the one that tells how it goes is edited all the time."""
    context.back = ShowBroadcasts()
    broadcast = await context.broadcasting.confirmed(context.tapped(AskToStopBroadcast).broadcast_id)
    await show(update, context, screens.ask_to_stop(context.texts, broadcast))
    return ConversationHandler.END


async def stop(update: Update, context: Context) -> int:
    """Has no more sent, ever."""
    context.back = ShowBroadcasts()
    broadcast_id = context.tapped(StopBroadcast).broadcast_id
    return await tell(update, context, await context.broadcasting.stop(broadcast_id, admin=context.chat))


async def ask_to_undo(update: Update, context: Context) -> int:
    """Asks once more before anything is deleted."""
    context.back = ShowBroadcasts()
    broadcast = await context.broadcasting.confirmed(context.tapped(AskToUndoBroadcast).broadcast_id)
    if not broadcast.may_be_undone(context.services.clock.now()):
        raise TooLateToUndo
    await show(update, context, screens.ask_to_undo(context.texts, broadcast))
    return ConversationHandler.END


async def undo(update: Update, context: Context) -> int:
    """Has what was sent to chats deleted again."""
    context.back = ShowBroadcasts()
    broadcast_id = context.tapped(UndoBroadcast).broadcast_id
    return await tell(update, context, await context.broadcasting.undo(broadcast_id, admin=context.chat))


async def send_report(_update: Update, context: Context) -> int:
    """Sends what became of each message as a file."""
    context.back = ShowBroadcasts()
    broadcast = await context.broadcasting.begin_report(context.tapped(SendReport).broadcast_id, admin=context.chat)
    await context.bot.send_chat_action(context.chat, ChatAction.UPLOAD_DOCUMENT)
    sheet, count = await _sheet(context, broadcast)
    caption = screens.report(context.texts, broadcast, count)
    await send_document(context, caption, screens.report_name(context.texts, broadcast), sheet.getvalue)
    return ConversationHandler.END


async def _sheet(context: Context, broadcast: Broadcast) -> tuple[io.BytesIO, int]:
    """The file and how many lines it has; only its bytes and a chunk of lines are held at a time."""
    texts, count = context.texts, 0
    sheet = io.BytesIO()
    sheet.write(broadcast_report.heading(texts))
    async for chunk in context.broadcasting.report(broadcast.id):
        sheet.write(await asyncio.to_thread(broadcast_report.rows, texts, chunk))
        count += len(chunk)
    return sheet, count


async def tell(update: Update, context: Context, broadcast: Broadcast) -> int:
    """Shows how a broadcast goes in the message that was tapped, and in the one that whoever wrote it watches.

    While something moves, what whoever wrote it has tapped is the one to watch from then on.
    """
    screen = progress(context, broadcast, context.language, reader=context.chat)
    if context.chat == broadcast.admin and not broadcast.is_over:
        watched = await keep_in_place(update, context, screen)
        if watched != broadcast.shown_as:
            await context.broadcasting.show_as(broadcast.id, watched)
            await _edit_watched(context, broadcast, screens.goes_on_below(context.texts, broadcast))
        return ConversationHandler.END
    await show_in_place(update, context, screen)
    tapped = update.callback_query.message if update.callback_query else None
    if tapped is None or (context.chat, tapped.message_id) != (broadcast.admin, broadcast.shown_as):
        language = await context.contacts.language(broadcast.admin) or context.language
        await _edit_watched(context, broadcast, progress(context, broadcast, language, reader=broadcast.admin))
    return ConversationHandler.END


async def _edit_watched(context: Context, broadcast: Broadcast, screen: Screen) -> None:
    if broadcast.shown_as is not None:
        await edit_sent(context.bot, broadcast.admin, broadcast.shown_as, screen)


def progress(context: Context, broadcast: Broadcast, language: Language, *, reader: int) -> Screen:
    """How a broadcast goes, as far as it is known here: how fast, only the sender knows."""
    services = context.services
    return screens.progress(services.texts[language], broadcast, None, None, services.clock.now(), reader=reader)


def handlers(admins: frozenset[int]) -> Conversation:
    """The broadcasts that were confirmed."""
    return Conversation(
        "broadcasts",
        admins=admins,
        taps={
            ShowBroadcasts: list_page,
            ShowBroadcast: show_one,
            PauseBroadcast: pause,
            ResumeBroadcast: go_on,
            AskToStopBroadcast: ask_to_stop,
            StopBroadcast: stop,
            AskToUndoBroadcast: ask_to_undo,
            UndoBroadcast: undo,
            SendReport: send_report,
        },
        commands={("comunicazioni", "broadcasts"): list_first},
    )
