"""Papers over HTTP: the file that leaves the bot is the one that arrives on the phone, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import fpdf  # noqa: F401 - the first receipt of a process reads it: on a busy machine longer than a phone waits

from bot.app import House
from bot.sandbox.telegram_files import StoredFile
from bot.sandbox.world import World
from domain.ledger import top_up_transfer
from domain.money import Money
from tests.people import ANNA, MARIO, NOW, Person
from tests.phone import Phone

Phones = Callable[[Person], Phone]

_intents = count(1)


async def give(house: House, person: Person, cents: int) -> None:
    """Money comes into a person's credit by card."""
    async with house.units.write() as unit:
        mailbox = await unit.mailboxes.by_address(person.address)
        assert mailbox is not None
        intent = f"pi_paper_{next(_intents)}"
        await unit.ledger.post([top_up_transfer(intent, mailbox.holder_id, Money(cents), "R000042", NOW)])
        await unit.commit()


async def test_mario_gets_the_receipts_of_an_order_and_its_top_up_and_his_year(
    phone: Phones, world: World, house: House
) -> None:
    mario = phone(MARIO)
    await give(house, MARIO, 2_196)
    await mario.logs_in()
    await mario.orders(2)
    await mario.says("/menu")
    await mario.taps("Credito")
    await mario.taps("Ricevute")
    listed = mario.screen
    assert mario.labels[:2] == ["22/11/26 · Spazio Inbox · 21,96 €", "22/11/26 · Ricarica · 21,96 €"]
    await mario.taps("Spazio Inbox")
    pdf = upload(world, mario)
    assert pdf.name.startswith("ricevuta-")
    assert pdf.name.endswith(".pdf")
    assert (pdf.mime_type, pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Ricevuta dell'ordine" in mario.text
    assert "22 novembre 2026 · Upgrade Spazio Inbox, 2 GB\nper mario.rossi@pec.archrm.it\n21,96 €" in mario.text
    await mario.taps("Ricarica", message=listed)
    assert "Ricevuta della ricarica R000042" in mario.text
    assert upload(world, mario).name == "ricevuta-R000042.pdf"
    await mario.taps("Movimenti di un anno", message=listed)
    await mario.taps("2026", message=world.telegram.from_bot(MARIO.id)[-3])
    sheet = upload(world, mario)
    assert (sheet.name, sheet.mime_type) == ("movimenti-2026.csv", "text/csv")
    assert sheet.content.decode().count("21,96") == 3
    assert world.telegram.refused == []


async def test_anna_gets_the_receipt_of_a_free_order(phone: Phones, world: World) -> None:
    anna = phone(ANNA)
    await anna.logs_in(address="studio.bianchi@pec.archrm.it")
    await anna.taps("My mailboxes")
    await anna.taps("studio.bianchi@pec.archrm.it")
    await anna.taps("Buy")
    await anna.taps("Legal archiving")
    await anna.taps("1 GB")
    await anna.taps("Activate for free")
    await anna.says("/menu")
    await anna.taps("Account")
    await anna.taps("Receipts")
    assert anna.labels[0] == "22/11/26 · Legal archiving · free"
    await anna.taps("Legal archiving")
    pdf = upload(world, anna)
    assert pdf.name.startswith("receipt-")
    assert pdf.content.startswith(b"%PDF-")
    assert "Legal archiving, 1 GB\nfor studio.bianchi@pec.archrm.it\nFree" in anna.text
    await anna.taps("All receipts")
    assert "Your receipts" in anna.text
    assert world.telegram.refused == []


def upload(world: World, phone: Phone) -> StoredFile:
    """The file of the newest message."""
    document = phone.screen["document"]
    assert document is not None
    found = world.telegram.files[document["url"].rsplit("/", 1)[1]]
    assert document["size"] == len(found.content)
    return found
