"""Every word a person reads, by its key, in one language.

The words lie in `locales/<language>/*.ftl` (Project Fluent). A missing key or variable is an error, never a gap in
a sentence.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax import ast

from bot.screens import format as written
from domain.holders import Language
from domain.money import Money

LOCALES = Path(__file__).resolve().parents[2] / "locales"
LONGEST_VARIABLE = 120

Variable = str | int | Decimal | Money | date | datetime


class TextMissing(Exception):
    """A key or a variable that a text needs is not there, or a file of texts is broken."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language.

    Called with a key, it gives Telegram HTML: variables that are strings are escaped. Amounts, numbers, dates and
    instants are written as the language writes them, instants on the clock of Rome.
    """

    language: Language
    bundle: FluentBundle
    patterns: written.Patterns

    def __call__(self, key: str, /, **variables: Variable) -> str:
        """The text as Telegram HTML. Raises TextMissing."""
        return self._format(key, {name: self._shown(value, escape=True) for name, value in variables.items()})

    def label(self, key: str, /, **variables: Variable) -> str:
        """The text as plain text, for keys and for what Telegram shows without HTML. Raises TextMissing."""
        return self._format(key, {name: self._shown(value, escape=False) for name, value in variables.items()})

    def _format(self, key: str, variables: dict[str, str | int | FluentType]) -> str:
        if not self.bundle.has_message(key):
            msg = f"{self.language}: no text {key}"
            raise TextMissing(msg)
        pattern = self.bundle.get_message(key).value
        if pattern is None:
            msg = f"{self.language}: {key} has no value"
            raise TextMissing(msg)
        text, errors = self.bundle.format_pattern(pattern, variables)
        if errors:
            msg = f"{self.language}: {key}: {errors[0]!r}"
            raise TextMissing(msg)
        return str(text)

    def _shown(self, value: Variable, *, escape: bool) -> str | int | FluentType:
        match value:
            case Money():
                return written.WrittenMoney(value, written.money(value, self.language))
            case datetime():
                return written.instant(value, self.language, self.patterns)
            case date():
                return written.day(value, self.language, self.patterns)
            case Decimal():
                return written.number(value, self.language)
            case int():
                return int(value)
        clean = clean_text(value)
        return html.escape(clean, quote=False) if escape else clean


def clean_text(value: str) -> str:
    """A text from outside, fit to be shown: one line, nothing invisible, nothing that turns the reading round."""
    seen = "".join(" " if char.isspace() else char for char in value)
    seen = "".join(char for char in seen if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    seen = " ".join(unicodedata.normalize("NFC", seen).split())
    return seen if len(seen) <= LONGEST_VARIABLE else seen[: LONGEST_VARIABLE - 1] + "…"


def load_texts(folder: Path = LOCALES) -> Mapping[Language, Texts]:
    """The texts of every language. Raises TextMissing if a file is broken or a key is written twice."""
    return {language: load_language(language, folder) for language in Language}


@cache
def load_language(language: Language, folder: Path = LOCALES) -> Texts:
    """The texts of a language, read once in a process. Raises TextMissing as `load_texts` does."""
    functions: dict[str, Any] = {"ELIDES": _elides, "ONE": _one, "TIME": _time}
    bundle = FluentBundle([language.value], use_isolating=False, functions=functions)
    seen: set[str] = set()
    for path in sorted((folder / language).glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                msg = f"{path.name}: not understood: {(entry.content or '').strip()[:80]}"
                raise TextMissing(msg)
            if isinstance(entry, ast.Message):
                if entry.id.name in seen:
                    msg = f"{path.name}: {entry.id.name} is written twice"
                    raise TextMissing(msg)
                seen.add(entry.id.name)
        bundle.add_resource(resource)
    bare = Texts(language, bundle, written.Patterns("", "", "", ""))
    keys = ("pattern-day", "pattern-instant", "pattern-time", "pattern-first")
    patterns = written.Patterns(*(bare.label(key) for key in keys))
    return Texts(language, bundle, patterns)


def _elides(day: written.WrittenDay, plain: str, elided: str) -> str:
    """`ELIDES($day, "al ", "all'")`: the article that the day takes."""
    return elided if day.elides else plain


def _one(amount: written.WrittenMoney, one: str, many: str) -> str:
    """`ONE($missing, "manca", "mancano")`: the number of the verb that the amount takes."""
    return one if amount.is_one else many


def _time(instant: written.WrittenInstant) -> str:
    """`TIME($until)`: the time of day of an instant."""
    return instant.time
