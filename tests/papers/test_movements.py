"""The sheet of a year: a CSV that a spreadsheet opens, and that does nothing there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers.movements import defused, movements_csv
from bot.screens.texts import Texts
from domain.ledger import Movement
from domain.money import Money
from tests.screens.facts import a_movement

HEAD = "\ufeffData;Ora;Tipo;Descrizione;Casella PEC;Riferimento;Importo in EUR;Credito dopo, in EUR"
FACTS: dict[str, str | int] = {"service": "inbox", "gb": 2, "mailbox": "mario.rossi@pec.archrm.it"}


def rows(sheet: bytes, delimiter: str = ";") -> list[list[str]]:
    """The cells below the head."""
    return list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), delimiter=delimiter))[1:]


def year() -> list[Movement]:
    """A movement of every kind."""
    return [
        a_movement("topup", 123_456, reference="R000042"),
        replace(a_movement("order", -2_196, **FACTS), event="order:7K2M-9QXD-3FHT"),
        replace(a_movement("renewal", -732, **FACTS), id=57),
        replace(a_movement("refund", -500), event="refund:re_1"),
        a_movement("dispute", -500),
        a_movement("adjustment", 100, reason="secret"),
        a_movement("something new", 1),
    ]


def test_an_italian_sheet_has_semicolons_and_decimal_commas(italian: Texts) -> None:
    sheet = movements_csv(italian, year()).decode()
    assert sheet.split("\r\n")[:4] == [
        HEAD,
        "2026-11-22;09:05;Ricarica;Ricarica con carta;;R000042;1234,56;50,00",
        "2026-11-22;09:05;Ordine;Upgrade Spazio Inbox, 2 GB;mario.rossi@pec.archrm.it;7K2M-9QXD-3FHT;-21,96;50,00",
        "2026-11-22;09:05;Rinnovo;Upgrade Spazio Inbox, 2 GB;mario.rossi@pec.archrm.it;N000057;-7,32;50,00",
    ]


def test_an_english_sheet_has_commas_and_decimal_points(english: Texts) -> None:
    found = rows(movements_csv(english, year()), ",")
    assert found[0] == ["2026-11-22", "09:05", "Top-up", "Top-up by card", "", "R000042", "1234.56", "50.00"]
    assert found[3] == ["2026-11-22", "09:05", "Refund", "", "", "re_1", "-5.00", "50.00"]
    assert [row[2] for row in found[4:]] == ["Disputed payment", "Adjustment", "Other movement"]


def test_a_sheet_begins_with_the_mark_that_excel_looks_for(texts: Texts) -> None:
    assert movements_csv(texts, []).startswith(b"\xef\xbb\xbf")


def test_what_an_admin_noted_is_not_in_the_sheet(texts: Texts) -> None:
    assert b"secret" not in movements_csv(texts, year())


def test_days_and_times_are_those_of_rome(italian: Texts) -> None:
    late = replace(a_movement("topup", 1), at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert rows(movements_csv(italian, [late]))[0][:2] == ["2027-01-01", "00:30"]


@pytest.mark.parametrize("text", ["=1+1", "+39", "-2", "@SUM(A1)", "\t=1", "\uff1d1+1", "=cmd|' /C calc'!A0"])
def test_s9_a_cell_that_begins_like_a_formula_is_defused(text: str, texts: Texts) -> None:
    found = rows(movements_csv(texts, [a_movement("topup", 1, reference=text, mailbox=text)]), separator(texts))
    assert found[0][4] == found[0][5] == f"'{text.strip()}"


def test_our_own_amounts_stay_numbers(italian: Texts) -> None:
    assert rows(movements_csv(italian, [a_movement("refund", -500)]))[0][6] == "-5,00"


@given(st.text(max_size=50))
def test_s9_no_text_is_taken_for_a_formula(text: str) -> None:
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert defused(text).removeprefix("'") == text.removeprefix("'") or text.startswith("'")


@given(st.text(max_size=50))
def test_f63_any_text_stays_in_its_cell(text: str) -> None:
    from bot.screens.texts import load_language
    from domain.holders import Language

    sheet = movements_csv(load_language(Language.ITALIAN), [a_movement("topup", 1, reference=text, mailbox=text)])
    (row,) = rows(sheet)
    assert len(row) == 8


def test_ten_thousand_movements_are_written(texts: Texts) -> None:
    many = [replace(one, amount=Money(-123)) for one in year()] * 1_429
    assert len(rows(movements_csv(texts, many), separator(texts))) == 10_003


def separator(texts: Texts) -> str:
    """What stands between the cells."""
    return ";" if texts.language == "it" else ","
