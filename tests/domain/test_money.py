"""Cents, and how people type euro."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import AmountNotUnderstood, AmountOutOfRange
from domain.money import NOTHING, Money, read_amount, total
from domain.orders import missing_amount
from domain.top_ups import LEAST_TOP_UP, MOST_TOP_UP, QUICK_TOP_UPS, check_top_up
from tests.builders import euro

cents = st.integers(min_value=-(10**12), max_value=10**12)


def test_money_adds_up_in_whole_cents() -> None:
    assert total(Money(10), Money(20), -Money(5)) == Money(10) + Money(20) - Money(5) == Money(25)


def test_the_total_of_nothing_is_nothing() -> None:
    assert total() == NOTHING
    assert not NOTHING


def test_money_is_known_in_euro_with_two_decimals() -> None:
    assert (str(Money(366).euros), str(Money(-5).euros), str(Money(100).euros)) == ("3.66", "-0.05", "1.00")


@given(cents, cents)
def test_money_is_ordered_as_its_cents(one: int, other: int) -> None:
    assert (Money(one) < Money(other)) == (one < other)


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=10_000))
def test_a_percentage_is_rounded_half_up(amount: int, hundredths: int) -> None:
    rounded = Money(amount).percent(Decimal(hundredths) / 100)
    assert rounded.cents == (amount * hundredths + 5_000) // 10_000


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("10", "10.00"), ("10,5", "10.50"), ("10.50", "10.50"), ("€ 10,50", "10.50"), ("10 €", "10.00"),
        ("  3,66€ ", "3.66"), ("EUR 20", "20.00"), ("20 euro", "20.00"), ("0", "0.00"),
        ("0,01", "0.01"), ("007", "7.00"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert read_amount(typed) == euro(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "1e9", "-5", "+5", "10,005", "10.005", "٣", "١٠", "１０", "²", "due", "dieci", "", " ", ",5", "5,", "1.000",
        "1.000,50", "1 000", "10 10", "0x10", "NaN", "inf", "1_000", "12345678", "10$", "10%", "10\u200b", "\u202e10",
        "4242424242424242", "10\n5", "9" * 5_000,
    ],
)  # fmt: skip
def test_f64_an_amount_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(AmountNotUnderstood):
        read_amount(typed)


@given(st.integers(min_value=0, max_value=9_999_999), st.integers(min_value=0, max_value=99), st.sampled_from(".,"))
def test_f64_cents_are_exact(euros: int, rest: int, comma: str) -> None:
    assert read_amount(f"{euros}{comma}{rest:02d}") == Money(euros * 100 + rest)


@given(st.text(max_size=20))
def test_f64_any_text_is_an_amount_or_refused(typed: str) -> None:
    try:
        assert read_amount(typed) >= NOTHING
    except AmountNotUnderstood:
        return


@pytest.mark.parametrize("amount", [LEAST_TOP_UP, MOST_TOP_UP, *QUICK_TOP_UPS])
def test_a_top_up_may_be_anything_from_one_to_five_hundred_euro(amount: Money) -> None:
    check_top_up(amount)


@pytest.mark.parametrize("amount", [Money(0), Money(99), Money(50_001), Money(-500)])
def test_f64_a_top_up_outside_the_limits_is_refused_with_the_limits(amount: Money) -> None:
    with pytest.raises(AmountOutOfRange) as refused:
        check_top_up(amount)
    assert (refused.value.least, refused.value.most) == (euro("1.00"), euro("500.00"))


def test_the_quick_amounts_are_5_10_20_and_50_euro() -> None:
    assert [amount.cents for amount in QUICK_TOP_UPS] == [500, 1_000, 2_000, 5_000]


@pytest.mark.parametrize(
    ("gross", "credit", "missing"),
    [
        ("3.66", "0", "3.66"), ("3.66", "2.66", "1.00"), ("3.66", "2.67", "1.00"), ("3.66", "3.65", "1.00"),
        ("21.96", "10", "11.96"),
    ],
)  # fmt: skip
def test_the_missing_amount_is_at_least_one_euro(gross: str, credit: str, missing: str) -> None:
    assert missing_amount(euro(gross), euro(credit)) == euro(missing)
