"""What the days to come will bring: lived through by the use cases that will bring it, on a copy of the books."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from domain.calendar import ROME
from domain.errors import ChargingStopped, NotFound
from domain.ledger import holder_account
from domain.mailboxes import Mailbox, MailboxStatus
from domain.money import NOTHING, Money
from domain.notices import Channel, Contact, Notice, NoticeKind
from domain.ports import Clock, UnitOfWork, Units
from domain.renewal_news import ReminderNews, RenewalNews
from domain.top_ups import TopUp, TopUpState
from domain.usecases.delivering import Delivering
from domain.usecases.purses import purse_of
from domain.usecases.reminding import Reminding
from domain.usecases.renewing import Renewed, Renewing
from domain.usecases.telling import Telling

NOON = time(12)
CHUNK = 100
WITNESS = 0  # the chat of nobody: everything is told there once, whoever else is told

News = ReminderNews | RenewalNews


class MovableClock(Clock, Protocol):
    """A clock that stands where it is put."""

    def move_to(self, instant: datetime) -> None:
        """Makes it this instant now."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one day brought: everything that is told of it, and how many mailboxes could not be dealt with.

    The day is a civil date in Europe/Rome.
    """

    day: date
    news: tuple[News, ...]
    failed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Witnessed(Telling):
    """Tells the witness as well."""

    async def contacts(self, unit: UnitOfWork, holder_ids: Iterable[int]) -> Mapping[int, Contact]:
        """Where some holders can be told something, and the witness with each of them."""
        found = await Telling.contacts(self, unit, holder_ids)
        return {holder_id: replace(one, chats=(*one.chats, WITNESS)) for holder_id, one in found.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulating:
    """Lives through days, one by one, on books that are a copy; whatever is told arrives at once.

    Its use cases work on the same books by the same clock.
    """

    units: Units
    clock: MovableClock
    renewing: Renewing
    reminding: Reminding
    delivering: Delivering

    async def mailbox(self, address: str) -> tuple[Mailbox, Money]:
        """A mailbox as it stands, and its holder's credit. Raises NotFound."""
        async with self.units.read() as unit:
            mailbox = await unit.mailboxes.by_address(address)
            if mailbox is None:
                raise NotFound
            return mailbox, await purse_of(unit, mailbox.holder_id)

    async def days(self, first: date, last: date) -> AsyncGenerator[Told]:
        """Each day from the first to the last, and what is told on it, whoever is told."""
        asked = await self._open_top_ups()
        self._move_to(first + timedelta(days=1), time.min)
        await self._deliver()  # what waits is tried again within the hour
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            self._move_to(day, NOON)
            asked = await self._expire(asked, day)
            yield await self._live(day) if await self._is_due(day) else Told(day=day, news=())

    async def _live(self, day: date) -> Told:
        """What the house does on a day."""
        telling = Witnessed(by_email=self.renewing.telling.by_email)
        renewed = Renewed()
        with suppress(ChargingStopped):  # as in the house: nothing is renewed, everything else goes on
            renewed = await replace(self.renewing, telling=telling).run(day)
        await replace(self.reminding, telling=telling).run(day)
        return Told(day=day, news=tuple(await self._deliver()), failed=renewed.failed)

    async def _is_due(self, day: date) -> bool:
        """Whether a day has anything to do: most have not."""
        async with self.units.read() as unit:
            return bool(await unit.due.lapsed(day, 1, None) or await unit.due.to_remind(day, 1, None))

    def _move_to(self, day: date, at: time) -> None:
        self.clock.move_to(datetime.combine(day, at, tzinfo=ROME).astimezone(UTC))

    async def days_of(self, mailbox: Mailbox, first: date, last: date) -> AsyncGenerator[Told]:
        """Those of the days on which something is told of one mailbox, or its date moves without a word."""
        async for told in self.days(first, last):
            news = [one for one in told.news if one.mailbox_id == mailbox.id]
            if mailbox.expires_on < told.day and mailbox.status is not MailboxStatus.EXPIRED:
                moved = await self._moved(mailbox)
                if moved.expires_on != mailbox.expires_on and not any(isinstance(one, RenewalNews) for one in news):
                    news.insert(0, await self._in_silence(mailbox, moved))
                mailbox = moved
            if news or told.failed:
                yield replace(told, news=tuple(news))

    async def _moved(self, mailbox: Mailbox) -> Mailbox:
        async with self.units.read() as unit:
            (moved,) = await unit.mailboxes.of_ids([mailbox.id])
        return moved

    async def _in_silence(self, before: Mailbox, mailbox: Mailbox) -> RenewalNews:
        """The news of a mailbox that was renewed and had nothing else to be told of."""
        async with self.units.read() as unit:
            credit = await unit.ledger.balance(holder_account(mailbox.holder_id))
        return RenewalNews(
            mailbox_id=mailbox.id,
            mailbox=mailbox.address,
            day=before.expires_on,
            expires_on=mailbox.expires_on,
            expired=False,
            lines=(),
            charged=NOTHING,
            credit=credit,
            over_bytes=0,
        )

    async def _deliver(self) -> list[News]:
        """Everything that waits arrives; what the witness was told is no proof that anybody else was."""
        news: list[News] = []
        while notices := await self.delivering.claim(CHUNK):
            for notice in notices:
                if notice.channel is Channel.CHAT and notice.chat_id == WITNESS:
                    news.append(_read(notice))
                    await self.delivering.give_up(notice, "", "")
                else:
                    await self.delivering.sent(notice, "", "")
        return news

    async def _open_top_ups(self) -> list[TopUp]:
        found: list[TopUp] = []
        async with self.units.read() as unit:
            while chunk := await unit.top_ups.open_ones(CHUNK, found[-1].id if found else 0):
                found += chunk
        return found

    async def _expire(self, asked: Sequence[TopUp], day: date) -> list[TopUp]:
        """Nobody pays: the top-ups whose link is over when a day begins expire, and the others are left."""
        midnight = datetime.combine(day, time.min, tzinfo=ROME)
        over = [top_up for top_up in asked if top_up.expires_at <= midnight]
        if over:
            async with self.units.write() as unit:
                for top_up in over:
                    await unit.top_ups.change_state(top_up.id, (TopUpState.OPEN,), TopUpState.EXPIRED)
                await unit.commit()
        return [top_up for top_up in asked if top_up.expires_at > midnight]


def _read(notice: Notice) -> News:
    return ReminderNews.read(notice.facts) if notice.kind is NoticeKind.REMINDER else RenewalNews.read(notice.facts)
