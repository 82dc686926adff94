"""The movements of a year as a sheet, for people who open it in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from bot.screens.format import plain_amount
from bot.screens.texts import Texts, clean_text
from domain.calendar import ROME
from domain.holders import Language
from domain.ledger import KIND_OF, Movement, Only
from domain.papers import renewal_number

Say = Callable[..., str]

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel takes UTF-8 for something else
SEPARATORS = {Language.ITALIAN: ";", Language.ENGLISH: ","}  # the comma is the decimal sign in Italian
_COLUMNS = ("date", "time", "kind", "what", "mailbox", "reference", "amount", "balance")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def movements_csv(texts: Texts, movements: Iterable[Movement]) -> bytes:
    """The movements, in their order, as a CSV file in UTF-8; days and times are those of Rome."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=SEPARATORS[texts.language], lineterminator="\r\n")
    writer.writerow(texts.label(f"sheet-{column}") for column in _COLUMNS)
    say = cache(texts.label)  # a year says the same few things thousands of times
    writer.writerows(_cells(say, movement, texts.language) for movement in movements)
    return (BOM + sheet.getvalue()).encode()


def _cells(say: Say, movement: Movement, language: Language) -> list[str]:
    local, about = movement.at.astimezone(ROME), movement.about
    return [
        local.date().isoformat(),
        local.strftime("%H:%M"),
        say(f"credit-{movement.name}"),
        defused(_what(say, movement)),
        defused(clean_text(str(about.get("mailbox", "")))),
        defused(clean_text(_reference(movement))),
        plain_amount(movement.amount, language),
        plain_amount(movement.balance, language),
    ]


def _what(say: Say, movement: Movement) -> str:
    about = movement.about
    if movement.kind == KIND_OF[Only.TOP_UPS]:
        return say("paper-topup")
    if "service" not in about or "gb" not in about:
        return ""
    return say("paper-order", service=say(f"service-{about['service']}"), gb=int(about["gb"]))


def _reference(movement: Movement) -> str:
    """How the movement is named elsewhere: on receipts, and to the provider."""
    if movement.kind == KIND_OF[Only.RENEWALS]:
        return renewal_number(movement)
    return str(movement.about.get("reference", movement.subject))


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: whatever begins like one has an apostrophe in front."""
    begins = unicodedata.normalize("NFKC", cell[:1])
    return f"'{cell}" if begins.startswith(_FORMULAS) else cell
