"""The body's register of members: one row a mailbox, read from a CSV file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from domain.catalogue import MailboxType
from domain.errors import Refused
from domain.holders import Language
from domain.mailboxes import MailboxStatus, normalise_address

COLUMNS = (
    "mailbox",
    "first_name",
    "last_name",
    "fiscal_code",
    "email",
    "phone",
    "type",
    "status",
    "expires_on",
    "auto_renew",
    "term_years",
    "base_gb",
    "used_bytes",
    "password_hash",
    "language",
)
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]{0,62}@[a-z0-9-]+(\.[a-z0-9-]+)+")
_NUMBER = re.compile(r"[0-9]{1,15}")
_ARGON2ID = re.compile(r"\$argon2id\$v=19\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})(\$[A-Za-z0-9+/]{8,128}){2}")
# Whoever logs in makes the bot compute the hash: one of 4 GB, or of a thousand rounds, would stop it.
MOST_HASH_KIB = 262_144
MOST_HASH_ROUNDS = 10
MOST_HASH_LANES = 8
_MOST_YEARS = 10
_MOST_GB = 1_000
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
    "not-true-or-false",
    "too-long",
    "two-names-for-one-holder",
    "wrong-number-of-cells",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterRow:
    """One line of the register. `used_bytes` is inbox space in use; `password_hash` an argon2id string."""

    line: int
    mailbox: str
    first_name: str
    last_name: str
    fiscal_code: str
    email: str
    phone: str
    type: MailboxType
    status: MailboxStatus
    expires_on: date
    auto_renew: bool
    term_years: int
    base_gb: int
    used_bytes: int
    password_hash: str
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """What is wrong with the register: the line (the header is 1), the column, a code and the text found.

    Line 0 is the whole file, `choices` what could stand there. A cell of `password_hash` is never repeated.
    """

    line: int
    column: str
    code: Code
    found: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterChanges:
    """What an import changes, counted in mailboxes."""

    created: int
    updated: int
    unchanged: int


@dataclass(eq=False)
class RegisterRefused(Refused):
    """The register has problems; nothing of it was imported."""

    problems: tuple[RowProblem, ...]


class _Wrong(Exception):
    """A cell cannot be read: the code of the reason, and what could stand there."""

    def __init__(self, code: Code, choices: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.choices = tuple(choices)


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(address := normalise_address(text)):
        raise _Wrong("not-an-address")
    return address


def _text(text: str) -> str:
    if not text.isprintable():
        raise _Wrong("not-printable")
    if len(text) > MOST_CHARACTERS:
        raise _Wrong("too-long")
    return text


def _filled(text: str) -> str:
    if not text:
        raise _Wrong("empty")
    return _text(text)


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise _Wrong("not-a-date")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Wrong("not-a-date") from error


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise _Wrong("not-true-or-false")
    return text == "true"


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            raise _Wrong("not-a-number-in-range")
        return int(text)

    return read


def _one_of(kind: type[_Kind]) -> Callable[[str], _Kind]:
    def read(text: str) -> _Kind:
        try:
            return kind(text)
        except ValueError as error:
            raise _Wrong("not-one-of", kind) from error

    return read


def _hash(text: str) -> str:
    if not (hashed := _ARGON2ID.fullmatch(text)):
        raise _Wrong("not-an-argon2id-hash")
    kib, rounds, lanes = (int(cost) for cost in hashed.group(1, 2, 3))
    if kib > MOST_HASH_KIB or rounds > MOST_HASH_ROUNDS or lanes > MOST_HASH_LANES:
        raise _Wrong("argon2id-too-costly")
    return text


class RegisterReader:
    """Reads a register. The checks of fiscal codes and e-mail addresses are handed in: libraries know them better."""

    def __init__(self, *, is_fiscal_code: Callable[[str], bool], is_email: Callable[[str], bool]) -> None:
        self._readers: dict[str, Callable[[str], object]] = {
            "mailbox": _address,
            "first_name": _filled,
            "last_name": _filled,
            "fiscal_code": lambda text: _checked(text.upper(), is_fiscal_code, "not-a-fiscal-code"),
            "email": lambda text: _checked(text, is_email, "not-an-email"),
            "phone": _text,
            "type": _one_of(MailboxType),
            "status": _one_of(MailboxStatus),
            "expires_on": _date,
            "auto_renew": _boolean,
            "term_years": _number(1, _MOST_YEARS),
            "base_gb": _number(0, _MOST_GB),
            "used_bytes": _number(0, 10**15),
            "password_hash": _hash,
            "language": _one_of(Language),
        }

    def read(self, lines: Iterable[str]) -> tuple[RegisterRow, ...]:
        """All rows of the file. Raises RegisterRefused, naming every problem, if a single one cannot be read."""
        table = _table(lines)
        header = tuple(name.strip() for name in next(table, (1, []))[1])
        problems = [*(_file_problems(header) or _header_problems(header))]
        if problems:
            raise RegisterRefused(tuple(problems))
        rows: list[RegisterRow] = []
        for line, cells in table:
            row = self._read_row(line, header, cells, problems)
            if row is not None:
                rows.append(row)
        problems += _contradictions(rows)
        if problems:
            raise RegisterRefused(tuple(problems))
        return tuple(rows)

    def _read_row(
        self, line: int, header: tuple[str, ...], cells: list[str], problems: list[RowProblem]
    ) -> RegisterRow | None:
        if len(cells) != len(header):
            problems.append(RowProblem(line=line, column="", code="wrong-number-of-cells", found=str(len(cells))))
            return None
        values: dict[str, object] = {"line": line}
        for column, cell in zip(header, cells, strict=True):
            text = cell.strip()
            try:
                values[column] = self._readers[column](text)
            except _Wrong as wrong:
                found = "" if column == "password_hash" else text[:60]
                problem = RowProblem(line=line, column=column, code=wrong.code, found=found, choices=wrong.choices)
                problems.append(problem)
        complete = len(values) == len(COLUMNS) + 1
        return RegisterRow(**values) if complete else None  # type: ignore[arg-type]  # each reader returns its column's type


def _table(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers. Raises RegisterRefused where the file is no CSV any more."""
    table = csv.reader(lines)
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield table.line_num, cells
    except csv.Error as error:
        problem = RowProblem(line=table.line_num, column="", code="not-csv", found="")
        raise RegisterRefused((problem,)) from error


def _checked(text: str, is_right: Callable[[str], bool], code: Code) -> str:
    if not is_right(text):
        raise _Wrong(code)
    return text


def _file_problems(header: tuple[str, ...]) -> list[RowProblem]:
    """An empty file, or one whose columns are separated otherwise, as spreadsheets in Italy do."""
    if not header:
        return [RowProblem(line=0, column="", code="file-empty", found="")]
    if len(header) == 1 and re.search(r"[;\t|]", header[0]):
        return [RowProblem(line=0, column="", code="not-separated-by-commas", found=header[0][:60])]
    return []


def _header_problems(header: tuple[str, ...]) -> Iterator[RowProblem]:
    for column in COLUMNS:
        if column not in header:
            yield RowProblem(line=1, column=column, code="column-missing", found="")
    for column in header:
        if column not in COLUMNS or header.count(column) > 1:
            yield RowProblem(line=1, column=column, code="column-unknown-or-doubled", found=column[:60])


def _contradictions(rows: Iterable[RegisterRow]) -> Iterator[RowProblem]:
    """The same mailbox twice, or one fiscal code under two names."""
    mailboxes: set[str] = set()
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.mailbox in mailboxes:
            yield RowProblem(line=row.line, column="mailbox", code="mailbox-doubled", found=row.mailbox)
        mailboxes.add(row.mailbox)
        name = (row.first_name, row.last_name)
        if names.setdefault(row.fiscal_code, name) != name:
            found = row.fiscal_code
            yield RowProblem(line=row.line, column="fiscal_code", code="two-names-for-one-holder", found=found)
