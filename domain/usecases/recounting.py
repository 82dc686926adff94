"""What administrators did, told again."""

from __future__ import annotations

from dataclasses import dataclass

from domain.acts import ACTS_ON_A_PAGE, ActsPage
from domain.ports import Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Recounting:
    """Tells the acts of administrators, which nobody can change (S13)."""

    units: Units

    async def page(self, page: int) -> ActsPage:
        """A page of the acts, newest first. Pages count from 0."""
        return await self._acts(ACTS_ON_A_PAGE, page)

    async def latest(self, limit: int) -> ActsPage:
        """So many acts at the most, newest first."""
        return await self._acts(limit, 0)

    async def _acts(self, limit: int, page: int) -> ActsPage:
        async with self.units.read() as unit:
            found = await unit.acts.latest(limit + 1, page * limit)
            acts = tuple(found[:limit])
            known = [await unit.holders.get(one) for one in {act.holder_id for act in acts if act.holder_id}]
        names = {holder.id: f"{holder.first_name} {holder.last_name}" for holder in known if holder}
        return ActsPage(acts=acts, names=names, page=page, has_older=len(found) > limit)
