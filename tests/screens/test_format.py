"""Amounts, days and instants, as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.screens import format as written
from bot.screens.mailboxes import bar
from bot.screens.texts import Texts
from domain.holders import Language
from domain.money import Money

EVENING = datetime(2026, 12, 7, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "italian", "english"),
    [
        (366, "3,66 €", "€3.66"),
        (0, "0,00 €", "€0.00"),
        (109_800, "1.098,00 €", "€1,098.00"),
    ],
)
def test_an_amount_never_breaks_before_its_euro(cents: int, italian: str, english: str) -> None:
    assert written.money(Money(cents), Language.ITALIAN) == italian.replace(" ", "\u00a0")
    assert written.money(Money(cents), Language.ENGLISH) == english


def test_an_instant_is_on_the_clock_of_rome(italian: Texts, english: Texts) -> None:
    assert "8 dicembre 2026 alle 00:30" in italian("quote-good-until", until=EVENING, hours=24)
    assert "8 December 2026 at 00:30" in english("quote-good-until", until=EVENING, hours=24)


def test_the_first_of_a_month_is_an_ordinal_in_italian(italian: Texts, english: Texts) -> None:
    first = datetime(2026, 10, 1, 9, 5, tzinfo=UTC)
    assert "Dal <b>1º ottobre 2026</b>" in italian("quote-wait-free", day=first.date())
    assert "al <b>1º ottobre 2026 alle 11:05</b>" in italian("quote-good-until", until=first)
    assert "From <b>1 October 2026</b>" in english("quote-wait-free", day=first.date())
    assert "<b>11 novembre 2026</b>" in italian("quote-wait-free", day=date(2026, 11, 11))


def test_a_naive_instant_is_refused(texts: Texts) -> None:
    with pytest.raises(ValueError, match="naive"):
        texts("quote-good-until", until=EVENING.replace(tzinfo=None), hours=24)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2027, 3, 1), "fino al <b>1º marzo 2027</b>"),
        (date(2027, 3, 8), "fino all'<b>8 marzo 2027</b>"),
        (date(2027, 3, 11), "fino all'<b>11 marzo 2027</b>"),
        (date(2027, 3, 18), "fino al <b>18 marzo 2027</b>"),
    ],
)
def test_italian_elides_before_the_eighth_and_the_eleventh(italian: Texts, day: date, sentence: str) -> None:
    assert sentence in italian("quote-free", until=day)


@pytest.mark.parametrize(("rate", "shown"), [("22.00", "IVA 22%"), ("22.5", "IVA 22,5%")])
def test_a_rate_has_only_the_decimals_it_needs(italian: Texts, rate: str, shown: str) -> None:
    euro = Money(100)
    line = italian("quote-figures", unit=euro, gb=1, years=1, net=euro, rate=Decimal(rate), vat=euro, total=euro)
    assert shown in line


@pytest.mark.parametrize(
    ("part", "whole", "full"), [(0, 100, 0), (1, 100, 1), (50, 100, 5), (99, 100, 9), (100, 100, 10), (5, 0, 10)]
)
def test_the_bar_is_empty_only_with_nothing_and_full_only_with_everything(part: int, whole: int, full: int) -> None:
    assert bar(part, whole) == "🟦" * full + "⬜" * (10 - full)
