"""Papers: a receipt of everything that was paid or given, and the movements of a year."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.papers.movements import movements_csv
from bot.screens.texts import load_language
from domain.calendar import civil_day
from domain.catalogue import ServiceKey
from domain.errors import NotFound
from domain.holders import Language
from domain.ledger import ADJUSTMENT, Transfer, holder_account, top_up_transfer
from domain.money import Money
from domain.orders import OrderPlaced
from domain.papers import OrderReceipt, Paper, PaperKind, RenewalReceipt, TopUpReceipt
from domain.usecases import papers
from tests.people import ANNA, BRUNO, CARLA, NOW, TODAY, Person
from tests.usecases.world import World

STUDIO = 1  # Anna's second mailbox expires on 31 January; all that is bought for it in November is free
DAY_AFTER = date(2027, 2, 1)


async def all_papers(world: World, person: Person) -> list[Paper]:
    """The papers of all pages, newest first."""
    found: list[Paper] = []
    has_older, page = True, 0
    while has_older:
        one = await world.papers.page(await world.holder(person), page)
        found += one.papers
        has_older, page = one.has_older, page + 1
    return found


async def bought(world: World, person: Person, number: int = 0) -> str:
    """The order of something that was bought, with what it took on the credit."""
    quote = await world.quote(person, number=number)
    if not quote.price.free:
        await world.give(person, quote.price.gross.cents)
    outcome = await world.place(person, quote)
    assert isinstance(outcome, OrderPlaced)
    return outcome.order.id


async def renewed(world: World) -> Paper:
    """The paper of the renewal of Anna's free add-on."""
    await bought(world, ANNA, STUDIO)
    await world.give(ANNA, 366)
    world.go_to(DAY_AFTER)
    await world.calendar.renewing.run()
    return (await all_papers(world, ANNA))[0]


async def top_up_of(world: World, person: Person) -> Paper:
    """The paper of the newest top-up."""
    return next(paper for paper in await all_papers(world, person) if paper.kind is PaperKind.TOP_UP)


async def post(world: World, person: Person, *moves: tuple[int, datetime]) -> None:
    """Adjustments of a credit, in cents, each at its instant."""
    account = holder_account(await world.holder(person))
    async with world.units.write() as unit:
        for number, (cents, at) in enumerate(moves):
            key = f"adjustment:{at.timestamp()}:{number}"
            transfer = Transfer(
                key=key, event=key, source=ADJUSTMENT, target=account, amount=Money(cents), at=at, about={}
            )
            assert await unit.ledger.post([transfer])
        await unit.commit()


async def test_papers_are_completed_orders_and_top_ups_newest_first(world: World) -> None:
    await world.give(BRUNO, 366)
    world.pass_time(minutes=1)
    order = await world.place(BRUNO, await world.quote(BRUNO))
    first, second = await all_papers(world, BRUNO)
    assert (first.kind, first.order_id, first.amount) == (PaperKind.ORDER, order.order.id, Money(366))
    assert first.about == {"service": "inbox", "gb": 1, "mailbox": BRUNO.address}
    assert (second.kind, second.amount) == (PaperKind.TOP_UP, Money(366))
    assert second.about == {"reference": "R000001"}


async def test_a_free_order_is_a_paper_too(world: World) -> None:
    order_id = await bought(world, ANNA, STUDIO)
    (paper,) = await all_papers(world, ANNA)
    assert (paper.order_id, paper.amount) == (order_id, Money(0))


async def test_an_order_that_waits_or_was_cancelled_is_no_paper(world: World) -> None:
    order = await world.pending(BRUNO)
    assert await all_papers(world, BRUNO) == []
    await world.buying.cancel(order.id, holder_id=await world.holder(BRUNO))
    assert await all_papers(world, BRUNO) == []
    with pytest.raises(NotFound):
        await world.papers.order(order.id, holder_id=await world.holder(BRUNO))


async def test_an_order_that_its_top_up_completed_stands_above_it(world: World) -> None:
    order = await world.pending(BRUNO)
    await world.settling.settle(world.links.pay(await world.ask_for(BRUNO, order)))
    assert [paper.kind for paper in await all_papers(world, BRUNO)] == [PaperKind.ORDER, PaperKind.TOP_UP]


async def test_a_renewal_is_one_paper_with_its_vat(world: World) -> None:
    paper = await renewed(world)
    assert (paper.kind, paper.amount) == (PaperKind.RENEWAL, Money(366))
    assert paper.about == {"service": "inbox", "gb": 1, "mailbox": ANNA.mailboxes[STUDIO].address}


async def test_refunds_disputes_and_adjustments_are_no_papers(world: World) -> None:
    await post(world, BRUNO, (100, NOW))
    assert await all_papers(world, BRUNO) == []


async def test_papers_come_in_pages_without_a_gap(world: World) -> None:
    for cents in range(100, 110):
        await world.give(CARLA, cents)
        world.pass_time(minutes=1)
    amounts = [paper.amount.cents for paper in await all_papers(world, CARLA)]
    assert amounts == list(range(109, 99, -1))
    assert len((await world.papers.page(await world.holder(CARLA), 0)).papers) == papers.PAGE


async def test_the_receipt_of_an_order_has_its_quote_as_it_was(world: World) -> None:
    await world.give(BRUNO, 366)
    quote = await world.quote(BRUNO)
    await world.place(BRUNO, quote)
    await world.run("UPDATE mailboxes SET expires_on = '2031-01-01'")
    receipt = await world.papers.order(quote.id, holder_id=await world.holder(BRUNO))
    assert isinstance(receipt, OrderReceipt)
    assert (receipt.order.quote, receipt.number, receipt.at) == (quote, quote.id, world.clock.now())
    assert (receipt.profile.last_name, receipt.profile.fiscal_code) == ("Neri", BRUNO.fiscal_code)


async def test_the_receipt_of_a_top_up_has_its_reference_and_the_credit_after_it(world: World) -> None:
    await world.give(BRUNO, 366)
    await world.give(BRUNO, 1_000)
    paper = await top_up_of(world, BRUNO)
    assert paper.movement_id is not None
    receipt = await world.papers.movement(paper.movement_id, holder_id=await world.holder(BRUNO))
    assert isinstance(receipt, TopUpReceipt)
    assert (receipt.number, receipt.movement.amount, receipt.movement.balance) == (
        "R000002",
        Money(1_000),
        Money(1_366),
    )


async def test_the_receipt_of_a_renewal_says_what_was_renewed_and_for_how_long(world: World) -> None:
    paper = await renewed(world)
    assert paper.movement_id is not None
    receipt = await world.papers.movement(paper.movement_id, holder_id=await world.holder(ANNA))
    assert isinstance(receipt, RenewalReceipt)
    assert (receipt.price.years, receipt.price.net, receipt.price.vat) == (1, Money(300), Money(66))
    assert (receipt.period_from, receipt.period_until) == (date(2027, 1, 31), date(2028, 1, 31))
    assert (receipt.gb, receipt.unit_price, receipt.vat_rate) == (1, Money(300), Decimal(22))
    assert receipt.number == f"N{paper.movement_id:06d}"


async def test_s7_another_holders_papers_are_not_found(world: World) -> None:
    order_id = await bought(world, BRUNO)
    top_up = await top_up_of(world, BRUNO)
    anna = await world.holder(ANNA)
    assert top_up.movement_id is not None
    with pytest.raises(NotFound):
        await world.papers.order(order_id, holder_id=anna)
    with pytest.raises(NotFound):
        await world.papers.movement(top_up.movement_id, holder_id=anna)
    with pytest.raises(NotFound):
        await world.papers.movements_of(TODAY.year, holder_id=anna)
    assert await all_papers(world, ANNA) == []
    assert await world.papers.years(anna) == ()


async def test_a_movement_that_is_neither_top_up_nor_renewal_has_no_receipt(world: World) -> None:
    order_id = await bought(world, BRUNO)
    await post(world, BRUNO, (100, NOW))
    holder_id = await world.holder(BRUNO)
    movements = (await world.viewing.statement(holder_id, 0)).movements
    assert [movement.kind for movement in movements[:2]] == ["adjustment", "order"]
    assert movements[1].subject == order_id
    for movement in movements[:2]:
        with pytest.raises(NotFound):
            await world.papers.movement(movement.id, holder_id=holder_id)


async def test_each_of_two_payments_of_one_top_up_has_a_receipt_of_its_own(world: World) -> None:
    holder_id = await world.holder(BRUNO)
    async with world.units.write() as unit:
        for intent in ("pi_a", "pi_b"):
            await unit.ledger.post([top_up_transfer(intent, holder_id, Money(500), "R000001", NOW)])
        await unit.commit()
    found = await all_papers(world, BRUNO)
    receipts = [await world.papers.movement(one.movement_id or 0, holder_id=holder_id) for one in found]
    assert [receipt.movement.subject for receipt in receipts] == ["pi_b", "pi_a"]


# The movements of a year


async def test_a_year_begins_and_ends_at_midnight_in_rome(world: World) -> None:
    before, first = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)
    await post(
        world, BRUNO, (1, before), (2, first), (4, first + timedelta(days=364)), (8, first + timedelta(days=365))
    )
    holder_id = await world.holder(BRUNO)
    assert await world.papers.years(holder_id) == (2028, 2027, 2026)
    amounts = {
        year: [one.amount.cents for one in await world.papers.movements_of(year, holder_id=holder_id)]
        for year in (2026, 2027, 2028)
    }
    assert amounts == {2026: [1], 2027: [2, 4], 2028: [8]}


async def test_the_movements_of_a_year_have_the_balances_of_the_whole_credit_oldest_first(world: World) -> None:
    last_year = NOW - timedelta(days=365)
    await post(world, BRUNO, (100, last_year), (10, NOW), (1, NOW))
    movements = await world.papers.movements_of(2026, holder_id=await world.holder(BRUNO))
    assert [(one.amount.cents, one.balance.cents) for one in movements] == [(10, 110), (1, 111)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
async def test_a_year_is_read_in_chunks_without_a_gap(
    world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(papers, "CHUNK", 2)
    await post(world, BRUNO, *((cents, NOW) for cents in range(1, count + 1)))
    movements = await world.papers.movements_of(civil_day(NOW).year, holder_id=await world.holder(BRUNO))
    assert [one.amount.cents for one in movements] == list(range(1, count + 1))


async def test_a_year_without_movements_is_not_found(world: World) -> None:
    await post(world, BRUNO, (100, NOW))
    for year in (2000, 2025, 2027, 2999):
        with pytest.raises(NotFound):
            await world.papers.movements_of(year, holder_id=await world.holder(BRUNO))


async def test_the_service_of_a_paper_is_the_one_that_was_bought(world: World) -> None:
    await world.give(CARLA, 10_000)
    await world.buy(CARLA, 2, ServiceKey.ARCHIVE)
    kinds = [(paper.about.get("service"), paper.about.get("gb")) for paper in await all_papers(world, CARLA)]
    assert ("archive", 2) in kinds


async def test_a_year_of_ten_thousand_movements_is_a_sheet_after_less_than_five_seconds_of_work(world: World) -> None:
    account = holder_account(await world.holder(CARLA))
    events = [f"adjustment:{number}" for number in range(10_000)]
    many = [
        Transfer(key=key, event=key, source=ADJUSTMENT, target=account, amount=Money(1), at=NOW, about={})
        for key in events
    ]
    async with world.units.write() as unit:
        for start in range(0, len(many), 500):
            await unit.ledger.post(many[start : start + 500])
        await unit.commit()
    began = time.process_time()
    movements = await world.papers.movements_of(NOW.year, holder_id=await world.holder(CARLA))
    sheet = movements_csv(load_language(Language.ITALIAN), movements)
    took = time.process_time() - began  # of work: a busy machine may let it wait
    assert (len(movements), movements[-1].balance, sheet.count(b"\r\n")) == (10_000, Money(10_000), 10_001)
    assert took < 5, f"{took:.1f} s"
