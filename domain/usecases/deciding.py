"""A second administrator decides on an adjustment over the limit: once, in time, and never the one who proposed it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.acts import Act
from domain.adjustments import PROPOSAL_LIFETIME, Adjustment, AdjustmentShown, AdjustmentState
from domain.admin_errors import OwnProposal, ProposalOver
from domain.errors import NotFound
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.adjusting import Adjusting, about, lock_and_find, shown, to_admins

_ACTS = {AdjustmentState.APPLIED: Act.ADJUSTMENT_APPROVED, AdjustmentState.REFUSED: Act.ADJUSTMENT_REFUSED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Deciding:
    """Carries out what a second administrator has decided. `admin` is a Telegram id, and for the caller to know."""

    units: Units
    clock: Clock
    adjusting: Adjusting

    async def look(self, adjustment_id: int) -> AdjustmentShown:
        """An adjustment as it stands. Raises NotFound."""
        async with self.units.read() as unit:
            return await shown(unit, await _get(unit, adjustment_id), self.clock.now())

    async def approve(self, adjustment_id: int, *, admin: int) -> AdjustmentShown:
        """Carries out what was proposed, looking at everything anew; what was decided before stands.

        Raises NotFound, OwnProposal, ProposalOver, HolderErased, CreditTooSmall, ChargingStopped.
        """
        return await self._decide(adjustment_id, AdjustmentState.APPLIED, admin)

    async def refuse(self, adjustment_id: int, *, admin: int) -> AdjustmentShown:
        """Refuses what was proposed; what was decided before stands. Raises NotFound, OwnProposal, ProposalOver."""
        return await self._decide(adjustment_id, AdjustmentState.REFUSED, admin)

    async def _decide(self, adjustment_id: int, state: AdjustmentState, admin: int) -> AdjustmentShown:
        now = self.clock.now()
        async with self.units.write() as unit:
            proposed = await _get(unit, adjustment_id)
            is_applied = state is AdjustmentState.APPLIED
            holder = await lock_and_find(unit, proposed.holder_id) if is_applied else None
            since = now - PROPOSAL_LIFETIME
            if await unit.adjustments.decide(adjustment_id, state, admin=admin, at=now, asked_after=since):
                decided = replace(proposed, state=state, decided_by=admin, decided_at=now)
                if is_applied:
                    await self.adjusting.book(unit, decided, now)
                await unit.acts.add(admin, _ACTS[state], about(decided), now)
                await unit.outbox.add(to_admins((decided.asked_by,), decided, now))
                outcome = await shown(unit, decided, now, holder=holder)
                await unit.commit()
                return outcome
            return await _as_it_stands(unit, adjustment_id, admin, now)


async def _as_it_stands(unit: UnitOfWork, adjustment_id: int, admin: int, now: datetime) -> AdjustmentShown:
    """What was decided before; raises the reason why there is nothing to decide for this admin."""
    adjustment = await _get(unit, adjustment_id)
    if adjustment.asked_by == admin and adjustment.state is AdjustmentState.PROPOSED:
        raise OwnProposal
    if adjustment.state_at(now) is AdjustmentState.EXPIRED:
        raise ProposalOver(at=adjustment.expires_at)
    return await shown(unit, adjustment, now, repeated=True)


async def _get(unit: UnitOfWork, adjustment_id: int) -> Adjustment:
    adjustment = await unit.adjustments.get(adjustment_id)
    if adjustment is None:
        raise NotFound
    return adjustment
