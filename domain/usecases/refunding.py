"""The refund of what a holder has not used, asked for by an administrator and carried out by Stripe."""

from __future__ import annotations

from dataclasses import dataclass

from domain.acts import Act
from domain.errors import NotFound
from domain.ledger import ADJUSTMENT, holder_account, reversal_transfers
from domain.money import NOTHING, Money
from domain.notices import Facts
from domain.ports import Clock, Refunds, UnitOfWork, Units
from domain.reversals import (
    Refundable,
    RefundAsked,
    RefundRefused,
    Reversal,
    ReversalKind,
    ReversalReported,
    ReversalState,
    gone_of,
)
from domain.server_acts import refund_notice
from domain.top_ups import Payment
from domain.usecases.reversing import Reversing


@dataclass(frozen=True, kw_only=True, slots=True)
class Refunding:
    """Takes the money out of the credit first, so that it cannot be spent, and then has Stripe give it back."""

    units: Units
    clock: Clock
    refunds: Refunds
    reversing: Reversing

    async def payments_of(self, holder_id: int, limit: int, offset: int) -> tuple[Refundable, ...]:
        """The card payments of a holder, newest first, each with what can be refunded of it."""
        async with self.units.read() as unit:
            credit = await unit.ledger.balance(holder_account(holder_id))
            payments = await unit.payments.credited_of(holder_id, limit, offset)
            return tuple([await _refundable(unit, payment, holder_id, credit) for payment in payments])

    async def refundable(self, intent: str) -> Refundable:
        """A payment, and what can be refunded of it. Raises NotFound if it was not credited to anybody."""
        async with self.units.read() as unit:
            return await self._look(unit, intent)

    async def ask(self, intent: str, amount: Money, *, number: str, admin: int) -> RefundAsked:
        """Takes an amount out of the credit and has it given back to the card.

        `number` is that of the confirmed question: it is refunded once for each. `admin` is a Telegram id.
        Raises NotFound, NotRefundable, NothingRefundable.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            holder_id = await unit.payments.credited_to(intent)
            if holder_id is None:
                raise NotFound
            account = holder_account(holder_id)
            credit = (await unit.ledger.lock_balances([account]))[account]
            asked = await unit.reversals.get(number)
            if asked is not None:
                return RefundAsked(reversal=asked, credit=credit, repeated=True)
            (await self._look(unit, intent)).check(amount)
            reversal = Reversal(
                id=number,
                kind=ReversalKind.REFUND,
                intent=intent,
                amount=amount,
                state=ReversalState.ASKED,
                reported_at=now,
                holder_id=holder_id,
                asked_by=admin,
            )
            await unit.reversals.add(reversal)
            await unit.ledger.post(reversal_transfers(reversal, holder_id, credit, {}, now))
            await unit.outbox.add([refund_notice(number, now, holder_id)])
            about: Facts = {"holder_id": holder_id, "cents": amount.cents, "intent": intent, "refund": number}
            await unit.acts.add(admin, Act.REFUND_ASKED, about, now)
            await unit.commit()
        return RefundAsked(reversal=reversal, credit=credit - amount)

    async def carry_out(self, number: str) -> str:
        """Has Stripe give back what was asked for; answers with Stripe's id of it, or why it never will.

        What Stripe will never carry out goes back into the credit. Raises PaymentsUnavailable.
        """
        async with self.units.read() as unit:
            wanted = await unit.reversals.get(number)
        if wanted is None or wanted.state is not ReversalState.ASKED:
            return ""
        try:
            reported = await self.refunds.give_back(wanted)
        except RefundRefused as refused:
            await self.reversing.report(_never(wanted))
            return refused.reason
        await self.reversing.report(reported)
        return reported.id or ""

    async def _look(self, unit: UnitOfWork, intent: str) -> Refundable:
        holder_id, payment = await unit.payments.credited_to(intent), await unit.payments.get(intent)
        if holder_id is None or payment is None:
            raise NotFound
        return await _refundable(unit, payment, holder_id, await unit.ledger.balance(holder_account(holder_id)))


async def _refundable(unit: UnitOfWork, payment: Payment, holder_id: int, credit: Money) -> Refundable:
    return Refundable(
        intent=payment.intent,
        holder_id=holder_id,
        paid=Money(payment.cents),
        gone=gone_of(await unit.reversals.of_intent(payment.intent)),
        credit=credit,
        given=await _given_by_hand(unit, holder_id),
        paid_at=payment.received_at,
    )


async def _given_by_hand(unit: UnitOfWork, holder_id: int) -> Money:
    account = holder_account(holder_id)
    given = await unit.ledger.moved(ADJUSTMENT, account) - await unit.ledger.moved(account, ADJUSTMENT)
    return max(NOTHING, given)


def _never(wanted: Reversal) -> ReversalReported:
    """A refund that Stripe has refused for good: its money never left."""
    return ReversalReported(
        id=None,
        kind=wanted.kind,
        intent=wanted.intent,
        cents=wanted.amount.cents,
        state=ReversalState.BACK,
        asked_as=wanted.id,
    )
