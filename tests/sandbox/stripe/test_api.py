"""Stripe's API as the SDK meets it."""

from __future__ import annotations

import base64
from typing import Any

import aiohttp
import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json, Many, Param, Shape
from bot.sandbox.stripe_parameters import TABLES
from tests.sandbox.stripe.conftest import post
from tests.stripe_schemas.checker import assert_answer_conforms, assert_request_conforms, knows


def parameter_paths(table: Any, before: tuple[str, ...] = ()) -> list[list[str]]:
    """Every parameter of a table, nested ones too, as a list of steps."""
    paths = []
    for name, param in table.items():
        here = (*before, name)
        paths.append(list(here))
        inside: Param = param
        if isinstance(inside, Many):
            here, inside = (*here, "0"), inside.item
        if isinstance(inside, Shape):
            paths += parameter_paths(inside.fields, here)
    return paths


@pytest.mark.parametrize(("method", "path"), sorted(TABLES))
def test_each_parameter_of_the_sandbox_is_one_of_stripes(method: str, path: str) -> None:
    part = "query" if method == "GET" else "form"
    unknown = [it for it in parameter_paths(TABLES[method, path]) if not knows(f"{method} {path}", part, it)]
    assert unknown == []


async def test_the_sdk_creates_a_product_and_a_link_over_it(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    product = await client.v1.products.create_async({"id": "ricarica", "name": "Ricarica credito"})
    line = {"price_data": {"currency": "EUR", "product": product.id, "unit_amount": 500}, "quantity": 2}
    made = await client.v1.payment_links.create_async({"line_items": [line]})  # type: ignore[list-item]  # a plain dict where the SDK wants its TypedDict
    items = await client.v1.payment_links.line_items.list_async(made.id)
    assert made.url == f"{stripe_world.base_url}/pay/{made.id}"
    assert [(item.amount_total, item.currency, item.description) for item in items.data] == [
        (1000, "eur", "Ricarica credito")
    ]


async def test_every_address_answers_as_stripes_document_says(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    paid = stripe_world.pay(link["url"])
    intent, session = paid["intent"]["id"], paid["session"]["id"]
    price = stripe_world.store.all("price")[0]
    await client.v1.products.retrieve_async(price["product"])
    await client.v1.products.update_async(price["product"], {"active": False, "metadata": {"a": "b"}})
    await client.v1.products.list_async({"active": False, "ids": [price["product"]]})
    other = await client.v1.products.create_async(
        {"name": "Ricarica", "description": "Credito", "metadata": {"a": "b"}}
    )
    await client.v1.prices.create_async({"currency": "eur", "product": other.id, "unit_amount": 100})
    await client.v1.prices.retrieve_async(price["id"], {"expand": ["product"]})
    await client.v1.prices.list_async({"product": other.id})
    await client.v1.payment_links.retrieve_async(link["id"], {"expand": ["line_items"]})
    await client.v1.payment_links.update_async(
        link["id"],
        {
            "active": False,
            "inactive_message": "Chiuso",
            "metadata": {"state": "closed"},
            "after_completion": {"type": "hosted_confirmation", "hosted_confirmation": {"custom_message": "Grazie"}},
            "restrictions": {"completed_sessions": {"limit": 3}},
        },
    )
    await client.v1.payment_links.list_async({"active": False, "limit": 1})
    await client.v1.checkout.sessions.retrieve_async(
        session, {"expand": ["line_items", "payment_intent.latest_charge"]}
    )
    await client.v1.checkout.sessions.list_async({"payment_link": link["id"], "expand": ["data.payment_intent"]})
    await client.v1.checkout.sessions.list_async({"payment_intent": intent, "status": "complete"})
    await client.v1.checkout.sessions.line_items.list_async(session)
    await client.v1.payment_intents.retrieve_async(intent, {"expand": ["latest_charge"]})
    await client.v1.payment_intents.list_async({"created": {"gte": 0}})
    await client.v1.charges.list_async({"payment_intent": intent})
    await client.v1.charges.retrieve_async(paid["intent"]["latest_charge"])
    events = await client.v1.events.list_async({"types": ["checkout.session.completed", "charge.succeeded"]})
    await client.v1.events.retrieve_async(events.data[0].id)
    await client.v1.accounts.retrieve_current_async()
    balance = await client.v1.balance.retrieve_async()
    assert balance.available[0].amount == 1220
    assert {call.status for call in stripe_world.requests} == {200}


async def test_a_link_keeps_what_it_was_given(stripe_world: StripeWorld, link: Json) -> None:
    kept = {name: link[name] for name in ("metadata", "inactive_message", "payment_method_types", "active")}
    assert kept == {
        "metadata": {"top_up": "7"},
        "inactive_message": "Questa ricarica non è più disponibile.",
        "payment_method_types": ["card"],
        "active": True,
    }
    assert link["restrictions"] == {"completed_sessions": {"count": 0, "limit": 1}}
    assert link["after_completion"] == {"type": "redirect", "redirect": {"url": "https://t.me/area_bot"}}
    assert_request_conforms(stripe_world.requests[0])


LINE = {
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][product_data][name]": "Ricarica",
    "line_items[0][price_data][unit_amount]": "500",
    "line_items[0][quantity]": "1",
}


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"expires_at": "1"}, "parameter_unknown", "expires_at"),
        ({"restrictions[uses]": "1"}, "parameter_unknown", "restrictions[uses]"),
        ({"line_items[0][quantity]": ""}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items[0][quantity]": "1.5"}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items[0][quantity]": "0"}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items[0][quantity]": "٣"}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items[0][quantity]": None}, "parameter_missing", "line_items[0][quantity]"),
        ({"line_items[0][price_data][currency]": None}, "parameter_missing", "line_items[0][price_data][currency]"),
        ({"line_items[0][price_data][currency]": "euro"}, None, "line_items[0][price_data][currency]"),
        (
            {"line_items[0][price_data][unit_amount]": None},
            "parameter_missing",
            "line_items[0][price_data][unit_amount]",
        ),
        ({"line_items[0][price_data][unit_amount]": "49"}, "amount_too_small", None),
        (
            {"line_items[0][price_data][product]": "prod_1"},
            "parameters_exclusive",
            "line_items[0][price_data][product]",
        ),
        ({"line_items[0][price]": "price_1"}, "parameters_exclusive", "line_items[0][price]"),
        ({"line_items": "one"}, None, "line_items"),
        ({"after_completion[type]": "redirect"}, "parameter_missing", "after_completion[redirect][url]"),
        ({"after_completion[type]": "applause"}, None, "after_completion[type]"),
        ({"after_completion[redirect][url]": "https://t.me/x"}, "parameter_missing", "after_completion[type]"),
        (
            {"after_completion[type]": "redirect", "after_completion[redirect][url]": "t.me/x"},
            "url_invalid",
            "after_completion[redirect][url]",
        ),
        ({"payment_method_types[0]": "cash"}, None, "payment_method_types[0]"),
        ({"payment_method_types": "card"}, None, "payment_method_types"),
        ({"allow_promotion_codes": "yes"}, None, "allow_promotion_codes"),
        ({"inactive_message": "x" * 501}, None, "inactive_message"),
        ({"metadata[" + "k" * 41 + "]": "v"}, None, "metadata[" + "k" * 41 + "]"),
        ({"metadata[k]": "v" * 501}, None, "metadata[k]"),
        ({"metadata": "text"}, None, "metadata"),
        ({"expand[0]": "customer"}, None, "expand"),
        ({"currency": "usd"}, None, "line_items"),
    ],
)
async def test_a_wrong_parameter_is_refused_by_name(
    stripe_world: StripeWorld, change: dict[str, str | None], code: str | None, param: str | None
) -> None:
    form = {key: value for key, value in {**LINE, **change}.items() if value is not None}
    status, body, _ = await post(stripe_world, "/v1/payment_links", form)
    error = body["error"]
    assert (status, error["type"], error.get("code"), error.get("param")) == (
        400,
        "invalid_request_error",
        code,
        param,
    )
    assert_answer_conforms(stripe_world.requests[-1])


async def test_a_refused_link_leaves_nothing_behind(stripe_world: StripeWorld) -> None:
    await post(stripe_world, "/v1/payment_links", {**LINE, "colour": "red"})
    assert (stripe_world.links, stripe_world.store.all("product")) == ([], [])


@pytest.mark.parametrize(
    ("path", "param"),
    [
        ("/v1/products/prod_x", "id"),
        ("/v1/payment_links/plink_x", "payment_link"),
        ("/v1/checkout/sessions/cs_test_x", "session"),
        ("/v1/payment_intents/pi_x", "intent"),
        ("/v1/events/evt_x", "id"),
    ],
)
async def test_an_unknown_id_is_missing(stripe_world: StripeWorld, path: str, param: str) -> None:
    basic = base64.b64encode(f"{stripe_world.key}:".encode()).decode()
    async with (
        aiohttp.ClientSession() as http,
        http.get(stripe_world.base_url + path, headers={"Authorization": f"Basic {basic}"}) as answer,
    ):
        error = (await answer.json())["error"]
    assert (answer.status, error["code"], error["param"]) == (404, "resource_missing", param)


async def test_an_unknown_address_is_refused_loudly(stripe_world: StripeWorld) -> None:
    status, body, _ = await post(stripe_world, "/v1/coupons", {})
    assert status == 404
    assert body["error"]["message"].startswith("Unrecognized request URL (POST: /v1/coupons)")


async def test_a_wrong_or_absent_key_opens_nothing(stripe_world: StripeWorld) -> None:
    wrong, body, _ = await post(
        stripe_world, "/v1/products", {"name": "x"}, Authorization="Bearer sk_test_of_another_one"
    )
    none, _, _ = await post(stripe_world, "/v1/products", {"name": "x"}, Authorization="")
    assert (wrong, none) == (401, 401)
    assert "sk_test_of_another_one" not in body["error"]["message"]
    assert stripe_world.store.all("product") == []


async def test_the_sdk_raises_its_own_errors(client: stripe.StripeClient, stripe_world: StripeWorld) -> None:
    with pytest.raises(stripe.InvalidRequestError) as missing:
        await client.v1.payment_links.retrieve_async("plink_none")
    stripe_world.fail_next("GET", "/v1/balance", status=429)
    with pytest.raises(stripe.RateLimitError):
        await client.v1.balance.retrieve_async()
    assert missing.value.code == "resource_missing"
