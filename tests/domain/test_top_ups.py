"""References, and how long a link lives."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.top_ups import read_reference
from tests.builders import a_top_up
from tests.people import NOW


def test_a_reference_is_short_and_has_a_fixed_shape() -> None:
    assert [a_top_up(id=number).reference for number in (7, 123_456, 1_234_567)] == ["R000007", "R123456", "R1234567"]


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_a_reference_names_its_top_up(number: int) -> None:
    assert read_reference(a_top_up(id=number).reference) == number


@pytest.mark.parametrize(
    "text",
    [None, "", "R", "7", "X000007", "r000007", "R-00007", "R00000٣", "R000007 ", " R000007", "R1e5", "R0.5", "R²²²²²²"],
)
def test_f26_a_foreign_reference_names_nothing(text: str | None) -> None:
    assert read_reference(text) is None


@pytest.mark.parametrize("digits", [19, 20, 500, 5_000])
def test_f26_a_number_that_no_top_up_can_have_names_nothing(digits: int) -> None:
    assert read_reference("R" + "9" * digits) is None


@given(st.text(max_size=12))
def test_f26_any_text_is_a_reference_or_nothing(text: str) -> None:
    number = read_reference(text)
    assert number is None or text.startswith("R")


def test_a_link_lives_for_twenty_four_hours() -> None:
    assert a_top_up().expires_at == NOW + timedelta(hours=24)
