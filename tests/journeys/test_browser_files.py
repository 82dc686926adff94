"""Files and typed style on the real page: attached, sent, shown, and answered by the real bot."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, expect
from telegram import Bot, InputFile

from bot.app import House
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from tests.browser import DESKTOP, PHONE, Device, Handset, browsing
from tests.people import CARLA, MARIO
from tests.pictures import png

pytestmark = pytest.mark.browser

CSV = b"mailbox,first_name\n"


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_carla_attaches_a_file_and_it_reaches_the_bot(
    device: Device, chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, device) as page:
        carla = Handset(page)
        await carla.open(world.base_url, CARLA.id)
        await carla.starts()
        await carla.sees("Area Clienti")
        await carla.attaches("registro è nuovo.txt", "text/plain", CSV)
        await carla.sends("Ecco il **registro**")
        shown = carla.messages.filter(has=page.get_by_test_id("file")).last
        await expect(shown).to_contain_text("registro è nuovo.txt")
        await expect(shown.locator("b").last).to_have_text("registro")
        await carla.sees("Non ho capito")
        async with page.expect_download() as fetching:
            await shown.get_by_test_id("file").click()
        assert (await (await fetching.value).path()).read_bytes() == CSV
    document = sent(world)["document"]
    assert (document["file_name"], document["mime_type"]) == ("registro è nuovo.txt", "text/plain")
    assert sent(world)["caption"] == "Ecco il registro"
    assert sent(world)["caption_entities"] == [{"type": "bold", "offset": 8, "length": 8}]


@pytest.mark.parametrize("as_file", [False, True], ids=["as a photo", "as a file"])
async def test_a_picture_goes_as_a_photo_unless_it_is_to_go_as_a_file(
    as_file: bool, chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, PHONE) as page:
        mario = Handset(page)
        await mario.open(world.base_url, MARIO.id)
        await mario.starts()
        await mario.sees("Area Clienti")
        await mario.attaches("foto.png", "image/png", png(300, 200))
        if as_file:
            await page.get_by_label("Come file").check()
        await mario.sends()
        await mario.sees("Non ho capito")
        await expect(page.get_by_test_id("photo")).to_have_count(0 if as_file else 1)
        await expect(page.get_by_test_id("file")).to_have_count(1 if as_file else 0)
        if not as_file:
            assert await drawn(page.get_by_test_id("photo")) == [300, 200]
    assert ("photo" in sent(world), "document" in sent(world)) == (not as_file, as_file)


async def test_a_file_that_is_put_away_or_refused_is_not_sent(chromium: str, world: World, house: House) -> None:
    async with browsing(chromium, PHONE) as page:
        mario = Handset(page)
        await mario.open(world.base_url, MARIO.id)
        await mario.starts()
        await mario.sees("Area Clienti")
        await mario.attaches("a.csv", "text/csv", CSV)
        await expect(page.locator("#composer")).to_have_attribute("placeholder", "Didascalia")
        await page.get_by_role("button", name="Remove the file").click()
        await expect(page.locator("#composer")).to_have_attribute("placeholder", "Messaggio")
        before = await mario.messages.count()
        await page.locator("#send").click()
        assert await mario.messages.count() == before
        await mario.attaches("a.csv", "text/csv", CSV)
        await mario.hand_to(CARLA.id)
        await expect(page.get_by_test_id("tray")).to_be_hidden()
    assert world.telegram.files == {}


async def test_the_bots_photo_is_shown_as_a_picture_with_its_style(chromium: str) -> None:
    world = build_world()
    world.telegram.send_text(MARIO.id, "/start")
    async with running(world) as url, browsing(chromium, PHONE) as page, bot_of(world) as bot:
        mario = Handset(page)
        await mario.open(url, MARIO.id)
        await bot.send_photo(MARIO.id, InputFile(png(600, 300), "p.png"), caption="<b>Ecco</b>", parse_mode="HTML")
        await mario.sees("Ecco")
        assert await drawn(mario.newest.get_by_test_id("photo")) == [600, 300]
        await expect(mario.newest.get_by_test_id("photo")).to_have_attribute("alt", "Foto")
        await expect(mario.newest.locator("b")).to_have_text("Ecco")
        await page.reload()
        await mario.sees("Ecco")
        assert await drawn(mario.newest.get_by_test_id("photo")) == [600, 300]


async def test_what_the_sandbox_refuses_stays_in_the_box(chromium: str) -> None:
    world = build_world()
    world.telegram.send_text(MARIO.id, "/start")
    async with running(world) as url, browsing(chromium, PHONE, expected="400") as page:
        mario = Handset(page)
        await mario.open(url, MARIO.id)
        await mario.attaches("a.csv", "text/csv", CSV)
        await page.route("**/document", lambda route: route.fulfill(status=400, json={"error": "too long"}))
        await mario.says("**ecco**")
        await expect(page.get_by_test_id("toasts")).to_contain_text("too long")
        await expect(page.get_by_test_id("tray")).to_contain_text("a.csv")
        await expect(page.locator("#composer")).to_have_value("**ecco**")


BOLD, ITALIC, CODE = ({"type": kind} for kind in ("bold", "italic", "code"))
TYPED: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("ciao", "ciao", []),
    ("**ciao**", "ciao", [BOLD | {"offset": 0, "length": 4}]),
    ("🎉 __ciao__!", "🎉 ciao!", [ITALIC | {"offset": 3, "length": 4}]),
    ("(`a**b**`)", "(a**b**)", [CODE | {"offset": 1, "length": 6}]),
    ("```\na\nb```", "a\nb", [{"type": "pre", "offset": 0, "length": 3}]),
    (
        "~~no~~ ||eh||",
        "no eh",
        [{"type": "strikethrough", "offset": 0, "length": 2}, {"type": "spoiler", "offset": 3, "length": 2}],
    ),
    ("**un __po'__ di**", "un po' di", [BOLD | {"offset": 0, "length": 9}, ITALIC | {"offset": 3, "length": 3}]),
    ("eh **un __po'__**", "eh un po'", [BOLD | {"offset": 3, "length": 6}, ITALIC | {"offset": 6, "length": 3}]),
    ("[qui](https://a.it/?b=c)", "qui", [{"type": "text_link", "offset": 0, "length": 3, "url": "https://a.it/?b=c"}]),
    ("[qui](javascript:x)", "[qui](javascript:x)", []),
    ("2 ** 3 ** 4", "2 ** 3 ** 4", []),
    ("****", "****", []),
    ("**", "**", []),
    ("**mai chiuso", "**mai chiuso", []),
    ("Pass**word**1", "Pass**word**1", []),
    ("a`b`c d__e__f", "a`b`c d__e__f", []),
    ("mario__rossi__@pec.it", "mario__rossi__@pec.it", []),
]


async def test_typed_style_becomes_entities(chromium: str) -> None:
    async with running(build_world()) as url, browsing(chromium, DESKTOP) as page:
        await Handset(page).open(url, MARIO.id)
        read = 'async (typed) => (await import("/phone/static/phone-marks.js")).read(typed)'
        for typed, text, entities in TYPED:
            assert await page.evaluate(read, typed) == {"text": text, "entities": entities}, typed


def sent(world: World) -> dict[str, Any]:
    """The last message that a person has sent."""
    messages = [update["message"] for update in world.telegram.updates.history.values() if "message" in update]
    found: dict[str, Any] = messages[-1]
    return found


async def drawn(picture: Locator) -> list[int]:
    """The measures of a picture, once it has been loaded."""
    await expect(picture).to_be_visible()
    measures: list[int] = await picture.evaluate(
        "async (img) => { await img.decode(); return [img.naturalWidth, img.naturalHeight]; }"
    )
    return measures


def bot_of(world: World) -> Bot:
    """PTB's own client, for what the bot sends."""
    return Bot(world.telegram.token, base_url=f"{world.base_url}/bot")
