"""What administrators did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, insert, select

from domain.acts import AdminAct
from domain.notices import Facts
from storage.talk_tables import admin_acts
from storage.transaction import Transaction


class SqlActs:
    """Conforms to `Acts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, actor_id: int, act: str, about: Facts, at: datetime) -> int:
        """Keeps an act; answers with its number."""
        written = insert(admin_acts).values(actor_id=actor_id, act=act, about=dict(about), at=at)
        (row,) = await self._transaction.rows(written.returning(admin_acts.c.id))
        return int(row.id)

    async def latest(self, limit: int, offset: int) -> Sequence[AdminAct]:
        """The acts, newest first."""
        statement = select(admin_acts).order_by(admin_acts.c.id.desc()).limit(limit).offset(offset)
        return [AdminAct(**row._asdict()) for row in await self._transaction.rows(statement)]

    async def is_done(self, act: str, name: str, text: str) -> bool:
        """Whether there is such an act with that text among its facts."""
        same = (admin_acts.c.act == act, admin_acts.c.about[name].as_string() == text)
        return await self._transaction.scalar(select(admin_acts.c.id).where(*same).limit(1)) is not None

    async def has_knocked(self, person_id: int, act: str, door: str, since: datetime) -> bool:
        """Whether an act of a person at a door has been kept since an instant."""
        acts = admin_acts.c
        at_door = (acts.actor_id == person_id, acts.act == act, acts.about["door"].as_string() == door)
        return bool(await self._transaction.scalar(select(exists().where(*at_door, acts.at >= since))))
