"""Payments that match nothing: whose they are is for an administrator to say, once; others are dealt with elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.acts import Act
from domain.admin_errors import CannotAssign
from domain.errors import NotFound
from domain.ledger import holder_account
from domain.money import Money
from domain.notices import Facts
from domain.odd_payments import (
    PAYMENTS_ON_A_PAGE,
    AssignmentReview,
    PaymentAssigned,
    PaymentShown,
    PaymentsPage,
    can_be_assigned,
)
from domain.ports import Clock, UnitOfWork, Units
from domain.top_ups import NO_CHAT, Payment, PaymentState
from domain.usecases.adjusting import lock_and_find, there
from domain.usecases.looking_up import holder_of
from domain.usecases.purses import owed_by
from domain.usecases.settling import Settling


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigning:
    """Shows the payments to look into, and does what an administrator has confirmed. `admin` is a Telegram id."""

    units: Units
    clock: Clock
    settling: Settling

    async def count(self) -> int:
        """How many payments nobody has looked into."""
        async with self.units.read() as unit:
            return await unit.odd_payments.count()

    async def page(self, page: int) -> PaymentsPage:
        """A page of the payments that nobody has looked into, newest first. Pages count from 0."""
        async with self.units.read() as unit:
            found = await unit.odd_payments.waiting(PAYMENTS_ON_A_PAGE, page * PAYMENTS_ON_A_PAGE)
            return PaymentsPage(payments=tuple(found), total=await unit.odd_payments.count(), page=page)

    async def look(self, intent: str) -> PaymentShown:
        """A payment as it stands, and whose it is. Raises NotFound."""
        async with self.units.read() as unit:
            payment = await _get(unit, intent)
            owner = await _owner(unit, payment)
            return PaymentShown(payment=payment, holder=await holder_of(unit, owner) if owner is not None else None)

    async def assignable(self, intent: str) -> Payment:
        """A payment of which a person may say whose it is. Raises NotFound, CannotAssign."""
        async with self.units.read() as unit:
            return await _assignable(unit, intent)

    async def review(self, intent: str, holder_id: int) -> AssignmentReview:
        """What assigning a payment to a holder would do. Raises NotFound, CannotAssign, HolderErased."""
        async with self.units.read() as unit:
            return AssignmentReview(
                payment=await _assignable(unit, intent),
                holder=await there(unit, holder_id),
                credit=await unit.ledger.balance(holder_account(holder_id)),
                owed=await owed_by(unit, holder_id),
            )

    async def assign(self, intent: str, holder_id: int, *, admin: int) -> PaymentAssigned:
        """Credits a payment to a holder, as if a top-up of theirs had been paid; a second time changes nothing.

        Raises NotFound, HolderErased, and CannotAssign if it is somebody else's by now.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            holder, payment = await there(unit, holder_id), await _get(unit, intent)
            if await _owner(unit, payment) == holder_id:
                credit = await unit.ledger.balance(holder_account(holder_id))
                return PaymentAssigned(payment=payment, holder=holder, credit=credit, repeated=True)
            top_up = await unit.top_ups.add(
                holder_id=holder_id,
                amount=Money((await _assignable(unit, intent)).cents),
                order_id=None,
                chat_id=NO_CHAT,
                created_at=payment.received_at,
            )
            credited = replace(payment, state=PaymentState.CREDITED, top_up_id=top_up.id)
            if await unit.payments.settle(credited):
                await lock_and_find(unit, holder_id)  # after the payment, as whoever settles an announcement does
                await self.settling.credit(unit, top_up, credited, now)
                facts: Facts = {"holder_id": holder_id, "payment": intent, "cents": payment.cents}
                await unit.acts.add(admin, Act.PAYMENT_ASSIGNED, facts, now)
                credit = await unit.ledger.balance(holder_account(holder_id))
                await unit.commit()
                return PaymentAssigned(payment=credited, holder=holder, credit=credit)
        return await self.assign(intent, holder_id, admin=admin)  # somebody was first: look again at what is so now

    async def deal_with(self, intent: str, *, admin: int) -> PaymentShown:
        """Notes that a payment was dealt with elsewhere; a second time changes nothing.

        Raises NotFound, and CannotAssign if it was credited.
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            payment = await _get(unit, intent)
            if await unit.odd_payments.deal_with(intent, now):
                facts: Facts = {"payment": intent, "cents": payment.cents, "currency": payment.currency}
                await unit.acts.add(admin, Act.PAYMENT_DEALT_WITH, facts, now)
                await unit.commit()
                return PaymentShown(payment=replace(payment, dealt_with_at=now), holder=None)
        found = await self.look(intent)
        if found.payment.dealt_with_at is None:
            raise CannotAssign
        return found


async def _get(unit: UnitOfWork, intent: str) -> Payment:
    payment = await unit.payments.get(intent)
    if payment is None:
        raise NotFound
    return payment


async def _assignable(unit: UnitOfWork, intent: str) -> Payment:
    payment = await _get(unit, intent)
    if not can_be_assigned(payment):
        raise CannotAssign
    return payment


async def _owner(unit: UnitOfWork, payment: Payment) -> int | None:
    """The holder to whom a payment was credited."""
    top_up = await unit.top_ups.get(payment.top_up_id) if payment.top_up_id is not None else None
    return top_up.holder_id if top_up is not None else None
