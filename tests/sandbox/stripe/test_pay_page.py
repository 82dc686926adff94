"""The payment page over HTTP, as a browser meets it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_errors import money
from bot.sandbox.stripe_forms import Json
from tests.sandbox.stripe.conftest import Listener

GOOD = {"number": "4242 4242 4242 4242", "exp": "12 / 34", "cvc": "123", "email": "mario@example.org", "name": "Mario"}


@pytest.fixture
async def browser(stripe_world: StripeWorld) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def read(answer: aiohttp.ClientResponse) -> str:
    return await answer.text()


async def test_the_page_shows_product_amount_and_that_it_is_a_sandbox(
    browser: aiohttp.ClientSession, link: Json
) -> None:
    async with browser.get(link["url"]) as answer:
        page = await read(answer)
    assert answer.status == 200
    for words in ("Ricarica", "€12.20", "Stripe sandbox", "no real money", "4242 4242 4242 4242"):
        assert words in page


async def test_every_field_has_a_label_and_nothing_comes_from_outside(
    browser: aiohttp.ClientSession, link: Json
) -> None:
    async with browser.get(link["url"]) as answer:
        page = await read(answer)
    fields = re.findall(r'<input id="(\w+)"', page)
    assert fields == re.findall(r'<label for="(\w+)"', page)
    assert len(fields) == 5
    assert re.findall(r'(?:src|href)="', page) == []
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_paying_completes_the_session_and_leads_back_to_the_chat(
    browser: aiohttp.ClientSession, stripe_world: StripeWorld, link: Json
) -> None:
    async with browser.get(link["url"]) as answer:
        session = re.findall(r'name="session" value="(cs_test_\w+)"', await read(answer))[0]
    async with browser.post(link["url"], data={**GOOD, "session": session}) as answer:
        page = await read(answer)
    assert [it.status for it in answer.history] == [303]
    assert "Payment received" in page
    assert 'href="https://t.me/area_bot"' in page
    assert 'data-kind="paid"' in page
    assert [(it["id"], it["payment_status"]) for it in stripe_world.sessions] == [(session, "paid")]
    assert stripe_world.sessions[0]["customer_details"]["email"] == "mario@example.org"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "4000 0000 0000 0002"}, "Your card was declined."),
        ({"number": "4242 4242 4242 4241"}, "Your card number is invalid."),
        ({"number": ""}, "Your card number is invalid."),
        ({"exp": "13/34"}, "Your card&#x27;s expiration date is invalid."),
        ({"cvc": "12"}, "Your card&#x27;s security code is invalid."),
    ],
)
async def test_a_refusal_is_an_alert_on_the_same_session(
    browser: aiohttp.ClientSession, stripe_world: StripeWorld, link: Json, change: dict[str, str], words: str
) -> None:
    session = stripe_world.open(link["id"])
    async with browser.post(link["url"], data={**GOOD, **change, "session": session["id"]}) as answer:
        page = await read(answer)
    assert answer.status == 402
    assert f'role="alert" id="error">{words}' in page
    assert stripe_world.sessions == [session]
    assert session["status"] == "open"
    assert 'value="4' not in page  # a card number is never sent back


async def test_the_choice_of_webhook_holds_for_this_payment_only(
    browser: aiohttp.ClientSession, stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    async with browser.post(link["url"], data={**GOOD, "webhook": "lose"}) as answer:
        assert answer.status == 200
    await stripe_world.idle()
    assert (listener.heard, stripe_world.webhooks.mode) == ([], "normal")


async def test_a_paid_and_an_inactive_link_say_so(
    browser: aiohttp.ClientSession, client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    stripe_world.pay(link["id"])
    async with browser.get(link["url"]) as paid:
        assert "Questa ricarica non è più disponibile." in await read(paid)
    async with browser.post(link["url"], data=GOOD) as again:
        assert again.status == 409
    await client.v1.payment_links.update_async(link["id"], {"active": False, "inactive_message": ""})
    async with browser.get(link["url"]) as inactive:
        assert "no longer active" in await read(inactive)
    assert len(stripe_world.intents) == 1


async def test_a_link_without_redirect_shows_its_own_words_of_thanks(
    browser: aiohttp.ClientSession, client: stripe.StripeClient, link: Json
) -> None:
    await client.v1.payment_links.update_async(
        link["id"],
        {"after_completion": {"type": "hosted_confirmation", "hosted_confirmation": {"custom_message": "Grazie <3"}}},
    )
    async with browser.post(link["url"], data=GOOD) as answer:
        assert "Grazie &lt;3" in await read(answer)


async def test_what_the_seller_wrote_is_escaped(
    browser: aiohttp.ClientSession, client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    name = '<script>alert("x")</script>'
    line = {"price_data": {"currency": "eur", "product_data": {"name": name}, "unit_amount": 500}, "quantity": 1}
    made = await client.v1.payment_links.create_async({"line_items": [line]})  # type: ignore[list-item]  # a plain dict where the SDK wants its TypedDict
    async with browser.post(made.url, data={**GOOD, "cvc": "", "name": '"><b>'}) as answer:
        page = await read(answer)
    assert "<script>alert" not in page
    assert '"><b>' not in page


async def test_unknown_links_and_payments_are_not_found(
    browser: aiohttp.ClientSession, stripe_world: StripeWorld, link: Json
) -> None:
    for path in ("/pay/plink_none", f"/pay/{link['id']}/done?session=cs_test_none"):
        async with browser.get(stripe_world.base_url + path) as answer:
            assert answer.status == 404
    opened = stripe_world.open(link["id"])
    async with browser.get(f"{link['url']}/done?session={opened['id']}") as answer:
        assert "has not been completed" in await read(answer)


@pytest.mark.parametrize(
    ("cents", "currency", "shown"), [(1220, "eur", "€12.20"), (5, "usd", "$0.05"), (123_456, "chf", "CHF 1,234.56")]
)
def test_amounts_are_written_in_units_and_cents(cents: int, currency: str, shown: str) -> None:
    assert money(cents, currency) == shown
