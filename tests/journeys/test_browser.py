"""The main job as it is seen and touched: real Chromium, the sandbox's page, the real bot."""

import pytest
from playwright.async_api import Page, expect

from bot.app import House
from bot.sandbox.world import World
from tests.browser import DECLINED_CARD, DESKTOP, GOOD_CARD, PHONE, Device, Handset, browsing
from tests.demo import demo
from tests.people import ANNA, MARIO, PASSWORD

pytestmark = pytest.mark.browser

ITALIAN = ("Accedi", "nome completo", "password")
ENGLISH = ("Log in", "full name", "password")


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_mario_pays_exactly_what_is_missing_and_comes_back_to_his_completed_order(
    device: Device, chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, device) as page:
        mario = Handset(page)
        await mario.open(world.base_url, MARIO.id)
        await mario.starts()
        await mario.logs_in(MARIO.address, PASSWORD, words=ITALIAN)
        await mario.taps("La mia casella")
        await mario.sees("su 2 GB", "Nessun servizio aggiuntivo")
        await mario.taps("Acquista")
        await mario.taps("Upgrade Spazio Inbox")
        await mario.taps("2 GB")
        await mario.sees("Totale: 21,96 €", "1º marzo 2029")
        await mario.taps("Conferma")
        await mario.sees("Ricarica di 21,96 €")
        await mario.taps("Paga 21,96 €")
        await expect(mario.checkout.locator("#amount")).to_have_text("€21.96")
        await mario.pays()
        await mario.is_back()
        await mario.sees("Ordine completato", "21,96 €")
        await mario.taps("casella")
        await mario.sees("su 4 GB", "Upgrade Spazio Inbox: 2 GB")
    assert (await house.auditing.audit()).ok


async def test_a_stranger_starts_the_demo_and_mario_buys_his_space(chromium: str) -> None:
    async with demo() as url, browsing(chromium, PHONE) as page:
        mario = Handset(page)
        await mario.open(url, MARIO.id)
        address, password = await mario.hints()
        await mario.starts()
        await mario.logs_in(address, password, words=ITALIAN)
        await mario.taps("La mia casella")
        await mario.sees("su 2 GB")
        await mario.taps("Acquista")
        await mario.taps("Upgrade Spazio Inbox")
        await mario.taps("2 GB")
        await mario.taps("Conferma")
        await mario.taps("Paga 21,96 €")
        await mario.pays()
        await mario.is_back()
        await mario.sees("Ordine completato", "21,96 €")
        await mario.taps("casella")
        await mario.sees("su 4 GB", "Upgrade Spazio Inbox: 2 GB")

        anna = mario
        await anna.hand_to(ANNA.id)
        _, password = await anna.hints()
        await anna.starts()
        await anna.logs_in("studio.bianchi@pec.archrm.it", password, words=ENGLISH)
        await anna.taps("My mailboxes")
        await anna.taps("studio.bianchi@pec.archrm.it")
        await anna.taps("Buy")
        await anna.taps("Legal archiving")
        await anna.taps("1 GB")
        await anna.taps("Activate for free")
        await anna.sees("Order completed")


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_anna_gets_an_addon_free_on_the_mailbox_about_to_expire(
    device: Device, chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, device) as page:
        anna = Handset(page)
        await anna.open(world.base_url, ANNA.id)
        await anna.starts()
        await anna.logs_in("studio.bianchi@pec.archrm.it", PASSWORD, words=ENGLISH)
        await anna.taps("My mailboxes")
        await anna.taps("studio.bianchi@pec.archrm.it")
        await anna.sees("31 January 2027", "No active add-ons")
        await anna.taps("Buy")
        await anna.taps("Legal archiving")
        await anna.taps("5 GB")
        await anna.sees("Free until 31 January 2027")
        await anna.taps("Activate for free")
        await anna.sees("Order completed")
        await anna.taps("See the mailbox")
        await anna.sees("Legal archiving: 5 GB")
    assert world.stripe.dashboard()["links"] == []
    assert (await house.auditing.audit()).ok


async def test_anna_pays_with_another_card_after_the_first_is_declined(
    chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, PHONE) as page:
        anna = Handset(page)
        await anna.open(world.base_url, ANNA.id)
        await anna.starts()
        await anna.logs_in(ANNA.address, PASSWORD, words=ENGLISH)
        await _asks_to_pay_for_archiving(anna)
        await anna.pays(DECLINED_CARD)
        await expect(anna.checkout.get_by_role("alert")).to_have_text("Your card was declined.")
        await anna.pays(GOOD_CARD)
        await anna.is_back()
        await anna.sees("Order completed", "€9.76")
    assert (await house.auditing.audit()).ok


async def test_a_payment_whose_webhook_is_lost_is_found_by_reconciliation(
    chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, PHONE) as page:
        anna = Handset(page)
        await anna.open(world.base_url, ANNA.id)
        await anna.starts()
        await anna.logs_in(ANNA.address, PASSWORD, words=ENGLISH)
        await _asks_to_pay_for_archiving(anna)
        await anna.pays(webhook="lose")
        await anna.is_back()
        await anna.sees("Pay €9.76")
        await house.top_ups.reconcile()
        await anna.sees("Order completed", "€9.76")
    assert (await house.auditing.audit()).ok


async def test_a_delayed_webhook_is_delivered_from_stripes_dashboard_beside_the_phone(
    chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, DESKTOP) as page:
        anna = Handset(page)
        await anna.open(world.base_url, ANNA.id)
        await anna.starts()
        await anna.logs_in(ANNA.address, PASSWORD, words=ENGLISH)
        await _asks_to_pay_for_archiving(anna)
        await anna.pays(webhook="delay")
        await anna.is_back()
        completed = page.locator(".object").filter(has_text="checkout.session.completed")
        await completed.get_by_role("button", name="Deliver now").click()
        await anna.sees("Order completed", "€9.76")
    assert (await house.auditing.audit()).ok


async def _asks_to_pay_for_archiving(anna: Handset) -> None:
    """Two years of archiving for 1 GB, up to the payment page."""
    await anna.taps("My mailboxes")
    await anna.taps(ANNA.address)
    await anna.taps("Buy")
    await anna.taps("Legal archiving")
    await anna.taps("1 GB")
    await anna.sees("Total: €9.76")
    await anna.taps("Confirm")
    await anna.taps("Pay €9.76")


async def test_everything_is_reached_and_done_with_the_keyboard_alone(
    chromium: str, world: World, house: House
) -> None:
    async with browsing(chromium, DESKTOP) as page:
        mario = Handset(page)
        await mario.open(world.base_url, MARIO.id)
        press = page.keyboard.press

        await _tabs_to(page, "Avvia")
        await press("Enter")
        await mario.sees("Area Clienti")
        await _tabs_to(page, "Accedi", back=True)
        await press("Enter")
        await mario.sees("nome completo")
        await _tabs_to(page, "Messaggio")
        await page.keyboard.type(MARIO.address)
        await press("Enter")
        await mario.sees("password")
        await page.keyboard.type(PASSWORD)
        await press("Enter")
        await mario.sees("credito residuo")
        await _tabs_to(page, "Credito", back=True)
        await press("Enter")
        await _tabs_to(page, "Ricarica", back=True)
        await press("Enter")
        await _tabs_to(page, "5,00 €", back=True)
        await press("Enter")
        await _tabs_to(page, "Paga 5,00 €", back=True)
        await press("Enter")
        await expect(mario.checkout.locator("#amount")).to_have_text("€5.00")
        await press("Escape")
        await mario.is_back()
        assert "Paga 5,00" in await _focused(page)
        await press("Enter")
        await expect(mario.checkout.locator("#amount")).to_have_text("€5.00")
        await _tabs_to(page, "Card number")
        await page.keyboard.type(GOOD_CARD)
        await _tabs_to(page, "Expiry")
        await page.keyboard.type("12/34")
        await _tabs_to(page, "Code")
        await page.keyboard.type("123")
        await press("Enter")
        await mario.is_back()
        await mario.sees("Ricarica di 5,00 € ricevuta")


async def _tabs_to(page: Page, name: str, *, back: bool = False) -> None:
    """Moves the focus until it is on what has this name."""
    for _ in range(60):
        if name in await _focused(page):
            return
        await page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"no {name!r} on the way of the Tab key; the last stop was {await _focused(page)!r}")


async def _focused(page: Page) -> str:
    """The name of what has the focus, in the payment page too."""
    return str(
        await page.evaluate(
            r"""() => {
                let at = document.activeElement;
                while (at?.tagName === "IFRAME") at = at.contentDocument?.activeElement;
                const name = at?.getAttribute("aria-label") ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? "";
                return at === at?.ownerDocument.body ? "" : name.split(/[ \u00a0\n]+/).join(" ");
            }"""
        )
    )
