"""What the renewals of many holders will take in the days ahead, and what today's credits cover of it.

The rules are those of `domain.renewals`, told from as few facts as they need, so that a whole provider is looked
through in seconds; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from domain.calendar import anniversaries_to_cover, anniversary
from domain.catalogue import Catalogue, ServiceKey
from domain.digest import DAYS_AHEAD, DueDay, Outlook
from domain.pricing import price_for


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """An add-on that its holder wants renewed and whose mailbox can be, with what its renewal depends on.

    `credit_cents` is its holder's. The dates are those of `Addon` and `Mailbox`.
    """

    holder_id: int
    mailbox_id: int
    addon_id: int
    service: ServiceKey
    gb: int
    rank: int | None
    runs_until: date
    grace_until: date | None
    expires_on: date
    auto_renew: bool
    term_years: int
    anchor_day: int
    credit_cents: int


@dataclass(frozen=True, slots=True)
class _Charge:
    """What one renewal will take. `place` is where it stands in the line of its holder."""

    place: tuple[object, ...]
    addon_id: int
    day: date
    cents: int


@dataclass(kw_only=True)
class Ahead:
    """Adds up the days ahead, some holders at a time; all lines of a holder have to come together."""

    catalogue: Catalogue
    first: date
    _days: dict[date, list[int]] = field(default_factory=dict)
    _short: int = 0

    def __post_init__(self) -> None:
        self._days = {self.first + timedelta(days=number): [0, 0, 0] for number in range(DAYS_AHEAD)}
        self._gross = cache(lambda service, gb, years: price_for(self.catalogue, service, gb, years).gross.cents)

    @property
    def last(self) -> date:
        """The last day that is looked at."""
        return self.first + timedelta(days=DAYS_AHEAD - 1)

    def add(self, lines: Iterable[DueLine]) -> None:
        """Adds some holders."""
        for _, own in groupby(sorted(lines, key=lambda line: line.holder_id), key=lambda line: line.holder_id):
            self._add_holder(list(own))

    def outlook(self) -> Outlook:
        """What was added up."""
        days = (
            DueDay(day=day, count=count, covered_cents=covered, short_cents=short)
            for day, (count, covered, short) in self._days.items()
        )
        return Outlook(days=tuple(days), short_holders=self._short)

    def _add_holder(self, lines: Sequence[DueLine]) -> None:
        """Each add-on is renewed whole from what is left of the credit, or ends and comes no more."""
        purse, ended = lines[0].credit_cents, set[int]()
        for charge in sorted((one for line in lines for one in self._charges(line)), key=lambda one: one.place):
            if charge.addon_id in ended:
                continue
            is_covered = purse >= charge.cents
            purse -= charge.cents if is_covered else 0
            if not is_covered:
                ended.add(charge.addon_id)
            day = self._days[max(charge.day, self.first)]  # what is overdue is taken on the first day
            day[0] += 1
            day[1 if is_covered else 2] += charge.cents
        self._short += bool(ended)

    def _charges(self, line: DueLine) -> Iterable[_Charge]:
        """The renewals of an add-on: one, or a second one where it runs on unpaid until shortly before the next."""
        runs_until, expires_on, due_on = line.runs_until, line.expires_on, line.grace_until or line.runs_until
        waits = line.grace_until is not None
        while due_on <= self.last:
            if expires_on <= due_on:
                if not line.auto_renew:
                    return
                expires_on = anniversary(expires_on, line.term_years, line.anchor_day)
            years = anniversaries_to_cover(runs_until, expires_on, line.anchor_day)
            order = (line.rank is None, line.rank or 0, line.addon_id)
            place = (not waits, due_on, line.mailbox_id, *order)
            yield _Charge(place, line.addon_id, due_on, self._gross(line.service, line.gb, years))
            runs_until, due_on, waits = expires_on, expires_on, False
