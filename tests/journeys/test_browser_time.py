"""What time brings, as a visitor of the demo sees it: real Chromium, the real bot in a process of its own."""

import pytest
from playwright.async_api import expect

from tests.browser import DESKTOP, Handset, browsing, moves_on_until
from tests.demo import demo
from tests.people import ANNA

pytestmark = pytest.mark.browser

ENGLISH = ("Log in", "full name", "password")
STUDIO = "studio.bianchi@pec.archrm.it"


async def test_a_visitor_tops_up_what_a_reminder_asks_for_and_is_told_of_the_renewal(chromium: str) -> None:
    async with demo() as url, browsing(chromium, DESKTOP) as page:
        anna = Handset(page)
        await anna.open(url, ANNA.id)
        _, password = await anna.hints()
        await anna.starts()
        await anna.logs_in(STUDIO, password, words=ENGLISH)
        await _takes_five_gb_for_free(anna)

        await moves_on_until(anna, f"Mailbox {STUDIO} expires on")
        await anna.sees(STUDIO, "expires on", "€24.40 is missing", "Legal archiving, 5 GB")
        await page.get_by_role("tab", name="Mail").click()
        await page.get_by_test_id("mail-row").filter(has_text=f"Mailbox {STUDIO} expires on").first.click()
        mail = page.frame_locator("[data-testid=mail-html]")
        await expect(mail.locator("body")).to_contain_text("€24.40 is missing")

        await anna.taps("Top up €24.40")
        await anna.sees("password")  # days have passed since the log-in
        await anna.says(password)
        await anna.sees("Top-up of €24.40", "is covered")
        await anna.taps("Pay €24.40")
        await expect(anna.checkout.locator("#amount")).to_have_text("€24.40")
        await anna.pays()
        await anna.is_back()
        await anna.sees("Your credit is now €24.40")

        await moves_on_until(anna, f"Mailbox {STUDIO}: add-ons renewed")
        await anna.sees("Renewal of", "Renewed", "€24.40 was taken from your credit, which is now €0.00")


async def _takes_five_gb_for_free(anna: Handset) -> None:
    for label in ("My mailboxes", STUDIO, "Buy", "Legal archiving", "5 GB", "Activate for free"):
        await anna.taps(label)
    await anna.sees("Order completed")
