"""Amounts, numbers, days and instants, as a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from fluent.runtime.types import FluentType

from domain.calendar import ROME
from domain.holders import Language
from domain.money import Money

_LOCALES = {Language.ITALIAN: "it_IT", Language.ENGLISH: "en_GB"}

# Italian elides before the days whose names begin with a vowel: l'8 marzo, dall'11 marzo.
_DAYS_THAT_ELIDE = {8, 11}
_ONE_EURO = Money(100)

_REMEMBERED = 2_000  # the same few are written again and again, and to write one takes as long as to ask a database


@dataclass(frozen=True, slots=True)
class Patterns:
    """How a language writes days and instants, in the letters of CLDR.

    `first` is what it puts after the number of the first day of a month, which CLDR has no letter for.
    """

    day: str
    instant: str
    time: str
    first: str


class WrittenDay(FluentType):
    """A civil day as a language writes it; the texts choose the article by `elides`."""

    def __init__(self, day: date, text: str) -> None:
        self.text = text
        self.elides = day.day in _DAYS_THAT_ELIDE

    def format(self, locale: object) -> str:
        """The day, written out."""
        return self.text


class WrittenMoney(FluentType):
    """An amount as a language writes it; the texts choose the number of the verb by `is_one`: manca 1,00 €."""

    def __init__(self, amount: Money, text: str) -> None:
        self.text = text
        self.is_one = amount == _ONE_EURO

    def format(self, locale: object) -> str:
        """The amount, written out."""
        return self.text


class WrittenInstant(WrittenDay):
    """An instant on the wall in Rome as a language writes it, with its time of day apart."""

    def __init__(self, instant: datetime, text: str, time: str) -> None:
        super().__init__(instant.date(), text)
        self.time = time


@lru_cache(maxsize=_REMEMBERED)
def money(amount: Money, language: Language) -> str:
    """3,66 € with a space that never breaks, or €3.66."""
    return format_currency(amount.euros, "EUR", locale=_LOCALES[language])


def foreign_money(cents: int, currency: str, language: Language) -> str:
    """Hundredths of any currency, with its code: 10,00 USD. It is for people who look into odd payments."""
    return f"{format_decimal(Decimal(cents).scaleb(-2), '#,##0.00', locale=_LOCALES[language])} {currency.upper()}"


def number(value: Decimal, language: Language) -> str:
    """A number with at most two decimals."""
    return format_decimal(value, "#,##0.##", locale=_LOCALES[language])


@lru_cache(maxsize=_REMEMBERED)
def day(value: date, language: Language, patterns: Patterns) -> WrittenDay:
    """22 novembre 2026, or 22 November 2026; 1º dicembre 2026, or 1 December 2026."""
    return WrittenDay(value, _marked(value, format_date(value, patterns.day, locale=_LOCALES[language]), patterns))


def short_day(value: date, language: Language) -> str:
    """22/11/26, for a key; both languages write it so."""
    return format_date(value, "dd/MM/yy", locale=_LOCALES[language])


def day_and_month(value: date, language: Language) -> str:
    """22/11, for an axis; both languages write it so."""
    return format_date(value, "d/M", locale=_LOCALES[language])


def short_month_day(value: date, language: Language) -> str:
    """22 nov, or 22 Nov."""
    return format_date(value, "d MMM", locale=_LOCALES[language])


def whole_euros(euros: int, language: Language) -> str:
    """1.250 €, or €1,250: an amount without cents, for an axis."""
    pattern = "#,##0 ¤" if language is Language.ITALIAN else "¤#,##0"
    return format_currency(Decimal(euros), "EUR", pattern, locale=_LOCALES[language], currency_digits=False)


def plain_amount(amount: Money, language: Language) -> str:
    """-1234,56 or -1234.56, as a spreadsheet of the language reads a number."""
    return f"{amount.euros:.2f}".replace(".", get_decimal_symbol(_LOCALES[language]))


def instant(value: datetime, language: Language, patterns: Patterns) -> WrittenInstant:
    """The day and the time of day in Rome. Raises ValueError for a naive datetime."""
    if value.tzinfo is None:
        msg = "a naive datetime cannot be shown"
        raise ValueError(msg)
    local = value.astimezone(ROME)
    locale = _LOCALES[language]
    text = _marked(local, format_datetime(local, patterns.instant, locale=locale), patterns)
    return WrittenInstant(local, text, format_time(local, patterns.time, locale=locale))


def _marked(day: date, text: str, patterns: Patterns) -> str:
    return text.replace("1", f"1{patterns.first}", 1) if day.day == 1 else text
