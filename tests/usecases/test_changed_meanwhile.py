"""Prices and mailboxes that change while a quote or an order is open: it is honoured as it was, or refused (F61).

Nothing is ever mixed: what is charged, activated and written down is the quote as it was shown, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from domain.catalogue import Catalogue, MailboxType, ServiceKey
from domain.errors import CapReached, GbOutOfRange, MailboxExpired, MailboxNotActive, QuoteOver, Refused
from domain.mailboxes import MailboxStatus
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderPlaced, OrderState
from domain.pricing import Quote
from tests.builders import CATALOGUE
from tests.people import MARIO, TODAY
from tests.usecases.world import Replica, World, one_after_the_other

Change = Callable[[World], Awaitable[None]]

PAID = [("sales", 1_800), ("vat", 396)]  # 2 GB for three years at EUR 3.00, and 22 % of it
DEARER = replace(CATALOGUE, prices={ServiceKey.INBOX: Money(900), ServiceKey.ARCHIVE: Money(50)}, vat_rate=Decimal(25))


def imports(**changes: Any) -> Change:
    """The body's register is imported with a changed line."""
    return lambda world: world.import_row(MARIO, **changes)


def settings(catalogue: Catalogue) -> Change:
    """The bot is started again with other prices or limits."""

    async def change(world: World) -> None:
        world.buying = replace(world.buying, catalogue=catalogue)
        world.settling = replace(world.settling, spending=replace(world.settling.spending, catalogue=catalogue))

    return change


HONOURED = {
    "other prices and VAT": settings(DEARER),
    "a cheaper price": settings(replace(CATALOGUE, prices={key: Money(1) for key in ServiceKey})),
    "no VAT": settings(replace(CATALOGUE, vat_rate=Decimal(0))),
    "other GB offered": settings(replace(CATALOGUE, gb_offered=(1,), gb_most=2)),
    "a higher type": imports(type=MailboxType.PREMIUM),
    "more base space": imports(base_gb=50),
    "another term": imports(term_years=1),
    "renewed by nobody": imports(auto_renew=False),
}
REFUSED: dict[str, tuple[Change, type[Refused]]] = {
    "a later expiry": (imports(expires_on=date(2032, 3, 1)), QuoteOver),
    "an earlier expiry": (imports(expires_on=date(2029, 2, 28)), QuoteOver),
    "an expiry that makes it free": (imports(expires_on=date(2026, 12, 31)), QuoteOver),
    "an expiry that is past": (imports(expires_on=date(2026, 11, 21)), MailboxExpired),
    "a type whose cap is reached": (imports(type=MailboxType.STANDARD), CapReached),
    "a type whose cap leaves less": (imports(type=MailboxType.STANDARD, base_gb=1), CapReached),
    "a cap of the type": (settings(replace(CATALOGUE, inbox_caps={MailboxType.PRO: 3})), CapReached),
    "fewer GB at once": (settings(replace(CATALOGUE, gb_most=1)), GbOutOfRange),
    "suspended": (imports(status=MailboxStatus.SUSPENDED), MailboxNotActive),
}
STAYS_GOOD = pytest.mark.parametrize("change", HONOURED.values(), ids=HONOURED.keys())
ENDS = pytest.mark.parametrize(("change", "error"), REFUSED.values(), ids=REFUSED.keys())


async def paid(world: World) -> list[tuple[str, int]]:
    """What was taken from the credit, and for what."""
    lines = "SELECT target, amount_cents FROM transfers WHERE source LIKE 'holder:%' ORDER BY id"
    async with world.database.readers.connect() as connection:
        return [(row.target, row.amount_cents) for row in await connection.execute(text(lines))]


async def assert_sold_as_quoted(world: World, quote: Quote) -> None:
    """The money, the add-on and the order are those of the quote."""
    assert await paid(world) == PAID
    (addon,) = await world.addons(MARIO)
    assert (addon.gb, addon.runs_until, addon.active_from) == (2, quote.runs_until, TODAY)
    order = await world.order(MARIO, quote.id)
    assert (order.state, order.quote) == (OrderState.COMPLETED, quote)
    assert await world.books() == ()


@STAYS_GOOD
async def test_f61_a_quote_is_sold_as_it_was_shown(world: World, change: Change) -> None:
    await world.give(MARIO, 5_000)
    quote = await world.quote(MARIO, 2)
    await change(world)
    outcome = await world.place(MARIO, quote)
    assert isinstance(outcome, OrderPlaced)
    assert outcome.credit == Money(5_000 - 2_196)
    await assert_sold_as_quoted(world, quote)


@STAYS_GOOD
async def test_f61_an_order_that_waits_is_sold_as_it_was_shown(world: World, change: Change) -> None:
    order = await world.pending(MARIO, 2)
    top_up = await world.ask_for(MARIO, order)
    assert top_up.amount == Money(2_196)
    await change(world)
    assert await world.settling.settle(world.links.pay(top_up))
    assert await world.credit(MARIO) == 0
    await assert_sold_as_quoted(world, order.quote)


@ENDS
async def test_f61_a_quote_that_fits_no_more_is_refused_and_takes_nothing(
    world: World, change: Change, error: type[Refused]
) -> None:
    await world.give(MARIO, 5_000)
    quote = await world.quote(MARIO, 2)
    await change(world)
    with pytest.raises(error):
        await world.place(MARIO, quote)
    assert (await world.credit(MARIO), await paid(world), await world.addons(MARIO)) == (5_000, [], [])
    assert await world.count("orders") == 0


@ENDS
async def test_f61_an_order_that_fits_no_more_takes_nothing_of_its_payment(
    world: World, change: Change, error: type[Refused]
) -> None:
    order = await world.pending(MARIO, 2)
    top_up = await world.ask_for(MARIO, order)
    await change(world)
    await world.notices()
    assert await world.settling.settle(world.links.pay(top_up))
    assert (await world.credit(MARIO), await paid(world), await world.addons(MARIO)) == (2_196, [], [])
    assert await world.news(MARIO) == [NoticeKind.PAYMENT_LATE]
    with pytest.raises(error):
        await world.place(MARIO, order.quote)
    assert (await world.credit(MARIO), await world.books()) == (2_196, ())


async def test_f61_an_old_quote_and_a_new_one_side_by_side_have_each_its_own_price(world: World) -> None:
    await world.give(MARIO, 20_000)
    old = await world.quote(MARIO, 2)
    await settings(DEARER)(world)
    new = await world.quote(MARIO, 1)
    for quote in (new, old):
        assert isinstance(await world.place(MARIO, quote), OrderPlaced)
    assert await paid(world) == [("sales", 2_700), ("vat", 675), *PAID]


@pytest.mark.parametrize("imported_first", [True, False])
async def test_f61_an_import_and_a_confirmation_at_once_mix_nothing(
    world: World, replica: Replica, monkeypatch: pytest.MonkeyPatch, imported_first: bool
) -> None:
    await world.give(MARIO, 5_000)
    quote = await world.quote(MARIO, 2)
    holder_id = await world.holder(MARIO)
    moves = partial(world.import_row, MARIO, expires_on=date(2032, 3, 1))
    places = partial(replica.buying.place, quote.id, holder_id=holder_id)
    works = (moves, places) if imported_first else (places, moves)
    outcomes = await one_after_the_other(works, monkeypatch)
    assert (await world.box(MARIO)).expires_on == date(2032, 3, 1)
    if imported_first:
        assert type(outcomes[1]) is QuoteOver
        assert (await world.credit(MARIO), await paid(world), await world.addons(MARIO)) == (5_000, [], [])
    else:
        assert isinstance(outcomes[0], OrderPlaced)
        await assert_sold_as_quoted(world, quote)


async def test_an_order_whose_mailbox_is_suspended_waits_and_says_why(world: World) -> None:
    order = await world.pending(MARIO, 2)
    top_up = await world.ask_for(MARIO, order)
    await world.import_row(MARIO, status=MailboxStatus.SUSPENDED)
    await world.notices()
    assert await world.settling.settle(world.links.pay(top_up))
    (told,) = [notice for notice in await world.notices() if notice.target == str(MARIO.chat_id)]
    assert (told.kind, told.facts["suspended"]) == (NoticeKind.PAYMENT_LATE, MARIO.address)
    assert (await world.viewing.pending_order(order.id, await world.holder(MARIO))).is_suspended
    await world.import_row(MARIO, status=MailboxStatus.ACTIVE)
    assert not (await world.viewing.pending_order(order.id, await world.holder(MARIO))).is_suspended
    await world.place(MARIO, order.quote)
    assert (await world.credit(MARIO), await paid(world)) == (0, PAID)
