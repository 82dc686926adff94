"""The limits of a day, held against what the books say was made today (S21).

What the bot makes by itself, such as an order completed by a payment, is never counted.
"""

from __future__ import annotations

from datetime import datetime

from domain.calendar import civil_day, start_of_day
from domain.daily_limits import DailyLimits
from domain.ledger import holder_account
from domain.money import Money
from domain.ports import UnitOfWork


async def wait_for_turn(unit: UnitOfWork, holder_id: int) -> Money:
    """Nobody else makes an order or a link of the holder until the end of the unit of work: all are counted.

    Says the holder's credit, which nobody else moves until then.
    """
    account = holder_account(holder_id)
    return (await unit.ledger.lock_balances([account]))[account]


async def check_orders(unit: UnitOfWork, limits: DailyLimits, holder_id: int, now: datetime) -> None:
    """Raises TooManyOrders if a holder whose turn it is has made as many orders today as a day allows."""
    today = civil_day(now)
    limits.check_orders(await unit.orders.placed_since(holder_id, start_of_day(today)), today)


async def check_links(unit: UnitOfWork, limits: DailyLimits, holder_id: int, now: datetime) -> None:
    """Raises TooManyLinks if a holder whose turn it is has made as many payment links today as a day allows."""
    today = civil_day(now)
    limits.check_links(await unit.top_ups.asked_since(holder_id, start_of_day(today)), today)
