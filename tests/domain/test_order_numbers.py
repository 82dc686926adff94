"""The numbers of quotes and orders."""

import re

from hypothesis import given
from hypothesis import strategies as st

from domain.order_numbers import LETTERS, new_order_number


@given(st.integers(1, 50))
def test_order_numbers_can_be_read_out_and_none_comes_twice(count: int) -> None:
    numbers = [new_order_number() for _ in range(count)]
    assert len(set(numbers)) == count
    for number in numbers:
        assert re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}", number)


def test_no_letter_of_a_number_is_taken_for_another() -> None:
    assert (len(LETTERS), len(set(LETTERS)), set(LETTERS) & set("0O1ILU")) == (30, 30, set())
