"""What could not be delivered, as the admins see it, and another try."""

from __future__ import annotations

from dataclasses import dataclass

from domain.acts import Act
from domain.calendar import civil_day
from domain.errors import NotFound
from domain.notices import DeadLetters, Notice, NoticeState
from domain.ports import Clock, Units

A_PAGE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Retrying:
    """Shows the dead letters, and has one tried again; every act of an admin has its line (S13)."""

    units: Units
    clock: Clock

    async def dead_letters(self, page: int) -> DeadLetters:
        """A page of what was given up, newest first. Pages count from 0."""
        async with self.units.read() as unit:
            found = await unit.outbox.dead(A_PAGE + 1, page * A_PAGE)
            counts = await unit.outbox.counts()
        return DeadLetters(
            notices=tuple(found[:A_PAGE]),
            total=counts[NoticeState.DEAD],
            page=page,
            has_older=len(found) > A_PAGE,
            today=civil_day(self.clock.now()),
        )

    async def retry(self, notice_id: int, *, admin: int) -> Notice:
        """Has a notice that was given up delivered again, from the first attempt. `admin` is a Telegram id.

        Raises NotFound if it is not given up, or not any more, or if its day is over.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            notice = await unit.outbox.dead_one(notice_id)
            if notice is None or notice.is_past(civil_day(now)) or not await unit.outbox.revive(notice.key, now):
                raise NotFound
            about = {"key": notice.key, "channel": notice.channel.value, "error": notice.error}
            await unit.acts.add(admin, Act.NOTICE_REVIVED, about, now)
            await unit.commit()
        return notice
