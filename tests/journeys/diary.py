"""Days that pass one after another, and all that a person is told on each of them, by chat and by e-mail."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.app import House
from bot.sandbox.mail import Mail
from bot.sandbox.world import World
from domain.addons import Addon
from domain.calendar import ROME
from domain.catalogue import ServiceKey
from domain.mailboxes import Mailbox
from domain.notices import Channel, Result
from domain.usecases.buying import Buying
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.people import CARLA, Person, register_of
from tests.phone import View, plain

EARLY = time(0, 30)  # in Rome, when the day before is not over yet in London, and half over in Auckland
A_DAY = timedelta(days=1)

_FACT = re.compile(r"€[\d.,]*\d|\d{1,2} [A-Z][a-z]+ \d{4}|today|tomorrow|\d+ days|\d[\d.]* GB|\d+%|⏳|⚠️|✅|⏹|🔁|💶|📦")
_LINK = ": https://t.me/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Something that was said unprompted, on a civil day in Rome; of a letter only what the chat would say too."""

    day: date
    channel: str
    text: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The signs, amounts, dates, days and sizes in it, in their order: what it says, whatever its words."""
        return tuple(_FACT.findall(self.text))


@dataclass(kw_only=True)
class Diary:
    """What a person is told. The screens that answer the person's own taps are not in it."""

    house: House
    world: World
    person: Person
    day: date
    told: list[Told] = field(default_factory=list)
    _read: int = 0
    _opened: int = 0

    async def until(self, last: date) -> None:
        """Lets the days pass, up to and including one; on each everything is done that is due, early in the morning."""
        while self.day < last:
            self.day += A_DAY
            await self.begin()

    async def begin(self, at: time = EARLY) -> None:
        """The day begins: everything is done that is due on it."""
        self.it_is(at)
        await self.do_what_is_due()

    async def do_what_is_due(self) -> None:
        """Renews, reminds and looks at the space, as the clockwork does, and delivers."""
        calendar = self.house.clockwork.calendar
        await calendar.renewing.run()
        await calendar.reminding.run()
        await calendar.watching_space.run()
        await self.post()

    def it_is(self, at: time) -> None:
        """Moves the world's clock to a time of this day, in Rome."""
        self.world.clock.move_to(datetime.combine(self.day, at, tzinfo=ROME))

    async def post(self) -> None:
        """Everything that waits is delivered, and noted."""
        if not await books.owed(self.house):
            return
        await books.deliver(self.house)
        for view in self.messages:
            if view["message_id"] > self._read:
                self._read = view["message_id"]
                self._note("chat", plain(view["text"]))
        for mail in self.mails[self._opened :]:
            self._note("mail", body_of(mail))
        self._opened = len(self.mails)

    @asynccontextmanager
    async def acting(self, at: time = time(10)) -> AsyncIterator[None]:
        """The person does something at that time of the day; what the bot answers meanwhile is not in the diary.

        Nor is the letter that asks after a log-in whether it was the person.
        """
        self.it_is(at)
        yield
        asked = await books.ask(self.house, "SELECT key FROM outbox WHERE kind = 'new_login' AND state = 'waiting'")
        async with self.house.units.write() as unit:
            for (key,) in asked:
                await unit.outbox.mark_sent(str(key), self.world.clock.now())
            await unit.commit()
        self._read = max((view["message_id"] for view in self.messages), default=0)

    async def holds(self, gb: int, service: ServiceKey = ServiceKey.INBOX, *, number: int = 0) -> Addon:
        """The person buys something for one of the mailboxes, which is free or covered by the credit."""
        settings = self.house.settings
        buying = Buying(
            units=self.house.units,
            clock=self.world.clock,
            catalogue=settings.catalogue(),
            limits=settings.daily_limits(),
        )
        mailbox = await self.mailbox(number)
        quoted = await buying.quote(mailbox.id, service, gb, holder_id=mailbox.holder_id)
        await buying.place(quoted.quote.id, holder_id=mailbox.holder_id)
        await self.house.delivery.deliver(frozenset({Channel.MAIL_SERVER}))  # the space is given at once
        return (await self.addons(number))[-1]

    async def imported(self, number: int = 0, **changes: Any) -> None:
        """The body's register is imported with a changed line about one of the mailboxes."""
        async with self.house.units.write() as unit:
            await unit.register.save([replace(self.person.rows()[number], **changes)])
            await unit.commit()

    async def mailbox(self, number: int = 0) -> Mailbox:
        """One of the person's mailboxes as it is now."""
        async with self.house.units.read() as unit:
            found = await unit.mailboxes.by_address(self.person.mailboxes[number].address)
        assert found is not None
        return found

    async def addons(self, number: int = 0) -> list[Addon]:
        """What was ever bought for one of the mailboxes, oldest first."""
        mailbox = await self.mailbox(number)
        async with self.house.units.read() as unit:
            return list(await unit.addons.of_mailboxes([mailbox.id]))

    async def proofs(self, kind: str, channel: str) -> list[list[tuple[Result, str]]]:
        """What each try ended with and was answered, for each notice of a kind to the person, oldest first."""
        target = str(self.person.chat_id) if channel == "chat" else self.person.email
        query = "SELECT key FROM outbox WHERE kind = :kind AND channel = :channel AND target = :target ORDER BY id"
        keys = await books.ask(self.house, query, kind=kind, channel=channel, target=target)
        async with self.house.units.read() as unit:
            tries = [await unit.outbox.proofs(str(key)) for (key,) in keys]
        return [[(proof.result, proof.answer) for proof in proofs] for proofs in tries]

    @property
    def messages(self) -> list[View]:
        """All messages of the bot in the person's chat, oldest first."""
        return self.world.telegram.from_bot(self.person.chat_id)

    @property
    def mails(self) -> list[Mail]:
        """All letters to the person's reference e-mail, oldest first."""
        return self.world.mail.to(self.person.email)

    def _note(self, channel: str, text: str) -> None:
        self.told.append(Told(day=self.day, channel=channel, text=text))


@asynccontextmanager
async def kept(open_house: OpenHouse, world: World, person: Person, day: date) -> AsyncIterator[Diary]:
    """A diary that begins on a day; the bot sends letters too. In the register are the person and Carla, the admin."""
    async with open_house(smtp_url=world.smtp_url, mail_from="Area Clienti <noreply@archrm.it>") as house:
        async with house.units.write() as unit:
            if await unit.mailboxes.by_address(person.address) is None:
                await unit.register.save(register_of(person, CARLA))
                await unit.commit()
        kind = house.application.context_types.context
        kind.services = replace(kind.services, started_at=datetime.min.replace(tzinfo=UTC))  # a diary turns pages back
        yield Diary(house=house, world=world, person=person, day=day)


def body_of(mail: Mail) -> str:
    """What a letter says between its greeting and its link into the chat: the words of the same notice in a chat."""
    _greeting, *said = plain(mail.text).split("\n\n")
    before_link = next(place for place, part in enumerate(said) if _LINK in part)
    return "\n\n".join(said[:before_link])


def link_of(mail: Mail) -> str:
    """The line of a letter that leads into the chat: what its button says, and where it leads."""
    return next(line for line in plain(mail.text).splitlines() if _LINK in line)


def told_on_both(told: Sequence[Told]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Day, channels and facts of all that was told; what a chat and a letter say alike stands there once."""
    entries: list[tuple[str, str, tuple[str, ...]]] = []
    letters = [one for one in told if one.channel == "mail"]
    for one in told:
        if one.channel == "chat":
            twin = next((letter for letter in letters if (letter.day, letter.text) == (one.day, one.text)), None)
            if twin is not None:
                letters.remove(twin)
            entries.append((one.day.isoformat(), "both" if twin else "chat", one.facts))
    return sorted(entries + [(one.day.isoformat(), "mail", one.facts) for one in letters], key=lambda entry: entry[0])
