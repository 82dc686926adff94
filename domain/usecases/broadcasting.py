"""What an admin does with broadcasts: writes one, has it sent, watches it, stops it, takes it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.acts import Act
from domain.admin_errors import BroadcastEmpty, BroadcastOver, NobodyReached, NotPreviewed, TimeIsPast, TooLateToUndo
from domain.broadcasts import (
    MAY_GO_ON,
    MAY_PAUSE,
    MAY_STOP,
    MAY_UNDO,
    Broadcast,
    BroadcastState,
    Reach,
    ReportLine,
)
from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.composing import mark_of
from domain.errors import NotFound
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.audiences import reach_of

A_PAGE = 6
REPORT_CHUNK = 1_000
DOMAINS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastPage:
    """A page of the broadcasts that were confirmed, newest first, and how many there are. Pages count from 0."""

    broadcasts: tuple[Broadcast, ...]
    total: int
    page: int
    has_older: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Broadcasting:
    """Every act of an admin has its line (S13). `admin` is a Telegram id."""

    units: Units
    clock: Clock
    catalogue: Catalogue
    by_email: bool

    async def begin(self, admin: int) -> Broadcast:
        """The draft that this admin has not finished yet, or a new one."""
        async with self.units.write() as unit:
            draft = await unit.broadcasts.unfinished(admin)
            if draft is None:
                draft = await unit.broadcasts.create(admin, self.clock.now())
                await unit.commit()
        return draft

    async def draft(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """A draft of this admin. Raises NotFound, and BroadcastOver once it was confirmed."""
        return _as_draft(await self.get(broadcast_id), admin)

    async def get(self, broadcast_id: int) -> Broadcast:
        """A broadcast, as it stands. Raises NotFound."""
        async with self.units.read() as unit:
            return await _get(unit, broadcast_id)

    async def confirmed(self, broadcast_id: int) -> Broadcast:
        """A broadcast that is a draft no more, whoever wrote it. Raises NotFound."""
        broadcast = await self.get(broadcast_id)
        if broadcast.state is BroadcastState.DRAFT:
            raise NotFound
        return broadcast

    async def write(self, broadcast_id: int, change: Callable[[Broadcast], Broadcast], *, admin: int) -> Broadcast:
        """Changes a draft. Raises NotFound, and BroadcastOver once it was confirmed."""
        async with self.units.write() as unit:
            changed = change(_as_draft(await _get(unit, broadcast_id), admin))
            if not self.by_email:
                changed = replace(changed, by_email=False)
            if not await unit.broadcasts.save_draft(changed):
                raise BroadcastOver
            await unit.commit()
        return changed

    async def domains(self) -> Collection[str]:
        """The domains of mailboxes to choose from, those with the most mailboxes first."""
        async with self.units.read() as unit:
            return await unit.audiences.domains(DOMAINS)

    async def reach(self, broadcast: Broadcast) -> Reach:
        """How many it would go to now."""
        async with self.units.read() as unit:
            return await self._reach(unit, broadcast)

    async def confirm(self, broadcast_id: int, *, admin: int, previewed: str) -> Broadcast:
        """Has a draft sent, now or at its time; a second time changes nothing (fault F70).

        `previewed` is the mark of the draft that was looked at: no other one is sent (fault F71). Raises NotFound,
        NotPreviewed, BroadcastEmpty, NobodyReached, TimeIsPast.
        """
        now = self.clock.now()
        async with self.units.read() as unit:
            broadcast = await _get(unit, broadcast_id)
            reach = await self._reach(unit, broadcast) if broadcast.state is BroadcastState.DRAFT else Reach()
        if broadcast.admin != admin:
            raise NotFound
        if broadcast.state is not BroadcastState.DRAFT:
            return broadcast
        _check_previewed(broadcast, previewed)
        _check(broadcast, reach, now)
        async with self.units.write() as unit:
            if await unit.broadcasts.confirm(broadcast_id, reach.targets):
                _check_previewed(await _get(unit, broadcast_id), previewed)  # it may have been written meanwhile
                about = {"broadcast": broadcast_id, "chats": reach.chats, "emails": reach.emails}
                await unit.acts.add(admin, Act.BROADCAST_CONFIRMED, about, now)
                await unit.commit()
        return await self.get(broadcast_id)

    async def show_as(self, broadcast_id: int, message_id: int) -> None:
        """Remembers the message in the admin's chat that tells how it goes."""
        async with self.units.write() as unit:
            await unit.broadcasts.show_as(broadcast_id, message_id)
            await unit.commit()

    async def pause(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """Sends no more for now."""
        return await self._move(broadcast_id, MAY_PAUSE, BroadcastState.PAUSED, Act.BROADCAST_PAUSED, admin)

    async def go_on(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """Sends on."""
        return await self._move(broadcast_id, MAY_GO_ON, BroadcastState.RUNNING, Act.BROADCAST_RESUMED, admin)

    async def stop(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """Sends no more, ever: what waits is given up."""
        return await self._move(broadcast_id, MAY_STOP, BroadcastState.STOPPED, Act.BROADCAST_STOPPED, admin)

    async def undo(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """Has what was sent to chats deleted again. Raises NotFound, TooLateToUndo."""
        broadcast = await self.get(broadcast_id)
        if broadcast.state in MAY_UNDO and not broadcast.may_be_undone(self.clock.now()):
            raise TooLateToUndo
        return await self._move(broadcast_id, MAY_UNDO, BroadcastState.UNDOING, Act.BROADCAST_WITHDRAWN, admin)

    async def page(self, page: int) -> BroadcastPage:
        """A page of what was sent or is to be sent, newest first. Pages count from 0."""
        async with self.units.read() as unit:
            found = await unit.broadcasts.newest(A_PAGE + 1, page * A_PAGE)
            total = await unit.broadcasts.count()
        return BroadcastPage(broadcasts=tuple(found[:A_PAGE]), total=total, page=page, has_older=len(found) > A_PAGE)

    async def begin_report(self, broadcast_id: int, *, admin: int) -> Broadcast:
        """The broadcast that a report tells of. It holds addresses: who reads it is written down. Raises NotFound."""
        broadcast = await self.confirmed(broadcast_id)
        async with self.units.write() as unit:
            await unit.acts.add(admin, Act.REPORT_SENT, {"broadcast": broadcast_id}, self.clock.now())
            await unit.commit()
        return broadcast

    async def report(self, broadcast_id: int) -> AsyncIterator[Sequence[ReportLine]]:
        """What became of each message, a chunk read at a time."""
        after, is_last = 0, False
        while not is_last:
            async with self.units.read() as unit:
                lines = await unit.broadcasts.report(broadcast_id, after, REPORT_CHUNK)
            is_last = len(lines) < REPORT_CHUNK
            if lines:
                yield lines
                after = lines[-1].notice_id

    async def _reach(self, unit: UnitOfWork, broadcast: Broadcast) -> Reach:
        today = civil_day(self.clock.now())
        return await reach_of(unit, self.catalogue, broadcast.audience, today, by_email=broadcast.by_email)

    async def _move(
        self, broadcast_id: int, before: Collection[BroadcastState], after: BroadcastState, act: Act, admin: int
    ) -> Broadcast:
        """Brings it into a state, if it is in one that allows that; otherwise it stays as it is. Raises NotFound."""
        now = self.clock.now()
        async with self.units.write() as unit:
            if await unit.broadcasts.move(broadcast_id, before, after, now):
                about: dict[str, int] = {"broadcast": broadcast_id}
                if after in {BroadcastState.STOPPED, BroadcastState.UNDOING}:
                    about["given_up"] = await unit.broadcasts.drop(broadcast_id, now)
                await unit.acts.add(admin, act, about, now)
                await unit.commit()
        return await self.confirmed(broadcast_id)


async def _get(unit: UnitOfWork, broadcast_id: int) -> Broadcast:
    broadcast = await unit.broadcasts.get(broadcast_id)
    if broadcast is None:
        raise NotFound
    return broadcast


def _as_draft(broadcast: Broadcast, admin: int) -> Broadcast:
    if broadcast.admin != admin:
        raise NotFound
    if broadcast.state is not BroadcastState.DRAFT:
        raise BroadcastOver
    return broadcast


def _check_previewed(broadcast: Broadcast, previewed: str) -> None:
    if previewed != mark_of(broadcast):
        raise NotPreviewed


def _check(broadcast: Broadcast, reach: Reach, now: datetime) -> None:
    if not broadcast.is_written:
        raise BroadcastEmpty
    if not reach.targets:
        raise NobodyReached
    if broadcast.send_at is not None and broadcast.send_at < now:
        raise TimeIsPast
