"""Small facts to remember across restarts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from storage.talk_tables import marks
from storage.transaction import Transaction

_TEXT = select(marks.c.text).where(marks.c.name == bindparam("mark"))


class SqlMarks:
    """Conforms to `Marks`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, name: str) -> str | None:
        """The text remembered under a name."""
        found: str | None = await self._transaction.scalar(_TEXT, {"mark": name})
        return found

    async def beginning(self, with_: str) -> Mapping[str, str]:
        """The texts remembered under the names that begin so, by the rest of the name."""
        named = select(marks).where(marks.c.name.startswith(with_, autoescape=True))
        return {row.name.removeprefix(with_): row.text for row in await self._transaction.rows(named)}

    async def put(self, name: str, text: str) -> None:
        """Remembers a text under a name."""
        statement = self._transaction.insert(marks).values(name=name, text=text)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["name"], set_={"text": text}))

    async def claim(self, name: str, text: str) -> bool:
        """Remembers a text under a name; False if it is remembered there already, by whoever was first."""
        other = marks.c.text != text
        statement = self._transaction.insert(marks).values(name=name, text=text)
        mine = statement.on_conflict_do_update(index_elements=["name"], set_={"text": text}, where=other)
        return await self._transaction.changed(mine) == 1

    async def drop(self, name: str) -> None:
        """Forgets a name."""
        await self._transaction.run(delete(marks).where(marks.c.name == name))
