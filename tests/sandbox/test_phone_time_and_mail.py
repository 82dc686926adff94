"""The page's clock and mail reader: their JSON, and what a mail may do in a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from bot.gateways.smtp import SmtpPost
from bot.sandbox.world import World
from domain.letters import Letter
from tests.browser import DESKTOP, PHONE, Device, Handset, browsing
from tests.sandbox.conftest import ANNA, MARIO
from tests.sandbox.test_phone import ask, watching

ADDRESS = "anna_bianchi@example.org"
HTML = (
    '<p style="color:#123456">Expires <b>soon</b></p>'
    '<a href="https://t.me/area_clienti_bot?start=topup_7">Top up</a>'
    "<a href='https://example.org/?a=1&amp;b=2'>More</a>"
    '<a href="javascript:alert(1)">Odd</a> <a href="https://t.me/somebody?start=x">Other</a>'
)
LETTER = Letter(
    message_id="1@archrm.it",
    to=ADDRESS,
    subject="Your mailbox expires",
    text="Expires soon.\nTop up: https://t.me/area_clienti_bot?start=topup_7\n",
    html=HTML,
    language="en",
)


@pytest.fixture
async def page(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    """What the page fetches with."""
    async with aiohttp.ClientSession(base_url) as session:
        yield session


async def write(world: World, letter: Letter = LETTER) -> None:
    """Sends a letter as the bot does."""
    sender = "Area Clienti <noreply@archrm.it>"
    await SmtpPost(world.smtp_url, sender, clock=world.clock).send(letter)


async def coming_in(days: int, world: World) -> datetime:
    """When something happens."""
    return world.clock.now() + timedelta(days=days)


# -- time --------------------------------------------------------------------------------------------------------------


async def test_the_clock_tells_the_pretend_day_in_rome(page: aiohttp.ClientSession, world: World) -> None:
    world.clock.move_to(datetime(2027, 1, 31, 23, 30, tzinfo=UTC))
    _, time = await ask(page, "/phone/clock")
    assert time["now"].startswith("2027-01-31T23:30:0")
    assert time["day"] == "2027-02-01"
    assert time["next"] is False


async def test_it_moves_by_days_and_everybody_is_told(
    page: aiohttp.ClientSession, world: World, tmp_path: Path
) -> None:
    world.clock.tell(tmp_path / "clock")
    async with watching(page, "/phone/events") as events:
        status, time = await ask(page, "/phone/clock", {"days": 7})
        news = await anext(events)
    assert (status, time["moved_seconds"]) == (200, 7 * 86_400)
    assert news == {"kind": "clock", **time}
    assert (tmp_path / "clock").read_text(encoding="ascii") == "604800.000000\n"


@pytest.mark.parametrize("body", [{"days": 0}, {"days": -1}, {"days": 367}, {"days": 1.5}, {"days": True}, {}, [1]])
async def test_it_moves_forwards_only_and_not_for_ever(page: aiohttp.ClientSession, world: World, body: Any) -> None:
    assert (await ask(page, "/phone/clock", body))[0] == 400
    assert world.clock.offset == timedelta(0)


async def test_it_moves_to_what_happens_next(page: aiohttp.ClientSession, world: World) -> None:
    assert (await ask(page, "/phone/clock", {"to": "next"}))[0] == 400
    world.next_event = lambda: coming_in(15, world)
    _, time = await ask(page, "/phone/clock", {"to": "next"})
    assert (time["moved_seconds"], time["next"]) == (15 * 86_400, True)
    world.next_event = lambda: coming_in(-1, world)
    assert (await ask(page, "/phone/clock", {"to": "next"}))[1]["moved_seconds"] == 15 * 86_400


async def test_when_nothing_is_coming_it_says_so(page: aiohttp.ClientSession, world: World) -> None:
    async def nothing() -> None:
        return None

    world.next_event = nothing
    assert await ask(page, "/phone/clock", {"to": "next"}) == (409, {"error": "Nothing is going to happen by itself"})


# -- mail --------------------------------------------------------------------------------------------------------------


async def test_mails_are_listed_newest_first_with_whose_they_are(page: aiohttp.ClientSession, world: World) -> None:
    await write(world)
    await write(world, Letter(message_id="2@a.it", to="x@y.it", subject="Hi", text="t", html="h", language="en"))
    _, mails = await ask(page, "/phone/mails")
    assert [(mail["to"], mail["person"], mail["subject"]) for mail in mails] == [
        ("x@y.it", None, "Hi"),
        (ADDRESS, ANNA, "Your mailbox expires"),
    ]
    _, mail = await ask(page, f"/phone/mails/{mails[1]['id']}")
    assert mail["text"] == LETTER.text
    assert ["Content-Language", "en"] in mail["headers"]
    assert (await ask(page, "/phone/mails/99"))[0] == 404
    assert (await ask(page, "/phone/mails/99.html"))[0] == 404


async def test_the_html_of_a_mail_can_only_follow_links(page: aiohttp.ClientSession, world: World) -> None:
    await write(world)
    async with page.get("/phone/mails/1.html") as answer:
        policy, text = answer.headers["Content-Security-Policy"], await answer.text()
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert f'<a href="/#{ANNA}?start=topup_7" target="_top">Top up</a>' in text
    assert '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">More</a>' in text
    assert "<a >Odd</a>" in text
    assert '<a href="https://t.me/somebody?start=x" target="_blank"' in text


async def test_the_people_on_the_page_have_their_addresses(page: aiohttp.ClientSession) -> None:
    _, people = await ask(page, "/phone/people")
    assert [person["email"] for person in people] == [
        "mario_rossi@example.org",
        "anna_bianchi@example.org",
        "carla_verdi@example.org",
        "elena_gallo@example.org",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("part", ["HTML", "Text"])
async def test_a_link_in_a_mail_leads_to_its_owners_chat(
    chromium: str, world: World, base_url: str, device: Device, part: str
) -> None:
    async with browsing(chromium, device) as browser:
        phone = Handset(browser)
        await phone.open(base_url, MARIO)
        await write(world)
        if device.touch:
            await phone._press(browser.locator("#more"))
            await phone._press(browser.get_by_role("button", name="Mail, clock, Stripe, calls"))
        await expect(browser.locator("#tab-mail")).to_contain_text("1 unread")
        await phone._press(browser.locator("#tab-mail"))
        await phone._press(browser.get_by_test_id("mail-row"))
        await expect(browser.get_by_test_id("mail")).to_contain_text("Area Clienti <noreply@archrm.it>")
        await expect(browser.get_by_test_id("mail")).to_contain_text("Anna Bianchi <anna_bianchi@example.org>")
        await expect(browser.locator("#mail-count")).to_be_empty()
        if part == "HTML":
            link = browser.frame_locator("[data-testid=mail-html]").get_by_text("Top up")
        else:
            await phone._press(browser.locator("label").filter(has_text="Text"))
            link = browser.get_by_test_id("mail-text").get_by_role("link")
        await phone._press(link)
        await expect(browser.locator(f"[data-person='{ANNA}']")).to_have_attribute("aria-current", "true")
        await expect(phone.messages.last).to_contain_text("/start topup_7")
        await expect(phone.messages.last).to_be_in_viewport()
    assert [view["text"] for view in world.telegram.messages(ANNA)] == ["/start topup_7"]


@pytest.mark.browser
async def test_the_clock_is_moved_and_the_mail_read_with_the_keyboard_alone(
    chromium: str, world: World, base_url: str
) -> None:
    world.next_event = lambda: coming_in(30, world)
    world.telegram.send_text(MARIO, "ciao")
    async with browsing(chromium, DESKTOP) as browser:
        phone = Handset(browser)
        await phone.open(base_url, MARIO)
        await expect(browser.locator(".day")).to_have_text("Oggi")
        await browser.locator("#move-day").focus()
        await browser.keyboard.press("Enter")
        await expect(browser.locator("#ahead")).to_have_text("+1 day")
        await expect(browser.locator(".day")).not_to_have_text("Oggi")
        for name in ("+1 week", "Next event"):
            await browser.keyboard.press("Tab")
            assert await browser.evaluate("document.activeElement.textContent") == name
            await browser.keyboard.press("Space")
        await expect(browser.locator("#ahead")).to_have_text("+38 days")
        await expect(browser.locator("#time-said")).to_contain_text("It is now")
        await write(world)
        await browser.keyboard.press("Tab")
        await browser.keyboard.press("ArrowLeft")
        assert await browser.evaluate("document.activeElement.id") == "tab-mail"
        await expect(browser.get_by_test_id("mail-row")).to_have_count(1)
        await browser.keyboard.press("Tab")
        await browser.keyboard.press("Tab")
        await browser.keyboard.press("Enter")
        await expect(browser.locator(".letter h3")).to_be_focused()
        await browser.keyboard.press("Shift+Tab")
        await browser.keyboard.press("Shift+Tab")
        await browser.keyboard.press("Enter")
        await expect(browser.get_by_test_id("mail-row")).to_be_focused()
