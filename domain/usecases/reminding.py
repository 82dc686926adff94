"""From 90 days before an expiry, whoever has something to lose is reminded, once a step and channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.addons import Addon
from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.forecast import Upcoming, look_ahead
from domain.mailboxes import Mailbox
from domain.money import NOTHING, Money
from domain.notices import Contact, Notice, NoticeKind, to_holder
from domain.places import RemindPlace
from domain.ports import Clock, UnitOfWork, Units
from domain.reminders import owed_step, tone_of
from domain.renewal_news import reminder_news
from domain.renewals import Holding
from domain.usecases.holdings import holdings_of_holders
from domain.usecases.purses import purses_of
from domain.usecases.telling import Telling

CHUNK = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded:
    """How many reminders are owed, one a mailbox and step whatever its channels; and how many steps were skipped."""

    owed: int = 0
    skipped: int = 0

    def __add__(self, other: Reminded) -> Reminded:
        return Reminded(owed=self.owed + other.owed, skipped=self.skipped + other.skipped)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chunk:
    """What the reminders of a chunk of mailboxes are decided from."""

    places: Sequence[RemindPlace]
    holdings: Mapping[int, Sequence[Holding]]
    purses: Mapping[int, Money]
    contacts: Mapping[int, Contact]

    def credit_of(self, holder_id: int) -> Money:
        """What a holder has."""
        return self.purses.get(holder_id, NOTHING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminding:
    """Writes the reminders that are owed; whoever delivers the outbox sends them."""

    units: Units
    clock: Clock
    catalogue: Catalogue
    telling: Telling

    async def run(self, on: date | None = None, *, dry_run: bool = False) -> Reminded:
        """All reminders owed on a day (default: today in Rome). A dry run writes nothing. Raises StorageUnavailable."""
        today = on or civil_day(self.clock.now())
        done, after = Reminded(), None
        while True:
            chunk = await self._read(today, after)
            if not chunk.places:
                return done
            after = chunk.places[-1]
            notices, more = self._decide(chunk, today)
            done += more
            if not dry_run:
                await self._write(chunk, notices)

    async def _read(self, today: date, after: RemindPlace | None) -> _Chunk:
        async with self.units.read() as unit:
            places = await unit.due.to_remind(today, CHUNK, after)
            if not places:
                return _Chunk(places=(), holdings={}, purses={}, contacts={})
            addons = await unit.addons.active_of(place.mailbox_id for place in places)
            holders = await self._holders_with_something_to_lose(unit, places, addons)
            return _Chunk(
                places=places,
                holdings=await holdings_of_holders(unit, holders),
                purses=await purses_of(unit, holders),
                contacts=await self.telling.contacts(unit, holders),
            )

    async def _holders_with_something_to_lose(
        self, unit: UnitOfWork, places: Sequence[RemindPlace], addons: Sequence[Addon]
    ) -> set[int]:
        """Those who have add-ons here, or a mailbox that nobody renews: the others need not be looked at."""
        having = {addon.mailbox_id for addon in addons}
        bare = [place.mailbox_id for place in places if place.mailbox_id not in having]
        ending = (
            {mailbox.id for mailbox in await unit.mailboxes.of_ids(bare) if not mailbox.auto_renew} if bare else set()
        )
        return {place.holder_id for place in places if place.mailbox_id in having or place.mailbox_id in ending}

    def _decide(self, chunk: _Chunk, today: date) -> tuple[list[Notice], Reminded]:
        notices: list[Notice] = []
        done = Reminded()
        for place in chunk.places:
            holdings = chunk.holdings.get(place.holder_id)
            if holdings is None:
                continue
            credit = chunk.credit_of(place.holder_id)
            upcoming = _upcoming(self.catalogue, holdings, credit, place)
            own = next((one.mailbox for one in holdings if one.mailbox.id == place.mailbox_id), None)
            if upcoming is None or own is None:
                continue
            written, more = self._remind(chunk, upcoming, own, credit, today)
            notices += written
            done += more
        return notices, done

    def _remind(
        self, chunk: _Chunk, upcoming: Upcoming, mailbox: Mailbox, credit: Money, today: date
    ) -> tuple[list[Notice], Reminded]:
        """The reminder of one mailbox, for each channel, if one is owed."""
        tone = tone_of(upcoming)
        if tone is None:
            return [], Reminded()
        step, skipped = owed_step(tone, (upcoming.day - today).days, mailbox.reminder_step)
        if step is None:
            return [], Reminded(skipped=skipped)
        facts = reminder_news(upcoming, tone, credit, today).facts()
        event = reminder_event(mailbox, upcoming.day, step)
        contact, now = chunk.contacts[mailbox.holder_id], self.clock.now()
        written = to_holder(contact, event, NoticeKind.REMINDER, facts, now, mailbox.id, cycle=upcoming.day)
        return written, Reminded(owed=1, skipped=skipped)

    async def _write(self, chunk: _Chunk, notices: Sequence[Notice]) -> None:
        async with self.units.write() as unit:
            await unit.outbox.add(notices)
            await unit.due.looked_at(chunk.places)
            await unit.commit()


def reminder_event(mailbox: Mailbox, day: date, step: int) -> str:
    """The name of a reminder: the mailbox, its date, and the day of the renewal where that is another one."""
    cycle = mailbox.expires_on.isoformat()
    if day != mailbox.expires_on:
        cycle = f"{cycle}@{day.isoformat()}"
    return f"reminder:{mailbox.id}:{cycle}:{step}"


def _upcoming(catalogue: Catalogue, holdings: Sequence[Holding], credit: Money, place: RemindPlace) -> Upcoming | None:
    """The next renewal of the mailbox of a place, after those of its holder that come first."""
    ahead = look_ahead(catalogue, holdings, credit, place.due_on)
    return next((one for one in ahead if one.renewal.mailbox.id == place.mailbox_id), None)
