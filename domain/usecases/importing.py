"""Taking over the body's register of members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.ports import Units
from domain.register import RegisterChanges, RegisterReader


@dataclass(frozen=True, kw_only=True, slots=True)
class Importing:
    """Imports the register: all rows or none. Money and add-ons are never touched."""

    units: Units
    reader: RegisterReader

    async def run(self, lines: Iterable[str], *, dry_run: bool = False) -> RegisterChanges:
        """Creates and updates holders and mailboxes; a dry run only counts. Raises RegisterRefused."""
        rows = self.reader.read(lines)
        async with self.units.write() as unit:
            changes = await unit.register.changes(rows)
            if not dry_run:
                await unit.register.save(rows)
                await unit.commit()
        return changes
