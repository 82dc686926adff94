"""How Stripe announces what happened, and how it fails to."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from tests.sandbox.stripe.conftest import Listener

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


async def test_a_payment_is_announced_signed_and_the_sdk_accepts_it(
    client: stripe.StripeClient, stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.pay(link["url"])
    await stripe_world.idle()
    heard = listener.events(client, stripe_world.webhook_secret)
    assert sorted(event.type for event in heard) == sorted(PAID)
    assert {it.status for it in stripe_world.deliveries.values()} == {"delivered"}
    assert {event["pending_webhooks"] for event in stripe_world.all_events} == {0}


async def test_a_delivery_is_repeated_until_it_is_accepted(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    listener.answers = [500, 302, 404]
    event = stripe_world.emit("checkout.session.completed", stripe_world.open(link["id"]))
    delivery = await stripe_world.delivered(event["id"])
    assert [attempt.status for attempt in delivery.attempts] == [500, 302, 404, 200]


async def test_an_endpoint_that_never_accepts_is_given_up(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.webhooks.retry_delays = (0.0, 0.0)
    listener.answers = [500] * 3
    event = stripe_world.emit("checkout.session.completed", stripe_world.open(link["id"]))
    await stripe_world.idle()
    assert stripe_world.deliveries[event["id"]].status == "failed"
    assert event["pending_webhooks"] == 1
    with pytest.raises(AssertionError, match="was not delivered"):
        await stripe_world.delivered(event["id"])


async def test_an_absent_endpoint_is_tried_again(stripe_world: StripeWorld, link: Json) -> None:
    stripe_world.webhooks.retry_delays = (0.0,)
    stripe_world.webhook_url = "http://127.0.0.1:9/stripe"
    event = stripe_world.emit("checkout.session.completed", stripe_world.open(link["id"]))
    await stripe_world.idle()
    assert [it.trouble for it in stripe_world.deliveries[event["id"]].attempts] == ["ClientConnectorError"] * 2


async def test_f30_a_lost_webhook_is_still_listed(
    client: stripe.StripeClient, stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.webhooks.mode = "lose"
    stripe_world.pay(link["id"])
    await stripe_world.idle()
    lost = await client.v1.events.list_async({"delivery_success": False, "types": ["checkout.session.completed"]})
    assert listener.heard == []
    assert [it.id for it in lost.data] == [stripe_world.all_events[-1]["id"]]


async def test_a_delayed_webhook_waits_until_released(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.pay(link["id"], webhooks="delay")
    await stripe_world.idle()
    assert listener.heard == []
    released = stripe_world.release_delayed()
    await stripe_world.idle()
    assert (len(released), len(listener.heard)) == (3, 3)
    assert stripe_world.release_delayed() == []


async def test_a_doubled_webhook_arrives_twice(stripe_world: StripeWorld, listener: Listener, link: Json) -> None:
    stripe_world.pay(link["id"], webhooks="double")
    await stripe_world.idle()
    assert len(listener.heard) == 6
    assert len({json.loads(body)["id"] for body, _ in listener.heard}) == 3


async def test_f18_an_event_can_be_sent_five_times_in_parallel(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.pay(link["id"], webhooks="lose")
    completed = stripe_world.all_events[-1]["id"]
    statuses = await stripe_world.deliver(completed, times=5, parallel=True)
    assert statuses == [200] * 5
    assert len(listener.heard) == 5
    assert stripe_world.deliveries[completed].status == "delivered"


async def test_f29_a_signature_is_refused_when_old_or_when_the_body_changed(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    event = stripe_world.emit("checkout.session.completed", stripe_world.open(link["id"]))
    body, good = stripe_world.signed(event)
    _, old = stripe_world.signed(event, at=time.time() - 301)
    assert client.construct_event(body, good, stripe_world.webhook_secret).id == event["id"]
    for wrong_body, wrong_signature in ((body, old), (body.replace(b"open", b"paid"), good), (body, "t=1,v1=00")):
        with pytest.raises(stripe.SignatureVerificationError):
            client.construct_event(wrong_body, wrong_signature, stripe_world.webhook_secret)


async def test_an_event_can_be_crafted(stripe_world: StripeWorld, link: Json) -> None:
    session = stripe_world.open(link["id"])
    event = stripe_world.emit(
        "checkout.session.completed", {**session, "currency": "usd"}, livemode=True, account="acct_other"
    )
    assert (event["livemode"], event["account"], event["data"]["object"]["currency"]) == (True, "acct_other", "usd")
    assert session["currency"] == "eur"


async def test_an_event_keeps_the_object_as_it_was(stripe_world: StripeWorld, link: Json) -> None:
    paid = stripe_world.pay(link["id"])
    paid["session"]["metadata"]["top_up"] = "changed later"
    assert stripe_world.all_events[-1]["data"]["object"]["metadata"] == {"top_up": "7"}


async def test_only_types_that_the_endpoint_subscribes_to_are_sent(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.webhooks.enabled_events = frozenset({"checkout.session.completed"})
    stripe_world.pay(link["id"])
    await stripe_world.idle()
    assert [json.loads(body)["type"] for body, _ in listener.heard] == ["checkout.session.completed"]


def test_an_unknown_mode_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="unknown webhook mode"):
        world.stripe.webhooks.mode = "sometimes"


# Who watches


async def test_calls_and_deliveries_are_published(
    client: stripe.StripeClient, world: World, stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    with world.events.subscribe() as watcher:
        await client.v1.balance.retrieve_async()
        stripe_world.pay(link["id"])
        await stripe_world.idle()
        async with asyncio.timeout(1):
            seen = [await watcher.get() for _ in range(10)]
    calls = [event for event in seen if event and event["kind"] == "call"]
    assert {call["api"] for call in calls} == {"stripe", "webhook"}
    assert calls[0]["method"] == "GET /v1/balance"
    assert stripe_world.key not in json.dumps(seen)


async def test_the_dashboard_shows_links_payments_and_deliveries(
    stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    stripe_world.pay(link["id"])
    await stripe_world.idle()
    board = stripe_world.dashboard()
    assert [(it["amount"], it["paid"], it["limit"]) for it in board["links"]] == [(1220, 1, 1)]
    assert [(it["amount_received"], it["status"]) for it in board["payments"]] == [(1220, "succeeded")]
    assert [it["delivery"] for it in board["events"]] == ["delivered"] * 3
    assert json.dumps(board)
