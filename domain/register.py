"""The body's register of members: one row a mailbox, read from a CSV file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.catalogue import MailboxType
from domain.errors import Refused
from domain.holders import Language
from domain.mailboxes import MailboxStatus
from domain.register_cells import (
    MOST_GB,
    MOST_YEARS,
    Code,
    Wrong,
    as_in_a_register,
    read_address,
    read_boolean,
    read_checked,
    read_day,
    read_filled,
    read_hash,
    read_number,
    read_one_of,
    read_text,
)

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
ITALIAN_SEPARATOR = ";"
ROWS_AT_ONCE = 500  # how many rows are read, compared and written before anybody else has a turn

Told = Callable[[int], None]  # is told how many rows are done


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
class ExpiryMoved:
    """The date of a mailbox moves."""

    mailbox: str
    before: date
    after: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterChanges:
    """What an import changes, counted in mailboxes.

    Besides, and beyond comparison: the holders that are new, how many dates move, how many of them back, and which do
    first; how many mailboxes are suspended, opened again, or of another type from then on; and how many stay suspended
    although the register calls them active, since that was done at the desk.
    """

    created: int
    updated: int
    unchanged: int
    new_holders: int = field(default=0, compare=False)
    moved: int = field(default=0, compare=False)
    first_moved: tuple[ExpiryMoved, ...] = field(default=(), compare=False)
    moved_back: int = field(default=0, compare=False)
    suspended: int = field(default=0, compare=False)
    opened: int = field(default=0, compare=False)
    retyped: int = field(default=0, compare=False)
    held: int = field(default=0, compare=False)


@dataclass(eq=False)
class RegisterRefused(Refused):
    """The register has problems; nothing of it was imported."""

    problems: tuple[RowProblem, ...]


class RegisterReader:
    """Reads a register. The checks of fiscal codes and e-mail addresses are handed in: libraries know them better."""

    def __init__(self, *, is_fiscal_code: Callable[[str], bool], is_email: Callable[[str], bool]) -> None:
        self._readers: dict[str, Callable[[str], object]] = {
            "mailbox": read_address,
            "first_name": read_filled,
            "last_name": read_filled,
            "fiscal_code": lambda text: read_checked(text.upper(), is_fiscal_code, "not-a-fiscal-code"),
            "email": lambda text: read_checked(text, is_email, "not-an-email"),
            "phone": read_text,
            "type": read_one_of(MailboxType),
            "status": read_one_of(MailboxStatus),
            "expires_on": read_day,
            "auto_renew": read_boolean,
            "term_years": read_number(1, MOST_YEARS),
            "base_gb": read_number(0, MOST_GB),
            "used_bytes": read_number(0, 10**15),
            "password_hash": read_hash,
            "language": read_one_of(Language),
        }

    def read(self, lines: Iterable[str], *, separator: str = ",", told: Told | None = None) -> tuple[RegisterRow, ...]:
        """All rows of the file. Raises RegisterRefused, naming every problem, if a single one cannot be read.

        Semicolons are those of a spreadsheet in Italy, which has its own days and its own true and false.
        """
        table = _table(lines, separator)
        header = tuple(name.strip() for name in next(table, (1, []))[1])
        problems = [*(_file_problems(header) or _header_problems(header))]
        if problems:
            raise RegisterRefused(tuple(problems))
        rows: list[RegisterRow] = []
        for number, (line, cells) in enumerate(table, start=1):
            texts = [cell.strip() for cell in cells]
            if separator == ITALIAN_SEPARATOR and len(texts) == len(header):
                texts = [as_in_a_register(column, text) for column, text in zip(header, texts, strict=True)]
            row = self._read_row(line, header, texts, problems)
            if row is not None:
                rows.append(row)
            if told is not None and number % ROWS_AT_ONCE == 0:
                told(number)
        problems += _contradictions(rows)
        if not (rows or problems):
            problems.append(RowProblem(line=0, column="", code="no-rows", found=""))
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
        for column, text in zip(header, cells, strict=True):
            try:
                values[column] = self._readers[column](text)
            except Wrong as wrong:
                found = "" if column == "password_hash" else text[:60]
                problem = RowProblem(line=line, column=column, code=wrong.code, found=found, choices=wrong.choices)
                problems.append(problem)
        complete = len(values) == len(COLUMNS) + 1
        return RegisterRow(**values) if complete else None  # type: ignore[arg-type]  # each reader returns its column's type


def _table(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers. Raises RegisterRefused where the file is no CSV any more."""
    table = csv.reader(lines, delimiter=separator)
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield table.line_num, cells
    except csv.Error as error:
        problem = RowProblem(line=table.line_num, column="", code="not-csv", found="")
        raise RegisterRefused((problem,)) from error


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
