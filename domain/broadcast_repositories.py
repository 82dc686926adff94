"""What the use cases ask of the storage about broadcasts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.broadcasts import Audience, Broadcast, BroadcastState, Fitting, Reach, ReportLine, Sent, Target, Told
from domain.holders import Language
from domain.notices import Channel, Notice


class Broadcasts(Protocol):
    """The broadcasts, and their part of the outbox."""

    async def create(self, admin: int, at: datetime) -> Broadcast:
        """A new draft of an admin, by Telegram id."""
        ...

    async def unfinished(self, admin: int) -> Broadcast | None:
        """The newest draft of an admin, by Telegram id."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """A broadcast by id."""
        ...

    async def newest(self, limit: int, offset: int) -> Sequence[Broadcast]:
        """The broadcasts that were confirmed, newest first."""
        ...

    async def count(self) -> int:
        """How many broadcasts were confirmed."""
        ...

    async def save_draft(self, broadcast: Broadcast) -> bool:
        """Keeps what is written, for whom and when; False if it is no draft any more."""
        ...

    async def confirm(self, broadcast_id: int, total: int) -> bool:
        """A draft is to be sent from now on, to so many targets; False if it is no draft any more."""
        ...

    async def move(
        self, broadcast_id: int, before: Collection[BroadcastState], after: BroadcastState, at: datetime
    ) -> bool:
        """Brings a broadcast from one of some states into another; False if it is in none of them."""
        ...

    async def show_as(self, broadcast_id: int, message_id: int) -> None:
        """Remembers the message that tells how it goes."""
        ...

    async def at_work(self, now: datetime) -> Sequence[Broadcast]:
        """The broadcasts that something is to be done for now, oldest first."""
        ...

    async def queued(self, broadcast: Broadcast, reached_holder: int, messages: int, *, is_last: bool) -> bool:
        """Remembers up to which holder messages are written; False if somebody else has gone on from there."""
        ...

    async def undone_up_to(self, broadcast: Broadcast, notice_id: int, *, is_last: bool) -> bool:
        """Remembers up to which notice deletions are written; False if somebody else has gone on from there."""
        ...

    async def drop(self, broadcast_id: int, now: datetime) -> int:
        """Gives up the messages that wait and that nobody is sending now; says how many."""
        ...

    async def has_waiting(self, broadcast_id: int) -> bool:
        """Whether messages wait, taken by somebody or not."""
        ...

    async def claim(
        self, broadcast_ids: Collection[int], channel: Channel, now: datetime, until: datetime, limit: int
    ) -> Sequence[Notice]:
        """Takes messages of some broadcasts, oldest first; nobody else is given them before `until`."""
        ...

    async def settle(self, told: Sequence[Told]) -> None:
        """Remembers what became of messages, each with its proof, and counts them. Repeating it changes nothing."""
        ...

    async def give_back(self, keys: Iterable[str], due_at: datetime) -> None:
        """Messages that were taken and not tried are free again from an instant."""
        ...

    async def sent(self, broadcast_id: int, after: int, limit: int) -> Sequence[Sent]:
        """The messages that are in chats now, in the order of their notices."""
        ...

    async def report(self, broadcast_id: int, after: int, limit: int) -> Sequence[ReportLine]:
        """What became of each message, in the order of the notices."""
        ...


class Audiences(Protocol):
    """Who fits an audience. Whether a renewal lacks money is not asked here: the rules tell that."""

    async def domains(self, limit: int) -> Sequence[str]:
        """The domains of mailboxes, those with the most mailboxes first."""
        ...

    async def reach(self, audience: Audience, today: date, *, by_email: bool) -> Reach:
        """How many holders fit, and how many places that makes."""
        ...

    async def fitting(self, audience: Audience, today: date, after: int, limit: int) -> Fitting:
        """Holders who fit, by id, behind one."""
        ...

    async def targets(
        self, holder_ids: Collection[int], language: Language | None, *, by_email: bool
    ) -> Sequence[Target]:
        """Where some holders can be told something, where a language is spoken if one is asked for."""
        ...


class Paces(Protocol):
    """How fast something may go, over all processes: turns are given out ahead."""

    async def reserve(self, name: str, expected: datetime | None, next_at: datetime) -> bool:
        """Sets the instant of the next free turn; False if it is not what was expected any more."""
        ...

    async def next_at(self, name: str) -> datetime | None:
        """The instant of the next free turn; None if there never was one."""
        ...
