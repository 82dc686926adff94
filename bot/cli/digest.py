"""`digest`: what a day brought, and what the next ones will take, at the terminal and as a picture."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from pathlib import Path

from bot.cli.speech import OK, USAGE, Speech
from bot.screens import digests
from domain.calendar import civil_day
from domain.usecases.digesting import Digesting

_TAG = re.compile(r"<[^>]+>")


async def digest(digesting: Digesting, on: date | None, chart: Path | None, speech: Speech) -> int:
    """Tells a day (None: yesterday in Rome), and draws it into a new file if one is named."""
    today = civil_day(digesting.clock.now())
    day = on or today - timedelta(days=1)
    if day > today:
        return speech.refuse("digest-to-come", day=day, today=today)
    found = await digesting.digest(day)
    if chart is not None:
        from bot.papers.digest_chart import digest_chart

        try:
            with chart.open("xb") as file:
                file.write(digest_chart(speech.texts, found))
        except FileExistsError:
            return speech.refuse("digest-chart-exists", path=str(chart))
        except OSError as error:
            speech.refuse("digest-chart-not-written", path=str(chart), reason=error.strerror or type(error).__name__)
            return USAGE
    drawn = {"chart": str(chart)} if chart is not None else {}
    speech.document({**found.facts(), **drawn})
    speech.say_as_is(html.unescape(_TAG.sub("", digests.digest(speech.texts, found).text)))
    return OK
