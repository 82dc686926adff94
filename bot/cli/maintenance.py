"""`maintenance`: the bot closed to holders for a while, from the terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.cli.speech import OK, Speech
from domain.acts import COMMAND_LINE
from domain.maintenance import Closure, read_hour
from domain.usecases.maintaining import Maintaining


async def begin(maintaining: Maintaining, until: str | None, speech: Speech) -> int:
    """Closes the bot, up to an hour in Rome if one is named; or changes that hour."""
    now = maintaining.clock.now()
    done = await maintaining.begin(read_hour(until, now) if until else None, actor=COMMAND_LINE)
    speech.document({**_facts(done.closure), "changed": not done.repeated})
    speech.say("maintenance-begun-before" if done.repeated else "maintenance-begun")
    _announce(done.closure, now, speech)
    return OK


async def end(maintaining: Maintaining, speech: Speech) -> int:
    """Opens the bot, and says how many are told."""
    done = await maintaining.end(actor=COMMAND_LINE)
    speech.document({**_facts(None), "changed": not done.repeated, "told": done.told})
    if done.repeated:
        speech.say("maintenance-ended-before")
    else:
        speech.say("maintenance-ended", told=done.told)
    return OK


async def status(maintaining: Maintaining, speech: Speech) -> int:
    """Says whether the bot is closed, and how many wait."""
    state = await maintaining.state()
    speech.document({**_facts(state.closure), "waiting": state.waiting})
    if state.closure is None:
        speech.say("maintenance-off")
    else:
        speech.say("maintenance-on", since=state.closure.since, waiting=state.waiting)
        _announce(state.closure, maintaining.clock.now(), speech)
    return OK


def _announce(closure: Closure | None, now: datetime, speech: Speech) -> None:
    until = closure.end_at(now) if closure else None
    if until is not None:
        speech.say("maintenance-announced", until=until)


def _facts(closure: Closure | None) -> dict[str, Any]:
    """The state for a program."""
    if closure is None:
        return {"on": False, "since": None, "until": None}
    until = closure.until.isoformat() if closure.until else None
    return {"on": True, "since": closure.since.isoformat(), "until": until}
