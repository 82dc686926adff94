"""What keeps an add-on that would end from ending at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.calendar import ROME
from domain.ports import UnitOfWork
from domain.renewals import Circumstances, Renewal


async def circumstances_of(unit: UnitOfWork, losing: Sequence[Renewal]) -> dict[int, Circumstances]:
    """For each mailbox that would lose something: was anybody warned, and is money on its way?

    A payment counts that was asked for before the day after the expiry began (fault F49).
    """
    cycles = [(renewal.mailbox.id, one.before.runs_until) for renewal in losing for one in renewal.addons]
    warned = await unit.outbox.warned(cycles)
    asked = await unit.top_ups.awaited({renewal.mailbox.holder_id for renewal in losing})
    found: dict[int, Circumstances] = {}
    for renewal in losing:
        at = asked.get(renewal.mailbox.holder_id)
        awaited = at is not None and at < _beginning_of(renewal.due_on + timedelta(days=1))
        found[renewal.mailbox.id] = Circumstances(warned=renewal.mailbox.id in warned, awaited=awaited)
    return found


def _beginning_of(day: date) -> datetime:
    """The instant at which a civil day begins in Rome."""
    return datetime.combine(day, time.min, tzinfo=ROME)
