"""The books: every line moves something, and a balance is the sum of its lines."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger import CARD, SALES, VAT, Movement, balance_of, holder_account, order_transfers, top_up_transfer
from domain.money import NOTHING, Money, total
from domain.orders import OrderState
from domain.pricing import Price
from tests.builders import a_quote, a_transfer, an_order
from tests.people import NOW

ACCOUNTS = [CARD, SALES, VAT, "holder:1", "holder:2"]
pairs = st.lists(st.sampled_from(ACCOUNTS), min_size=2, max_size=2, unique=True)
lines = st.lists(st.tuples(pairs, st.integers(min_value=1, max_value=10**9)), max_size=60)


@pytest.mark.parametrize("wrong", [{"amount": Money(0)}, {"amount": Money(-1)}, {"source": "holder:1"}])
def test_a_line_that_moves_nothing_cannot_be_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a transfer"):
        a_transfer(**wrong)


@given(lines)
def test_a_balance_is_the_sum_of_its_lines_under_any_sequence(moves: list[tuple[list[str], int]]) -> None:
    kept = dict.fromkeys(ACCOUNTS, 0)
    transfers = []
    for (source, target), cents in moves:
        kept[source] -= cents
        kept[target] += cents
        transfers.append(a_transfer(source=source, target=target, amount=Money(cents)))
        assert {name: balance_of(name, transfers).cents for name in ACCOUNTS} == kept
    assert total(*(balance_of(name, transfers) for name in ACCOUNTS)) == NOTHING


def test_a_payment_comes_in_from_the_card_under_its_intent() -> None:
    transfer = top_up_transfer("pi_7", 3, Money(366), "R000009", NOW)
    assert (transfer.key, transfer.source, transfer.target) == ("topup:pi_7", "card", "holder:3")
    assert (transfer.amount, transfer.about) == (Money(366), {"reference": "R000009"})


def test_an_order_moves_net_to_sales_and_vat_to_vat_under_its_own_keys() -> None:
    net, vat = order_transfers(an_order(), NOW)
    assert (net.key, net.source, net.target, net.amount) == ("order:q-1:net", "holder:1", "sales", Money(300))
    assert (vat.key, vat.source, vat.target, vat.amount) == ("order:q-1:vat", "holder:1", "vat", Money(66))
    assert net.event == vat.event == "order:q-1"


def test_a_free_order_moves_nothing() -> None:
    free = Price(years=0, net=NOTHING, vat=NOTHING)
    assert order_transfers(an_order(quote=a_quote(price=free)), NOW) == ()


def test_an_order_without_vat_writes_one_line() -> None:
    order = an_order(quote=a_quote(price=Price(years=1, net=Money(2), vat=NOTHING)))
    assert [transfer.key for transfer in order_transfers(order, NOW)] == ["order:q-1:net"]


@given(st.integers(min_value=1, max_value=10**7), st.integers(min_value=0, max_value=10**7))
def test_what_is_charged_is_what_was_quoted(net: int, vat: int) -> None:
    order = an_order(quote=a_quote(price=Price(years=1, net=Money(net), vat=Money(vat))))
    charged = -balance_of(holder_account(1), order_transfers(order, NOW))
    assert charged == order.quote.price.gross


def test_an_order_has_the_id_of_its_quote() -> None:
    assert an_order(quote=a_quote(id="q-77")).id == "q-77"


def test_a_closed_order_keeps_its_quote_and_knows_when() -> None:
    order = an_order()
    later = NOW + timedelta(hours=1)
    closed = order.closed(OrderState.COMPLETED, later)
    assert (closed.quote, closed.state, closed.closed_at) == (order.quote, OrderState.COMPLETED, later)


@pytest.mark.parametrize(
    ("event", "kind"), [("topup:pi_1", "topup"), ("order:q:1", "order"), ("renewal:1:2026-01-01", "renewal")]
)
def test_a_movement_knows_its_kind(event: str, kind: str) -> None:
    movement = Movement(id=1, event=event, amount=Money(1), balance=Money(1), at=NOW, about={})
    assert movement.kind == kind
