"""A running Stripe, the real SDK as its client, and an endpoint that listens to its webhooks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import stripe
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from tests.stripe_schemas.checker import assert_all_conform, assert_object_conforms


class Listener:
    """A webhook endpoint that answers as told and remembers what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.heard: list[tuple[bytes, str]] = []

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append((await request.read(), request.headers["Stripe-Signature"]))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    def events(self, client: stripe.StripeClient, secret: str) -> list[stripe.Event]:
        """What was heard, verified and read by the SDK."""
        return [client.construct_event(body, signature, secret) for body, signature in self.heard]


@pytest.fixture
async def stripe_world(world: World, base_url: str) -> AsyncIterator[StripeWorld]:
    """The pretend Stripe; whatever it answered or announced in a test is held against the schemas."""
    assert world.stripe.base_url == base_url
    yield world.stripe
    await world.stripe.stop()
    answered = [call for call in world.stripe.requests if call.status == 200]
    assert_all_conform(answered)
    for kind in ("session", "intent", "link", "refund", "dispute", "event"):
        for thing in getattr(world.stripe, "all_events" if kind == "event" else f"{kind}s"):
            assert_object_conforms(thing)


@pytest.fixture
async def client(stripe_world: StripeWorld) -> AsyncIterator[stripe.StripeClient]:
    """Stripe's own SDK, pointed at the sandbox and not repeating calls by itself."""
    http = stripe.AIOHTTPClient(timeout=aiohttp.ClientTimeout(total=1))
    yield stripe.StripeClient(
        stripe_world.key, base_addresses={"api": stripe_world.base_url}, http_client=http, max_network_retries=0
    )
    await http.close_async()  # type: ignore[no-untyped-call]  # the SDK left this one untyped


@pytest.fixture
async def listener(stripe_world: StripeWorld) -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/stripe", listener.hear)
    async with TestServer(app) as server:
        stripe_world.webhook_url = str(server.make_url("/stripe"))
        yield listener


TOP_UP: dict[str, Any] = {
    "line_items": [
        {"price_data": {"currency": "eur", "product_data": {"name": "Ricarica"}, "unit_amount": 1220}, "quantity": 1}
    ],
    "payment_method_types": ["card"],
    "metadata": {"top_up": "7"},
    "payment_intent_data": {"metadata": {"top_up": "7"}, "description": "Ricarica 12,20 €"},
    "restrictions": {"completed_sessions": {"limit": 1}},
    "after_completion": {"type": "redirect", "redirect": {"url": "https://t.me/area_bot"}},
    "inactive_message": "Questa ricarica non è più disponibile.",
}


@pytest.fixture
async def link(client: stripe.StripeClient, stripe_world: StripeWorld) -> Json:
    """A single-use link over 12.20 euro, made by the SDK."""
    made = await client.v1.payment_links.create_async(TOP_UP, {"idempotency_key": "top-up-7"})  # type: ignore[arg-type]  # a plain dict where the SDK wants its TypedDict
    return stripe_world.checkout.link(made.id)


async def post(world: StripeWorld, path: str, form: dict[str, str], **headers: str) -> tuple[int, Json, Any]:
    """A call by hand, for what the SDK would never send."""
    sent = {"Authorization": f"Bearer {world.key}", **headers}
    async with (
        aiohttp.ClientSession() as http,
        http.post(world.base_url + path, data=form, headers=sent) as answer,
    ):
        return answer.status, await answer.json(), answer.headers
