"""A person with a browser: opens the phone page, types, taps, pays, and reads what is on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import FrameLocator, Locator, Page, async_playwright, expect

GOOD_CARD = "4242 4242 4242 4242"
DECLINED_CARD = "4000 0000 0000 0002"
_ARGUMENTS = [
    "--no-sandbox",  # containers have no user namespaces; the only pages opened are our own
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=IsolateSandboxedIframes",  # an injected touch does not reach a frame in a process of its own
]
MOST_EVENTS = 8
_PATIENCE = 15_000.0  # ms: a busy machine, not a slow page


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """What the page is looked at with; sizes in CSS pixels."""

    width: int
    height: int
    touch: bool = False
    scale: float = 1.0
    dark: bool = False


PHONE = Device(width=390, height=844, touch=True)
DESKTOP = Device(width=1280, height=800)


@asynccontextmanager
async def browsing(executable: str, device: Device, *, expected: str = "402") -> AsyncIterator[Page]:
    """A fresh browser with one page; what the page complains about is an error at the end, but for what is expected.

    A declined card answers 402, as it should.
    """
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        context = await browser.new_context(
            viewport={"width": device.width, "height": device.height},
            device_scale_factor=device.scale,
            is_mobile=device.touch,
            has_touch=device.touch,
            color_scheme="dark" if device.dark else "light",
            locale="en-GB",
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        try:
            yield page
        finally:
            await browser.close()
    refused = [said for said in complaints if expected not in said]
    assert refused == []


class Handset:
    """The phone on the page, in the hands of whoever it is given to."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def open(self, url: str, person_id: int) -> None:
        """Opens the page with the phone in this person's hands."""
        await self.page.goto(f"{url}/#{person_id}")
        await expect(self.page.locator(f"[data-person='{person_id}'][aria-current=true]")).to_be_visible()

    async def hints(self) -> tuple[str, str]:
        """What the page says this person would type: the first mailbox's name and the password."""
        hints = self.page.locator("#hints code")
        await expect(hints.nth(1)).to_be_attached()
        return await hints.first.inner_text(), await hints.last.inner_text()

    async def hand_to(self, person_id: int) -> None:
        """Gives the phone to another one."""
        await self._press(self.page.locator(f"[data-person='{person_id}']"))

    @property
    def messages(self) -> Locator:
        """Everything in the chat, oldest first."""
        return self.page.get_by_test_id("message")

    @property
    def newest(self) -> Locator:
        """The bot's newest message."""
        return self.page.locator("[data-testid=message].in").last

    def key(self, label: str) -> Locator:
        """The newest button whose label contains the words."""
        return self.page.get_by_test_id("key").filter(has_text=label).last

    async def starts(self) -> None:
        """Taps Start in the empty chat."""
        await self._press(self.page.get_by_test_id("start"))

    async def says(self, text: str) -> None:
        """Types a text and sends it."""
        await self.page.locator("#composer").fill(text)
        await self._press(self.page.locator("#send"))

    async def attaches(self, name: str, mime_type: str, content: bytes) -> None:
        """Taps the paper clip and chooses a file."""
        async with self.page.expect_file_chooser() as choosing:
            await self._press(self.page.get_by_test_id("attach"))
        await (await choosing.value).set_files({"name": name, "mimeType": mime_type, "buffer": content})
        await expect(self.page.get_by_test_id("tray")).to_contain_text(name)

    async def sends(self, caption: str = "") -> None:
        """Sends what is attached."""
        await self.says(caption)
        await expect(self.page.get_by_test_id("tray")).to_be_hidden()

    async def taps(self, label: str) -> None:
        """Taps the newest button whose label contains the words."""
        await self._press(self.key(label))

    async def sees(self, *words: str) -> None:
        """Waits until the bot's newest message says all of it."""
        for said in words:
            await expect(self.newest).to_contain_text(said)

    async def logs_in(self, address: str, password: str, *, words: tuple[str, str, str]) -> None:
        """Logs in; the words are those of the button, of the first question and of the second."""
        button, mailbox, secret = words
        await self.taps(button)
        await self.sees(mailbox)
        await self.says(address)
        await self.sees(secret)
        await self.says(password)
        await expect(self.messages.filter(has_text=password)).to_have_count(0)

    @property
    def checkout(self) -> FrameLocator:
        """The payment page over the chat."""
        return self.page.frame_locator("#browser-frame")

    async def pays(self, card: str = GOOD_CARD, *, webhook: str = "normal") -> None:
        """Fills in the payment page that is open and submits it."""
        page = self.checkout
        await page.get_by_label("Card number").fill(card)
        await page.get_by_label("Expiry").fill("12 / 34")
        await page.get_by_label("Code").fill("123")
        await page.locator(f"input[name=webhook][value={webhook}]").check()
        await self._press(page.locator("#submit"))

    async def is_back(self) -> None:
        """Waits until the payment page has gone by itself."""
        await expect(self.page.locator("#browser")).to_be_hidden()

    async def _press(self, target: Locator) -> None:
        """Taps with a finger where there is one."""
        touch = await self.page.evaluate("navigator.maxTouchPoints > 0")
        await (target.tap() if touch else target.click())

    async def rests(self) -> None:
        """Waits until nothing moves, for a picture."""
        await self.page.evaluate("document.fonts.ready")
        await asyncio.sleep(0.35)


async def moves_on_until(handset: Handset, subject: str) -> None:
    """Presses "Next event" until a mail with such a subject has come: each event is one at least for somebody."""
    rows = handset.page.get_by_test_id("mail-row")
    for _ in range(MOST_EVENTS):
        before = await rows.count()
        await handset.page.get_by_role("button", name="Next event").click()
        await expect(rows.nth(before)).to_be_attached()
        if await rows.filter(has_text=subject).count():
            return
    raise AssertionError(f"no mail {subject!r} after {MOST_EVENTS} events")
