"""Taking over the body's register of members."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from domain.acts import COMMAND_LINE, Act
from domain.admin_errors import OtherFile
from domain.notices import Facts
from domain.ports import Clock, Units
from domain.register import RegisterChanges, RegisterReader, RegisterRefused, RegisterRow
from domain.register_files import RegisterFile, open_register
from domain.register_looks import Look, RegisterImported, RegisterLookedAt, RegisterWrong
from domain.register_progress import Progress, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Importing:
    """Imports the register: all rows or none. Money and add-ons are never touched.

    Rows are read in a thread, since a long file takes seconds; they are compared and written some at a time, so that
    others have their turn.
    """

    units: Units
    reader: RegisterReader
    clock: Clock

    async def run(self, lines: Iterable[str], *, dry_run: bool = False) -> RegisterChanges:
        """Creates and updates holders and mailboxes, for whoever is at the command line; a dry run only counts.

        Raises RegisterRefused.
        """
        progress = Progress()
        rows = await asyncio.to_thread(self.reader.read, lines)
        if dry_run:
            return await self._compare(rows, progress)
        changes = await self._save(rows, progress, COMMAND_LINE, None)
        return changes or RegisterChanges(created=0, updated=0, unchanged=len(rows))

    async def look(self, content: bytes, progress: Progress) -> RegisterLookedAt | RegisterWrong:
        """What the import of a file would change, or what is wrong with it."""
        try:
            file, rows = await asyncio.to_thread(self._read, content, progress)
            return RegisterLookedAt(changes=await self._compare(rows, progress), digest=file.digest)
        except RegisterRefused as refused:
            return RegisterWrong(problems=refused.problems)

    async def take_over(
        self, content: bytes, progress: Progress, *, look: Look, admin: int
    ) -> RegisterImported | RegisterWrong:
        """Imports the file that was looked at, and no other; once for each look.

        Raises OtherFile. It may be found wrong only now, if a mailbox has come from elsewhere since.
        """
        try:
            file, rows = await asyncio.to_thread(self._read, content, progress)
            if file.digest != look.digest:
                raise OtherFile
            return RegisterImported(changes=await self._save(rows, progress, admin, look.name))
        except RegisterRefused as refused:
            return RegisterWrong(problems=refused.problems)

    def _read(self, content: bytes, progress: Progress) -> tuple[RegisterFile, tuple[RegisterRow, ...]]:
        file = open_register(content)
        progress.begin(Stage.READING, len(file.lines))
        return file, self.reader.read(file.lines, separator=file.separator, told=progress.tell)

    async def _compare(self, rows: tuple[RegisterRow, ...], progress: Progress) -> RegisterChanges:
        progress.begin(Stage.COMPARING, len(rows))
        async with self.units.read() as unit:
            return await unit.register.changes(rows, progress.tell)

    async def _save(
        self, rows: tuple[RegisterRow, ...], progress: Progress, actor: int, look: str | None
    ) -> RegisterChanges | None:
        """Everything in one transaction, and the line that says who has done it (S13); None if it is there already.

        What is said in between is said by somebody else: no transaction waits for a network.
        """
        progress.begin(Stage.WRITING, len(rows))
        async with self.units.write() as unit:
            if look is not None and await unit.acts.is_done(Act.REGISTER_IMPORTED, "look", look):
                return None
            changes = await unit.register.save(rows, progress.tell)
            counts = {"created": changes.created, "updated": changes.updated, "unchanged": changes.unchanged}
            about: Facts = {**counts, "moved": changes.moved, "look": look}
            await unit.acts.add(actor, Act.REGISTER_IMPORTED, about, self.clock.now())
            await unit.commit()
        return changes
