"""What an admin has sent for others to read: a text with its style, and the file that goes with it."""

from __future__ import annotations

import html
import re
import unicodedata

from telegram import Update

from bot.conversations.typed import written
from domain.broadcasts import LONGEST_TEXT, Attachment, AttachmentKind
from domain.errors import TextNotUnderstood

_KEPT = {"\n", "\t"}
_LINK = re.compile(r'<a href="(.*?)">')  # PTB writes addresses as they are: `?a=1&lt=2` would be another one


def sent_markup(update: Update) -> str | None:
    """The text or the caption as Telegram's HTML, its style kept; None if there is neither.

    Raises TextNotUnderstood for half a character, which only a forged update holds.
    """
    message = update.message
    if message is None or not written(update):
        return None
    try:
        written(update).encode()
        markup = message.text_html or message.caption_html
    except UnicodeEncodeError as half:
        raise TextNotUnderstood(most=LONGEST_TEXT) from half
    whole = _LINK.sub(lambda link: f'<a href="{html.escape(link[1])}">', markup)
    return "".join(char for char in whole if char in _KEPT or unicodedata.category(char) != "Cc").strip()


def sent_attachment(update: Update) -> Attachment | None:
    """The photo, in its largest size, or the document; None if there is neither."""
    message = update.message
    if message is None:
        return None
    if message.photo:
        return Attachment(kind=AttachmentKind.PHOTO, file_id=message.photo[-1].file_id)
    if message.document is None:
        return None
    document = message.document
    return Attachment(kind=AttachmentKind.DOCUMENT, file_id=document.file_id, name=document.file_name or "")
