"""Takes the README's pictures from the real page: `make pictures`.

It starts `python -m bot demo`, drives its page with Chromium as the browser tests do, and writes docs/pictures/*.png.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Page

from docs.small_png import shrink
from tests.browser import Device, Handset, browsing, moves_on_until
from tests.conftest import find_chromium
from tests.demo import demo

PICTURES = Path(__file__).parent / "pictures"
PHONE = Device(width=412, height=1007, touch=True, scale=1.5)  # the screen is 915 high; the rest is the bar of people
DESK = Device(width=1240, height=915)
MARIO, ANNA = 1001, 1002
STUDIO = "studio.bianchi@pec.archrm.it"
ITALIAN = ("Accedi", "nome completo", "password")
ENGLISH = ("Log in", "full name", "password")


async def main() -> None:
    """One picture after the other, each story in a world of its own."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("There is no Chromium on this machine: install `chromium` and `fonts-noto-color-emoji`.")
    PICTURES.mkdir(exist_ok=True)
    for device, story in ((PHONE, mario_buys), (PHONE, anna_buys), (DESK, mario_on_a_desk), (DESK, anna_in_time)):
        async with demo() as url, browsing(chromium, device) as page:
            await story(page, url)


async def mario_buys(page: Page, url: str) -> None:
    """Italian, on a phone: card, quote, payment page, receipt."""
    mario = Handset(page)
    await mario.open(url, MARIO)
    await _logs_in(mario, ITALIAN)
    await mario.taps("La mia casella")
    await mario.sees("Spazio inbox")
    await _take(mario, "card-it")
    await _asks_for_two_gb(mario)
    await _take(mario, "quote-it")
    await mario.taps("Conferma")
    await mario.taps("Paga")
    await mario.checkout.get_by_role("button", name="4242").tap()
    await mario.checkout.locator("body").evaluate("body => body.ownerDocument.defaultView.scrollTo(0, 0)")
    await _take(mario, "payment")
    await mario.pays()
    await mario.is_back()
    await mario.sees("Ordine completato")
    await _take(mario, "receipt-it")


async def anna_buys(page: Page, url: str) -> None:
    """English, on a phone: what is free now, and its receipt."""
    anna = Handset(page)
    await anna.open(url, ANNA)
    await _logs_in(anna, ENGLISH)
    await _take(anna, "home-en")
    await anna.taps("My mailboxes")
    await anna.sees("studio.bianchi")
    await anna.taps("studio.bianchi")
    await anna.taps("Buy")
    await anna.taps("Legal archiving")
    await anna.taps("5 GB")
    await anna.sees("Free until")
    await _take(anna, "free-en")


async def mario_on_a_desk(page: Page, url: str) -> None:
    """The whole page, after Mario has paid: chat, Stripe's dashboard, calls."""
    mario = Handset(page)
    await mario.open(url, MARIO)
    await _logs_in(mario, ITALIAN)
    await mario.taps("La mia casella")
    await _asks_for_two_gb(mario)
    await mario.taps("Conferma")
    await mario.taps("Paga")
    await mario.pays()
    await mario.is_back()
    await mario.sees("Ordine completato")
    await mario.rests()
    _keep("desk", await page.screenshot())


async def anna_in_time(page: Page, url: str) -> None:
    """English: a reminder in the chat and as a mail, and the outcome of the renewal that it announced."""
    anna = Handset(page)
    await anna.open(url, ANNA)
    await _logs_in(anna, ENGLISH)
    for label in ("My mailboxes", STUDIO, "Buy", "Legal archiving", "5 GB", "Activate for free"):
        await anna.taps(label)
    await anna.sees("Order completed")
    await moves_on_until(anna, f"Mailbox {STUDIO} expires on")
    await page.get_by_role("tab", name="Mail").click()
    await page.get_by_test_id("mail-row").filter(has_text=f"Mailbox {STUDIO} expires on").first.click()
    await anna.sees("expires on")
    await _take(anna, "reminder-en")
    _keep("mail", await page.screenshot())
    await anna.taps("Top up")
    await anna.says("PecDemo2026")
    await anna.taps("Pay")
    await anna.pays()
    await anna.is_back()
    await moves_on_until(anna, f"Mailbox {STUDIO}: add-ons renewed")
    await anna.sees("Renewed")
    await _take(anna, "renewed-en")


async def _logs_in(person: Handset, words: tuple[str, str, str]) -> None:
    """Logs in with what the page says this person would type."""
    address, password = await person.hints()
    await person.starts()
    await person.logs_in(address, password, words=words)


async def _asks_for_two_gb(mario: Handset) -> None:
    await mario.taps("Acquista")
    await mario.taps("Upgrade Spazio Inbox")
    await mario.taps("2 GB")
    await mario.sees("preventivo")


async def _take(person: Handset, name: str) -> None:
    """The phone's screen, without what is around it."""
    await person.rests()
    _keep(name, await person.page.locator("#screen").screenshot())


def _keep(name: str, picture: bytes) -> None:
    (PICTURES / f"{name}.png").write_bytes(shrink(picture))


if __name__ == "__main__":
    asyncio.run(main())
