"""The end of an order, whichever: nobody is to pay for it from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.orders import OrderState
from domain.ports import UnitOfWork
from domain.server_acts import take_back_notice


async def close(unit: UnitOfWork, order_id: str, state: OrderState, now: datetime) -> bool:
    """Moves a pending order to a final state and has its links taken back; False if it was not pending any more."""
    if not await unit.orders.close(order_id, state, now):
        return False
    await take_back_links(unit, [order_id], now)
    return True


async def take_back_links(unit: UnitOfWork, order_ids: Iterable[str], now: datetime) -> None:
    """Has the links of closed orders taken back, as far as they have not been paid.

    Their top-ups stay open until they expire, so that reconciliation finds what was paid in the meantime.
    """
    top_ups = await unit.top_ups.open_for(order_ids)
    links = [(top_up.link_id, top_up.order_id, top_up.holder_id) for top_up in top_ups]
    await unit.outbox.add(
        [take_back_notice(link, order, now, holder) for link, order, holder in links if link and order]
    )
