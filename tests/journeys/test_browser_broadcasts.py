"""A broadcast as Carla writes it on the phone's page, in real Chromium, until everybody has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import expect

from bot.app import House
from bot.sandbox.world import World
from domain.holders import Language
from tests.browser import PHONE, Handset, browsing
from tests.people import CARLA, MARIO
from tests.phone import Phone
from tests.pictures import png

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", Language)
async def test_carla_writes_looks_sends_and_watches(
    language: Language, chromium: str, world: World, house: House
) -> None:
    await Phone(world, MARIO).logs_in()
    said = Phone(world, replace(CARLA, language=language))
    await said.says("/lingua")
    await said.taps("Italiano" if language is Language.ITALIAN else "English")
    async with browsing(chromium, PHONE) as page:
        carla = Handset(page)
        await carla.open(world.base_url, CARLA.id)
        await carla.says(said.word("/comunicazione", "/broadcast"))
        await carla.sees(said.word("Testo italiano: da scrivere", "Italian text: to be written"))
        await carla.taps("🇮🇹")
        await carla.sees(said.word("Scrivi il testo in italiano", "Write the text in Italian"))
        await carla.attaches("foto.png", "image/png", png(300, 200))
        await carla.sends("Cari **iscritti**, buone feste.")
        await carla.sees(said.word("Una foto", "A photo"), said.word("Manca l'inglese", "No English text"))
        await carla.taps("👀")
        await carla.sees(said.word("Anteprima", "Preview"))
        previews = carla.messages.filter(has_text="buone feste").filter(has=page.get_by_test_id("photo"))
        await expect(previews).to_have_count(3)  # what she sent, and what arrives in either language
        await carla.taps("📣")
        await carla.sees(said.word("La comunicazione 1 è finita", "Broadcast 1 is finished"))
        await expect(carla.messages.filter(has_text="100%")).to_have_count(1)
        await carla.hand_to(MARIO.id)
        await carla.sees("Cari iscritti, buone feste.")
        await expect(carla.newest.locator("b")).to_have_text("iscritti")
