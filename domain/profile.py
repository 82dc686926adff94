"""What a holder can change about oneself, and what stands as the register has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from domain.challenges import Challenge


class Field(StrEnum):
    """The fields that a holder can change, in the order in which they are shown."""

    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    STREET_NUMBER = "street_number"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"
    VAT_NUMBER = "vat_number"
    COMPANY_NAME = "company_name"
    SDI_CODE = "sdi_code"


class Group(StrEnum):
    """The fields of a profile that are shown together."""

    CONTACT = "contact"
    ADDRESS = "address"
    INVOICE = "invoice"


FIELDS: Mapping[Group, tuple[Field, ...]] = {
    Group.CONTACT: (Field.EMAIL, Field.PHONE),
    Group.ADDRESS: (
        Field.STREET,
        Field.STREET_NUMBER,
        Field.POSTAL_CODE,
        Field.CITY,
        Field.PROVINCE,
        Field.COUNTRY,
    ),
    Group.INVOICE: (Field.COMPANY_NAME, Field.VAT_NUMBER, Field.SDI_CODE),
}

# Before these are changed the password has to be typed once more.
SENSITIVE = frozenset({Field.EMAIL, *FIELDS[Group.INVOICE]})

# A reference e-mail there has to be: it is where the holder is warned.
OPTIONAL = frozenset(Field) - {Field.EMAIL}

Changes = Mapping[Field, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A holder's data. First name, last name and fiscal code are locked; a field that holds nothing is empty.

    `country` is an ISO 3166 code of two letters, `province` the two letters of an Italian province. `version` counts
    the changes. `email_confirmed_at` is when the holder proved to read the reference e-mail, None if only the body says
    so; `erased_at` is when the personal data was erased. Instants are UTC.
    """

    holder_id: int
    first_name: str
    last_name: str
    fiscal_code: str
    email: str
    phone: str
    street: str = ""
    street_number: str = ""
    postal_code: str = ""
    city: str = ""
    province: str = ""
    country: str = ""
    vat_number: str = ""
    company_name: str = ""
    sdi_code: str = ""
    version: int = 0
    email_confirmed_at: datetime | None = None
    erased_at: datetime | None = None

    def __getitem__(self, field: Field) -> str:
        """What a field holds."""
        return str(getattr(self, field))

    def with_changes(self, changes: Changes) -> Self:
        """The same data with changes that are not saved yet."""
        known: dict[str, Any] = {field.value: value for field, value in changes.items()}
        return replace(self, **known)

    def differing(self, changes: Changes) -> Changes:
        """Those of some changes that would change anything, in the order of the fields."""
        return {field: changes[field] for field in Field if field in changes and changes[field] != self[field]}


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileSaved:
    """Changes have been saved. A reference e-mail among them waits for the code of the challenge."""

    profile: Profile
    saved: Changes
    challenge: Challenge | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileMoved:
    """Nothing was saved: the data has been changed meanwhile, to this."""

    profile: Profile


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailConfirmed:
    """The holder has proved to read an address: it is the reference e-mail from now on."""

    email: str


def group_of(field: Field) -> Group:
    """The group that a field is shown in."""
    return next(group for group, members in FIELDS.items() if field in members)


PROFILE_COLUMNS = tuple(one.name for one in fields(Profile) if one.name != "holder_id")
