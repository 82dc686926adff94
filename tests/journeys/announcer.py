"""What a broadcast owes is sent, as fast as it goes, through the real chat: for tests that are not about the pace."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import Forbidden

from bot.announcing import announce
from bot.app import House
from domain.broadcasts import Broadcast, Fate, Told
from domain.notices import Channel, Notice, NoticeKind
from domain.usecases.sending import Sending


async def send_all(house: House) -> None:
    """Sends, or deletes, until nothing of any broadcast is owed any more."""
    sending = Sending(units=house.units, clock=house.clock, catalogue=house.settings.catalogue())
    while True:
        turns = await sending.take(Channel.CHAT, 100, timedelta(0))
        await sending.settle([await _told(house, sending, turn.notice) for turn in turns])
        if not turns and not await sending.at_work():
            return


async def _told(house: House, sending: Sending, notice: Notice) -> Told:
    broadcast = await sending.get(notice.broadcast_id or 0)
    assert broadcast is not None
    try:
        answer, fate = await _do(house, broadcast, notice), Fate.SENT
    except Forbidden as error:
        answer, fate = error.message, Fate.BLOCKED
    return Told(notice=notice, fate=fate, answer=answer, at=house.clock.now())


async def _do(house: House, broadcast: Broadcast, notice: Notice) -> str:
    bot = house.application.bot
    if notice.kind == NoticeKind.WITHDRAWAL:
        await bot.delete_message(notice.chat_id, notice.number("message_id"))
        return ""
    texts = next(texts for texts in house.texts.values() if texts.language == notice.word("language"))
    return str(await announce(bot, notice.chat_id, texts, broadcast))
