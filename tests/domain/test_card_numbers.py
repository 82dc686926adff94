"""Card numbers that people send by mistake, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.card_numbers import holds_card_number


@pytest.mark.parametrize(
    "text",
    [
        "4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242", "4242.4242.4242.4242",
        "4242  4242  4242  4242", "4242\n4242\n4242\n4242", "4242\u00a04242\u00a04242\u00a04242",
        "la carta è 4242 4242 4242 4242, scade 12/28", "4242424242424242 12/28 123", "378282246310005",
        "6011 1111 1111 1117", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "4222222222222",
    ],
)  # fmt: skip
def test_f68_a_card_number_is_found_however_it_is_typed(text: str) -> None:
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "10", "2 GB", "4242 4242 4242 4243", "0000 0000 0000 0000", "+39 06 5550100", "R000007",
        "mario.rossi@pec.archrm.it",
    ],
)  # fmt: skip
def test_f68_what_is_no_card_number_is_left_alone(text: str) -> None:
    assert not holds_card_number(text)


@given(st.integers(min_value=10**11, max_value=10**18 - 1), st.sampled_from(["", " ", "-", "."]))
def test_f68_any_number_with_the_check_digit_of_a_card_is_found(stem: int, blank: str) -> None:
    doubled = [int(d) * 2 - 9 * (int(d) > 4) if at % 2 == 0 else int(d) for at, d in enumerate(reversed(str(stem)))]
    number = f"{stem}{-sum(doubled) % 10}"
    assert holds_card_number(blank.join(number[at : at + 4] for at in range(0, len(number), 4)))


@given(st.text(max_size=60))
def test_f68_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(holds_card_number(text), bool)
