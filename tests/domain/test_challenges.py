"""Codes by e-mail: how long they hold, how often they may be typed, and how many are sent."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.challenges import Challenge, Purpose, challenge_id, codes_until, read_code, whole_minute
from domain.errors import CodeNotUnderstood
from tests.people import NOW

MINUTE = timedelta(minutes=1)
ASKED = Challenge(
    id="c", purpose=Purpose.RECOVERY, person_id=1, target="t", holder_id=1, mailbox_id=1, email="m@e.it", asked_at=NOW
)


@pytest.mark.parametrize("typed", ["042917", "042 917", " 042-917 ", "0 4 2 9 1 7"])
def test_a_code_is_read_however_its_digits_are_grouped(typed: str) -> None:
    assert read_code(typed) == "042917"


@pytest.mark.parametrize(
    "typed",
    ["Codice: 042917.", "Il codice di 6 cifre è 042917", "042917 (vale 30 minuti)", "Codice: 042 917", "042917 042917"],
)
def test_a_code_is_found_in_the_line_that_it_was_pasted_with(typed: str) -> None:
    assert read_code(typed) == "042917"


@pytest.mark.parametrize(("typed", "digits"), [("042917 o 042918", 12), ("042 917, 042 918", 12), ("042a917", 6)])
def test_a_code_is_not_guessed_from_two_or_from_pieces(typed: str, digits: int) -> None:
    with pytest.raises(CodeNotUnderstood) as refused:
        read_code(typed)
    assert refused.value.digits == digits


@pytest.mark.parametrize(
    ("typed", "digits"), [("", 0), ("ciao", 0), ("12345", 5), ("1234567", 7), ("12345a", 5), ("\u0661" * 6, 0)]
)
def test_what_is_no_code_is_refused_with_the_digits_that_were_found(typed: str, digits: int) -> None:
    with pytest.raises(CodeNotUnderstood) as refused:
        read_code(typed)
    assert refused.value.digits == digits


def test_a_code_holds_for_thirty_minutes() -> None:
    assert ASKED.is_open(NOW + 30 * MINUTE - timedelta(microseconds=1))
    assert not ASKED.is_open(NOW + 30 * MINUTE)


def test_a_code_may_be_typed_five_times() -> None:
    assert [replace(ASKED, tries=tries).is_open(NOW) for tries in (4, 5)] == [True, False]


def test_after_the_right_code_what_it_is_for_may_be_done_once_and_in_time() -> None:
    passed = replace(ASKED, passed_at=NOW)
    assert passed.is_passed(NOW)
    assert not passed.is_passed(NOW + 30 * MINUTE)
    assert not replace(passed, used_at=NOW).is_passed(NOW)
    assert not ASKED.is_passed(NOW)


def every(minutes: int, times: int) -> list[datetime]:
    return [NOW - timedelta(minutes=minutes * back) for back in range(times, 0, -1)]


def test_the_first_codes_are_sent_at_once() -> None:
    assert codes_until([], [], NOW) is None
    assert codes_until(every(10, 5), every(10, 11), NOW) is None


def test_between_two_codes_some_seconds_have_to_pass() -> None:
    last = NOW - timedelta(seconds=10)
    assert codes_until([last], [last], NOW) == last + timedelta(seconds=30)


def test_another_code_for_something_else_is_sent_at_once() -> None:
    assert codes_until([NOW - timedelta(seconds=10)], [], NOW) is None


def test_a_person_is_sent_six_codes_a_day() -> None:
    asked = every(60, 6)
    assert codes_until(asked, [], NOW) == asked[0] + timedelta(days=1)


def test_twelve_codes_a_day_are_sent_for_one_mailbox_whoever_asks() -> None:
    asked = every(60, 12)
    assert codes_until([], asked, NOW) == asked[0] + timedelta(days=1)


def test_the_same_update_asks_for_the_same_code_and_another_one_for_another() -> None:
    assert challenge_id("recovery", 7, 1001) == challenge_id("recovery", 7, 1001)
    assert len({challenge_id("recovery", 7, 1001), challenge_id("recovery", 8, 1001), challenge_id("r", 7, 1002)}) == 3


def test_one_waits_until_a_whole_minute() -> None:
    assert whole_minute(NOW) == NOW
    assert whole_minute(NOW + timedelta(seconds=1)) == NOW + MINUTE
