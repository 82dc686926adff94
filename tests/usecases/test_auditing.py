"""The audit finds what a hand has changed in a copy of the books."""

import pytest

from domain.catalogue import ServiceKey
from tests.people import ANNA, BRUNO, MARIO
from tests.usecases.world import World


@pytest.fixture
async def books(world: World) -> World:
    """Three holders with money, purchases paid and free."""
    await world.give(BRUNO, 1_000)
    await world.place(BRUNO, await world.quote(BRUNO))
    order = await world.pending(MARIO, 2)
    await world.settling.settle(world.links.pay(await world.ask_for(MARIO, order)))
    await world.place(ANNA, await world.quote(ANNA, 1, ServiceKey.ARCHIVE, number=1))
    return world


async def test_books_that_nobody_touched_are_right(books: World) -> None:
    audit = await books.auditing.audit()
    assert (audit.ok, audit.problems, audit.balances) == (True, (), 2)


async def test_f40_a_balance_changed_by_hand_is_found(books: World) -> None:
    account = f"holder:{await books.holder(BRUNO)}"
    await books.run("UPDATE accounts SET balance_cents = balance_cents + 1 WHERE name = :name", name=account)
    audit = await books.auditing.audit()
    assert not audit.ok
    assert audit.problems == (f"{account}: the stored balance is 635 cents, the transfers sum to 634",)


async def test_f40_an_account_that_disappeared_is_found(books: World) -> None:
    await books.run("DELETE FROM accounts WHERE name = :name", name=f"holder:{await books.holder(BRUNO)}")
    assert len(await books.books()) == 1


async def test_f40_an_order_marked_completed_without_money_is_found(books: World) -> None:
    order = await books.pending(BRUNO, 50)
    await books.run("UPDATE orders SET state = 'completed', closed_at = placed_at WHERE id = :id", id=order.id)
    assert [line for line in await books.books() if order.id in line] == list(await books.books())
    assert len(await books.books()) == 2  # no transfers, no add-on


async def test_f40_an_addon_given_away_is_found(books: World) -> None:
    await books.run("UPDATE addons SET gb = 99 WHERE service = 'inbox'")
    assert len(await books.books()) == 2


async def test_f40_a_payment_whose_money_never_arrived_is_found(books: World) -> None:
    await books.run("UPDATE payments SET cents = cents + 1")
    assert len(await books.books()) == 2


async def test_the_audit_changes_nothing(books: World) -> None:
    before = [await books.count(table) for table in ("transfers", "accounts", "outbox", "orders")]
    await books.auditing.audit()
    assert [await books.count(table) for table in ("transfers", "accounts", "outbox", "orders")] == before
