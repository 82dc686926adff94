"""The digest of the administrators: once a day, in the morning, about the day before; and whenever one of them asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.digest import DAYS_BACK, Digest, Failures, Which, day_of, is_time, undelivered_of
from domain.notices import Channel, Notice, NoticeKind, NoticeState
from domain.outlook import Ahead
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.charging import is_charging_stopped

DIGESTED = "digested-on"


@dataclass(frozen=True, kw_only=True, slots=True)
class Digesting:
    """Counts a day, and owes what it counted to every administrator who lets the bot speak.

    `hour` is in Rome, None if nobody is told.
    """

    units: Units
    clock: Clock
    catalogue: Catalogue
    admins: tuple[int, ...]
    hour: int | None

    async def run(self) -> int:
        """Owes the digest of yesterday, once, in whichever process comes first; says to how many it is owed.

        Whatever days were missed before are not told any more. The first digest is that of the first whole day.
        """
        now = self.clock.now()
        day = day_of(Which.YESTERDAY, now)
        async with self.units.read() as unit:
            last = await unit.marks.get(DIGESTED)
        if last is None:
            await self._claim(day, ())
        if self.hour is None or not is_time(now, self.hour) or last is None or last >= day.isoformat():
            return 0
        digest = await self.digest(day)
        notices = [self._notice(digest, admin) for admin in await self._reached()]
        return len(notices) if await self._claim(day, notices) else 0

    async def digest(self, day: date) -> Digest:
        """What a civil day in Rome brought; with the two weeks up to it, and the days ahead from today on."""
        today = civil_day(self.clock.now())
        ahead = Ahead(catalogue=self.catalogue, first=today)
        async with self.units.read() as unit:
            happened = await unit.digests.happened(day)
            failures = await self._failures(unit, day)
            income = await unit.digests.income(day - timedelta(days=DAYS_BACK - 1), day)
            after: int | None = 0
            while after is not None:
                lines, after = await unit.digests.due_lines(ahead.last, after)
                ahead.add(lines)
        return Digest(day=day, happened=happened, failures=failures, income=tuple(income), outlook=ahead.outlook())

    async def of(self, which: Which) -> Digest:
        """The digest of yesterday, or what today has brought so far."""
        return await self.digest(day_of(which, self.clock.now()))

    async def _reached(self) -> list[int]:
        """The administrators who have spoken to the bot and not blocked it since: nobody else can be told anything."""
        async with self.units.read() as unit:
            return [
                admin
                for admin in self.admins
                if await unit.chats.language(admin) is not None and await unit.chats.is_reachable(admin)
            ]

    async def _failures(self, unit: UnitOfWork, day: date) -> Failures:
        debts = await unit.digests.debts()
        return replace(
            undelivered_of(await unit.digests.undelivered(day)),
            payments=await unit.digests.failed_payments(day),
            unassigned=await unit.digests.unassigned_payments(),
            dead=(await unit.outbox.counts())[NoticeState.DEAD],
            charging_stopped=await is_charging_stopped(unit),
            alarms=await unit.digests.raised_alarms(day),
            refunds=await unit.digests.failed_refunds(day),
            disputes=await unit.digests.lost_disputes(day),
            debtors=debts.count,
            owed_cents=debts.cents,
        )

    async def _claim(self, day: date, notices: tuple[()] | list[Notice]) -> bool:
        """Writes what is owed for a day, unless another process has."""
        async with self.units.write() as unit:
            mine = await unit.marks.claim(DIGESTED, day.isoformat())
            if mine:
                await unit.outbox.add(notices)
            await unit.commit()
        return mine

    def _notice(self, digest: Digest, admin: int) -> Notice:
        return Notice(
            key=f"digest:{digest.day.isoformat()}:{admin}",
            channel=Channel.CHAT,
            target=str(admin),
            kind=NoticeKind.ADMIN_DIGEST,
            facts=digest.facts(),
            due_at=self.clock.now(),
        )
