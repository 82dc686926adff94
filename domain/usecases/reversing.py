"""Booking card money that goes back: out of the credit what is there, and what was spent already is owed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.ledger import About, holder_account, return_transfer, reversal_transfers
from domain.money import Money
from domain.notices import Facts, NoticeKind, to_chats, to_holder
from domain.ports import Clock, UnitOfWork, Units
from domain.reversals import Reversal, ReversalKind, ReversalReported, ReversalState, gone_of, later
from domain.top_ups import Payment, PaymentState
from domain.usecases.purses import owed_by
from domain.usecases.spending import Income, Origin, Spending
from domain.usecases.telling import Telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Reversing:
    """Books what Stripe says went back, once for each refund and each dispute, in whatever order it is said."""

    units: Units
    clock: Clock
    spending: Spending
    telling: Telling
    admins: tuple[int, ...]

    async def report(self, reported: ReversalReported) -> bool:
        """Books how far a refund or a dispute has gone, in one transaction. False if nothing is new.

        Where the payment itself is not credited yet, it waits for that (fault F20).
        """
        now = self.clock.now()
        async with self.units.write() as unit:
            known, is_new = await self._hold(unit, reported, now)
            state = later(known.state, reported.state)
            reversal = replace(known, state=state, stripe_id=reported.id or known.stripe_id)
            if reversal == known and not is_new:
                return False
            await unit.reversals.change(reversal)
            holder_id = await unit.payments.credited_to(reported.intent)
            if holder_id is None:
                await _return_unassigned(unit, reported.intent)
                await self._tell_of_unassigned(unit, reversal, now)
            else:
                await self._go_on(unit, reversal, holder_id, now, was=None if is_new else known.state)
            await unit.commit()
        return True

    async def book_parked(self, unit: UnitOfWork, intent: str, holder_id: int, now: datetime) -> None:
        """Books what went back of a payment that is credited in this very transaction, before it can be spent."""
        for parked in await unit.reversals.of_intent(intent):
            reversal = await unit.reversals.hold(parked.id)
            if reversal is not None and reversal.holder_id is None:
                await self._book(unit, reversal, holder_id, now)

    async def _hold(self, unit: UnitOfWork, reported: ReversalReported, now: datetime) -> tuple[Reversal, bool]:
        """The reversal that is spoken of, held, and whether it is heard of for the first time."""
        found = await _known(unit, reported)
        is_new = False
        if found is None:
            if reported.id is None:
                raise LookupError(reported.asked_as)
            # Whoever books the payment meets this row, or is met by whoever writes it: neither goes unseen.
            await unit.payments.add(_expected(reported.intent, now))
            found = Reversal(
                id=reported.id,
                kind=reported.kind,
                intent=reported.intent,
                amount=Money(reported.cents),
                state=reported.state,
                reported_at=now,
                stripe_id=reported.id,
            )
            is_new = await unit.reversals.add(found)
        held = await unit.reversals.hold(found.id)
        if held is None:
            raise LookupError(found.id)
        return held, is_new

    async def _go_on(
        self, unit: UnitOfWork, reversal: Reversal, holder_id: int, now: datetime, *, was: ReversalState | None
    ) -> None:
        """Books a reversal of a credited payment; money that has come back is spent on what waits for it."""
        income = Income(holder_id=holder_id, event=reversal.event_back, amount=reversal.amount, origin=Origin.BACK)
        mailboxes = await self.spending.lock(unit, income)
        if await self._book(unit, reversal, holder_id, now, was=was):
            await unit.outbox.add(await self.spending.spend(unit, income, mailboxes))

    async def _book(
        self,
        unit: UnitOfWork,
        reversal: Reversal,
        holder_id: int,
        now: datetime,
        *,
        was: ReversalState | None = None,
    ) -> bool:
        """Takes the money out of the credit, gives it back, or both; whether it was given back now."""
        about = await _about(unit, reversal)
        if reversal.holder_id is None and reversal.state is not ReversalState.OPENED:
            account = holder_account(holder_id)
            credit = (await unit.ledger.lock_balances([account]))[account]
            await unit.ledger.post(reversal_transfers(reversal, holder_id, credit, about, now))
            reversal = replace(reversal, holder_id=holder_id)
            await unit.reversals.change(reversal)
        came_back = reversal.state is ReversalState.BACK and await unit.ledger.post(
            [return_transfer(reversal, holder_id, about, now)]
        )
        await self._tell(unit, reversal, holder_id, now, was=was)
        return came_back

    async def _tell(
        self,
        unit: UnitOfWork,
        reversal: Reversal,
        holder_id: int,
        now: datetime,
        *,
        was: ReversalState | None,
    ) -> None:
        """Tells the holder what it did to the credit, and the admins what they may have to do about it."""
        if reversal.state is was:
            return
        credit, owed = await unit.ledger.balance(holder_account(holder_id)), await owed_by(unit, holder_id)
        covered = min(credit, owed)  # both are there only where money has just come back: the debt is covered next
        facts: Facts = {
            "kind": reversal.kind,
            "state": "refused" if reversal.was_never_made else reversal.state,
            "cents": reversal.amount.cents,
            "credit": (credit - covered).cents,
            "owed": (owed - covered).cents,
            "covered": covered.cents,
            "holder_id": holder_id,
            "intent": reversal.intent,
        }
        event = _event(reversal)
        if reversal.state in {ReversalState.GONE, ReversalState.BACK}:
            contact = (await self.telling.contacts(unit, [holder_id]))[holder_id]
            boxes = await unit.mailboxes.of_holder(holder_id)
            about = {**facts, "mailbox": boxes[0].address if boxes else ""}
            await unit.outbox.add(to_holder(contact, event, NoticeKind.MONEY_BACK, about, now))
        await unit.outbox.add(
            to_chats(self._admins_of(reversal, facts), event, NoticeKind.ADMIN_MONEY_BACK, facts, now, holder_id)
        )

    async def _tell_of_unassigned(self, unit: UnitOfWork, reversal: Reversal, now: datetime) -> None:
        """Tells the admins of a dispute about a payment that is nobody's: it has to be answered all the same.

        Once the payment is assigned the same news is not told again: its key is there.
        """
        payment = await unit.payments.get(reversal.intent)
        if reversal.kind is not ReversalKind.DISPUTE or payment is None or payment.state is PaymentState.EXPECTED:
            return
        facts: Facts = {
            "kind": reversal.kind,
            "state": reversal.state,
            "cents": reversal.amount.cents,
            "owed": 0,
            "intent": reversal.intent,
        }
        await unit.outbox.add(to_chats(self.admins, _event(reversal), NoticeKind.ADMIN_MONEY_BACK, facts, now))

    def _admins_of(self, reversal: Reversal, facts: Facts) -> tuple[int, ...]:
        """A dispute has to be answered, a debt to be known, a failed refund to be seen to; a refund that one of them
        asked for is told to them.
        """
        matters = reversal.kind is ReversalKind.DISPUTE or facts["owed"] or reversal.state is ReversalState.BACK
        if matters or reversal.asked_by is None:
            return self.admins
        return (reversal.asked_by,)


async def _known(unit: UnitOfWork, reported: ReversalReported) -> Reversal | None:
    """What is spoken of: known by Stripe's id, or a refund of ours by its number, its payment and its amount."""
    known = await unit.reversals.by_stripe_id(reported.id) if reported.id else None
    if known is not None:
        return known
    found = await unit.reversals.get(reported.asked_as) if reported.asked_as else None
    if found is None or found.stripe_id not in {None, reported.id}:
        return None
    return found if (found.intent, found.amount.cents) == (reported.intent, reported.cents) else None


def _event(reversal: Reversal) -> str:
    return f"reversal:{reversal.id}:{reversal.state}"


async def _about(unit: UnitOfWork, reversal: Reversal) -> About:
    payment = await unit.payments.get(reversal.intent)
    top_up = await unit.top_ups.get(payment.top_up_id) if payment and payment.top_up_id else None
    return {"reference": top_up.reference} if top_up else {}


async def _return_unassigned(unit: UnitOfWork, intent: str) -> None:
    """A payment that waits to be assigned waits no more once all of it has gone back."""
    payment = await unit.payments.get(intent)
    if payment is None:
        return
    is_returned = gone_of(await unit.reversals.of_intent(intent)).cents >= payment.cents
    before, after = PaymentState.UNASSIGNED, PaymentState.RETURNED
    await unit.payments.change_state(intent, *((before, after) if is_returned else (after, before)))


def _expected(intent: str, now: datetime) -> Payment:
    """A payment of which nothing is known yet but that something of it went back."""
    return Payment(
        intent=intent,
        state=PaymentState.EXPECTED,
        cents=0,
        currency="eur",
        top_up_id=None,
        reason=None,
        received_at=now,
    )
