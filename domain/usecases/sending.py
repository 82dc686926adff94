"""How broadcasts get out: written to the outbox a chunk at a time, taken in turns, settled many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.broadcasts import Broadcast, BroadcastState, Fate, Told, withdrawal
from domain.calendar import civil_day
from domain.catalogue import Catalogue
from domain.notices import Channel, Notice, NoticeKind, to_chats
from domain.ports import Clock, UnitOfWork, Units
from domain.usecases.audiences import CHUNK, some_targets

CLAIM = timedelta(minutes=1)
AHEAD = timedelta(seconds=2)  # how far turns are given out ahead; whoever is told to wait for longer takes nothing
LONGEST_WAIT = timedelta(hours=24)  # what lies further ahead was left by a clock that was set back


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A message of a broadcast, and the instant at which it may go."""

    notice: Notice
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """Hands out the messages of broadcasts to whoever sends them, and keeps the pace over all processes."""

    units: Units
    clock: Clock
    catalogue: Catalogue

    async def take(self, channel: Channel, limit: int, every: timedelta) -> Sequence[Turn]:
        """The next messages of a channel, each with its turn, claimed for a minute; none while it has to wait.

        Before that, broadcasts whose time has come begin, more is written to the outbox, and what is done is closed.
        """
        now = self.clock.now()
        async with self.units.read() as unit:
            at_work = await unit.broadcasts.at_work(now)
            if not at_work or _begin(await unit.paces.next_at(_pace(channel)), now) - now > AHEAD:
                return ()
        for broadcast in at_work:
            await self._go_on(broadcast, now)
        return await self._claim_or_write(channel, limit, every)

    async def _claim_or_write(self, channel: Channel, limit: int, every: timedelta) -> Sequence[Turn]:
        """Writes more to the outbox whenever there is too little of it: the slower channel holds up no other."""
        while True:
            async with self.units.read() as unit:
                at_work = await unit.broadcasts.at_work(self.clock.now())
            turns = await self._claim([one.id for one in at_work], channel, limit, every)
            growing = next((one for one in at_work if not one.all_queued), None)
            if growing is None or len(turns) == limit:
                return turns
            await self._write(growing)
            if turns:
                return turns

    async def settle(self, told: Sequence[Told]) -> None:
        """Remembers what became of messages. Raises StorageUnavailable; repeating it changes nothing."""
        async with self.units.write() as unit:
            await unit.broadcasts.settle(told)
            for one in told:
                if one.fate is Fate.BLOCKED and one.notice.kind == NoticeKind.BROADCAST:
                    await unit.chats.mark_reachable(one.notice.chat_id, reachable=False)
            await unit.commit()

    async def put_off(self, notices: Sequence[Notice], wait: timedelta) -> None:
        """Messages that were not sent come again after a while."""
        async with self.units.write() as unit:
            await unit.broadcasts.give_back([one.key for one in notices], self.clock.now() + wait)
            await unit.commit()

    async def hold(self, channel: Channel, wait: timedelta) -> None:
        """Nobody sends to a channel before so long: the other side has asked for it."""
        until = self.clock.now() + wait
        async with self.units.write() as unit:
            expected = await unit.paces.next_at(_pace(channel))
            if (expected is None or expected < until) and await unit.paces.reserve(_pace(channel), expected, until):
                await unit.commit()

    async def at_work(self) -> Sequence[Broadcast]:
        """The broadcasts that are being sent or taken back."""
        async with self.units.read() as unit:
            return await unit.broadcasts.at_work(self.clock.now())

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """A broadcast by id."""
        async with self.units.read() as unit:
            return await unit.broadcasts.get(broadcast_id)

    async def _go_on(self, broadcast: Broadcast, now: datetime) -> None:
        """A broadcast begins when its time has come, and is closed when everything is through."""
        if broadcast.state is BroadcastState.SCHEDULED:
            async with self.units.write() as unit:
                await unit.broadcasts.move(broadcast.id, {BroadcastState.SCHEDULED}, BroadcastState.RUNNING, now)
                await unit.commit()
        elif broadcast.all_queued:
            await self._close(broadcast, now)

    async def _write(self, broadcast: Broadcast) -> None:
        """Writes the next messages, or deletions, to the outbox."""
        if broadcast.state is BroadcastState.UNDOING:
            await self._queue_withdrawals(broadcast, self.clock.now())
        else:
            await self._queue(broadcast, self.clock.now())

    async def _queue(self, broadcast: Broadcast, now: datetime) -> None:
        """Writes the messages to the next holders."""
        async with self.units.write() as unit:
            some = await some_targets(
                unit,
                self.catalogue,
                broadcast.audience,
                civil_day(broadcast.started_at or now),
                broadcast.reached_holder,
                by_email=broadcast.by_email,
            )
            if await unit.broadcasts.queued(broadcast, some.up_to, len(some.targets), is_last=some.is_last):
                await unit.outbox.add(broadcast.notice(target, now) for target in some.targets)
                await unit.commit()

    async def _queue_withdrawals(self, broadcast: Broadcast, now: datetime) -> None:
        """Writes what is to be deleted."""
        async with self.units.write() as unit:
            sent = await unit.broadcasts.sent(broadcast.id, broadcast.undone_up_to, CHUNK)
            up_to = sent[-1].notice_id if sent else broadcast.undone_up_to
            if await unit.broadcasts.undone_up_to(broadcast, up_to, is_last=len(sent) < CHUNK):
                await unit.outbox.add(withdrawal(broadcast, one, now) for one in sent)
                await unit.commit()

    async def _close(self, broadcast: Broadcast, now: datetime) -> None:
        """A broadcast of which nothing waits any more is done, and whoever wrote it is told."""
        after = BroadcastState.UNDONE if broadcast.state is BroadcastState.UNDOING else BroadcastState.DONE
        async with self.units.write() as unit:
            if await unit.broadcasts.has_waiting(broadcast.id):
                return
            if await unit.broadcasts.move(broadcast.id, {broadcast.state}, after, now):
                await unit.outbox.add(await _told_of(unit, broadcast.id, now))
                await unit.commit()

    async def _claim(
        self, broadcast_ids: Sequence[int], channel: Channel, limit: int, every: timedelta
    ) -> Sequence[Turn]:
        now = self.clock.now()
        name = _pace(channel)
        async with self.units.write() as unit:
            expected = await unit.paces.next_at(name)
            begin = _begin(expected, now)
            if begin - now > AHEAD:
                return ()
            notices = await unit.broadcasts.claim(broadcast_ids, channel, now, now + CLAIM, limit)
            if not notices or not await unit.paces.reserve(name, expected, begin + len(notices) * every):
                return ()
            await unit.commit()
        return [Turn(notice=notice, at=begin + place * every) for place, notice in enumerate(notices)]


def _begin(next_at: datetime | None, now: datetime) -> datetime:
    """When the next turn is: at once, or when those given out are over."""
    return next_at if next_at is not None and now < next_at < now + LONGEST_WAIT else now


def _pace(channel: Channel) -> str:
    return f"broadcast:{channel.value}"


async def _told_of(unit: UnitOfWork, broadcast_id: int, now: datetime) -> Sequence[Notice]:
    broadcast = await unit.broadcasts.get(broadcast_id)
    if broadcast is None:
        return ()
    tally = broadcast.tally
    facts = {
        "broadcast": broadcast.id,
        "state": broadcast.state.value,
        "sent": tally.sent,
        "failed": tally.failed,
        "blocked": tally.blocked,
        "deleted": tally.deleted,
        "kept": tally.kept,
    }
    event = f"broadcast:{broadcast.id}:{broadcast.state}"
    return to_chats([broadcast.admin], event, NoticeKind.ADMIN_BROADCAST, facts, now)
