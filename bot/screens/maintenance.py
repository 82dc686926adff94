"""The bot is closed for a while: what holders see, what they are told afterwards, and the switch of administrators."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons.administering import BeginMaintenance, EndMaintenance, ShowMaintenance
from bot.screens.screen import Row, Screen, Tap, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.maintenance import MINUTES, Closure, MaintenanceState, MaintenanceSwitched
from domain.notices import Notice


def closed(texts: Texts, closure: Closure, now: datetime) -> Screen:
    """What every holder sees meanwhile. There is no key: nothing can be done."""
    when = _when(texts, "maintenance-until", closure, now)
    return Screen(paragraphs(texts("maintenance-closed"), when, texts("maintenance-promise")))


def over(texts: Texts, _notice: Notice) -> Screen:
    """The bot is open again, for who came in vain."""
    return with_way_home(texts, texts("maintenance-over"))


def line(texts: Texts, closure: Closure | None, now: datetime) -> str | None:
    """What stands on top of the desk meanwhile."""
    if closure is None:
        return None
    return _when(texts, "maintenance-line-until", closure, now) or texts("maintenance-line")


def key(texts: Texts) -> Tap:
    """The key to the switch."""
    return Tap(texts.label("key-maintenance"), ShowMaintenance())


def switch(texts: Texts, state: MaintenanceState, now: datetime) -> Screen:
    """Close the bot? Or, if it is closed, open it?"""
    closure = state.closure
    if closure is None:
        return with_way_home(texts, texts("ask-maintenance"), *_begin_keys(texts))
    text = paragraphs(
        texts("maintenance-on", since=closure.since, waiting=state.waiting),
        _when(texts, "maintenance-announced", closure, now),
    )
    return with_way_home(texts, text, _end_key(texts))


def begun(texts: Texts, outcome: MaintenanceSwitched, now: datetime) -> Screen:
    """The bot is closed."""
    if outcome.closure is None:
        return ended(texts, outcome)
    told = _when(texts, "maintenance-announced", outcome.closure, now)
    text = texts("maintenance-begun-before" if outcome.repeated else "maintenance-begun")
    return with_way_home(texts, paragraphs(text, told), _end_key(texts))


def ended(texts: Texts, outcome: MaintenanceSwitched) -> Screen:
    """The bot is open."""
    if outcome.repeated:
        return with_way_home(texts, texts("maintenance-ended-before"))
    return with_way_home(texts, texts("maintenance-ended", told=outcome.told))


def _when(texts: Texts, key: str, closure: Closure, now: datetime) -> str | None:
    """When it is to end: today by the hour alone; None if there is nothing to announce."""
    until = closure.end_at(now)
    if until is None:
        return None
    return texts(f"{key}-today" if civil_day(until) == civil_day(now) else key, until=until)


def _begin_keys(texts: Texts) -> tuple[Row, ...]:
    return (
        *((Tap(texts.label("key-maintenance-for", minutes=one), BeginMaintenance(one)),) for one in MINUTES),
        (Tap(texts.label("key-maintenance-open-end"), BeginMaintenance(0)),),
    )


def _end_key(texts: Texts) -> Row:
    return (Tap(texts.label("key-maintenance-end"), EndMaintenance(), "success"),)
