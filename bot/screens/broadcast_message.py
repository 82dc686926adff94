"""What a broadcast says to one reader, in a chat and by e-mail."""

from __future__ import annotations

import re

from bot.screens.mail_page import plain
from bot.screens.screen import paragraphs
from bot.screens.texts import Texts
from domain.broadcasts import Broadcast
from domain.holders import Language

LONGEST_SUBJECT = 70

# What Telegram knows and letters do not: the words inside stay.
_TELEGRAM_ONLY = re.compile(r"</?tg-[^>]*>")

# Above a text in a language that is not the reader's.
_NOTES = {Language.ITALIAN: "broadcast-only-it", Language.ENGLISH: "broadcast-only-en"}


def body(texts: Texts, broadcast: Broadcast) -> str:
    """The words in the language of the reader's texts; those in the other one, with a note, where that is missing."""
    words, language = broadcast.spoken(texts.language)
    note = None if language is texts.language else texts(_NOTES[language])
    return paragraphs(note, words)


def letter_body(texts: Texts, broadcast: Broadcast) -> str:
    """The same for an e-mail, without the marks that only Telegram knows; a file that stayed in the chat is named."""
    missing = texts("broadcast-file-in-chat") if broadcast.attachment is not None else None
    return paragraphs(_TELEGRAM_ONLY.sub("", body(texts, broadcast)), missing)


def subject(texts: Texts, broadcast: Broadcast) -> str:
    """The first line, in plain text, as far as a subject goes."""
    words, _ = broadcast.spoken(texts.language)
    first = next((line.strip() for line in plain(words).splitlines() if line.strip()), "")
    cut = first if len(first) <= LONGEST_SUBJECT else first[: LONGEST_SUBJECT - 1].rstrip() + "…"
    return cut or texts.label("broadcast-subject")
