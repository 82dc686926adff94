"""What is owed to the world, and what became of each delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.holders import Language
from domain.notices import MOST_ATTEMPTS, Notice, retry_after
from domain.orders import Order
from domain.ports import Clock, Units

CLAIM = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivering:
    """Hands out notices to whoever delivers them, each to one deliverer at a time."""

    units: Units
    clock: Clock

    async def claim(self, limit: int) -> Sequence[Notice]:
        """Notices that are due, claimed for two minutes."""
        now = self.clock.now()
        async with self.units.write() as unit:
            notices = await unit.outbox.claim(now, limit, now + CLAIM)
            if notices:
                await unit.commit()
        return notices

    async def language(self, notice: Notice) -> Language:
        """The language of the chat that a notice goes to."""
        async with self.units.read() as unit:
            return await unit.chats.language(notice.chat_id) or Language.ITALIAN

    async def order(self, order_id: str, holder_id: int) -> Order | None:
        """The order that a notice to its holder speaks of."""
        async with self.units.read() as unit:
            return await unit.orders.get(order_id, holder_id)

    async def sent(self, notice: Notice) -> None:
        """The notice has arrived."""
        async with self.units.write() as unit:
            await unit.outbox.mark_sent(notice.key, self.clock.now())
            await unit.commit()

    async def postpone(self, notice: Notice, error: str, wait: timedelta | None = None) -> None:
        """The notice did not arrive: it is tried again later, or given up after many attempts."""
        if notice.attempts >= MOST_ATTEMPTS:
            await self.give_up(notice, error)
            return
        due_at = self.clock.now() + (wait or retry_after(notice.attempts))
        async with self.units.write() as unit:
            await unit.outbox.mark_later(notice.key, due_at, error)
            await unit.commit()

    async def give_up(self, notice: Notice, error: str) -> None:
        """The notice cannot be delivered."""
        async with self.units.write() as unit:
            await unit.outbox.mark_dead(notice.key, error)
            await unit.commit()

    async def mark_unreachable(self, notice: Notice) -> None:
        """The person keeps the bot blocked."""
        async with self.units.write() as unit:
            await unit.chats.mark_reachable(notice.chat_id, reachable=False)
            await unit.commit()
