"""What became of each message of a broadcast as a sheet, for people who open it in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache

from bot.papers.movements import BOM, SEPARATORS, Say, defused
from bot.screens.texts import Texts, clean_text
from domain.broadcasts import ReportLine
from domain.calendar import ROME
from domain.notices import STOPPED, NoticeState

_COLUMNS = ("mailbox", "channel", "to", "language", "result", "reason", "date", "time")


def heading(texts: Texts) -> bytes:
    """The beginning of the file, in UTF-8: the names of the columns."""
    return (BOM + _written(texts, [[texts.label(f"report-{column}") for column in _COLUMNS]])).encode()


def rows(texts: Texts, lines: Iterable[ReportLine]) -> bytes:
    """Some lines, to be put behind those before; days and times are those of Rome."""
    say = cache(texts.label)  # a report says the same few things thousands of times
    return _written(texts, (_cells(say, line) for line in lines)).encode()


def _cells(say: Say, line: ReportLine) -> list[str]:
    local = line.at.astimezone(ROME) if line.at else None
    return [
        defused(clean_text(line.mailbox)),
        say("report-by", channel=line.channel.value),
        defused(clean_text(line.target)),
        line.language.value if line.language else "",
        say("report-fate", fate=_fate(line)),
        "" if line.reason == STOPPED else defused(clean_text(line.reason)),
        local.date().isoformat() if local else "",
        local.strftime("%H:%M:%S") if local else "",
    ]


def _fate(line: ReportLine) -> str:
    if line.state is not NoticeState.DEAD:
        return line.state.value
    if line.reason == STOPPED:
        return "stopped"
    return "blocked" if "blocked" in line.reason else "failed"


def _written(texts: Texts, cells: Iterable[list[str]]) -> str:
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=SEPARATORS[texts.language], lineterminator="\r\n").writerows(cells)
    return sheet.getvalue()
