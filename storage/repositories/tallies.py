"""How often something happened, by the minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import case, delete, func, select

from domain.alarms import Tallied, Tally
from storage.transaction import Transaction
from storage.watch_tables import tallies


class SqlTallies:
    """Conforms to `Tallies`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, what: Tallied, slot: datetime, tally: Tally) -> None:
        """Adds to the count of a minute."""
        statement = self._transaction.insert(tallies).values(
            what=what,
            slot=slot,
            times=tally.times,
            first_at=tally.first_at,
            last_at=tally.last_at,
            reference=tally.reference,
        )
        new = statement.excluded
        both = {
            "times": tallies.c.times + new.times,
            "first_at": case((new.first_at < tallies.c.first_at, new.first_at), else_=tallies.c.first_at),
            "last_at": case((new.last_at > tallies.c.last_at, new.last_at), else_=tallies.c.last_at),
            "reference": func.coalesce(new.reference, tallies.c.reference),
        }
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["slot", "what"], set_=both))

    async def since(self, at: datetime) -> Mapping[Tallied, Tally]:
        """What was counted from a minute on; what never happened is left out."""
        found: dict[Tallied, Tally] = {}
        rows = await self._transaction.rows(select(tallies).where(tallies.c.slot >= at).order_by(tallies.c.slot))
        for row in rows:
            before = found.get(row.what)
            found[row.what] = Tally(
                times=row.times + (before.times if before else 0),
                first_at=before.first_at if before else row.first_at,
                last_at=row.last_at,
                reference=row.reference or (before.reference if before else None),
            )
        return found

    async def forget(self, before: datetime) -> int:
        """Forgets the minutes before an instant; says how many."""
        return await self._transaction.changed(delete(tallies).where(tallies.c.slot < before))
