"""What one process has seen since it last wrote it down: kept in memory, so that no update waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.alarms import Tallied, Tally

SLOT = timedelta(minutes=1)  # what is counted is kept by the minute


def slot_of(at: datetime) -> datetime:
    """The minute that an instant belongs to."""
    return at.replace(second=0, microsecond=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is to be written down: what was counted in which minute, and the payments that webhooks have told of."""

    tallies: Mapping[tuple[Tallied, datetime], Tally]
    announced: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.tallies and not self.announced


@dataclass(slots=True)
class Notebook:
    """The notes of one process."""

    ticks: dict[str, datetime] = field(default_factory=dict)  # when each tick last ended well, in this process
    _tallies: dict[tuple[Tallied, datetime], Tally] = field(default_factory=dict)
    _announced: set[str] = field(default_factory=set)

    def count(self, what: Tallied, at: datetime, reference: str | None = None) -> None:
        """Something happened, once; a reference finds it in the log."""
        self._add((what, slot_of(at)), Tally(times=1, first_at=at, last_at=at, reference=reference))

    def announced(self, intent: str) -> None:
        """A webhook told of a payment."""
        self._announced.add(intent)

    def tear_out(self) -> Page:
        """What was noted since the last time."""
        page = Page(tallies=dict(self._tallies), announced=frozenset(self._announced))
        self._tallies.clear()
        self._announced.clear()
        return page

    def put_back(self, page: Page) -> None:
        """A page could not be written down: it comes again."""
        for key, tally in page.tallies.items():
            self._add(key, tally)
        self._announced |= page.announced

    def _add(self, key: tuple[Tallied, datetime], tally: Tally) -> None:
        before = self._tallies.get(key)
        self._tallies[key] = tally if before is None else joined(before, tally)


def joined(one: Tally, other: Tally) -> Tally:
    """Two counts of the same as one; of two references the newer one."""
    newer, older = (one, other) if one.last_at > other.last_at else (other, one)
    return Tally(
        times=one.times + other.times,
        first_at=min(one.first_at, other.first_at),
        last_at=newer.last_at,
        reference=newer.reference or older.reference,
    )
