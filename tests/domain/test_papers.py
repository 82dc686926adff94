"""Papers: their numbers, and the rate behind a VAT."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import start_of_year
from domain.ledger import Movement, read_renewal_event, renewal_event
from domain.money import Money
from domain.papers import TopUpReceipt, rate_of, renewal_number
from domain.pricing import Price
from domain.profile import Profile
from tests.people import NOW

PROFILE = Profile(holder_id=1, first_name="A", last_name="B", fiscal_code="C", email="d@example.com", phone="")


def a_movement(event: str, **about: str | int) -> Movement:
    return Movement(id=57, event=event, amount=Money(100), balance=Money(100), at=NOW, about=about)


def test_a_renewal_is_numbered_after_its_movement() -> None:
    assert renewal_number(a_movement("renewal:1:2027-01-31")) == "N000057"


def test_a_top_up_is_known_by_its_reference() -> None:
    assert TopUpReceipt(movement=a_movement("topup:pi_1", reference="R000042"), profile=PROFILE).number == "R000042"


def test_an_old_top_up_without_a_reference_is_known_by_its_payment() -> None:
    assert TopUpReceipt(movement=a_movement("topup:pi_1"), profile=PROFILE).number == "pi_1"


@given(st.integers(1, 2**40), st.dates())
def test_the_event_of_a_renewal_is_read_as_it_was_written(addon_id: int, day: date) -> None:
    assert read_renewal_event(renewal_event(addon_id, day)) == (addon_id, day)


def test_an_order_is_no_renewal() -> None:
    assert read_renewal_event("order:7:2027-01-31") is None


@pytest.mark.parametrize(
    ("net", "vat", "rate"),
    [
        (300, 66, 22),
        (400, 88, 22),
        (60_000, 13_200, 22),
        (300, 0, 0),
        (3, 1, None),
        (0, 0, None),
        (10_000, 2_250, None),
    ],
)
def test_a_rate_is_named_only_if_no_other_would_give_the_same_vat(net: int, vat: int, rate: int | None) -> None:
    found = rate_of(Price(years=1, net=Money(net), vat=Money(vat)))
    assert found == (None if rate is None else Decimal(rate))


@given(st.integers(100, 10_000_000), st.integers(0, 40))
def test_a_whole_rate_of_at_least_a_euro_is_always_found(cents: int, rate: int) -> None:
    net = Money(cents)
    assert rate_of(Price(years=1, net=net, vat=net.percent(Decimal(rate)))) == rate


def test_a_year_begins_in_rome() -> None:
    assert start_of_year(2027).isoformat() == "2026-12-31T23:00:00+00:00"
