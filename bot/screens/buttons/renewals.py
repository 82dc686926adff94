"""The keys about renewals and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.button_fields import Choice, Id, Page
from bot.screens.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowRenewals(Button):
    """What the next renewal of a mailbox takes, and a page of its add-ons. Pages count from 0."""

    verb: ClassVar[str] = "renewals"
    mailbox_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowAddon(Button):
    """What is to become of one add-on."""

    verb: ClassVar[str] = "addon"
    addon_id: Id


@dataclass(frozen=True, slots=True)
class SwitchRenewal(Button):
    """An add-on is to be renewed, or not."""

    verb: ClassVar[str] = "renew"
    addon_id: Id
    renews: Choice


@dataclass(frozen=True, slots=True)
class PutFirst(Button):
    """The credit is to be spent on this add-on before the others."""

    verb: ClassVar[str] = "first"
    addon_id: Id


@dataclass(frozen=True, slots=True)
class ShowForecast(Button):
    """What the next twelve months take. Pages count from 0."""

    verb: ClassVar[str] = "forecast"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class TopUpRenewal(Button):
    """What the next renewal of a mailbox still misses is to be paid by card."""

    verb: ClassVar[str] = "top-up-renewal"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class TopUpForecast(Button):
    """What the next twelve months still miss is to be paid by card."""

    verb: ClassVar[str] = "top-up-year"


@dataclass(frozen=True, slots=True)
class Snooze(Button):
    """A reminder was seen: no other for a while."""

    verb: ClassVar[str] = "snooze"
    mailbox_id: Id


@dataclass(frozen=True, slots=True)
class ShowSpaceAlerts(Button):
    """Whether to be told that an inbox fills up?"""

    verb: ClassVar[str] = "alerts"


@dataclass(frozen=True, slots=True)
class SetSpaceAlerts(Button):
    """The holder is to be told that an inbox fills up, or not."""

    verb: ClassVar[str] = "set-alerts"
    wanted: Choice


KINDS: tuple[type[Button], ...] = (
    ShowRenewals,
    ShowAddon,
    SwitchRenewal,
    PutFirst,
    ShowForecast,
    TopUpRenewal,
    TopUpForecast,
    Snooze,
    ShowSpaceAlerts,
    SetSpaceAlerts,
)
