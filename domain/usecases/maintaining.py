"""The bot is closed to holders, and open again: those who came meanwhile are told once that it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.acts import Act
from domain.maintenance import EVENT, Closure, MaintenanceState, MaintenanceSwitched
from domain.notices import Facts, NoticeKind, to_chats
from domain.ports import Clock, Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Maintaining:
    """Closes and opens. `actor` is a Telegram id, or COMMAND_LINE; every act has its line (S13)."""

    units: Units
    clock: Clock

    async def closure(self) -> Closure | None:
        """The maintenance that goes on; None while there is none."""
        async with self.units.read() as unit:
            return await unit.maintenance.current()

    async def state(self) -> MaintenanceState:
        """Whether the bot is closed, and how many wait."""
        async with self.units.read() as unit:
            closure = await unit.maintenance.current()
            waiting = await unit.maintenance.count(closure.number) if closure else 0
        return MaintenanceState(closure=closure, waiting=waiting)

    async def begin(self, until: datetime | None, *, actor: int) -> MaintenanceSwitched:
        """Closes the bot to holders; if it is closed already, changes when that is to end.

        Whoever has not yet been told of the end of the one before waits for the end of this one.
        """
        now = self.clock.now()
        about: Facts = {"until": until.isoformat() if until else None}
        async with self.units.write() as unit:
            begun = await unit.maintenance.begin(now, until)
            closure = await unit.maintenance.current()
            if closure is None:  # somebody has opened it at this moment
                return MaintenanceSwitched(closure=None, repeated=True)
            if not begun and not await unit.maintenance.change(closure.number, until):
                return MaintenanceSwitched(closure=closure, repeated=True)
            await unit.acts.add(actor, Act.MAINTENANCE_BEGUN, about, now)
            if begun:
                await unit.maintenance.wait_again(
                    await unit.outbox.overtake(NoticeKind.MAINTENANCE_OVER), closure.number
                )
            closure = await unit.maintenance.current()
            await unit.commit()
        return MaintenanceSwitched(closure=closure)

    async def end(self, *, actor: int) -> MaintenanceSwitched:
        """Opens the bot; whoever came meanwhile is told."""
        now = self.clock.now()
        async with self.units.write() as unit:
            ended = await unit.maintenance.end()
            if ended is None:
                return MaintenanceSwitched(closure=None, repeated=True)
            waited = await unit.maintenance.release(ended.number)
            about: Facts = {"chats": len(waited)}
            await unit.acts.add(actor, Act.MAINTENANCE_ENDED, about, now)
            event = f"{EVENT}:{ended.number}"
            await unit.outbox.add(to_chats(waited, event, NoticeKind.MAINTENANCE_OVER, {}, now))
            await unit.commit()
        return MaintenanceSwitched(closure=None, told=len(waited))

    async def wait(self, chat_id: int, closure: Closure) -> bool:
        """Has a chat wait for the end of a maintenance; False if that has come meanwhile."""
        async with self.units.read() as unit:
            if await unit.maintenance.is_waiting(chat_id, closure.number):
                return True
        async with self.units.write() as unit:
            waits = await unit.maintenance.wait(chat_id, closure.number)
            await unit.commit()
        return waits
