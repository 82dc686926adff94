"""GB of a service, active on a mailbox up to a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.catalogue import ServiceKey


@dataclass(frozen=True, kw_only=True, slots=True)
class Addon:
    """Some GB of a service on a mailbox. `runs_until` is the last day, a civil date in Europe/Rome."""

    id: int
    mailbox_id: int
    order_id: str
    service: ServiceKey
    gb: int
    active_from: date
    runs_until: date

    def is_active(self, today: date) -> bool:
        """Whether the add-on is in force today."""
        return today <= self.runs_until


def active_gb(addons: Iterable[Addon], service: ServiceKey, today: date) -> int:
    """The GB of a service that are in force today: repeated purchases add up."""
    return sum(addon.gb for addon in addons if addon.service is service and addon.is_active(today))
