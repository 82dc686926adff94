"""What administrators are told of what is wrong with the bot, and of its end."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons import ShowDeadLetters
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.alarms import Alarm
from domain.notices import Notice


def alarm(texts: Texts, notice: Notice) -> Screen:
    """An alarm that is raised, what to do about it, and where the log has it; or that it is over."""
    since = datetime.fromisoformat(notice.word("since"))
    if notice.facts["over"]:
        return with_way_home(texts, lines(_over(texts, notice), texts("alarm-had-begun", since=since)))
    what = notice.word("alarm")
    begun = None if what == Alarm.MAILS else texts("alarm-since", since=since)  # their words name the last hour
    text = paragraphs(
        lines(texts(f"alarm-{what}", **_facts(notice)), begun, _examples(texts, notice)),
        _refunds(texts, notice),
        texts(f"alarm-{what}-do"),
        _in_the_log(texts, notice),
    )
    letters: Row = (Tap(texts.label("key-dead-letters"), ShowDeadLetters()),)
    return with_way_home(texts, text, letters if what in {Alarm.MAILS, Alarm.BACKLOG} else ())


def _over(texts: Texts, notice: Notice) -> str:
    what = notice.word("alarm")
    if what in {Alarm.TICK, Alarm.REPAIRS}:
        return texts(f"alarm-{what}-over", **_facts(notice))
    return texts("alarm-over", alarm=what)


def _facts(notice: Notice) -> dict[str, str | int]:
    """The facts that the sentence of an alarm speaks of."""
    match notice.word("alarm"):
        case Alarm.BACKLOG:
            return {"waiting": notice.number("waiting"), "stuck": notice.number("stuck")}
        case Alarm.TICK:
            return {"tick": notice.word("tick")}
        case Alarm.REPAIRS:
            return {"times": notice.number("times"), "top_ups": _listed(notice, "top_ups")}
    return {"times": notice.number("times")}


def _examples(texts: Texts, notice: Notice) -> str | None:
    """Some of the holders that an alarm is about, by number: an address may be wrong, and is nobody's business."""
    holders = _listed(notice, "holders") if "holders" in notice.facts else ""
    return texts("alarm-mails-holders", holders=holders) if holders else None


def _refunds(texts: Texts, notice: Notice) -> str | None:
    """How many refunds Stripe has not carried out, if any: their money waits in nobody's credit."""
    return texts("alarm-backlog-refunds", refunds=notice.number("refunds")) if notice.facts.get("refunds") else None


def _in_the_log(texts: Texts, notice: Notice) -> str | None:
    reference = notice.facts.get("reference")
    return texts("alarm-in-the-log", reference=str(reference)) if reference else None


def _listed(notice: Notice, name: str) -> str:
    found = notice.facts[name]
    return ", ".join(str(one) for one in found) if isinstance(found, list) else ""
