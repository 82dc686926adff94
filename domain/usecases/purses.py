"""What holders have: the credit less what they owe. It is below nothing for whoever owes more than is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.errors import AmountOwed
from domain.ledger import holder_account, receivable_account
from domain.money import NOTHING, Money
from domain.ports import UnitOfWork


async def purse_of(unit: UnitOfWork, holder_id: int) -> Money:
    """What a holder has. Whoever owes something has no credit: what comes in pays for that first."""
    return (await purses_of(unit, [holder_id]))[holder_id]


async def purses_of(unit: UnitOfWork, holder_ids: Iterable[int]) -> Mapping[int, Money]:
    """What some holders have."""
    wanted = tuple(holder_ids)
    names = [name for one in wanted for name in (holder_account(one), receivable_account(one))]
    balances = await unit.ledger.balances(names)
    return {
        one: balances.get(holder_account(one), NOTHING) + balances.get(receivable_account(one), NOTHING)
        for one in wanted
    }


async def owed_by(unit: UnitOfWork, holder_id: int) -> Money:
    """What a holder owes, nothing for most."""
    return -(await unit.ledger.balance(receivable_account(holder_id)))


async def check_owes_nothing(unit: UnitOfWork, holder_id: int) -> None:
    """Raises AmountOwed as long as money that was spent has gone back to a card (fault F28)."""
    owed = await owed_by(unit, holder_id)
    if owed > NOTHING:
        raise AmountOwed(owed=owed)
