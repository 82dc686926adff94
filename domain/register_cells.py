"""What a cell of the register may hold, and how each kind is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeVar

from domain.catalogue import MailboxType
from domain.holders import Language
from domain.mailboxes import MailboxStatus, normalise_address

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]{0,62}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_NUMBER = re.compile(r"[0-9]{1,15}")
_ARGON2ID = re.compile(r"\$argon2id\$v=19\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})(\$[A-Za-z0-9+/]{8,128}){2}")
# Whoever logs in makes the bot compute the hash: one of 4 GB, or of a thousand rounds, would stop it.
MOST_HASH_KIB = 262_144
MOST_HASH_ROUNDS = 10
MOST_HASH_LANES = 8
MOST_YEARS = 10
MOST_GB = 1_000
MOST_CHARACTERS = 200
_Kind = TypeVar("_Kind", MailboxType, MailboxStatus, Language)

Code = Literal[
    "argon2id-too-costly",
    "column-missing",
    "column-unknown-or-doubled",
    "empty",
    "file-empty",
    "mailbox-doubled",
    "mailbox-of-another-holder",
    "no-rows",
    "not-a-date",
    "not-a-fiscal-code",
    "not-a-number-in-range",
    "not-an-address",
    "not-an-argon2id-hash",
    "not-an-email",
    "not-csv",
    "not-one-of",
    "not-printable",
    "not-separated-by-commas",
    "not-text",
    "not-true-or-false",
    "too-long",
    "two-names-for-one-holder",
    "wrong-number-of-cells",
]


class Wrong(Exception):
    """A cell cannot be read: the code of the reason, and what could stand there."""

    def __init__(self, code: Code, choices: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.choices = tuple(choices)


def read_address(text: str) -> str:
    """The name of a mailbox, normalised. Raises Wrong."""
    if not _ADDRESS.fullmatch(address := normalise_address(text)):
        raise Wrong("not-an-address")
    return address


def read_text(text: str) -> str:
    """A text that can be shown, of at most 200 characters. Raises Wrong."""
    if not text.isprintable():
        raise Wrong("not-printable")
    if len(text) > MOST_CHARACTERS:
        raise Wrong("too-long")
    return text


def read_filled(text: str) -> str:
    """A text that is there. Raises Wrong."""
    if not text:
        raise Wrong("empty")
    return read_text(text)


def read_day(text: str) -> date:
    """A civil day, written as 2027-03-01. Raises Wrong."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Wrong("not-a-date")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Wrong("not-a-date") from error


def read_boolean(text: str) -> bool:
    """`true` or `false`. Raises Wrong."""
    if text not in {"true", "false"}:
        raise Wrong("not-true-or-false")
    return text == "true"


def read_number(least: int, most: int) -> Callable[[str], int]:
    """What reads whole numbers within limits."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            raise Wrong("not-a-number-in-range")
        return int(text)

    return read


def read_one_of(kind: type[_Kind]) -> Callable[[str], _Kind]:
    """What reads the members of an enum."""

    def read(text: str) -> _Kind:
        try:
            return kind(text)
        except ValueError as error:
            raise Wrong("not-one-of", kind) from error

    return read


def read_hash(text: str) -> str:
    """An argon2id hash that costs no more than the bot can pay. Raises Wrong."""
    if not (hashed := _ARGON2ID.fullmatch(text)):
        raise Wrong("not-an-argon2id-hash")
    kib, rounds, lanes = (int(cost) for cost in hashed.group(1, 2, 3))
    if kib > MOST_HASH_KIB or rounds > MOST_HASH_ROUNDS or lanes > MOST_HASH_LANES:
        raise Wrong("argon2id-too-costly")
    return text


def read_checked(text: str, is_right: Callable[[str], bool], code: Code) -> str:
    """A text that a library finds right. Raises Wrong."""
    if not is_right(text):
        raise Wrong(code)
    return text


_ITALIAN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ITALIAN_BOOLEAN = {"VERO": "true", "FALSO": "false"}


def as_in_a_register(column: str, text: str) -> str:
    """A cell as a spreadsheet in Italy saves it, in the way of registers: `01/03/2027` is a day, `VERO` is `true`."""
    if column == "expires_on" and (day := _ITALIAN_DAY.fullmatch(text)):
        return f"{day.group(3)}-{day.group(2):0>2}-{day.group(1):0>2}"
    if column == "auto_renew":
        return _ITALIAN_BOOLEAN.get(text.upper(), text)
    return text
