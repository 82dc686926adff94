"""GB of a service, active on a mailbox up to a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.catalogue import ServiceKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Addon:
    """Some GB of a service on a mailbox. Dates are civil dates in Europe/Rome.

    `runs_until` is the last day that is paid for (or free); what becomes of it then is decided on the first run of the
    next day. `renews` is the holder's wish, `rank` the place that the holder gave it, if any. `grace_until` is the last
    day that it runs on unpaid, `ended_on` the day on which it was deactivated.
    """

    id: int
    mailbox_id: int
    order_id: str
    service: ServiceKey
    gb: int
    active_from: date
    runs_until: date
    renews: bool = True
    rank: int | None = None
    grace_until: date | None = None
    ended_on: date | None = None

    @property
    def is_active(self) -> bool:
        """Whether the add-on is in force: until it is deactivated, however late that is."""
        return self.ended_on is None

    @property
    def due_on(self) -> date:
        """The last day before it has to be renewed or deactivated."""
        return self.grace_until or self.runs_until


def active_gb(addons: Iterable[Addon], service: ServiceKey) -> int:
    """The GB of a service that are in force: repeated purchases add up."""
    return sum(addon.gb for addon in addons if addon.service is service and addon.is_active)


def in_order(addons: Iterable[Addon]) -> list[Addon]:
    """The add-ons in the order in which credit goes to them: as their holder ranked them, the others oldest first."""
    return sorted(addons, key=lambda addon: (addon.rank is None, addon.rank or 0, addon.id))
