"""Puts a screen on the phone: one live message per chat, and new messages for what must be kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.context import Context
from bot.screens.buttons import encode
from bot.screens.screen import Copy, Key, Link, Screen
from bot.turn import current_turn
from domain.dialogs import Dialog

log = structlog.stdlib.get_logger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ALREADY_SO = "not modified"
_GONE = "message to delete not found"


async def show(update: Update, context: Context, screen: Screen) -> None:
    """Edits the live message if it was the one tapped, else makes a new message the live one."""
    turn = current_turn()
    live = turn.dialog.live_message_id
    if tapped_live(update) and live is not None and await _edit(context.bot, turn.chat_id, live, screen):
        return
    await close_live(context.bot, turn.dialog)
    turn.dialog = replace(turn.dialog, live_message_id=await send(context.bot, turn.chat_id, screen))


async def show_again(context: Context, screen: Screen) -> None:
    """Edits the live message, whether or not it was tapped; one that cannot be edited is left for a new one."""
    turn = current_turn()
    live = turn.dialog.live_message_id
    if live is not None and await _edit(context.bot, turn.chat_id, live, screen):
        return
    turn.dialog = replace(turn.dialog, live_message_id=await send(context.bot, turn.chat_id, screen))


async def show_below(_update: Update, context: Context, screen: Screen) -> None:
    """Makes a new message the live one, below whatever has just been sent."""
    turn = current_turn()
    await close_live(context.bot, turn.dialog)
    turn.dialog = replace(turn.dialog, live_message_id=await send(context.bot, turn.chat_id, screen))


async def show_in_place(update: Update, context: Context, screen: Screen) -> None:
    """Edits the message that was tapped, the live one or not; without one that can be edited, shows a new one."""
    query = update.callback_query
    message = query.message if query else None
    if message is None or not await _edit(context.bot, context.chat, message.message_id, screen):
        await show_below(update, context, screen)


async def keep_in_place(update: Update, context: Context, screen: Screen) -> int:
    """As `show_in_place`, as a message that stays: the conversation goes on below it. Says its id."""
    query = update.callback_query
    message = query.message if query else None
    turn = current_turn()
    if message is not None and await _edit(context.bot, turn.chat_id, message.message_id, screen):
        if tapped_live(update):
            turn.dialog = replace(turn.dialog, live_message_id=None)
        return message.message_id
    await close_live(context.bot, turn.dialog)
    turn.dialog = replace(turn.dialog, live_message_id=None)
    return await send(context.bot, turn.chat_id, screen)


async def edit_sent(bot: ExtBot[None], chat_id: int, message_id: int, screen: Screen) -> bool:
    """Edits a message that was sent before and that others edit too; False if that did not work."""
    try:
        return await _edit(bot, chat_id, message_id, screen)
    except TelegramError as error:  # what it says is said elsewhere as well, or is said again before long
        log.info("message_not_edited", reason=error.message)
        return False


async def keep(_update: Update, context: Context, screen: Screen) -> None:
    """Sends a message that stays as it is: a receipt, an outcome."""
    turn = current_turn()
    await close_live(context.bot, turn.dialog)
    await send(context.bot, turn.chat_id, screen)
    turn.dialog = replace(turn.dialog, live_message_id=None)


async def send(bot: ExtBot[None], chat_id: int, screen: Screen, *, silent: bool = False) -> int:
    """Sends a screen as a message of its own, and says its id."""
    message = await bot.send_message(
        chat_id,
        screen.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(screen),
        link_preview_options=_NO_PREVIEW,
        disable_notification=silent,
    )
    return message.message_id


async def send_document(context: Context, caption: Screen, name: str, make: Callable[[], bytes]) -> None:
    """Makes a file in a thread, since that takes a while, and sends it as a message that stays.

    What is on the screen stays live: the next file is one tap away.
    """
    await context.bot.send_chat_action(context.chat, ChatAction.UPLOAD_DOCUMENT)
    content = await asyncio.to_thread(make)
    await context.bot.send_document(
        context.chat,
        content,
        filename=name,
        caption=caption.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(caption),
    )


async def send_photo(context: Context, caption: Screen, make: Callable[[], bytes]) -> None:
    """As `send_document`, with a picture that is shown at once."""
    await context.bot.send_chat_action(context.chat, ChatAction.UPLOAD_PHOTO)
    await put_photo(context.bot, context.chat, caption, await asyncio.to_thread(make))


async def put_photo(bot: ExtBot[None], chat_id: int, caption: Screen, picture: bytes) -> int:
    """Sends a picture with a screen under it, and says the id of the message."""
    message = await bot.send_photo(
        chat_id, picture, caption=caption.text, parse_mode=ParseMode.HTML, reply_markup=keyboard(caption)
    )
    return message.message_id


async def close_live(bot: ExtBot[None], dialog: Dialog) -> None:
    """Takes the buttons off a chat's live message: the conversation goes on below it."""
    if dialog.live_message_id is None:
        return
    try:
        await bot.edit_message_reply_markup(dialog.chat_id, dialog.live_message_id, reply_markup=None)
    except TelegramError as error:  # it only tidies up: what is sent next tells whether the chat can be reached
        log.debug("live_message_left", reason=error.message)


async def close_tapped(update: Update, context: Context) -> None:
    """Takes the buttons off a notice that was tapped: what it asks is answered."""
    query = update.callback_query
    if query is None or query.message is None or tapped_live(update):
        return
    try:
        await context.bot.edit_message_reply_markup(context.chat, query.message.message_id, reply_markup=None)
    except TelegramError as error:  # it only tidies up, as above
        log.debug("notice_left", reason=error.message)


async def delete(message: Message) -> bool:
    """Takes a person's message out of the chat; False if it is still there. One that is gone already is no failure."""
    try:
        await message.delete()
    except TelegramError as error:
        if _GONE in error.message.lower():
            return True
        log.warning("message_not_deleted", reason=error.message)
        return False
    return True


def tapped_live(update: Update) -> bool:
    """Whether the tapped button is one of the live message."""
    query = update.callback_query
    message = query.message if query else None
    return message is not None and message.message_id == current_turn().dialog.live_message_id


def keyboard(screen: Screen) -> InlineKeyboardMarkup | None:
    """The keys of a screen, as Telegram takes them."""
    if not screen.keyboard:
        return None
    return InlineKeyboardMarkup([[_key(key) for key in row] for row in screen.keyboard])


def _key(key: Key) -> InlineKeyboardButton:
    if isinstance(key, Link):
        return InlineKeyboardButton(key.label, url=key.url, style=key.style)
    if isinstance(key, Copy):
        return InlineKeyboardButton(key.label, copy_text=CopyTextButton(key.text))
    return InlineKeyboardButton(key.label, callback_data=encode(key.button), style=key.style)


async def _edit(bot: ExtBot[None], chat_id: int, message_id: int, screen: Screen) -> bool:
    """True if the message now says what it should; False if it cannot be edited any more (fault F13)."""
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if _ALREADY_SO in error.message.lower():
            return True
        log.info("message_not_editable", reason=error.message)
        return False
    return True
