"""What the digest asks of the storage, and maintenance: counts and sums of a day, what is due, who waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.digest import Counted, Happened, Income
from domain.maintenance import Closure
from domain.notices import Channel
from domain.outlook import DueLine


class Digests(Protocol):
    """Counts and sums over everybody."""

    async def happened(self, day: date) -> Happened:
        """What a civil day in Rome brought."""
        ...

    async def income(self, first: date, last: date) -> Sequence[Income]:
        """What each day from the first to the last brought, by kind."""
        ...

    async def undelivered(self, day: date) -> Mapping[Channel, int]:
        """How many of the notices that were due on a day were given up, by channel."""
        ...

    async def failed_payments(self, day: date) -> int:
        """How many payments were announced on a day as having failed."""
        ...

    async def unassigned_payments(self) -> int:
        """How many payments wait for somebody to assign them."""
        ...

    async def raised_alarms(self, day: date) -> int:
        """How many alarms were raised on a day, and not once more since."""
        ...

    async def failed_refunds(self, day: date) -> int:
        """How many refunds came back into a credit on a day, since the card did not take them."""
        ...

    async def lost_disputes(self, day: date) -> int:
        """How many disputes of credited payments were lost on a day."""
        ...

    async def debts(self) -> Counted:
        """How many holders owe something, and how much in all."""
        ...

    async def due_lines(self, until: date, after: int) -> tuple[Sequence[DueLine], int | None]:
        """The add-ons that are to be renewed up to a day, of some of the holders whose ids are higher.

        All lines of a holder come together. Answers too with the id to go on behind, None behind the last one.
        """
        ...


class Maintenance(Protocol):
    """Whether the bot is closed to holders, in one row, and which chats wait for it to open."""

    async def current(self) -> Closure | None:
        """The maintenance that goes on; None while there is none."""
        ...

    async def begin(self, at: datetime, until: datetime | None) -> bool:
        """Closes the bot; False if it is closed already."""
        ...

    async def change(self, number: int, until: datetime | None) -> bool:
        """Gives a maintenance that goes on another end; False if it is over, or was to end then already."""
        ...

    async def end(self) -> Closure | None:
        """Opens the bot; what has ended, None if it was open."""
        ...

    async def wait(self, chat_id: int, number: int) -> bool:
        """Has a chat wait for the end of a maintenance; False if that has come already."""
        ...

    async def is_waiting(self, chat_id: int, number: int) -> bool:
        """Whether a chat waits for the end of a maintenance."""
        ...

    async def count(self, number: int) -> int:
        """How many chats wait for the end of a maintenance."""
        ...

    async def release(self, number: int) -> Sequence[int]:
        """The chats that waited for the end of a maintenance; they do not any more."""
        ...

    async def wait_again(self, chats_: Iterable[int], number: int) -> None:
        """Has chats wait for the end of a maintenance that has just begun."""
        ...
