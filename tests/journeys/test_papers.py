"""A holder's papers: movements that are filtered, receipts and sheets as files in the chat."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.screens.buttons import ShowCredit
from bot.screens.buttons.papers import (
    SendOrderReceipt,
    SendReceipt,
    SendYear,
    ShowMovements,
    ShowPapers,
    ShowYears,
)
from domain.catalogue import ServiceKey
from domain.ledger import Only
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, CARLA, MARIO, PASSWORD, Person
from tests.phone import plain


def documents(desk: Desk) -> list[dict[str, str]]:
    """The files sent so far."""
    return desk.request.sent("sendDocument")


@pytest.fixture
async def bruno(desk: Desk) -> Desk:
    """Bruno has topped up 3.66 and bought 1 GB with it; he is logged in."""
    await desk.own(BRUNO, ServiceKey.INBOX, 1)
    await desk.log_in(BRUNO)
    return desk


async def test_movements_are_filtered_with_the_balances_of_the_whole_credit(bruno: Desk) -> None:
    await bruno.tap(BRUNO, ShowCredit(0))
    assert "Upgrade Spazio Inbox, 1 GB" in bruno.last
    await bruno.tap(BRUNO, next(key for key in bruno.keys if key.startswith("movements:topups")))
    assert "Ricariche" in bruno.last
    assert "Upgrade" not in bruno.last
    assert "+3,66 €</b> · credito dopo 3,66 €" in bruno.last
    await bruno.tap(BRUNO, next(key for key in bruno.keys if key.startswith("movements:renewals")))
    assert bruno.word(BRUNO, "credit-no-movements") in bruno.last
    await bruno.tap(BRUNO, bruno.key("credit"))
    assert "Ultimi movimenti" in bruno.last


async def test_pages_of_a_filter_stay_within_it(desk: Desk) -> None:
    for cents in range(100, 108):
        await desk.give(CARLA, cents)
    await desk.log_in(CARLA)
    await desk.tap(CARLA, ShowMovements(Only.TOP_UPS))
    assert "+1,07 €" in desk.last
    await desk.tap(CARLA, next(key for key in desk.keys if key == "movements:topups:1"))
    assert "Ricariche, pagina 2" in desk.last
    assert "+1,00 €</b> · credito dopo 1,00 €" in desk.last


async def test_an_old_key_of_the_credit_still_opens_it(bruno: Desk) -> None:
    await bruno.tap(BRUNO, "credit:0")
    assert "Ultimi movimenti" in bruno.last


async def test_the_account_and_the_credit_lead_to_the_papers(bruno: Desk) -> None:
    for begin in ("account", "credit:0"):
        await bruno.tap(BRUNO, begin)
        await bruno.tap(BRUNO, bruno.key("papers"))
        assert "Le tue ricevute" in bruno.last


async def test_a_receipt_comes_as_a_file_and_the_list_stays_live(bruno: Desk) -> None:
    await bruno.tap(BRUNO, ShowPapers())
    said = len(bruno.said)
    await bruno.tap(BRUNO, bruno.key("receipt-order"))
    (sent,) = documents(bruno)
    assert "Ricevuta dell'ordine" in sent["caption"]
    assert "3,66 €" in plain(sent["caption"])
    assert len(bruno.said) == said
    before = [name for name, _ in bruno.request.calls if name in {"sendChatAction", "sendDocument"}]
    assert before[-2:] == ["sendChatAction", "sendDocument"]
    assert bruno.request.sent("sendChatAction")[-1]["action"] == "upload_document"


async def test_a_receipt_asked_for_twice_is_sent_twice(bruno: Desk) -> None:
    await bruno.tap(BRUNO, ShowPapers())
    for _ in range(2):
        await bruno.tap(BRUNO, bruno.key("receipt"))
    first, second = documents(bruno)
    assert first["caption"] == second["caption"]


async def test_the_keys_under_a_file_lead_on(bruno: Desk) -> None:
    await bruno.tap(BRUNO, ShowPapers())
    await bruno.tap(BRUNO, bruno.key("receipt-order"))
    rows = json.loads(documents(bruno)[0]["reply_markup"])["inline_keyboard"]
    assert [key["callback_data"] for row in rows for key in row] == ["papers:0", "home"]


async def test_the_movements_of_a_year_come_as_a_sheet(bruno: Desk) -> None:
    await bruno.tap(BRUNO, ShowPapers())
    await bruno.tap(BRUNO, bruno.key("years"))
    await bruno.tap(BRUNO, bruno.key("year"))
    (sent,) = documents(bruno)
    assert "Movimenti del <b>2026</b>" in sent["caption"]
    assert "Sono <b>2</b>" in sent["caption"]


async def test_a_year_without_movements_is_not_found(bruno: Desk) -> None:
    await bruno.tap(BRUNO, SendYear(2025))
    assert bruno.last == bruno.word(BRUNO, "refused-not-found")
    assert documents(bruno) == []


async def test_who_has_no_papers_is_told_what_there_will_be(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, ShowPapers())
    assert desk.word(MARIO, "papers-none") in desk.last
    await desk.tap(MARIO, ShowYears())
    assert desk.last == desk.word(MARIO, "years-none")


async def ids_of(desk: Desk, person: Person) -> list[SendOrderReceipt | SendReceipt | SendYear]:
    """A button for each paper that a person has."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        papers = await unit.papers.of_holder(mailbox.holder_id, 100, 0)
    assert papers
    return [
        *(SendOrderReceipt(one.order_id) if one.order_id else SendReceipt(one.movement_id or 0) for one in papers),
        SendYear(2026),
    ]


@pytest.mark.parametrize("person", [ANNA, CARLA], ids=["another holder", "the admin"])
async def test_s07_another_holders_papers_are_not_found(bruno: Desk, person: Person) -> None:
    buttons = await ids_of(bruno, BRUNO)
    await bruno.log_in(person)
    for button in buttons:
        await bruno.tap(person, button)
        assert bruno.last == bruno.word(person, "refused-not-found"), button
    assert documents(bruno) == []


async def test_s07_an_order_that_is_not_completed_has_no_receipt(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(BRUNO.address)
    assert mailbox is not None
    buying = desk.services.buying
    quoted = await buying.quote(mailbox.id, ServiceKey.INBOX, 1, holder_id=mailbox.holder_id)
    await buying.place(quoted.quote.id, holder_id=mailbox.holder_id)
    await desk.tap(BRUNO, SendOrderReceipt(quoted.quote.id))
    assert desk.last == desk.word(BRUNO, "refused-not-found")


async def test_s06_a_stranger_gets_no_paper(bruno: Desk) -> None:
    for button in await ids_of(bruno, BRUNO):
        await bruno.tap(MARIO, button)
        assert bruno.word(MARIO, "login-ask-mailbox") in bruno.last, button
    assert documents(bruno) == []


async def test_s06_an_expired_session_gets_its_paper_after_the_password(bruno: Desk) -> None:
    order, *_ = await ids_of(bruno, BRUNO)
    bruno.clock.move(timedelta(minutes=31))
    await bruno.tap(BRUNO, order)
    assert documents(bruno) == []
    await bruno.type(BRUNO, PASSWORD)
    (sent,) = documents(bruno)
    assert "Ricevuta dell'ordine" in sent["caption"]


async def test_a_file_that_telegram_refuses_becomes_the_usual_apology(bruno: Desk) -> None:
    order, *_ = await ids_of(bruno, BRUNO)
    bruno.request.refuse["sendDocument"] = (400, "Bad Request: wrong file")
    await bruno.tap(BRUNO, order)
    assert "Qualcosa non ha funzionato" in bruno.last
    del bruno.request.refuse["sendDocument"]
    await bruno.tap(BRUNO, order)
    assert len(documents(bruno)) == 2
