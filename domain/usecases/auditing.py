"""Checking the books: asked for at any time, and by ourselves every night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.alarms import Alarm
from domain.calendar import ROME, civil_day
from domain.notices import Facts, NoticeKind, to_chats
from domain.ports import Clock, PaymentLinks, Units
from domain.usecases.charging import STOPPED, is_charging_stopped
from domain.usecases.settling import Settling

NIGHT_HOUR = 3  # in Rome
LOOKS_BACK = timedelta(days=3)
AUDITED = "audited-on"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """How many balances were checked, and every disagreement found, as lines for the administrator."""

    balances: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the books are right."""
        return not self.problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Auditing:
    """Reads the books and trusts nothing."""

    units: Units

    async def audit(self) -> Audit:
        """Compares balances, orders, add-ons, renewals, dates and payments with the transfers. Changes nothing."""
        async with self.units.read() as unit:
            balances, problems = await unit.ledger.problems()
        return Audit(balances=balances, problems=tuple(problems))

    async def judge(self) -> Audit:
        """Audits, and acts on it: wrong books stop all charging, right ones let it go on (fault F40)."""
        found = await self.audit()
        async with self.units.write() as unit:
            if found.ok:
                await unit.marks.drop(STOPPED)
            else:
                await unit.marks.put(STOPPED, found.problems[0])
            await unit.commit()
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfAudit:
    """The audit of every night: the books, and what Stripe says was paid. Its admins are told of what is wrong."""

    units: Units
    clock: Clock
    auditing: Auditing
    links: PaymentLinks
    settling: Settling
    admins: tuple[int, ...]

    async def run(self) -> int:
        """Audits once a night, in whichever process comes first, and again and again while charging is stopped.

        Says how many problems there are. Raises PaymentsUnavailable, after the books were audited.
        """
        now = self.clock.now()
        today = civil_day(now).isoformat()
        async with self.units.write() as unit:
            # What is alarmed and charging again was put right by a hand, or by a process that died before it said so.
            stopped = await is_charging_stopped(unit) or Alarm.AUDIT in await unit.alarms.raised()
            mine = now.astimezone(ROME).hour >= NIGHT_HOUR and await unit.marks.claim(AUDITED, today)
            await unit.commit()
        if not mine and not stopped:
            return 0
        found = await self.auditing.judge()
        await self._tell(found)
        if mine:
            await self.find_payments()
        return len(found.problems)

    async def find_payments(self) -> int:
        """Books what was paid at Stripe in the last days and is in no book yet; says how much of it there was."""
        booked = 0
        for received in await self.links.paid_since(self.clock.now() - LOOKS_BACK):
            booked += await self.settling.settle(received)
        return booked

    async def _tell(self, found: Audit) -> None:
        """The admins are told what is wrong once, and once when it is right again, however often it goes wrong."""
        now = self.clock.now()
        first = found.problems[0] if found.problems else None
        facts: Facts = {"ok": found.ok, "problems": len(found.problems), "first": first}
        async with self.units.write() as unit:
            changing = unit.alarms.end_once if found.ok else unit.alarms.raise_once
            episode = await changing(Alarm.AUDIT, now)
            if episode is None:
                return
            event = f"alarm:{Alarm.AUDIT}:{episode.number}:{'right' if found.ok else 'wrong'}"
            await unit.outbox.add(to_chats(self.admins, event, NoticeKind.ADMIN_AUDIT, facts, now))
            await unit.commit()
