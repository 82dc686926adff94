"""Knocks at the doors of the admins by whoever is none: they leave a line, and open nothing (faults F69, S13)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.acts import Act
from domain.calendar import civil_day, start_of_day
from domain.ports import Clock, Units


@dataclass(frozen=True, kw_only=True, slots=True)
class AdminDoors:
    """Remembers who knocked at them in vain."""

    units: Units
    clock: Clock

    async def note(self, door: str, *, person_id: int) -> None:
        """Keeps a line of a knock: one a person, door and civil day, so that nobody fills the table.

        `door` is the command or the verb of the button; `person_id` a Telegram id. A person's updates come one after
        the other.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            if await unit.acts.has_knocked(person_id, Act.DOOR_REFUSED, door, start_of_day(civil_day(now))):
                return
            await unit.acts.add(person_id, Act.DOOR_REFUSED, {"door": door}, now)
            await unit.commit()
