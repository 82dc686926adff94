"""What the clockwork asks of the storage: what is due, what is owed, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Protocol

from domain.activations import Activation
from domain.acts import AdminAct
from domain.desk import ToldNotice
from domain.mailboxes import Mailbox
from domain.notices import Channel, Delivered, Facts, Notice, NoticeKind, NoticeState
from domain.places import BareTerm, DuePlace, RemindPlace
from domain.register import RegisterChanges, RegisterRow, Told
from domain.renewals import Renewal
from domain.space import Filling


class Due(Protocol):
    """What time has brought about, and what was made of it."""

    async def lapsed(self, today: date, limit: int, after: DuePlace | None) -> Sequence[DuePlace]:
        """The mailboxes of which something is due before a day, behind a place, in the order of their dates."""
        ...

    async def bare(self, today: date) -> Sequence[BareTerm]:
        """The terms of the mailboxes that have expired before a day, are renewed by the body, and have no add-ons."""
        ...

    async def move_bare(self, term: BareTerm, expires_on: date, limit: int) -> int:
        """Moves mailboxes of such a term to a new date, at most so many at once; says how many."""
        ...

    async def lock(self, mailbox_ids: Iterable[int], today: date) -> Sequence[Mailbox]:
        """Those of some mailboxes of which something is still due; nobody else can lock them until the end."""
        ...

    async def to_remind(self, today: date, limit: int, after: DuePlace | None) -> Sequence[RemindPlace]:
        """The mailboxes whose reminder step of a day was not looked at yet, behind a place, in the order of dates.

        Those whose holder wants no reminders now are left out, but for the last steps.
        """
        ...

    async def looked_at(self, places: Iterable[RemindPlace]) -> None:
        """Remembers which reminder step of which mailbox was looked at."""
        ...

    async def save(self, renewals: Sequence[Renewal], at: datetime) -> None:
        """Writes what renewals made of mailboxes and add-ons that are locked, and keeps each renewal of an add-on."""
        ...

    async def filling(self, limit: int, after_id: int) -> Sequence[Filling]:
        """The mailboxes whose inbox has passed a level of alert, up or down, since it was last looked at; by id."""
        ...

    async def save_space_levels(self, fillings: Iterable[Filling]) -> None:
        """Remembers the level that inboxes are filled to."""
        ...


class Outbox(Protocol):
    """What is owed to the world."""

    async def add(self, notices: Iterable[Notice]) -> None:
        """Stores notices; those whose key is there already are left as they are."""
        ...

    async def claim(
        self, now: datetime, limit: int, until: datetime, channels: Iterable[Channel] = Channel
    ) -> Sequence[Notice]:
        """Takes notices of some channels that are due, oldest first; nobody else is given them before `until`.

        Counts the attempt: `attempts` of what is returned includes this one.
        """
        ...

    async def mark_sent(self, key: str, at: datetime) -> None:
        """The notice was delivered."""
        ...

    async def mark_later(self, key: str, due_at: datetime, error: str) -> None:
        """The notice is to be tried again."""
        ...

    async def mark_dead(self, key: str, error: str) -> None:
        """The notice is given up."""
        ...

    async def prove(self, delivered: Delivered) -> None:
        """Keeps the proof of a try to deliver. It can be neither changed nor deleted."""
        ...

    async def proofs(self, key: str) -> Sequence[Delivered]:
        """Every try to deliver a notice, oldest first."""
        ...

    async def warned(self, cycles: Iterable[tuple[int, date]]) -> Set[int]:
        """The mailboxes, of some with the day of their renewal, of which a reminder of that renewal has arrived."""
        ...

    async def is_followed(self, notice: Notice) -> bool:
        """Whether a later reminder of the same renewal was written for the same target."""
        ...

    async def dead(self, limit: int, offset: int) -> Sequence[Notice]:
        """The notices that were given up, newest first."""
        ...

    async def dead_one(self, notice_id: int) -> Notice | None:
        """A notice that was given up, by its id."""
        ...

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[ToldNotice]:
        """What was or is to be told to a holder, newest first, with the last proof of each."""
        ...

    async def is_there(self, key: str) -> bool:
        """Whether a notice of that key was written."""
        ...

    async def revive(self, key: str, at: datetime) -> bool:
        """Has a notice that was given up delivered again; False if it is not given up."""
        ...

    async def overtake(self, kind: NoticeKind) -> Sequence[int]:
        """Closes what waits of a kind, since it is no longer so; the chats that are not told it."""
        ...

    async def counts(self) -> Mapping[NoticeState, int]:
        """How many notices there are in each state that is not final, and how many were given up."""
        ...


class Activations(Protocol):
    """The inbox space of completed orders, as far as the mail server has not given it yet."""

    async def of_holder(self, holder_id: int) -> Sequence[Activation]:
        """What a holder still waits for, by order."""
        ...

    async def completed_before(self, before: datetime, limit: int, after: str) -> Sequence[Activation]:
        """What was bought up to an instant and is still waited for, by order, behind the order of that id."""
        ...

    async def abandon(self, order_id: str, now: datetime) -> bool:
        """The mail server is not asked for an order any more; False if it has given the space, or is being asked."""
        ...

    async def arrived(self, notice: Notice, at: datetime) -> None:
        """The mail server has given a mailbox all its space: done is the notice, and whatever else waited for that.

        Left out is what others are about to ask.
        """
        ...


class Acts(Protocol):
    """What administrators did, in lines that can be neither changed nor deleted."""

    async def add(self, actor_id: int, act: str, about: Facts, at: datetime) -> int:
        """Keeps an act; answers with its number."""
        ...

    async def latest(self, limit: int, offset: int) -> Sequence[AdminAct]:
        """The acts, newest first."""
        ...

    async def is_done(self, act: str, name: str, text: str) -> bool:
        """Whether there is such an act with that text among its facts."""
        ...

    async def has_knocked(self, person_id: int, act: str, door: str, since: datetime) -> bool:
        """Whether an act of a person at a door has been kept since an instant."""
        ...


class Marks(Protocol):
    """Small facts to remember across restarts, by name."""

    async def get(self, name: str) -> str | None:
        """The text remembered under a name."""
        ...

    async def beginning(self, with_: str) -> Mapping[str, str]:
        """The texts remembered under the names that begin so, by the rest of the name."""
        ...

    async def put(self, name: str, text: str) -> None:
        """Remembers a text under a name."""
        ...

    async def claim(self, name: str, text: str) -> bool:
        """Remembers a text under a name; False if it is remembered there already, by whoever was first."""
        ...

    async def drop(self, name: str) -> None:
        """Forgets a name."""
        ...


class Register(Protocol):
    """The body's register of members, as it is imported."""

    async def changes(self, rows: Sequence[RegisterRow], told: Told | None = None) -> RegisterChanges:
        """What an import of these rows would do. Raises RegisterRefused for rows that contradict the database.

        `told` hears how many rows are done.
        """
        ...

    async def save(self, rows: Sequence[RegisterRow], told: Told | None = None) -> RegisterChanges:
        """Creates and updates holders, mailboxes and password hashes; never touches money or add-ons.

        Answers with what has changed. Raises RegisterRefused as `changes` does.
        """
        ...
