"""All that is said unprompted: rendered in the language of whoever reads it, sent, and tidied up after."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from telegram.ext import ExtBot

from bot.jobs.delivery import Said
from bot.papers.digest_chart import digest_chart
from bot.screens import digests, mails, notices
from bot.screens.texts import Texts
from bot.show import close_live, put_photo, send
from domain.dialogs import Dialog
from domain.digest import Digest
from domain.errors import StorageUnavailable
from domain.holders import Language
from domain.letters import LetterPutOff, Post
from domain.masking import HIDDEN
from domain.notices import WITH_CODE, Channel, Notice, NoticeKind
from domain.orders import Order
from domain.ports import Codes
from domain.usecases.delivering import Delivering

WORDS_ONLY = "words_only"  # a fact of a digest whose picture has been sent already


@dataclass(frozen=True, kw_only=True, slots=True)
class Mouth:
    """Speaks to chats and by e-mail. `bot` is asked for at each message, since it is known only after the start.

    `show_ended` brings the message that has told how a broadcast goes up to date, by its id.
    """

    bot: Callable[[], ExtBot[None]]
    delivering: Delivering
    texts: Mapping[Language, Texts]
    post: Post | None
    load_dialog: Callable[[int], Awaitable[Dialog]]
    codes: Codes
    show_ended: Callable[[int], Awaitable[None]]

    async def compose(self, notice: Notice) -> Said:
        """The message of a notice, with the order that it speaks of: for a chat, or the same words for an e-mail."""
        order_id, holder_id = notice.facts.get("order_id"), notice.facts.get("holder_id")
        asked = isinstance(order_id, str) and isinstance(holder_id, int)
        order = await self.delivering.order(str(order_id), notice.number("holder_id")) if asked else None
        if notice.channel is Channel.EMAIL:
            return await self._letter(notice, order)
        texts = self.texts[await self.delivering.language(notice.chat_id)]
        if notice.kind is NoticeKind.ADMIN_DIGEST and WORDS_ONLY not in notice.facts:
            return await self._pictured(texts, notice)
        screen = notices.notice(texts, notice, order)

        async def put() -> str:
            return str(await send(self.bot(), notice.chat_id, screen))

        return Said(text=screen.text, put=put)

    async def _pictured(self, texts: Texts, notice: Notice) -> Said:
        """A digest with its picture; what has no room under it is a message of its own, owed once that has arrived."""
        digest = Digest.read(notice.facts)
        caption, rest = digests.in_parts(texts, digest)
        picture = await asyncio.to_thread(digest_chart, texts, digest)

        async def put() -> str:
            return str(await put_photo(self.bot(), notice.chat_id, caption, picture))

        words = replace(notice, key=f"{notice.key}:words", facts={**notice.facts, WORDS_ONLY: True}, attempts=0)
        return Said(text=caption.text, put=put, then=None if rest is None else words)

    async def _letter(self, notice: Notice, order: Order | None) -> Said:
        """An e-mail speaks the language that its holder reads. Raises LetterPutOff while no mail can be sent."""
        holder, post = await self.delivering.holder(notice), self.post
        if holder is None or post is None:
            raise LetterPutOff("no mail server is set")
        texts = self.texts[holder.language]
        code = self.codes.code(notice.word("challenge")) if notice.kind in WITH_CODE else None
        told = notice if code is None else replace(notice, facts={**notice.facts, "code": code})
        screen = notices.notice(texts, told, order)
        letter = mails.letter(texts, told, screen, name=holder.first_name, bot_username=self.bot().username)
        said = f"{letter.subject}\n\n{letter.text}"
        # The proof of what was said is kept for years: a code has no place in it.
        return Said(text=said if code is None else said.replace(code, HIDDEN), put=lambda: post.send(letter))

    async def tidy(self, notice: Notice) -> None:
        """Takes the keys off the message above: what has been paid must not be offered for payment any more.

        When a broadcast is through, the message that has told how it goes says so too.
        """
        if notice.tells_of_money:
            with suppress(StorageUnavailable):
                await close_live(self.bot(), await self.load_dialog(notice.chat_id))
        if notice.kind is NoticeKind.ADMIN_BROADCAST:
            with suppress(StorageUnavailable):
                await self.show_ended(notice.number("broadcast"))
