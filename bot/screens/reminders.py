"""How much a holder wants to be told: fewer reminders for a while, and alerts of space or none."""

from __future__ import annotations

from bot.screens.button_fields import Choice
from bot.screens.buttons import SetSpaceAlerts, ShowRenewals
from bot.screens.screen import Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.keeping import Snoozed
from domain.space import LEVELS


def snoozed(texts: Texts, snoozed: Snoozed) -> Screen:
    """No reminders for a while; and when the next one comes."""
    text = paragraphs(
        texts("snoozed", mailbox=snoozed.mailbox.address, until=snoozed.until),
        _next(texts, snoozed),
    )
    return with_way_home(texts, text, (Tap(texts.label("key-see-renewals"), ShowRenewals(snoozed.mailbox.id)),))


def space_alerts(texts: Texts, *, wanted: bool) -> Screen:
    """Whether the holder is told that an inbox fills up, and the key that changes it."""
    first, second = LEVELS
    text = texts("space-alerts-on", first=first, second=second) if wanted else texts("space-alerts-off")
    if wanted:
        key = Tap(texts.label("key-space-alerts-off"), SetSpaceAlerts(Choice.NO))
    else:
        key = Tap(texts.label("key-space-alerts-on"), SetSpaceAlerts(Choice.YES), "success")
    return with_way_home(texts, text, (key,))


def _next(texts: Texts, snoozed: Snoozed) -> str:
    """The next reminder: one of the last days comes although it was asked for quiet."""
    day = snoozed.next_reminder
    if day is None:
        return texts("snoozed-none")
    return texts("snoozed-early" if day <= snoozed.until else "snoozed-next", day=day)
