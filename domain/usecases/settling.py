"""Booking what Stripe says was paid: once per payment intent, whoever announces it and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.ledger import top_up_transfer
from domain.money import Money
from domain.notices import Facts, NoticeKind, to_chats
from domain.ports import Clock, UnitOfWork, Units
from domain.top_ups import (
    Payment,
    PaymentFailed,
    PaymentReceived,
    PaymentState,
    TopUp,
    TopUpState,
    read_reference,
)
from domain.usecases.reversing import Reversing
from domain.usecases.spending import Income, Origin, Spending


@dataclass(frozen=True, kw_only=True, slots=True)
class Settling:
    """Turns announcements of payments into credit, and credit into the order that waited for it."""

    units: Units
    clock: Clock
    spending: Spending
    reversing: Reversing
    admins: tuple[int, ...]

    async def settle(self, received: PaymentReceived) -> bool:
        """Books a payment and completes the order it was made for, in one transaction. False if that was done before.

        Money that cannot be credited for certain is recorded and shown to the admins; nothing is guessed.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            known = await unit.payments.get(received.intent)
            if known is not None and known.state not in {PaymentState.UNASSIGNED, PaymentState.EXPECTED}:
                return False
            top_up = await _top_up_of(unit, received)
            payment = _judge(received, top_up, now, is_erased=await _is_erased(unit, top_up))
            if known is not None and known.state is payment.state:
                return False
            # Whoever announced its refund in the meantime has left a row, which is this payment's.
            if not await unit.payments.add(payment) and not await unit.payments.settle(payment):
                return False
            if payment.reason is not None:
                await self._tell_admins(unit, payment, now)
            if top_up is not None and payment.state is PaymentState.CREDITED:
                await self.credit(unit, top_up, payment, now)
            await unit.commit()
        return True

    async def fail(self, failed: PaymentFailed) -> None:
        """Tells the holder that a payment on its way did not arrive. Nothing was credited, nothing is taken back."""
        now = self.clock.now()
        async with self.units.write() as unit:
            top_up = await _top_up_of(unit, failed)
            if top_up is None:
                return
            chats = await unit.chats.of_holder(top_up.holder_id)
            facts: Facts = {"reference": top_up.reference, "cents": top_up.amount.cents}
            event = f"session:{failed.session}"
            await unit.outbox.add(
                to_chats(chats, event, NoticeKind.PAYMENT_FAILED, facts, now, holder_id=top_up.holder_id)
            )
            await unit.commit()

    async def credit(self, unit: UnitOfWork, top_up: TopUp, payment: Payment, now: datetime) -> None:
        """Credits a payment, recorded in this unit of work as that of a top-up; has what waits done, and tells it."""
        amount = Money(payment.cents)
        income = Income(
            holder_id=top_up.holder_id,
            event=f"paid:{payment.intent}",
            amount=amount,
            origin=Origin.CARD,
            order_id=top_up.order_id,
            reference=top_up.reference,
        )
        mailboxes = await self.spending.lock(unit, income)
        await unit.ledger.post([top_up_transfer(payment.intent, top_up.holder_id, amount, top_up.reference, now)])
        await self.reversing.book_parked(unit, payment.intent, top_up.holder_id, now)
        await unit.top_ups.change_state(top_up.id, (TopUpState.OPEN, TopUpState.EXPIRED), TopUpState.PAID)
        await unit.outbox.add(await self.spending.spend(unit, income, mailboxes))

    async def _tell_admins(self, unit: UnitOfWork, payment: Payment, now: datetime) -> None:
        facts: Facts = {
            "intent": payment.intent,
            "cents": payment.cents,
            "currency": payment.currency,
            "reason": payment.reason,
        }
        event = f"payment:{payment.intent}:{payment.reason}"
        await unit.outbox.add(to_chats(self.admins, event, NoticeKind.ADMIN_PAYMENT, facts, now))


async def _top_up_of(unit: UnitOfWork, fact: PaymentReceived | PaymentFailed) -> TopUp | None:
    """The top-up that link and reference agree on, None if they name none or two.

    A reference by itself has to come with the instant of its top-up: after a backup was restored, or a database made
    anew, the same number is somebody else's.
    """
    by_link = await unit.top_ups.by_link(fact.link_id) if fact.link_id else None
    named = read_reference(fact.reference)
    if by_link is not None:
        return by_link if fact.reference is None or named == by_link.id else None
    by_reference = await unit.top_ups.get(named) if named is not None else None
    if by_reference is None or by_reference.asked_at != fact.asked_at:
        return None
    return by_reference if fact.link_id is None or by_reference.link_id is None else None


async def _is_erased(unit: UnitOfWork, top_up: TopUp | None) -> bool:
    """Whether whoever asked for the money is nobody any more: nobody could spend it."""
    profile = await unit.profiles.get(top_up.holder_id) if top_up else None
    return profile is not None and profile.erased_at is not None


def _judge(received: PaymentReceived, top_up: TopUp | None, now: datetime, *, is_erased: bool) -> Payment:
    """What is to be done about a payment, and the reason if a person should look at it."""
    state, reason = PaymentState.CREDITED, None
    if not received.ours:
        state, reason = PaymentState.REFUSED, "not-ours"
    elif received.currency != "eur":
        state, reason = PaymentState.REFUSED, "currency"
    elif received.cents <= 0:
        state, reason = PaymentState.REFUSED, "no-amount"
    elif top_up is None:
        state, reason = PaymentState.UNASSIGNED, "no-top-up"
    elif is_erased:
        state, reason = PaymentState.UNASSIGNED, "holder-erased"
    elif received.cents != top_up.amount.cents:
        reason = "amount-differs"
    return Payment(
        intent=received.intent,
        state=state,
        cents=max(received.cents, 0),
        currency=received.currency,
        top_up_id=top_up.id if top_up and state is PaymentState.CREDITED else None,
        reason=reason,
        received_at=now,
    )
