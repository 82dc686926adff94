"""Movements that are filtered, and their balances."""

from collections import Counter
from collections.abc import Sequence
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ledger import KIND_OF, Movement, Only, holder_account
from domain.money import Money
from storage.unit_of_work import SqlUnits
from tests.builders import a_transfer

ACCOUNT = holder_account(1)
KINDS = ["topup", "order", "renewal", "refund", "dispute", "adjustment", "order_like", "orders"]
BIG = 10_000_000

_numbers = count(1_000)  # each example has an account of its own


async def post(units: SqlUnits, kinds: Sequence[tuple[str, int]], account: str) -> None:
    """Events of these kinds and cents; what goes out goes in two lines, like net and VAT."""
    async with units.write() as unit:
        key = f"topup:first:{account}"
        await unit.ledger.post([a_transfer(key=key, event=key, target=account, amount=Money(BIG))])
        for number, (kind, cents) in enumerate(kinds):
            event = f"{kind}:{number}:{account}"
            if kind in {"topup", "adjustment"}:
                await unit.ledger.post([a_transfer(key=event, event=event, target=account, amount=Money(cents))])
            else:
                parts = ((":net", "sales", cents), (":vat", "vat", cents + 1))
                await unit.ledger.post(
                    a_transfer(key=event + end, event=event, source=account, target=target, amount=Money(amount))
                    for end, target, amount in parts
                )
        await unit.commit()


async def pages(units: SqlUnits, account: str, only: Only, size: int) -> list[Movement]:
    """The movements of all pages."""
    found: list[Movement] = []
    async with units.read() as unit:
        while page := await unit.ledger.movements(account, size, len(found), only):
            found += page
    return found


def is_let_through(movement: Movement, only: Only) -> bool:
    """Whether a filter shows a movement, said another way than in SQL."""
    if only is Only.ALL:
        return True
    if only is Only.OTHERS:
        return movement.kind not in KIND_OF.values()
    return movement.kind == KIND_OF[only]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 500)), max_size=12),
    size=st.integers(1, 5),
)
async def test_the_balances_of_filtered_pages_are_those_of_the_whole_statement(
    units: SqlUnits, events: list[tuple[str, int]], size: int
) -> None:
    account = holder_account(next(_numbers))
    await post(units, events, account)
    whole = await pages(units, account, Only.ALL, size)
    assert len(whole) == len(events) + 1
    for only in Only:
        assert await pages(units, account, only, size) == [one for one in whole if is_let_through(one, only)]


async def test_every_movement_is_let_through_by_exactly_one_filter_besides_all(units: SqlUnits) -> None:
    await post(units, [(kind, 7) for kind in KINDS], ACCOUNT)
    shown = Counter([one.event for only in Only for one in await pages(units, ACCOUNT, only, 100)])
    assert (len(shown), set(shown.values())) == (len(KINDS) + 1, {2})


async def test_s7_a_movement_is_found_by_its_number_on_its_own_account_only(units: SqlUnits) -> None:
    await post(units, [("renewal", 300)], ACCOUNT)
    newest = (await pages(units, ACCOUNT, Only.ALL, 1))[0]
    async with units.read() as unit:
        assert await unit.ledger.movement(ACCOUNT, newest.id) == newest
        assert await unit.ledger.movement(holder_account(2), newest.id) is None
        assert await unit.ledger.movement("holder:11", newest.id) is None
