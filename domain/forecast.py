"""What the next renewals will take, told ahead by the rules that will take it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import months_after
from domain.catalogue import Catalogue
from domain.mailboxes import GIGABYTE
from domain.money import NOTHING, Money
from domain.orders import Shortfall
from domain.renewals import ENDS, Circumstances, Fate, Holding, Renewal, decide
from domain.top_ups import LEAST_TOP_UP

MONTHS_AHEAD = 12
ENOUGH = Money(10**15)  # more cents than all prices together


@dataclass(frozen=True, kw_only=True, slots=True)
class Upcoming:
    """A renewal that is still to come, as it would go with the credit of today. Amounts are EUR cents, VAT included.

    `credit` is what the renewals before it leave of the credit. `needed` is what it takes to renew everything that its
    holder wants renewed; that counts what would end before with the credit of today. `before` is what the renewals of
    the same holder need that come first; `missing` what has to be added so that everything up to and including this one
    is renewed.
    """

    renewal: Renewal
    credit: Money
    needed: Money
    before: Money
    missing: Money

    @property
    def day(self) -> date:
        """The last day before it."""
        return self.renewal.due_on

    @property
    def over_bytes(self) -> int:
        """How many bytes the inbox would be over its space afterwards, if some of it ends; 0 if it fits."""
        ends = any(one.fate in ENDS for one in self.renewal.addons)
        over = self.renewal.mailbox.used_bytes - self.renewal.inbox_gb * GIGABYTE
        return max(0, over) if ends and self.renewal.changes_space else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """The renewals of a holder in the months to come, as they take from the credit, and the credit of today."""

    credit: Money
    upcoming: tuple[Upcoming, ...]
    until: date

    @property
    def needed(self) -> Money:
        """What all of them take."""
        return Money(sum(one.needed.cents for one in self.upcoming))

    @property
    def missing(self) -> Money:
        """What has to be added so that all of them are covered."""
        return self.upcoming[-1].missing if self.upcoming else NOTHING


def shortfall_after(forecast: Forecast, spent: Money) -> Shortfall | None:
    """The first renewal that lacks more once so much is spent on something else; None if none does.

    What is spent beyond the credit is topped up before, and takes nothing from any renewal.
    """
    left = max(NOTHING, forecast.credit - spent)
    for one in forecast.upcoming:
        missing = max(NOTHING, one.before + one.needed - left)
        if one.needed and missing > one.missing:
            return Shortfall(day=one.day, missing=missing)
    return None


def is_short(forecast: Forecast) -> bool:
    """Whether the next renewal that takes something lacks money."""
    following = next((one for one in forecast.upcoming if wants_renewal(one)), None)
    return following is not None and bool(following.missing)


def to_top_up(missing: Money) -> Money:
    """What a card has to bring for an amount that is missing: at least EUR 1.00; nothing if nothing is missing."""
    return max(missing, LEAST_TOP_UP) if missing > NOTHING else NOTHING


def forecast(catalogue: Catalogue, holdings: Iterable[Holding], credit: Money, today: date) -> Forecast:
    """The renewals of a holder's mailboxes over the next twelve months, with the credit of today."""
    until = months_after(today, MONTHS_AHEAD)
    upcoming = look_ahead(catalogue, holdings, credit, until)
    return Forecast(credit=credit, upcoming=tuple(upcoming), until=until)


def look_ahead(catalogue: Catalogue, holdings: Iterable[Holding], credit: Money, until: date) -> Sequence[Upcoming]:
    """The renewals up to a day, none of them carried out, in the order in which they take from the credit.

    That is the order of their days, behind what runs on unpaid, however long it may: it takes any money that comes.
    """
    left = {holding.mailbox.id: holding for holding in holdings}
    kept: dict[
        int, Holding
    ] = {}  # those that lose something with this credit, as they would be if nothing were missing
    seen: list[Upcoming] = []
    purse, before = credit, NOTHING
    while (holding := _next(left.values(), until)) is not None and holding.due_on is not None:
        mailbox_id, day_after = holding.mailbox.id, holding.due_on + timedelta(days=1)
        whole = renewal = decide(catalogue, holding, purse, day_after, Circumstances())
        if mailbox_id in kept or renewal.of(Fate.SHORT):
            whole = decide(catalogue, kept.get(mailbox_id, holding), ENOUGH, day_after, Circumstances())
            kept[mailbox_id] = whole.after
        missing = max(NOTHING, before + whole.needed - credit)
        seen.append(Upcoming(renewal=renewal, credit=purse, needed=whole.needed, before=before, missing=missing))
        left[mailbox_id] = renewal.after
        purse, before = renewal.credit, before + whole.needed
    return seen


def _next(holdings: Iterable[Holding], until: date) -> Holding | None:
    """The holding that comes first, None if none comes up to that day."""
    due = [one for one in holdings if one.due_on is not None and (one.waits_for_money or one.due_on <= until)]
    return min(due, key=lambda one: (not one.waits_for_money, one.due_on, one.mailbox.id), default=None)


def wants_renewal(upcoming: Upcoming) -> bool:
    """Whether there is something that the credit is needed for."""
    return any(one.fate in {Fate.RENEWED, Fate.SHORT} for one in upcoming.renewal.addons)
