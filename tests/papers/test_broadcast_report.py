"""The report of a broadcast: a CSV that a spreadsheet opens, and that does nothing there."""

from __future__ import annotations

import csv
import io

from bot.papers import broadcast_report
from bot.screens.texts import Texts
from domain.notices import NoticeState
from tests.screens.broadcast_facts import a_line, lines


def rows(texts: Texts, delimiter: str) -> list[list[str]]:
    """The cells below the head."""
    sheet = broadcast_report.heading(texts) + broadcast_report.rows(texts, lines())
    return list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=delimiter))[1:]


def test_an_italian_report_says_what_became_of_each_message(italian: Texts) -> None:
    mailbox = "mario.rossi@pec.archrm.it"
    assert rows(italian, ";") == [
        [mailbox, "chat", "1001", "it", "arrivato", "", "2026-11-22", "09:05:00"],
        [mailbox, "e-mail", "mario.rossi@example.com", "it", "arrivato", "", "2026-11-22", "09:05:00"],
        [mailbox, "chat", "1001", "it", "bot bloccato", "Forbidden: bot was blocked by the user", "", ""],
        [mailbox, "chat", "1001", "en", "non riuscito", "'=1+1", "", ""],
        [mailbox, "chat", "1001", "it", "fermato prima dell'invio", "", "", ""],
        ["", "chat", "", "", "in attesa", "", "", ""],
    ]


def test_an_english_report_has_commas(english: Texts) -> None:
    assert [row[4] for row in rows(english, ",")][:3] == ["arrived", "arrived", "bot blocked"]


def test_a_report_begins_with_the_mark_that_excel_looks_for(texts: Texts) -> None:
    assert broadcast_report.heading(texts).startswith(b"\xef\xbb\xbf")


def test_what_others_have_written_is_one_line_and_no_formula(italian: Texts) -> None:
    line = a_line(state=NoticeState.DEAD, mailbox="@x", target="+39", reason="-2\r\n=3;4")
    sheet = broadcast_report.rows(italian, [line])
    assert sheet.decode() == "'@x;chat;'+39;it;non riuscito;\"'-2 =3;4\";2026-11-22;09:05:00\r\n"
