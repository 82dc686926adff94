"""Puts a broadcast's message into a chat or a letter, and takes it out of the chat again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.screens import broadcasts, mails
from bot.screens.broadcast_message import body, letter_body, subject
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from bot.show import edit_sent
from domain.broadcasts import AttachmentKind, Broadcast
from domain.holders import Language
from domain.letters import LetterPutOff, Post
from domain.notices import Channel, Notice, NoticeKind
from domain.usecases.delivering import Delivering
from domain.usecases.sending import Sending

MOST_KEPT = 8  # broadcasts of which the words are kept at hand
GONE = "gone"  # the answer about a message that somebody has deleted already

_NO_PREVIEW = {"is_disabled": True}
_NOT_FOUND = "message to delete not found"


class BroadcastMissing(Exception):
    """There is a message of a broadcast that does not exist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcer:
    """Delivers the messages of broadcasts. `bot` is asked for at each, since it is known only after the start.

    What a broadcast says stands once it is confirmed: it is read once.
    """

    bot: Callable[[], ExtBot[None]]
    sending: Sending
    delivering: Delivering
    texts: Mapping[Language, Texts]
    post: Post | None
    paid: bool
    _kept: OrderedDict[int, Broadcast] = field(default_factory=OrderedDict)

    async def put(self, notice: Notice) -> str:
        """Delivers a message, or deletes one, and says what the other side answered.

        Raises what python-telegram-bot raises, and what `Post` raises.
        """
        if notice.kind is NoticeKind.WITHDRAWAL:
            return await self._withdraw(notice)
        broadcast = await self._broadcast(notice)
        if notice.channel is Channel.EMAIL:
            return await self._mail(notice, broadcast)
        texts = self.texts[Language(notice.word("language"))]
        return str(await announce(self.bot(), notice.chat_id, texts, broadcast, paid=self.paid))

    async def show_progress(self, broadcast: Broadcast, rate: Decimal | None, left: timedelta | None) -> None:
        """Edits the message in the chat of whoever has sent it, in the language of that chat."""
        language = await self.delivering.language(broadcast.admin)
        screen = broadcasts.progress(
            self.texts[language], broadcast, rate, left, self.sending.clock.now(), reader=broadcast.admin
        )
        await edit_sent(self.bot(), broadcast.admin, broadcast.shown_as or 0, screen)

    async def _withdraw(self, notice: Notice) -> str:
        try:
            await self.bot().delete_message(notice.chat_id, notice.number("message_id"))
        except BadRequest as error:
            if _NOT_FOUND not in error.message.lower():
                raise
            return GONE
        return ""

    async def _mail(self, notice: Notice, broadcast: Broadcast) -> str:
        holder = await self.delivering.holder(notice)
        if holder is None or self.post is None:
            raise LetterPutOff("no mail server is set")
        texts = self.texts[Language(notice.word("language"))]
        told = replace(notice, facts={**notice.facts, "subject": subject(texts, broadcast)})
        screen = Screen(letter_body(texts, broadcast))
        letter = mails.letter(texts, told, screen, name=holder.first_name, bot_username=self.bot().username)
        return await self.post.send(letter)

    async def _broadcast(self, notice: Notice) -> Broadcast:
        number = notice.broadcast_id or 0
        if number not in self._kept:
            found = await self.sending.get(number)
            if found is None:
                raise BroadcastMissing(number)
            self._kept[number] = found
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[number]


async def announce(bot: ExtBot[None], chat_id: int, texts: Texts, broadcast: Broadcast, *, paid: bool = False) -> int:
    """Sends the message of a broadcast in the language of the texts, and says its id.

    `paid` lets Telegram charge for what goes beyond its free pace. Raises what python-telegram-bot raises.
    """
    words, attachment = body(texts, broadcast), broadcast.attachment
    if attachment is None:
        method, content = "sendMessage", {"text": words, "link_preview_options": _NO_PREVIEW}
    else:
        method = "sendPhoto" if attachment.kind is AttachmentKind.PHOTO else "sendDocument"
        content = {attachment.kind.value: attachment.file_id, "caption": words}
    paying = {"allow_paid_broadcast": True} if paid else {}
    answer = await _call(bot, method, {"chat_id": chat_id, "parse_mode": ParseMode.HTML, **content, **paying})
    return int(answer["message_id"])


async def _call(bot: ExtBot[None], method: str, fields: dict[str, Any]) -> Any:
    """Calls a method of the Bot API and gives its answer as it came: a fifth of the work of PTB's own method.

    Raises what python-telegram-bot raises, and EndPointNotFound where that raises InvalidToken.
    """
    # In small letters, which Telegram takes as well: PTB warns of each call of a method that it has itself.
    return await bot.do_api_request(method.lower(), fields)
