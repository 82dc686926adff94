"""The holder's papers: receipts, and the movements of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.activations import as_of, late_ones
from domain.calendar import civil_day, start_of_year
from domain.errors import NotFound
from domain.ledger import Movement, holder_account, read_renewal_event
from domain.orders import COMPLETED_ONCE
from domain.papers import OrderReceipt, PaperKind, PapersPage, RenewalReceipt, TopUpReceipt
from domain.ports import Clock, UnitOfWork, Units
from domain.profile import Profile
from domain.usecases.profiles import profile_of

PAGE = 4
CHUNK = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Papers:
    """Gives holders the papers of what is theirs, and only of that."""

    units: Units
    clock: Clock

    async def page(self, holder_id: int, page: int) -> PapersPage:
        """A page of what there are receipts for, counted from 0."""
        async with self.units.read() as unit:
            papers = await unit.papers.of_holder(holder_id, PAGE + 1, page * PAGE)
            late = await self._late(unit, holder_id)
        shown = tuple(replace(paper, is_activating=paper.order_id in late) for paper in papers[:PAGE])
        return PapersPage(papers=shown, page=page, has_older=len(papers) > PAGE)

    async def order(self, order_id: str, *, holder_id: int) -> OrderReceipt:
        """The receipt of an order. Raises NotFound if it was never completed, or is somebody else's."""
        async with self.units.read() as unit:
            order = await unit.orders.get(order_id, holder_id)
            if order is None or order.state not in COMPLETED_ONCE:
                raise NotFound
            order = as_of(order, await self._late(unit, holder_id))
            return OrderReceipt(order=order, profile=await profile_of(unit, holder_id))

    async def movement(self, movement_id: int, *, holder_id: int) -> TopUpReceipt | RenewalReceipt:
        """The receipt of a top-up or a renewal. Raises NotFound if it is neither, or somebody else's."""
        async with self.units.read() as unit:
            movement = await unit.ledger.movement(holder_account(holder_id), movement_id)
            if movement is None:
                raise NotFound
            if movement.kind == PaperKind.TOP_UP:
                return TopUpReceipt(movement=movement, profile=await profile_of(unit, holder_id))
            return await _renewal(unit, movement, await profile_of(unit, holder_id))

    async def _late(self, unit: UnitOfWork, holder_id: int) -> frozenset[str]:
        """The orders whose space takes long."""
        return late_ones(await unit.activations.of_holder(holder_id), self.clock.now())

    async def years(self, holder_id: int) -> tuple[int, ...]:
        """The civil years in Rome in which the credit moved, newest first."""
        account, years = holder_account(holder_id), list[int]()
        async with self.units.read() as unit:
            moved = await unit.ledger.first_movement(account, start_of_year(2000))
            while moved is not None:
                years.append(civil_day(moved).year)
                moved = await unit.ledger.first_movement(account, start_of_year(years[-1] + 1))
        return tuple(reversed(years))

    async def movements_of(self, year: int, *, holder_id: int) -> Sequence[Movement]:
        """The movements of a civil year in Rome, oldest first, read in chunks. Raises NotFound if there are none."""
        account, found = holder_account(holder_id), list[Movement]()
        since, before = start_of_year(year), start_of_year(year + 1)
        async with self.units.read() as unit:
            while len(found) % CHUNK == 0:
                chunk = await unit.ledger.movements_between(account, since, before, limit=CHUNK, offset=len(found))
                if not chunk:
                    break
                found += chunk
        if not found:
            raise NotFound
        return found


async def _renewal(unit: UnitOfWork, movement: Movement, profile: Profile) -> RenewalReceipt:
    renewed = read_renewal_event(movement.event)
    facts = await unit.papers.renewal(*renewed) if renewed else None
    if renewed is None or facts is None:
        raise NotFound
    price, until = facts
    return RenewalReceipt(movement=movement, profile=profile, price=price, period_from=renewed[1], period_until=until)
