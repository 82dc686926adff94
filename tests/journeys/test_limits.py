"""More orders and payment links in a day than a person makes are refused, in words, until the day is over (S21)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.receiver import Duplicate
from bot.screens.buttons import ChooseTopUp, ConfirmOrder, PayOrder, ShowOrder, TopUpOf, encode
from domain.catalogue import ServiceKey
from domain.holders import Language
from tests.journeys.conftest import enrol
from tests.journeys.desk import Desk, opened_desk, sender
from tests.people import ANNA, BRUNO, MARIO, Person
from tests.receiver import doubles
from tests.screens.checks import plain

NO_ORDER = {
    Language.ITALIAN: "Per oggi hai raggiunto il massimo: 2 ordini. Non è stato preso nulla. "
    "Puoi ordinare di nuovo dal 23 novembre 2026.",
    Language.ENGLISH: "You've reached the most for today: 2 orders. Nothing was taken. "
    "You can order again from 23 November 2026.",
}
NO_LINK = {
    Language.ITALIAN: "Per oggi hai raggiunto il massimo: 3 richieste di pagamento. Non hai pagato nulla. "
    "Puoi farne altre dal 23 novembre 2026; fino ad allora puoi usare quelle ancora aperte.",
    Language.ENGLISH: "You've reached the most for today: 3 payment requests. You haven't paid anything. "
    "You can make more from 23 November 2026; until then you can use those that are still open.",
}
EITHER = pytest.mark.parametrize("person", [MARIO, ANNA], ids=["in Italian", "in English"])


@pytest.fixture
async def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A house in which a day has two orders and three payment links."""
    async with opened_desk(sqlite_url, monkeypatch, orders_per_day=2, links_per_day=3) as desk:
        await enrol(desk.house)
        yield desk


async def quote(desk: Desk, person: Person) -> str:
    """A quote for legal archiving, which waits to be confirmed; its number."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
    assert mailbox is not None
    quoted = await desk.services.buying.quote(mailbox.id, ServiceKey.ARCHIVE, 1, holder_id=mailbox.holder_id)
    return quoted.quote.id


async def order(desk: Desk, person: Person) -> str:
    """A person confirms a quote, and is asked to pay; the number of the order."""
    order = await quote(desk, person)
    await desk.tap(person, ConfirmOrder(order))
    return order


@EITHER
async def test_s21_one_order_too_many_is_refused_in_words_and_changes_nothing(desk: Desk, person: Person) -> None:
    await desk.log_in(person)
    for _ in range(2):
        await order(desk, person)
    third = await quote(desk, person)
    before = desk.rows()
    await desk.tap(person, ConfirmOrder(third))
    assert plain(desk.last) == NO_ORDER[person.language]
    assert desk.rows() == before

    desk.clock.move(timedelta(hours=14))  # midnight in Rome
    await desk.log_in(person)
    await desk.tap(person, ConfirmOrder(third))
    assert len(desk.rows()["orders"]) == 3


@EITHER
async def test_s21_one_link_too_many_is_refused_in_words_and_changes_nothing(desk: Desk, person: Person) -> None:
    await desk.log_in(person)
    for cents in (500, 1_000, 2_000):
        await desk.tap(person, TopUpOf(cents))
    before = desk.rows()
    await desk.tap(person, TopUpOf(5_000))
    assert plain(desk.last) == NO_LINK[person.language]
    assert encode(ChooseTopUp()) in desk.keys
    assert desk.rows() == before

    desk.clock.move(timedelta(hours=14))
    await desk.log_in(person)
    await desk.tap(person, TopUpOf(5_000))
    assert len(desk.rows()["top_ups"]) == 4


async def test_s21_an_order_that_no_link_can_be_made_for_waits_and_can_be_paid_with_the_credit(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    for cents in (500, 1_000, 2_000):
        await desk.tap(BRUNO, TopUpOf(cents))
    waiting = await order(desk, BRUNO)
    assert plain(desk.last) == NO_LINK[Language(BRUNO.language)]
    await desk.tap(BRUNO, next(key for key in desk.keys if key == encode(ShowOrder(waiting))))
    assert encode(PayOrder(waiting)) in desk.keys
    await desk.give(BRUNO, 10_000)
    await desk.tap(BRUNO, PayOrder(waiting))
    assert [row[1] for row in desk.rows()["orders"]] == ["completed"]


async def test_s21_what_is_tapped_or_delivered_again_is_not_counted(desk: Desk) -> None:
    await desk.log_in(MARIO)
    first = await quote(desk, MARIO)
    update = doubles.tap(encode(ConfirmOrder(first)), user=MARIO.id, sender=sender(MARIO))
    await desk.put(update)
    for _ in range(3):
        assert isinstance(await desk.put(update), Duplicate)
        await desk.tap(MARIO, ConfirmOrder(first))
        await desk.tap(MARIO, PayOrder(first))
        await desk.tap(MARIO, TopUpOf(500))
    assert (len(desk.rows()["orders"]), len(desk.rows()["top_ups"])) == (1, 2)
    await order(desk, MARIO)
    assert (len(desk.rows()["orders"]), len(desk.rows()["top_ups"])) == (2, 3)
