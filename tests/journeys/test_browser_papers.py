"""A paper as it is seen and fetched on the phone's page, in real Chromium."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.app import House
from bot.sandbox.world import World
from tests.browser import DESKTOP, PHONE, Device, Handset, browsing
from tests.journeys.purse import rich
from tests.people import ANNA, MARIO, PASSWORD

pytestmark = pytest.mark.browser

ITALIAN = ("Accedi", "nome completo", "password")
ENGLISH = ("Log in", "full name", "password")


async def fetched(handset: Handset) -> tuple[str, bytes]:
    """Taps the newest file: its name and its bytes."""
    async with handset.page.expect_download() as coming:
        await handset.newest.get_by_test_id("file").click()
    download = await coming.value
    return download.suggested_filename, await asyncio.to_thread(Path(await download.path()).read_bytes)


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_mario_sees_his_receipt_with_its_size_and_fetches_it(
    device: Device, chromium: str, world: World, house: House
) -> None:
    await rich(house, MARIO, 2_196)
    async with browsing(chromium, device) as page:
        mario = Handset(page)
        await mario.open(world.base_url, MARIO.id)
        await mario.starts()
        await mario.logs_in(MARIO.address, PASSWORD, words=ITALIAN)
        for step in ("La mia casella", "Acquista", "Upgrade Spazio Inbox", "2 GB", "Conferma"):
            await mario.taps(step)
        await mario.sees("Ordine completato")
        await mario.taps("Menu")
        await mario.sees("credito residuo")
        await mario.taps("Account")
        await mario.taps("Ricevute")
        await mario.sees("Le tue ricevute", "Upgrade Spazio Inbox, 2 GB")
        await mario.taps("21,96 €")
        await mario.sees("Ricevuta dell'ordine", ".pdf", "KB · Apri il file")
        name, content = await fetched(mario)
        assert (name[:9], name[-4:], content[:5]) == ("ricevuta-", ".pdf", b"%PDF-")
        await mario.taps("Tutte le ricevute")
        await mario.sees("Le tue ricevute")
        await mario.taps("Movimenti di un anno")
        await mario.taps("2026")
        await mario.sees("Movimenti del 2026", "movimenti-2026.csv")
        name, content = await fetched(mario)
        assert name == "movimenti-2026.csv"
        assert "-21,96;0,00" in content.decode()


async def test_anna_gets_the_receipt_of_what_was_free_in_english(chromium: str, world: World, house: House) -> None:
    async with browsing(chromium, PHONE) as page:
        anna = Handset(page)
        await anna.open(world.base_url, ANNA.id)
        await anna.starts()
        await anna.logs_in("studio.bianchi@pec.archrm.it", PASSWORD, words=ENGLISH)
        for step in ("My mailboxes", "studio.bianchi", "Buy", "Legal archiving", "1 GB", "Activate for free"):
            await anna.taps(step)
        await anna.sees("Order completed")
        await anna.taps("Menu")
        await anna.taps("Account")
        await anna.taps("Receipts")
        await anna.taps("Legal archiving")
        await anna.sees("Receipt for order", "KB · Open the file")
        name, content = await fetched(anna)
        assert (name[:8], content[:5]) == ("receipt-", b"%PDF-")
        await expect(anna.key("All receipts")).to_be_visible()
