"""The cast and the register of the tests are what their descriptions say."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from domain.calendar import civil_day, months_after, years_after
from domain.catalogue import MailboxType
from domain.mailboxes import MailboxStatus
from domain.register import RegisterRow
from tests.domain.test_register import READER
from tests.people import ANNA, BRUNO, CAST, MARIO, NOW, PASSWORD, TODAY

REGISTER = Path(__file__).parents[1] / "data" / "register.csv"


@pytest.fixture(scope="module")
def rows() -> tuple[RegisterRow, ...]:
    """The register, read with the real checks."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return READER.read(file)


def test_it_is_sunday_morning_in_rome() -> None:
    assert (civil_day(NOW), NOW.isoformat()) == (TODAY, "2026-11-22T09:00:00+00:00")


def test_mario_is_more_than_a_year_from_the_expiry() -> None:
    assert MARIO.mailboxes[0].expires_on > years_after(TODAY, 1)


def test_anna_has_a_mailbox_where_everything_is_free_and_one_with_a_cap() -> None:
    capped, free = ANNA.mailboxes
    assert (capped.type, free.expires_on <= months_after(TODAY, 3)) == (MailboxType.STANDARD, True)


def test_bruno_has_exactly_one_year_to_pay() -> None:
    assert BRUNO.mailboxes[0].expires_on == years_after(TODAY, 1)


def test_the_register_is_read_without_a_single_problem_and_has_fifty_members(rows: tuple[RegisterRow, ...]) -> None:
    assert len({row.fiscal_code for row in rows}) == 50
    assert len(rows) > 55


def test_the_cast_stands_in_the_register(rows: tuple[RegisterRow, ...]) -> None:
    assert {mailbox.address for person in CAST for mailbox in person.mailboxes} <= {row.mailbox for row in rows}


def test_the_register_has_every_kind_of_mailbox(rows: tuple[RegisterRow, ...]) -> None:
    assert {row.type for row in rows} == set(MailboxType)
    assert {row.status for row in rows} == set(MailboxStatus)
    assert {row.auto_renew for row in rows} == {True, False}
    assert {(row.expires_on - TODAY).days for row in rows} >= {-1, 0, 1, 7, 30, 90}
    assert months_after(TODAY, 3) + timedelta(days=1) in {row.expires_on for row in rows}


def test_the_password_that_is_documented_opens_a_mailbox(rows: tuple[RegisterRow, ...]) -> None:
    assert PasswordHasher(2, 19_456, 1).verify(rows[0].password_hash, PASSWORD)
    assert len({row.password_hash for row in rows}) == len(rows)


def test_no_line_of_the_register_shows_the_password() -> None:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        assert PASSWORD not in {cell for line in csv.reader(file) for cell in line}
