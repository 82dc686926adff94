"""The books: once per key, never below nothing, always the sum of their lines."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.errors import InsufficientCredit, StorageUnavailable
from domain.ledger import CARD, SALES, VAT, Transfer, balance_of, holder_account, order_transfers
from domain.money import NOTHING, Money
from domain.orders import OrderState
from storage.engine import Database, open_database
from storage.repositories.ledger import KeysInPart
from storage.transaction import MustRollBack
from storage.unit_of_work import SqlUnits
from tests.storage.world import NOW, buy, credit, pending, quoted, registered


def transfer(key: str, source: str, target: str, cents: int, event: str | None = None) -> Transfer:
    return Transfer(key=key, event=event or key, source=source, target=target, amount=Money(cents), at=NOW)


async def balance(units: SqlUnits, account: str) -> int:
    async with units.read() as unit:
        return (await unit.ledger.balance(account)).cents


async def problems(units: SqlUnits) -> list[str]:
    async with units.read() as unit:
        return list((await unit.ledger.problems())[1])


async def test_a_transfer_moves_the_balance(units: SqlUnits) -> None:
    async with units.write() as unit:
        assert await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500)])
        await unit.commit()
    assert await balance(units, "holder:1") == 500


async def test_the_same_keys_are_posted_once(units: SqlUnits) -> None:
    for expected in (True, False):
        async with units.write() as unit:
            assert await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500)]) is expected
            await unit.commit()
    assert await balance(units, "holder:1") == 500


async def test_a_debit_beyond_the_balance_says_what_is_missing_and_cannot_be_committed(units: SqlUnits) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("correction:a", SALES, "holder:1", 300)])
        await unit.commit()
    async with units.write() as unit:
        with pytest.raises(InsufficientCredit) as refusal:
            await unit.ledger.post([transfer("order:a:net", "holder:1", SALES, 366, "order:a")])
        assert refusal.value.missing == Money(66)
        with pytest.raises(MustRollBack):
            await unit.commit()
    assert await balance(units, "holder:1") == 300
    assert await problems(units) == []


async def test_a_holder_without_an_account_has_nothing(units: SqlUnits) -> None:
    assert await balance(units, "holder:9") == 0
    async with units.write() as unit:
        with pytest.raises(InsufficientCredit) as refusal:
            await unit.ledger.post([transfer("order:a:net", "holder:9", SALES, 1, "order:a")])
    assert refusal.value.missing == Money(1)


async def test_an_event_that_is_in_the_books_in_part_is_refused_whole(units: SqlUnits) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("a:1", CARD, "holder:1", 100)])
        await unit.commit()
    async with units.write() as unit:
        with pytest.raises(KeysInPart):
            await unit.ledger.post([transfer("a:1", CARD, "holder:1", 100), transfer("a:2", CARD, "holder:1", 100)])
        with pytest.raises(MustRollBack):
            await unit.commit()
    assert await balance(units, "holder:1") == 100


async def test_nothing_to_post_is_posted(units: SqlUnits) -> None:
    async with units.write() as unit:
        assert await unit.ledger.post([])


async def test_accounts_without_a_limit_have_no_row_that_all_wait_for(units: SqlUnits, database: Database) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500), transfer("b", "holder:1", SALES, 100)])
        await unit.commit()
    async with database.readers.connect() as connection:
        assert list(await connection.scalars(text("SELECT name FROM accounts"))) == ["holder:1"]


async def test_movements_are_one_line_per_event_newest_first_with_the_balance_after_each(units: SqlUnits) -> None:
    mario, anna = await registered(units)
    account = holder_account(mario.holder_id)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000, "pi_1")
        await credit(unit, anna.holder_id, 700, "pi_2")
        await buy(unit, quoted(mario))
        await credit(unit, mario.holder_id, 500, "pi_3")
        await unit.commit()
    async with units.read() as unit:
        found = await unit.ledger.movements(account, 10, 0)
        second = await unit.ledger.movements(account, 1, 1)
    assert [(line.kind, line.amount.cents, line.balance.cents) for line in found] == [
        ("topup", 500, 1_134),
        ("order", -366, 634),
        ("topup", 1_000, 1_000),
    ]
    assert found[1].about == {"service": "inbox", "gb": 1, "mailbox": mario.address}
    assert found[1].at == NOW
    assert list(second) == [found[1]]


async def test_honest_books_have_no_problem(units: SqlUnits) -> None:
    mario, anna = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await buy(unit, quoted(anna, "free-0000001", years=0))
        await unit.commit()
    async with units.read() as unit:
        assert await unit.ledger.problems() == (1, [])


BROKEN = {
    "stored balance": "UPDATE accounts SET balance_cents = balance_cents + 1",
    "without its account": "DELETE FROM accounts",
    "without a completed order": "UPDATE orders SET state = 'cancelled'",
    "is not completed": "UPDATE orders SET state = 'cancelled'",
    "its transfers are not exactly": (
        "INSERT INTO transfers (key, event, source, target, amount_cents, at, about) "
        "SELECT 'x', event, 'card', 'sales', 1, at, about FROM transfers WHERE key LIKE 'order:%net'"
    ),
    "without the add-on": "DELETE FROM addons",
    "without its transfer": "UPDATE payments SET cents = cents + 1",
    "without a credited payment": "UPDATE payments SET state = 'refused'",
}


@pytest.mark.parametrize("words", BROKEN)
async def test_f40_the_audit_finds_what_was_broken_by_hand(units: SqlUnits, database: Database, words: str) -> None:
    mario, _ = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 1_000)
        await buy(unit, quoted(mario))
        await unit.commit()
    async with database.writers.begin() as connection:
        await connection.execute(text(BROKEN[words]))
    expected = "stored balance" if words == "without its account" else words
    assert any(expected in problem for problem in await problems(units))


@pytest.mark.parametrize("statement", ["UPDATE transfers SET amount_cents = 1", "DELETE FROM transfers"])
async def test_s13_nobody_updates_or_deletes_a_transfer(units: SqlUnits, database: Database, statement: str) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500)])
        await unit.commit()
    with pytest.raises(Exception, match="append-only"):
        async with database.writers.begin() as connection:
            await connection.execute(text(statement))
    assert await balance(units, "holder:1") == 500


async def test_the_database_itself_refuses_a_negative_balance(units: SqlUnits, database: Database) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500)])
        await unit.commit()
    with pytest.raises(Exception, match="ck_accounts_balance_cents"):
        async with database.writers.begin() as connection:
            await connection.execute(text("UPDATE accounts SET balance_cents = -1"))


async def test_f37_two_orders_race_for_the_last_money_and_one_wins(units: SqlUnits) -> None:
    mario, _ = await registered(units)
    async with units.write() as unit:
        await credit(unit, mario.holder_id, 366)
        for name in ("one", "two"):
            quote = quoted(mario, name)
            await unit.quotes.add(quote)
            await unit.orders.add(pending(quote))
        await unit.commit()

    async def complete(name: str) -> str:
        try:
            async with units.write() as unit:
                order = await unit.orders.get(name, mario.holder_id)
                assert order is not None
                await unit.orders.close(name, OrderState.COMPLETED, NOW)
                await unit.ledger.post(order_transfers(order, NOW))
                await unit.addons.add(order, NOW.date())
                await unit.commit()
        except InsufficientCredit as refusal:
            return f"missing {refusal.missing.cents}"
        return "bought"

    assert sorted(await asyncio.gather(complete("one"), complete("two"))) == ["bought", "missing 366"]
    assert await balance(units, holder_account(mario.holder_id)) == 0
    assert await problems(units) == []


async def test_f18_one_payment_settled_five_times_at_once_is_credited_once(units: SqlUnits) -> None:
    async def settle() -> bool:
        async with units.write() as unit:
            posted = await unit.ledger.post([transfer("topup:pi", CARD, "holder:1", 500)])
            await unit.commit()
            return posted

    assert sorted(await asyncio.gather(*(settle() for _ in range(5)))) == [False] * 4 + [True]
    assert await balance(units, "holder:1") == 500


async def test_f35_transfers_across_each_other_do_not_deadlock(units: SqlUnits) -> None:
    async with units.write() as unit:
        await unit.ledger.post([transfer("a", CARD, "holder:1", 5_000), transfer("b", CARD, "holder:2", 5_000)])
        await unit.commit()

    async def move(number: int) -> None:
        there, back = ("holder:1", "holder:2") if number % 2 else ("holder:2", "holder:1")
        async with units.write() as unit:
            await unit.ledger.post([transfer(f"move:{number}", there, back, 10)])
            await unit.commit()

    await asyncio.gather(*(move(number) for number in range(20)))
    assert await balance(units, "holder:1") == 5_000
    assert await problems(units) == []


ACCOUNTS = ("holder:1", "holder:2", "receivable:3", CARD, SALES, VAT)
lines = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 400)).filter(
    lambda line: line[0] != line[1]
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])  # each makes its own database
@given(steps=st.lists(st.lists(lines, min_size=1, max_size=3), max_size=8))
def test_a_balance_is_the_sum_of_its_transfers_under_any_sequence(
    migrated_database: Callable[[str], str], steps: list[list[tuple[str, str, int]]]
) -> None:
    url = migrated_database("sqlite")

    async def play() -> None:
        database = open_database(url)
        units = SqlUnits(database)
        posted: list[Transfer] = []
        for number, step in enumerate(steps):
            batch = [transfer(f"{number}:{index}", *line) for index, line in enumerate(step)]
            try:
                async with units.write() as unit:
                    await unit.ledger.post(batch)
                    await unit.commit()
            except InsufficientCredit:
                continue
            posted += batch
        for account in ("holder:1", "holder:2", "receivable:3"):
            async with units.read() as unit:
                stored = await unit.ledger.balance(account)
                events = await unit.ledger.movements(account, 100, 0)
            assert stored == balance_of(account, posted)
            assert stored <= NOTHING if account.startswith("receivable:") else stored >= NOTHING
            assert sum(event.amount.cents for event in events) == stored.cents
        assert await problems(units) == []
        await database.close()

    asyncio.run(play())


async def test_f34_a_writer_that_waits_too_long_changes_nothing(migrated_database: Callable[[str], str]) -> None:
    url = migrated_database("sqlite")
    holder, waiter = open_database(url), open_database(url, wait=0.2)
    async with SqlUnits(holder).write() as unit:
        await unit.ledger.post([transfer("topup:a", CARD, "holder:1", 500)])
        with pytest.raises(StorageUnavailable):
            async with SqlUnits(waiter).write() as late:
                await late.ledger.post([transfer("topup:b", CARD, "holder:1", 500)])
        await unit.commit()
    assert await balance(SqlUnits(waiter), "holder:1") == 500
    await holder.close()
    await waiter.close()


async def test_f49_money_for_an_account_that_never_moved_waits_for_whoever_decides_by_its_balance(
    units: SqlUnits, database_url: str
) -> None:
    impatient = open_database(database_url, wait=0.2)
    async with units.write() as unit:
        assert await unit.ledger.lock_balances(["holder:1"]) == {"holder:1": NOTHING}
        with pytest.raises(StorageUnavailable):
            async with SqlUnits(impatient).write() as late:
                await late.ledger.post([transfer("topup:a", CARD, "holder:1", 500)])
        await unit.commit()
    await impatient.close()
    assert await problems(units) == []
