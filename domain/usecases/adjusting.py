"""The office gives to a credit or takes from it: once for each confirmation, and over a limit only with a second admin.

Each act has its line in the transaction of the act (S13), and the holder is told (fault F72).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.acts import Act
from domain.adjustments import (
    LIMITED_FOR,
    Adjustment,
    AdjustmentReview,
    AdjustmentShown,
    DraftedAdjustment,
    adjustment_transfer,
    is_over_limit,
    key_of,
)
from domain.admin_errors import AdjustmentOver, CreditTooSmall, HolderErased, SecondAdminNeeded
from domain.errors import InsufficientCredit
from domain.holders import Holder
from domain.ledger import holder_account
from domain.money import NOTHING, Money
from domain.notices import Facts, Notice, NoticeKind, to_chats, to_holder
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.charging import check_charging
from domain.usecases.looking_up import holder_of
from domain.usecases.purses import owed_by
from domain.usecases.spending import Income, Origin, Spending
from domain.usecases.telling import Telling


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjusting:
    """Adjusts what administrators have confirmed. `admin` is a Telegram id, and for the caller to know.

    `limit` is what one of the `admins` may adjust alone within a day, over all holders.
    """

    units: Units
    clock: Clock
    spending: Spending
    telling: Telling
    admins: tuple[int, ...]
    limit: Money

    async def begin(self, holder_id: int) -> tuple[Holder, Money]:
        """A holder whose credit may be adjusted, and the credit. Raises NotFound, HolderErased."""
        async with self.units.read() as unit:
            holder = await there(unit, holder_id)
            return holder, await unit.ledger.balance(holder_account(holder_id))

    async def review(self, drafted: DraftedAdjustment, *, admin: int) -> AdjustmentReview:
        """What confirming would do. Raises NotFound, HolderErased, CreditTooSmall, SecondAdminNeeded."""
        now = self.clock.now()
        async with self.units.read() as unit:
            holder = await there(unit, drafted.holder_id)
            credit = await unit.ledger.balance(holder_account(drafted.holder_id))
            if credit + drafted.amount < NOTHING:
                raise CreditTooSmall(credit=credit)
            return AdjustmentReview(
                drafted=drafted,
                holder=holder,
                credit=credit,
                owed=await owed_by(unit, drafted.holder_id),
                limit=self.limit,
                needs_second=await self._needs_second(unit, drafted.amount, admin, now),
            )

    async def confirm(self, mark: str, drafted: DraftedAdjustment | None, *, admin: int) -> AdjustmentShown:
        """Adjusts, or proposes where a second admin has to agree; a second time tells what the first one did.

        `mark` stands for what was confirmed, `drafted` is what the form holds now. Raises AdjustmentOver,
        ChargingStopped, and as `review` does.
        """
        now, key = self.clock.now(), key_of(admin, mark)
        async with self.units.write() as unit:
            await _wait_for_turn(unit, admin, now)
            known = await unit.adjustments.by_key(key)
            if known is not None:
                return await shown(unit, known, now, repeated=True)
            if drafted is None or drafted.mark != mark:
                raise AdjustmentOver
            holder = await lock_and_find(unit, drafted.holder_id)
            over = await self._needs_second(unit, drafted.amount, admin, now)
            added = await unit.adjustments.add(drafted, key, admin=admin, at=now, over_limit=over)
            if added is not None:
                await (self._propose if over else self._apply)(unit, added, now)
                outcome = await shown(unit, added, now, holder=holder)
                await unit.commit()
                return outcome
        return await self.confirm(mark, None, admin=admin)  # another process was first: what it did is the outcome

    async def book(self, unit: UnitOfWork, adjustment: Adjustment, now: datetime) -> None:
        """Moves the money, has what waits for it done, and tells the holder, whose mailboxes are locked.

        Raises CreditTooSmall, and ChargingStopped where something is to be taken; the unit of work must then roll back.
        """
        account, is_credit = holder_account(adjustment.holder_id), adjustment.amount > NOTHING
        income = Income(
            holder_id=adjustment.holder_id,
            event=f"adjustment:{adjustment.id}",
            amount=adjustment.amount,
            origin=Origin.OFFICE,
        )
        mailboxes = await self.spending.lock(unit, income)
        if not is_credit:
            await check_charging(unit)
        try:
            await unit.ledger.post([adjustment_transfer(adjustment, now)])
        except InsufficientCredit as short:
            raise CreditTooSmall(credit=-adjustment.amount - short.missing) from short
        before, owed_before = await unit.ledger.balance(account), await owed_by(unit, adjustment.holder_id)
        of_orders = await self.spending.spend(unit, income, mailboxes) if is_credit else []
        after, owed = await unit.ledger.balance(account), await owed_by(unit, adjustment.holder_id)
        facts: Facts = {
            "cents": adjustment.amount.cents,
            "reason": adjustment.reason,
            "credit": after.cents,
            "spent": (before - after - (owed_before - owed)).cents,
            "covered": (owed_before - owed).cents,
            "owed": owed.cents,
        }
        await unit.outbox.add([*await self._told(unit, adjustment, facts, now), *of_orders])

    async def _apply(self, unit: UnitOfWork, adjustment: Adjustment, now: datetime) -> None:
        await self.book(unit, adjustment, now)
        await unit.acts.add(adjustment.asked_by, Act.CREDIT_ADJUSTED, about(adjustment), now)

    async def _propose(self, unit: UnitOfWork, adjustment: Adjustment, now: datetime) -> None:
        """Asks the other admins. What the credit does not hold today is not even asked."""
        credit = await unit.ledger.balance(holder_account(adjustment.holder_id))
        if credit + adjustment.amount < NOTHING:
            raise CreditTooSmall(credit=credit)
        await unit.acts.add(adjustment.asked_by, Act.ADJUSTMENT_PROPOSED, about(adjustment), now)
        await unit.outbox.add(to_admins(self._others(adjustment.asked_by), adjustment, now))

    async def _needs_second(self, unit: UnitOfWork, amount: Money, admin: int, now: datetime) -> bool:
        """Whether it takes a second admin. Raises SecondAdminNeeded if there is none."""
        adjusted = await unit.adjustments.adjusted_since(admin, now - LIMITED_FOR)
        if not is_over_limit(abs(amount), adjusted, self.limit):
            return False
        if not self._others(admin):
            raise SecondAdminNeeded(limit=self.limit, left=max(NOTHING, self.limit - adjusted))
        return True

    def _others(self, admin: int) -> tuple[int, ...]:
        return tuple(one for one in self.admins if one != admin)

    async def _told(self, unit: UnitOfWork, adjustment: Adjustment, facts: Facts, now: datetime) -> list[Notice]:
        """What the holder is told: in every chat, and by e-mail, which names a mailbox."""
        holder_id, kind = adjustment.holder_id, NoticeKind.CREDIT_ADJUSTED
        event = f"adjustment:{adjustment.id}"
        contact = (await self.telling.contacts(unit, [holder_id]))[holder_id]
        boxes = await unit.mailboxes.of_holder(holder_id)
        if not boxes:
            return to_chats(contact.chats, event, kind, facts, now, holder_id)
        return to_holder(contact, event, kind, {**facts, "mailbox": boxes[0].address}, now, boxes[0].id)


async def there(unit: UnitOfWork, holder_id: int) -> Holder:
    """A holder who was not erased. Raises NotFound, HolderErased."""
    holder, profile = await holder_of(unit, holder_id), await unit.profiles.get(holder_id)
    if profile is None or profile.erased_at is not None:
        raise HolderErased
    return holder


async def lock_and_find(unit: UnitOfWork, holder_id: int) -> Holder:
    """A holder who is there, and is not erased before the end of the unit of work. Raises NotFound, HolderErased."""
    for mailbox in sorted(await unit.mailboxes.of_holder(holder_id), key=lambda box: box.id):
        await unit.mailboxes.lock(mailbox.id)  # as whoever erases does
    return await there(unit, holder_id)


async def shown(
    unit: UnitOfWork, adjustment: Adjustment, now: datetime, *, holder: Holder | None = None, repeated: bool = False
) -> AdjustmentShown:
    """An adjustment with its holder, and the credit and what is owed as they are now. Raises NotFound."""
    return AdjustmentShown(
        adjustment=adjustment,
        holder=holder or await holder_of(unit, adjustment.holder_id),
        credit=await unit.ledger.balance(holder_account(adjustment.holder_id)),
        owed=await owed_by(unit, adjustment.holder_id),
        state=adjustment.state_at(now),
        repeated=repeated,
    )


def about(adjustment: Adjustment) -> Facts:
    """What the line of an act about an adjustment says."""
    return {
        "holder_id": adjustment.holder_id,
        "adjustment": adjustment.id,
        "cents": adjustment.amount.cents,
        "reason": adjustment.reason,
    }


def to_admins(admins: tuple[int, ...], adjustment: Adjustment, now: datetime) -> list[Notice]:
    """The notice that a proposal waits, or what was decided on it. It names nobody: the rest is behind its key."""
    facts: Facts = {
        "adjustment": adjustment.id,
        "cents": adjustment.amount.cents,
        "state": adjustment.state.value,
        "until": adjustment.expires_at.isoformat(),
    }
    event = f"adjustment:{adjustment.id}:{adjustment.state}"
    return to_chats(admins, event, NoticeKind.ADMIN_ADJUSTMENT, facts, now, adjustment.holder_id)


async def _wait_for_turn(unit: UnitOfWork, admin: int, now: datetime) -> None:
    """The same admin confirms nothing else until the end of the unit of work: all is counted, and counted once."""
    await unit.marks.put(f"adjusting:{admin}", now.isoformat())
