"""What is wrong at present: whoever changes the row has raised the alarm, or ended it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import null, select, update

from domain.alarms import Episode
from storage.transaction import Transaction
from storage.watch_tables import alarms

_EPISODE = (alarms.c.episode, alarms.c.raised_at)


class SqlAlarms:
    """Conforms to `Alarms`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def raised(self) -> Mapping[str, Episode]:
        """The alarms that are raised and not over, by their keys."""
        rows = await self._transaction.rows(select(alarms).where(alarms.c.over_at.is_(None)))
        return {row.key: Episode(number=row.episode, raised_at=row.raised_at) for row in rows}

    async def raise_once(self, key: str, at: datetime) -> Episode | None:
        """Raises an alarm; None if it is raised already."""
        statement = self._transaction.insert(alarms).values(key=key, episode=1, raised_at=at)
        again = statement.on_conflict_do_update(
            index_elements=["key"],
            set_={"episode": alarms.c.episode + 1, "raised_at": at, "over_at": null()},
            where=alarms.c.over_at.is_not(None),
        )
        row = await self._transaction.row(again.returning(*_EPISODE))
        return None if row is None else Episode(number=row.episode, raised_at=row.raised_at)

    async def end_once(self, key: str, at: datetime) -> Episode | None:
        """Ends an alarm; None if it is not raised."""
        ended = update(alarms).where(alarms.c.key == key, alarms.c.over_at.is_(None)).values(over_at=at)
        row = await self._transaction.row(ended.returning(*_EPISODE))
        return None if row is None else Episode(number=row.episode, raised_at=row.raised_at)
