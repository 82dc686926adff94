"""Who is told that an inbox fills up: at 70 and at 90 per cent, only when that is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calendar import civil_day
from domain.catalogue import Catalogue, ServiceKey
from domain.notices import Notice, NoticeKind, to_holder
from domain.ports import Clock, UnitOfWork, Units
from domain.space import Filling, helping_gb, space_news
from domain.usecases.telling import Telling

CHUNK = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchingSpace:
    """Compares the space in use with the levels of alert."""

    units: Units
    clock: Clock
    catalogue: Catalogue
    telling: Telling

    async def run(self) -> int:
        """Looks at all inboxes that have passed a level, up or down; says how many holders are told."""
        told, after = 0, 0
        while True:
            async with self.units.read() as unit:
                fillings = await unit.due.filling(CHUNK, after)
            if not fillings:
                return told
            after = fillings[-1].mailbox.id
            async with self.units.write() as unit:
                notices = await self._alerts(unit, [one for one in fillings if one.is_rising])
                await unit.outbox.add(notices)
                await unit.due.save_space_levels(fillings)
                await unit.commit()
            told += len({notice.mailbox_id for notice in notices})

    async def _alerts(self, unit: UnitOfWork, rising: Sequence[Filling]) -> list[Notice]:
        if not rising:
            return []
        now = self.clock.now()
        contacts = await self.telling.contacts(unit, {one.mailbox.holder_id for one in rising})
        notices: list[Notice] = []
        for one in rising:
            box = one.mailbox
            if not await unit.holders.wants_space_alerts(box.holder_id):
                continue
            left = self.catalogue.gb_left(ServiceKey.INBOX, box.type, one.total_gb)
            facts = space_news(one, helping_gb(box.used_bytes, one.total_gb, left)).facts()
            event = f"space:{box.id}:{one.level}:{civil_day(now).isoformat()}"
            notices += to_holder(contacts[box.holder_id], event, NoticeKind.SPACE, facts, now, box.id)
        return notices
