"""Stripe's dashboard beside the phone: money goes back, and what is announced of it may be lost, delayed or doubled."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json
from tests.browser import DESKTOP, PHONE, Device, Handset, browsing
from tests.sandbox.conftest import MARIO
from tests.sandbox.stripe.conftest import Listener


@pytest.fixture
def intent(stripe_world: StripeWorld, link: Json) -> str:
    """A payment of 12.20 euro."""
    return str(stripe_world.pay(link["url"], webhooks="lose")["intent"]["id"])


@pytest.fixture
async def page(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base_url) as session:
        yield session


async def ask(page: aiohttp.ClientSession, act: str, **body: Any) -> tuple[int, Json]:
    async with page.post(f"/phone/stripe/{act}", json=body) as answer:
        return answer.status, await answer.json()


def shown(world: StripeWorld) -> tuple[int, int, str | None]:
    """Of the payment: cents refunded, cents left, and the state of its dispute."""
    paid = world.dashboard()["payments"][0]
    return paid["refunded"], paid["left"], paid["dispute"] and paid["dispute"]["status"]


def heard(listener: Listener) -> list[str]:
    return sorted(json.loads(body)["type"] for body, _ in listener.heard)


async def test_part_of_a_payment_is_refunded_and_the_rest_disputed_and_won(
    page: aiohttp.ClientSession, stripe_world: StripeWorld, intent: str
) -> None:
    assert shown(stripe_world) == (0, 1220, None)
    assert await ask(page, "refund", payment=intent, amount=220) == (200, {"done": True})
    assert shown(stripe_world) == (220, 1000, None)
    await ask(page, "dispute", payment=intent)
    assert shown(stripe_world) == (220, 1000, "needs_response")
    await ask(page, "decide", dispute=stripe_world.disputes[0]["id"], outcome="win")
    assert shown(stripe_world) == (220, 1000, "won")
    await ask(page, "refund", payment=intent)
    assert shown(stripe_world) == (1220, 0, "won")


async def test_a_dispute_is_lost(page: aiohttp.ClientSession, stripe_world: StripeWorld, intent: str) -> None:
    await ask(page, "dispute", payment=intent, amount=300)
    await ask(page, "decide", dispute=stripe_world.disputes[0]["id"], outcome="lose")
    assert (stripe_world.disputes[0]["amount"], shown(stripe_world)[2]) == (300, "lost")


@pytest.mark.parametrize(("mode", "times"), [("normal", 1), ("lose", 0), ("delay", 0), ("double", 2), (None, 2)])
async def test_the_webhooks_of_one_act_go_their_own_way_and_without_a_wish_that_of_all(
    page: aiohttp.ClientSession,
    stripe_world: StripeWorld,
    listener: Listener,
    intent: str,
    mode: str | None,
    times: int,
) -> None:
    stripe_world.webhooks.mode = "double"
    await ask(page, "refund", payment=intent, amount=220, webhooks=mode)
    await stripe_world.idle()
    assert heard(listener) == ["charge.refunded"] * times + ["refund.created"] * times


@pytest.mark.parametrize(
    ("act", "body", "status", "words"),
    [
        ("refund", {"amount": 1221}, 409, "greater than unrefunded amount"),
        ("refund", {"amount": 0}, 400, "whole number of cents"),
        ("refund", {"amount": "220"}, 400, "whole number of cents"),
        ("refund", {"amount": True}, 400, "whole number of cents"),
        ("refund", {"payment": "pi_x"}, 404, "No such payment_intent"),
        ("refund", {"webhooks": "sometimes"}, 400, "the mode is one of"),
        ("dispute", {"amount": 1221}, 409, "1220 are left"),
        ("decide", {"dispute": "du_x", "outcome": "win"}, 404, "No such dispute"),
        ("decide", {"dispute": "du_x", "outcome": "draw"}, 400, "win or lose"),
    ],
)
async def test_what_cannot_be_done_is_refused_and_changes_nothing(
    page: aiohttp.ClientSession,
    stripe_world: StripeWorld,
    intent: str,
    act: str,
    body: Json,
    status: int,
    words: str,
) -> None:
    got, answer = await ask(page, act, **{"payment": intent, **body})
    assert got == status
    assert words in answer["error"]
    assert (stripe_world.refunds, stripe_world.disputes) == ([], [])


# On the page


@pytest.mark.browser
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_payment_is_refunded_in_part_disputed_won_and_refunded_whole_on_the_page(
    chromium: str, stripe_world: StripeWorld, base_url: str, listener: Listener, intent: str, device: Device
) -> None:
    async with browsing(chromium, device) as browser:
        paid = await opened(browser, base_url)
        await press(paid.get_by_role("button", name="Refund, dispute"))
        amount = paid.get_by_label("Amount in eur")
        await expect(amount).to_have_value("12.20")
        for wrong in ("12,21", "0", "two", "1.234"):
            await amount.fill(wrong)
            await expect(paid.get_by_role("button", name="Refund all")).to_be_disabled()
        await amount.fill("2,20")
        await press(paid.get_by_role("button", name="Refund €2.20"))
        await expect(paid).to_contain_text("refunded €2.20 of €12.20")
        await press(paid.get_by_role("button", name="Refund, dispute"))
        await paid.get_by_label("Webhooks").select_option("Lost")
        await press(paid.get_by_role("button", name="Dispute all"))
        await expect(paid).to_contain_text("disputed €10.00")
        await paid.get_by_label("Webhooks").select_option("Doubled")
        await press(paid.get_by_role("button", name="Win"))
        await expect(paid).to_contain_text("dispute won €10.00")
        await press(paid.get_by_role("button", name="Refund, dispute"))
        await press(paid.get_by_role("button", name="Refund all"))
        await expect(paid).to_contain_text("refunded €12.20 of €12.20")
        await expect(paid.get_by_role("button")).to_have_count(0)
    await stripe_world.idle()
    assert heard(listener) == [
        *["charge.dispute.closed"] * 2,
        *["charge.dispute.funds_reinstated"] * 2,
        *["charge.refunded"] * 2,
        *["refund.created"] * 2,
    ]


@pytest.mark.browser
async def test_a_lost_dispute_leaves_nothing_to_press_and_a_refusal_is_said(
    chromium: str, stripe_world: StripeWorld, base_url: str, intent: str
) -> None:
    async with browsing(chromium, DESKTOP, expected="409") as browser:
        paid = await opened(browser, base_url)
        await press(paid.get_by_role("button", name="Refund, dispute"))
        charge = stripe_world.store.all("charge")[0]
        charge["amount_captured"] = 100  # what the page does not know yet
        await press(paid.get_by_role("button", name="Refund all"))
        await expect(browser.get_by_test_id("toasts")).to_contain_text(
            "greater than unrefunded amount on charge (€1.00)"
        )
        charge["amount_captured"] = 1220
        await press(paid.get_by_role("button", name="Dispute all"))
        await press(paid.get_by_role("button", name="Lose"))
        await expect(paid).to_contain_text("dispute lost €12.20")
        await expect(paid.get_by_role("button")).to_have_count(0)


async def opened(browser: Page, url: str) -> Locator:
    """The one payment on Stripe's dashboard."""
    phone = Handset(browser)
    await phone.open(url, MARIO)
    if await browser.evaluate("navigator.maxTouchPoints > 0"):
        await press(browser.locator("#more"))
        await press(browser.get_by_role("button", name="Mail, clock, Stripe, calls"))
        await press(browser.locator("#tab-stripe"))
    return browser.get_by_test_id("stripe").locator(".group").filter(has_text="Payments").locator(".object")


async def press(target: Locator) -> None:
    """Taps with a finger where there is one."""
    touch = await target.page.evaluate("navigator.maxTouchPoints > 0")
    await (target.tap() if touch else target.click())
