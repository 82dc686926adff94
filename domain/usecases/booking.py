"""Whatever Stripe announces, booked: the same for its webhook and for what is read again because one was lost."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ports import Refunds, StripeFact
from domain.reversals import RefundsChanged, ReversalReported
from domain.top_ups import PaymentReceived
from domain.usecases.reversing import Reversing
from domain.usecases.settling import Settling


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """Knows who books which fact."""

    settling: Settling
    reversing: Reversing
    refunds: Refunds

    async def book(self, fact: StripeFact) -> bool:
        """Books a fact; False if it moved nothing, or did before. Raises StorageUnavailable, PaymentsUnavailable."""
        if isinstance(fact, PaymentReceived):
            return await self.settling.settle(fact)
        if isinstance(fact, ReversalReported):
            return await self.reversing.report(fact)
        if isinstance(fact, RefundsChanged):
            # The event names the sum of all refunds. Which they are, Stripe tells: each is booked once (fault F27).
            refunds = await self.refunds.of_payment(fact.intent)
            return any([await self.reversing.report(refund) for refund in refunds])
        await self.settling.fail(fact)
        return False
