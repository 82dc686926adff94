"""What keeps an add-on that would end from ending at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from domain.addons import Addon
from domain.calendar import ROME
from domain.ports import UnitOfWork
from domain.renewals import Circumstances, Renewal
from domain.steps import STEPS


async def circumstances_of(unit: UnitOfWork, losing: Sequence[Renewal]) -> dict[int, Circumstances]:
    """For each mailbox that would lose something: was anybody warned, and is money on its way?

    Who bought on the last two days, when no reminder was still to come, was told day and price by the receipt. A
    payment counts that was asked for before the day after the expiry began (fault F49).
    """
    cycles = [(renewal.mailbox.id, one.before.runs_until) for renewal in losing for one in renewal.addons]
    warned = await unit.outbox.warned(cycles)
    asked = await unit.top_ups.awaited({renewal.mailbox.holder_id for renewal in losing})
    found: dict[int, Circumstances] = {}
    for renewal in losing:
        at = asked.get(renewal.mailbox.holder_id)
        awaited = at is not None and at < _beginning_of(renewal.due_on + timedelta(days=1))
        told = renewal.mailbox.id in warned or all(_is_told_by_receipt(one.before) for one in renewal.addons)
        found[renewal.mailbox.id] = Circumstances(warned=told, awaited=awaited)
    return found


def _is_told_by_receipt(addon: Addon) -> bool:
    return addon.active_from >= addon.runs_until - timedelta(days=min(STEPS))


def _beginning_of(day: date) -> datetime:
    """The instant at which a civil day begins in Rome."""
    return datetime.combine(day, time.min, tzinfo=ROME)
