"""Checks that libraries know better than we do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import phonenumbers
import pycountry
from babel import Locale
from email_validator import EmailNotValidError, validate_email
from stdnum.it import codicefiscale, iva

_ITALY = "IT"
# ISO 3166-2 lists the regions too, and no province of the Aosta Valley, where the region does its duty.
_REGIONS = {"Region", "Autonomous region"}
_AOSTA = ("AO", "Aosta")
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def is_fiscal_code(text: str) -> bool:
    """Whether it is an Italian fiscal code with a right check character: 16 characters, or 11 digits of a company."""
    return text.isascii() and text.isalnum() and bool(codicefiscale.is_valid(text))


def is_email(text: str) -> bool:
    """Whether the syntax is that of an e-mail address; nobody is asked whether it exists."""
    return LibraryChecks().email(text) is not None


class LibraryChecks:
    """Conforms to `Checks`."""

    def email(self, text: str) -> str | None:
        """The address with its domain in lower case."""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            return None

    def phone(self, text: str, country: str) -> str | None:
        """The number in international form, as its country groups it."""
        try:
            number = phonenumbers.parse(text, country)
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_valid_number(number) or number.extension:
            return None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def vat_number(self, digits: str) -> str | None:
        """The number if its check digit is right."""
        return digits if iva.is_valid(digits) else None

    def province(self, text: str) -> str | None:
        """The two letters of a province."""
        return _find(_provinces(), text)

    def country(self, text: str) -> str | None:
        """The two letters of a country."""
        return _find(_countries(), text)


@cache
def _provinces() -> Mapping[str, str]:
    """The two letters of each province, by these and by its name."""
    listed: Iterable[Any] = pycountry.subdivisions.get(country_code=_ITALY)  # type: ignore[no-untyped-call]  # ships no types for it
    named = [(one.code.removeprefix(f"{_ITALY}-"), one.name) for one in listed if one.type not in _REGIONS]
    return _by_name([*named, _AOSTA])


@cache
def _countries() -> Mapping[str, str]:
    """The two letters of each country, by these, by three letters, and by its names in the languages of the bot."""
    named = [
        (code, name)
        for language in ("en", "it")
        for code, name in Locale(language).territories.items()
        if len(code) == len(_ITALY) and code.isalpha() and code not in _NO_COUNTRIES
    ]
    listed: Iterable[Any] = pycountry.countries
    return _by_name([*named, *((one.alpha_2, one.alpha_3) for one in listed)])


def _by_name(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found = {_folded(name): code for code, name in named}
    return found | {code.casefold(): code for code in found.values()}


def _find(known: Mapping[str, str], text: str) -> str | None:
    """The code of a name; one that is not written in full is known by its words where they fit one name only."""
    wanted = _folded(text)
    if wanted in known:
        return known[wanted]
    words = set(wanted.split())
    fitting = {code for name, code in known.items() if words <= set(name.split())}
    return fitting.pop() if words and len(fitting) == 1 else None


def _folded(text: str) -> str:
    """A name as it is compared: without accents, apostrophes and hyphens, in lower case."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare.casefold()).split())
