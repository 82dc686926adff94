"""What administrators did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, insert, select

from domain.notices import Facts
from storage.talk_tables import admin_acts
from storage.transaction import Transaction


class SqlActs:
    """Conforms to `Acts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, actor_id: int, act: str, about: Facts, at: datetime) -> None:
        """Keeps an act."""
        await self._transaction.run(insert(admin_acts).values(actor_id=actor_id, act=act, about=dict(about), at=at))

    async def has_knocked(self, person_id: int, act: str, door: str, since: datetime) -> bool:
        """Whether an act of a person at a door has been kept since an instant."""
        acts = admin_acts.c
        at_door = (acts.actor_id == person_id, acts.act == act, acts.about["door"].as_string() == door)
        return bool(await self._transaction.scalar(select(exists().where(*at_door, acts.at >= since))))
