"""When space that was bought is late, and when an order is hopeless (fault F44)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activations import FLICKER, Activation, all_of, as_of, late_ones, refund_transfers
from domain.ledger import SALES, VAT, balance_of, holder_account, order_transfers
from domain.money import NOTHING, Money
from domain.pricing import Price
from tests.builders import a_quote, an_order
from tests.people import NOW

PATIENCE = timedelta(hours=48)
WAITING = Activation(
    order_id="q-1", holder_id=1, mailbox_id=1, gb=1, completed_at=NOW, has_failed=False, next_try_at=NOW
)
FAILING = replace(WAITING, has_failed=True, next_try_at=NOW + PATIENCE + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("activation", "after", "is_late"),
    [
        (WAITING, FLICKER, False),
        (WAITING, FLICKER + timedelta(seconds=1), True),
        (replace(WAITING, has_failed=True), timedelta(0), True),
        (replace(WAITING, is_given_up=True), timedelta(0), True),
    ],
)
def test_f44_space_is_late_after_a_minute_or_a_failure(
    activation: Activation, after: timedelta, *, is_late: bool
) -> None:
    assert activation.is_late(NOW + after) is is_late


@pytest.mark.parametrize(
    ("activation", "after", "is_hopeless"),
    [
        (FAILING, PATIENCE, True),
        (FAILING, PATIENCE - timedelta(microseconds=1), False),
        (replace(FAILING, next_try_at=NOW + PATIENCE), PATIENCE, False),  # it is due: it is tried first
        (replace(FAILING, has_failed=False), PATIENCE, False),  # nobody has asked
        (replace(WAITING, is_given_up=True), PATIENCE, True),
        (replace(WAITING, is_given_up=True), timedelta(hours=1), False),
    ],
)
def test_f44_an_order_is_hopeless_once_its_time_is_over_and_the_last_try_has_failed(
    activation: Activation, after: timedelta, *, is_hopeless: bool
) -> None:
    assert activation.is_hopeless(NOW + after, PATIENCE) is is_hopeless


def test_only_orders_that_are_late_are_said_to_be() -> None:
    late = late_ones([WAITING, replace(FAILING, order_id="q-2")], NOW)
    assert late == {"q-2"}
    orders = [as_of(an_order(quote=a_quote(id=name)), late) for name in ("q-1", "q-2")]
    assert [order.is_activating for order in orders] == [False, True]


@given(net=st.integers(0, 10**6), vat=st.integers(0, 10**6))
def test_f44_what_comes_back_is_exactly_what_was_paid(net: int, vat: int) -> None:
    order = an_order(quote=a_quote(price=Price(years=1, net=Money(net), vat=Money(vat))))
    lines = (*order_transfers(order, NOW), *refund_transfers(order, order.quote.price, NOW))
    accounts = (holder_account(order.quote.holder_id), SALES, VAT)
    assert [balance_of(account, lines) for account in accounts] == [NOTHING] * 3
    assert len({line.key for line in lines}) == len(lines)


def test_what_was_paid_in_all_is_the_order_and_its_renewals() -> None:
    paid = all_of([Price(years=0, net=NOTHING, vat=NOTHING), Price(years=1, net=Money(300), vat=Money(66))])
    assert paid == Price(years=1, net=Money(300), vat=Money(66))
