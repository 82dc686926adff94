"""A day begins: what has expired is renewed from the credit, or ends. Nothing of it happens twice or in silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import anniversary, civil_day
from domain.catalogue import Catalogue
from domain.errors import Unavailable
from domain.ledger import Transfer, holder_account, renewal_transfers
from domain.mailboxes import GIGABYTE, Mailbox
from domain.money import NOTHING, Money
from domain.notices import Contact, Facts, Notice, NoticeKind, to_chats, to_holder
from domain.places import BareTerm, DuePlace
from domain.ports import Clock, UnitOfWork, Units
from domain.renewal_news import renewal_news
from domain.renewals import ENDS, Circumstances, Fate, Holding, Renewal, catch_up, only_renewed
from domain.server_acts import limit_notice
from domain.usecases.charging import check_charging
from domain.usecases.circumstances import circumstances_of
from domain.usecases.holdings import holdings_of
from domain.usecases.telling import Telling

CHUNK = 1_000
BARE_CHUNK = 5_000

Report = Callable[[int, Exception], Awaitable[str]]
Purses = dict[int, Money]  # what is left of each holder's credit while renewals are decided


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewed:
    """How much was done: add-ons renewed and deactivated, mailboxes expired, and what was taken, VAT included."""

    renewed: int = 0
    deactivated: int = 0
    expired: int = 0
    charged: Money = NOTHING
    failed: int = 0

    def __add__(self, other: Renewed) -> Renewed:
        return Renewed(
            renewed=self.renewed + other.renewed,
            deactivated=self.deactivated + other.deactivated,
            expired=self.expired + other.expired,
            charged=self.charged + other.charged,
            failed=self.failed + other.failed,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewing:
    """Carries out what is due, a chunk of mailboxes in one transaction.

    `report` is told of a mailbox that could not be dealt with, and answers with the reference of its log line.
    """

    units: Units
    clock: Clock
    catalogue: Catalogue
    telling: Telling
    admins: tuple[int, ...]
    report: Report

    async def run(self, on: date | None = None, *, dry_run: bool = False) -> Renewed:
        """Everything that is due before a day (default: today in Rome). A dry run writes nothing.

        Raises ChargingStopped, StorageUnavailable.
        """
        today = on or civil_day(self.clock.now())
        done, after = Renewed(), None
        purses: Purses = {}
        if not dry_run:
            await self._move_bare(today)
        while True:
            if dry_run:
                more, after = await self._foresee(today, after, purses)
            else:
                more, after = await self._renew_some(today, after)
            done += more
            if after is None:
                return done

    async def renew_unpaid(self, unit: UnitOfWork, holder_id: int, mailboxes: Iterable[Mailbox], event: str) -> None:
        """Renews what runs on unpaid, once money has come. The mailboxes are locked; `event` names the money."""
        now = self.clock.now()
        today = civil_day(now)
        renewals: list[Renewal] = []
        credit = await unit.ledger.balance(holder_account(holder_id))
        for holding in await holdings_of(unit, mailboxes):
            unpaid = holding.unpaid
            if not unpaid.addons or holding.mailbox.expires_on < today:
                continue
            left = holding
            for renewal in catch_up(self.catalogue, unpaid, credit, today, Circumstances(warned=False)):
                if renewal.of(Fate.RENEWED):
                    renewals.append(only_renewed(left, renewal))
                    left, credit = renewals[-1].after, renewal.credit
        await self._write(unit, renewals, now, suffix=f":{event}")

    async def _move_bare(self, today: date) -> None:
        """Moves the mailboxes on which nothing is bought: there is nothing to decide, to take or to tell.

        What cannot be moved is left to be dealt with like the others, and reported.
        """
        moved = 1
        while moved:
            async with self.units.read() as unit:
                await check_charging(unit)
                terms = await unit.due.bare(today)
            moved = sum([await self._move_all(term) for term in terms])

    async def _move_all(self, term: BareTerm) -> int:
        try:
            moved_to = anniversary(term.expires_on, term.term_years, term.anchor_day)
        except ValueError:  # beyond the end of the calendar
            return 0
        moved = 0
        while more := await self._move_some(term, moved_to):
            moved += more
        return moved

    async def _move_some(self, term: BareTerm, moved_to: date) -> int:
        async with self.units.write() as unit:
            moved = await unit.due.move_bare(term, moved_to, BARE_CHUNK)
            await unit.commit()
        return moved

    async def _renew_some(self, today: date, after: DuePlace | None) -> tuple[Renewed, DuePlace | None]:
        """The next chunk, and the place behind it; None if nothing is left."""
        async with self.units.read() as unit:
            await check_charging(unit)
            places = await unit.due.lapsed(today, CHUNK, after)
        if not places:
            return Renewed(), None
        ids = [place.mailbox_id for place in places]
        try:
            done = await self._renew(ids, today)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, it is looked for mailbox by mailbox, and reported there
            done = await self._renew_one_by_one(ids, today)
        return done, places[-1]

    async def _renew_one_by_one(self, ids: Iterable[int], today: date) -> Renewed:
        """A chunk that failed is taken again mailbox by mailbox; the one at fault stops none of the others."""
        done = Renewed()
        for mailbox_id in ids:
            try:
                done += await self._renew([mailbox_id], today)
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - it is reported, and the admins are told
                await self._set_aside(mailbox_id, today, await self.report(mailbox_id, error))
                done += Renewed(failed=1)
        return done

    async def _renew(self, ids: Sequence[int], today: date) -> Renewed:
        now = self.clock.now()
        async with self.units.write() as unit:
            holdings = await holdings_of(unit, await unit.due.lock(ids, today))
            paying = {holding.mailbox.holder_id for holding in holdings if holding.addons}
            balances = await unit.ledger.lock_balances(holder_account(holder_id) for holder_id in paying)
            purses = {holder_id: balances.get(holder_account(holder_id), NOTHING) for holder_id in paying}
            renewals = await self._decide(unit, holdings, purses, today)
            await self._write(unit, renewals, now)
            await unit.commit()
        return _counted(renewals)

    async def _foresee(self, today: date, after: DuePlace | None, purses: Purses) -> tuple[Renewed, DuePlace | None]:
        """What the next chunk would do; the purses remember what the chunks before it would have spent."""
        async with self.units.read() as unit:
            places = await unit.due.lapsed(today, CHUNK, after)
            if not places:
                return Renewed(), None
            holdings = await holdings_of(unit, await unit.mailboxes.of_ids(place.mailbox_id for place in places))
            unknown = {one.mailbox.holder_id for one in holdings} - purses.keys()
            balances = await unit.ledger.balances(holder_account(holder_id) for holder_id in unknown)
            purses |= {holder_id: balances.get(holder_account(holder_id), NOTHING) for holder_id in unknown}
            renewals = await self._decide(unit, holdings, purses, today)
        return _counted(renewals), places[-1]

    async def _decide(
        self, unit: UnitOfWork, holdings: Sequence[Holding], purses: Purses, today: date
    ) -> list[Renewal]:
        """What becomes of each; whoever would lose something is looked at again in the light of the circumstances."""
        before = dict(purses)
        renewals = self._catch_up(holdings, purses, today, {})
        losing = {renewal.mailbox.id: renewal for renewal in renewals if renewal.of(Fate.SHORT, Fate.UNRENEWED)}
        if not losing:
            return renewals
        purses |= before
        circumstances = await circumstances_of(unit, [*losing.values()])
        return self._catch_up(holdings, purses, today, circumstances)

    def _catch_up(
        self, holdings: Iterable[Holding], purses: Purses, today: date, circumstances: Mapping[int, Circumstances]
    ) -> list[Renewal]:
        renewals: list[Renewal] = []
        for holding in holdings:
            holder_id, mailbox_id = holding.mailbox.holder_id, holding.mailbox.id
            around = circumstances.get(mailbox_id, Circumstances())
            periods = catch_up(self.catalogue, holding, purses.get(holder_id, NOTHING), today, around)
            if periods:
                purses[holder_id] = periods[-1].credit
                renewals += periods
        return renewals

    async def _write(self, unit: UnitOfWork, renewals: Sequence[Renewal], now: datetime, *, suffix: str = "") -> None:
        """The money, the dates and the news, all at once."""
        if not renewals:
            return
        await unit.ledger.post_all([line for renewal in renewals for line in _transfers(renewal, now)])
        await unit.due.save(renewals, now)
        news = [renewal for renewal in renewals if renewal.is_news]
        if not news:
            return
        contacts = await self.telling.contacts(unit, {renewal.mailbox.holder_id for renewal in news})
        notices: list[Notice] = []
        for renewal in news:
            notices += self._notices(renewal, contacts[renewal.mailbox.holder_id], now, suffix)
        await unit.outbox.add(notices)

    def _notices(self, renewal: Renewal, contact: Contact, now: datetime, suffix: str) -> list[Notice]:
        """The outcome for the holder, the space for the mail server, and what the admins have to know."""
        mailbox = renewal.mailbox
        event = f"renewal:{mailbox.id}:{renewal.due_on.isoformat()}{suffix}"
        over = max(0, mailbox.used_bytes - renewal.inbox_gb * GIGABYTE) if renewal.changes_space else 0
        facts = renewal_news(renewal, over).facts()
        notices = to_holder(contact, event, NoticeKind.RENEWAL, facts, now, mailbox.id)
        if renewal.changes_space:
            notices.append(limit_notice(mailbox.address, event, renewal.inbox_gb, now, mailbox.holder_id))
        graced = renewal.of(Fate.GRACE)
        if graced:
            about: Facts = {
                "mailbox": mailbox.address,
                "day": renewal.due_on.isoformat(),
                "until": graced[0].after.due_on.isoformat(),
                "addons": len(graced),
            }
            notices += to_chats(self.admins, event, NoticeKind.ADMIN_GRACE, about, now, mailbox.holder_id)
        return notices

    async def _set_aside(self, mailbox_id: int, today: date, reference: str) -> None:
        """The admins are told, once a day, of a mailbox that could not be dealt with; it is tried again."""
        now = self.clock.now()
        event = f"renewal-failed:{mailbox_id}:{today.isoformat()}"
        async with self.units.write() as unit:
            found = await unit.mailboxes.of_ids([mailbox_id])
            facts: Facts = {
                "mailbox": found[0].address if found else str(mailbox_id),
                "day": today.isoformat(),
                "reference": reference,
            }
            holder_id = found[0].holder_id if found else None
            await unit.outbox.add(to_chats(self.admins, event, NoticeKind.ADMIN_RENEWAL_FAILED, facts, now, holder_id))
            await unit.commit()


def _transfers(renewal: Renewal, now: datetime) -> Iterable[Transfer]:
    for one in renewal.of(Fate.RENEWED):
        if one.price is not None:
            yield from renewal_transfers(renewal.mailbox, one.before, one.price, now)


def _counted(renewals: Iterable[Renewal]) -> Renewed:
    done = Renewed()
    for renewal in renewals:
        done += Renewed(
            renewed=len(renewal.of(Fate.RENEWED)),
            deactivated=len(renewal.of(*ENDS)),
            expired=int(renewal.expired),
            charged=renewal.charged,
        )
    return done
