"""Puts a broadcast's message into a chat, and takes it out again."""

from __future__ import annotations

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.screens.broadcast_message import body
from bot.screens.texts import Texts
from domain.broadcasts import AttachmentKind, Broadcast

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def announce(bot: ExtBot[None], chat_id: int, texts: Texts, broadcast: Broadcast, *, paid: bool = False) -> int:
    """Sends the message of a broadcast in the language of the texts, and says its id.

    `paid` lets Telegram charge for what goes beyond its free pace. Raises what python-telegram-bot raises.
    """
    words, attachment = body(texts, broadcast), broadcast.attachment
    if attachment is None:
        message = await bot.send_message(
            chat_id,
            words,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            allow_paid_broadcast=paid or None,
        )
    elif attachment.kind is AttachmentKind.PHOTO:
        message = await bot.send_photo(
            chat_id,
            attachment.file_id,
            caption=words,
            parse_mode=ParseMode.HTML,
            allow_paid_broadcast=paid or None,
        )
    else:
        message = await bot.send_document(
            chat_id,
            attachment.file_id,
            caption=words,
            parse_mode=ParseMode.HTML,
            allow_paid_broadcast=paid or None,
        )
    return message.message_id
