"""Counts for the operator. Each comes from an index or from a small table, so that it may be asked for often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, and_, case, cast, func, select

from domain.alarms import Backlog, Bounced
from domain.figures import Direction, MoneyKind, Sums
from domain.notices import Channel, NoticeKind, NoticeState, Result
from storage.repositories.outbox import GIVEN_UP
from storage.tables import transfers
from storage.talk_tables import deliveries, outbox, sessions
from storage.transaction import Transaction

_WAITING = (outbox.c.state == NoticeState.WAITING, outbox.c.broadcast_id.is_(None))

_BEGINNINGS = [kind for kind in MoneyKind if kind is not MoneyKind.OTHER]
_KIND = case(
    *((transfers.c.event.startswith(f"{kind}:"), kind.value) for kind in _BEGINNINGS), else_=MoneyKind.OTHER.value
)
_DIRECTION = case(
    (transfers.c.target.startswith("holder:"), Direction.IN.value),
    (transfers.c.source.startswith("holder:"), Direction.OUT.value),
    else_=Direction.BESIDE.value,
)


class SqlGauges:
    """Conforms to `Gauges`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def outbox(self) -> Mapping[tuple[NoticeState, Channel], int]:
        """How many notices wait or were given up, by the channel; what is not there is left out. No broadcasts."""
        found: dict[tuple[NoticeState, Channel], int] = {}
        for state, conditions in ((NoticeState.WAITING, _WAITING), (NoticeState.DEAD, GIVEN_UP)):
            counts = select(outbox.c.channel, func.count().label("notices")).where(*conditions)
            for row in await self._transaction.rows(counts.group_by(outbox.c.channel)):
                found[state, row.channel] = row.notices
        return found

    async def backlog(self, now: datetime, stuck_after: int) -> Backlog:
        """What waits; stuck is what was tried at least so often."""
        is_stuck = outbox.c.attempts >= stuck_after
        stuck = func.sum(case((is_stuck, 1), else_=0))
        refunds = func.sum(case((and_(is_stuck, outbox.c.kind == NoticeKind.REFUND), 1), else_=0))
        statement = select(
            func.count().label("waiting"),
            cast(func.coalesce(stuck, 0), BigInteger).label("stuck"),
            cast(func.coalesce(refunds, 0), BigInteger).label("refunds"),
            func.min(outbox.c.due_at).label("oldest"),
        ).where(*_WAITING)
        (row,) = await self._transaction.rows(statement)
        due = row.oldest is not None and row.oldest <= now
        oldest = row.oldest if due else None
        return Backlog(waiting=row.waiting, stuck=row.stuck, refunds=row.refunds, oldest_due=oldest)

    async def bounced(self, since: datetime, examples: int) -> Bounced:
        """The e-mails refused for good since an instant, and so many of the holders they were for."""
        refused = (
            deliveries.c.result == Result.REFUSED,
            deliveries.c.channel == Channel.EMAIL,
            deliveries.c.at >= since,
        )
        times = await self._transaction.scalar(select(func.count()).select_from(deliveries).where(*refused))
        if not times:
            return Bounced(times=0, holders=())
        meant = select(outbox.c.holder_id).join(deliveries, deliveries.c.key == outbox.c.key).where(*refused)
        named = meant.where(outbox.c.holder_id.is_not(None)).distinct().order_by(outbox.c.holder_id).limit(examples)
        holders = tuple(row.holder_id for row in await self._transaction.rows(named))
        return Bounced(times=times, holders=holders)

    async def sessions(self) -> int:
        """The chats in which somebody is logged in."""
        return int(await self._transaction.scalar(select(func.count()).select_from(sessions)))

    async def settled_up_to(self, before: datetime) -> int:
        """The highest number of a transfer that was made before an instant; 0 if there is none."""
        newest = select(transfers.c.id).where(transfers.c.at < before).order_by(transfers.c.id.desc()).limit(1)
        return int(await self._transaction.scalar(newest) or 0)

    async def newest_transfer(self) -> int:
        """The highest number of a transfer; 0 if there is none."""
        return int(await self._transaction.scalar(select(func.max(transfers.c.id))) or 0)

    async def money(self, above: int, up_to: int) -> Sums:
        """What the transfers above a number and up to another have moved, EUR cents."""
        cents = cast(func.sum(transfers.c.amount_cents), BigInteger).label("cents")
        statement = select(_KIND.label("kind"), _DIRECTION.label("direction"), cents)
        statement = statement.where(transfers.c.id > above, transfers.c.id <= up_to)
        rows = await self._transaction.rows(statement.group_by("kind", "direction"))
        return {(MoneyKind(row.kind), Direction(row.direction)): row.cents for row in rows}
