"""What the watch and the operator's numbers ask of the storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.alarms import Backlog, Bounced, Episode, Repair, Tallied, Tally
from domain.figures import Sums
from domain.notices import Channel, NoticeState


class Alarms(Protocol):
    """What is wrong at present. Of many that raise or end an alarm, one is told that it did."""

    async def raised(self) -> Mapping[str, Episode]:
        """The alarms that are raised and not over, by their keys."""
        ...

    async def raise_once(self, key: str, at: datetime) -> Episode | None:
        """Raises an alarm; None if it is raised already."""
        ...

    async def end_once(self, key: str, at: datetime) -> Episode | None:
        """Ends an alarm; None if it is not raised."""
        ...


class Tallies(Protocol):
    """How often something happened, by the minute, over all processes."""

    async def add(self, what: Tallied, slot: datetime, tally: Tally) -> None:
        """Adds to the count of a minute."""
        ...

    async def since(self, at: datetime) -> Mapping[Tallied, Tally]:
        """What was counted from a minute on; what never happened is left out."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forgets the minutes before an instant; says how many."""
        ...


class Repairs(Protocol):
    """The payments that were booked although no webhook told of them, until that has been said and is over."""

    async def add(self, intent: str, name: str, at: datetime) -> None:
        """Keeps one."""
        ...

    async def all(self) -> Sequence[Repair]:
        """All of them, oldest first."""
        ...

    async def announced(self, intents: Iterable[str]) -> None:
        """A webhook came after all: those of them that nobody was told of are forgotten."""
        ...

    async def tell(self, intents: Iterable[str]) -> None:
        """Administrators are told of them."""
        ...

    async def close(self) -> None:
        """It is over: forgets what administrators were told of."""
        ...


class Gauges(Protocol):
    """Counts for the operator, each from an index or a small table."""

    async def outbox(self) -> Mapping[tuple[NoticeState, Channel], int]:
        """How many notices wait or were given up, by the channel; what is not there is left out. No broadcasts."""
        ...

    async def backlog(self, now: datetime, stuck_after: int) -> Backlog:
        """What waits; stuck is what was tried at least so often."""
        ...

    async def bounced(self, since: datetime, examples: int) -> Bounced:
        """The e-mails refused for good since an instant, and so many of the holders they were for."""
        ...

    async def sessions(self) -> int:
        """The chats in which somebody is logged in."""
        ...

    async def settled_up_to(self, before: datetime) -> int:
        """The highest number of a transfer that was made before an instant; 0 if there is none."""
        ...

    async def newest_transfer(self) -> int:
        """The highest number of a transfer; 0 if there is none."""
        ...

    async def money(self, above: int, up_to: int) -> Sums:
        """What the transfers above a number and up to another have moved, EUR cents."""
        ...
