"""What a holder types for a field, read: made uniform, or refused with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.errors import (
    CountryUnknown,
    EmailNotUnderstood,
    EmailWithoutDot,
    ForeignPostalCodeNotUnderstood,
    NotFound,
    PhoneNotUnderstood,
    PostalCodeNotDigits,
    PostalCodeNotUnderstood,
    PostalCodeUnfit,
    ProvinceUnknown,
    SdiCodeNotUnderstood,
    TextNotUnderstood,
    VatNumberLength,
    VatNumberNotDigits,
    VatNumberWrong,
)
from domain.profile import OPTIONAL, Changes, Field, Profile
from domain.wording import one_line

ITALY = "IT"
MOST_CHARACTERS: Mapping[Field, int] = {
    Field.EMAIL: 254,
    Field.PHONE: 40,
    Field.STREET: 100,
    Field.STREET_NUMBER: 12,
    Field.POSTAL_CODE: 12,
    Field.CITY: 60,
    Field.PROVINCE: 40,
    Field.COUNTRY: 60,
    Field.VAT_NUMBER: 30,
    Field.COMPANY_NAME: 120,
    Field.SDI_CODE: 20,
}
_VAT_DIGITS = 11
_CAP = re.compile(r"[0-9]{5}")
_SDI = re.compile(r"[A-Z0-9]{7}")
_NO_DOT = re.compile(r"[^@\s]+@[^@.\s]+")
_POSTAL_CODE = re.compile(r"[A-Z0-9][A-Z0-9 -]{1,11}")


class Checks(Protocol):
    """Checks that libraries know better than we do. Each answers with the uniform form, or None."""

    def email(self, text: str) -> str | None:
        """An e-mail address by its syntax."""
        ...

    def phone(self, text: str, country: str) -> str | None:
        """A telephone number, in international form; without a prefix it is of that country."""
        ...

    def vat_number(self, digits: str) -> str | None:
        """An Italian VAT number by its check digit."""
        ...

    def province(self, text: str) -> str | None:
        """The two letters of an Italian province, from these or from its name."""
        ...

    def country(self, text: str) -> str | None:
        """The two letters of a country, from these or from its name in any language of ours."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileReader:
    """Reads fields. The checks are handed in."""

    checks: Checks

    def read(self, field: Field, text: str, profile: Profile) -> str:
        """The uniform form of what was typed for a field. Raises the refusal that says what is wrong."""
        clean = one_line(text)
        if not any(map(str.isalnum, clean)) or len(clean) > MOST_CHARACTERS[field]:
            raise TextNotUnderstood(most=MOST_CHARACTERS[field])
        readers: Mapping[Field, Callable[[str], str]] = {
            Field.EMAIL: self._email,
            Field.PHONE: self._phone,
            Field.POSTAL_CODE: lambda text: postal_code(text, profile.country),
            Field.PROVINCE: self._province,
            Field.COUNTRY: self._country,
            Field.VAT_NUMBER: self._vat_number,
            Field.SDI_CODE: _sdi_code,
        }
        return readers.get(field, str)(clean)

    def _email(self, text: str) -> str:
        found = self.checks.email(text)
        if found is None:
            raise EmailWithoutDot if _NO_DOT.fullmatch(text) else EmailNotUnderstood
        return found

    def _phone(self, text: str) -> str:
        """Without a prefix it is an Italian number, wherever the holder lives."""
        found = self.checks.phone(text, ITALY)
        if found is None:
            raise PhoneNotUnderstood
        return found

    def _province(self, text: str) -> str:
        found = self.checks.province(text)
        if found is None:
            raise ProvinceUnknown
        return found

    def _country(self, text: str) -> str:
        found = self.checks.country(text)
        if found is None:
            raise CountryUnknown
        return found

    def _vat_number(self, text: str) -> str:
        """Eleven digits; blanks, dots and the prefix IT are left out."""
        digits = re.sub(r"^IT", "", re.sub(r"[ .\-/]", "", text.upper()))
        if _holds_more_than_digits(digits):
            raise VatNumberNotDigits
        if not re.fullmatch(rf"[0-9]{{{_VAT_DIGITS}}}", digits):
            raise VatNumberLength(digits=len(re.findall(r"[0-9]", digits)))
        found = self.checks.vat_number(digits)
        if found is None:
            raise VatNumberWrong
        return found


def postal_code(text: str, country: str) -> str:
    """A postal code: in Italy a CAP of five digits.

    Raises PostalCodeNotDigits, PostalCodeNotUnderstood, and outside Italy ForeignPostalCodeNotUnderstood.
    """
    code = text.upper()
    if country not in {"", ITALY}:
        code = code.lstrip("- ")
        if not _POSTAL_CODE.fullmatch(code):
            raise ForeignPostalCodeNotUnderstood(most=MOST_CHARACTERS[Field.POSTAL_CODE])
        return code
    digits = code.replace(" ", "")
    if _holds_more_than_digits(digits):
        raise PostalCodeNotDigits
    if not _CAP.fullmatch(digits):
        raise PostalCodeNotUnderstood(digits=len(re.findall(r"[0-9]", code)))
    return digits


def fitting(profile: Profile, changes: Changes) -> Changes:
    """Changes that fit each other: outside Italy there is no province."""
    country = changes.get(Field.COUNTRY, profile.country)
    return changes if country in {"", ITALY} else {**changes, Field.PROVINCE: ""}


def together(profile: Profile, changes: Changes) -> Changes:
    """Changes that may be saved together: as `fitting`, and in Italy a CAP has to be one.

    Raises NotFound where a field would be emptied that must not be: no key of ours does that. Raises PostalCodeUnfit.
    """
    if any(not value and field not in OPTIONAL for field, value in changes.items()):
        raise NotFound
    refusal = unfit(profile, changes)
    if refusal is not None:
        raise refusal
    return fitting(profile, changes)


def unfit(profile: Profile, changes: Changes) -> PostalCodeUnfit | None:
    """What stands in the way of saving changes together, None if nothing does: in Italy a CAP has to be one."""
    after = profile.with_changes(changes)
    if after.country not in {"", ITALY} or not {Field.COUNTRY, Field.POSTAL_CODE} & changes.keys():
        return None
    is_fit = not after.postal_code or _CAP.fullmatch(after.postal_code)
    return None if is_fit else PostalCodeUnfit(code=after.postal_code)


def _holds_more_than_digits(text: str) -> bool:
    """Whether there is something else among digits; what has none at all is said to have none."""
    return bool(re.search(r"[0-9]", text) and re.search(r"[^0-9]", text))


def _sdi_code(text: str) -> str:
    code = text.upper().replace(" ", "")
    if not _SDI.fullmatch(code):
        raise SdiCodeNotUnderstood(characters=len(code))
    return code
