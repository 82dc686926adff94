"""Who a broadcast goes to: the same steps count them and write to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from domain.broadcasts import Audience, Fitting, Reach, Target
from domain.calendar import months_after
from domain.catalogue import Catalogue
from domain.forecast import MONTHS_AHEAD, Forecast, is_short, look_ahead
from domain.notices import Channel
from domain.ports import UnitOfWork
from domain.usecases.holdings import holdings_of_holders
from domain.usecases.purses import purses_of

CHUNK = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Some:
    """Some places that a broadcast goes to: those of the holders up to one; with `is_last` there are no more."""

    targets: Sequence[Target]
    holders: int
    up_to: int
    is_last: bool


async def some_targets(
    unit: UnitOfWork, catalogue: Catalogue, audience: Audience, today: date, after: int, *, by_email: bool
) -> Some:
    """The places of the next holders of an audience, behind one holder by id."""
    fitting = await unit.audiences.fitting(audience, today, after, CHUNK)
    holders = await _who_is_short(unit, catalogue, fitting, today) if audience.short else fitting.holders
    targets = await unit.audiences.targets(holders, audience.language, by_email=by_email) if holders else ()
    up_to = fitting.holders[-1] if fitting.holders else after
    return Some(targets=targets, holders=len(holders), up_to=up_to, is_last=fitting.is_last)


async def reach_of(unit: UnitOfWork, catalogue: Catalogue, audience: Audience, today: date, *, by_email: bool) -> Reach:
    """How many a broadcast would go to."""
    if not audience.short:
        return await unit.audiences.reach(audience, today, by_email=by_email)
    reach, after, is_last = Reach(), 0, False
    while not is_last:
        some = await some_targets(unit, catalogue, audience, today, after, by_email=by_email)
        reach, after, is_last = reach + _reach(some, audience), some.up_to, some.is_last
    return reach


def _reach(some: Some, audience: Audience) -> Reach:
    reached = len({target.holder_id for target in some.targets})
    chats = sum(target.channel is Channel.CHAT for target in some.targets)
    return Reach(
        holders=reached,
        chats=chats,
        emails=len(some.targets) - chats,
        unreached=0 if audience.language else some.holders - reached,
    )


async def _who_is_short(unit: UnitOfWork, catalogue: Catalogue, fitting: Fitting, today: date) -> Collection[int]:
    """Those whose next renewal lacks money, by the rules that will take it."""
    holdings = await holdings_of_holders(unit, fitting.holders)
    purses = await purses_of(unit, holdings)
    until = months_after(today, MONTHS_AHEAD)
    short = []
    for holder_id, held in holdings.items():
        credit = purses[holder_id]
        upcoming = tuple(look_ahead(catalogue, held, credit, until))
        if is_short(Forecast(credit=credit, upcoming=upcoming, until=until)):
            short.append(holder_id)
    return sorted(short)
