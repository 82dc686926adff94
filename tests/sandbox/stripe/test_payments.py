"""What a payment leaves behind, and how it is announced."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import timedelta

import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World
from tests.sandbox.stripe.conftest import Listener

PAID = ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def kinds(world: StripeWorld) -> list[str]:
    return [event["type"] for event in world.all_events]


async def test_a_payment_completes_session_intent_and_charge(stripe_world: StripeWorld, link: Json) -> None:
    paid = stripe_world.pay(link["url"])
    session, intent = paid["session"], paid["intent"]
    charge = stripe_world.store.all("charge")[0]
    assert (session["status"], session["payment_status"], session["amount_total"]) == ("complete", "paid", 1220)
    assert (intent["status"], intent["amount_received"], intent["currency"]) == ("succeeded", 1220, "eur")
    assert (charge["paid"], charge["payment_intent"], charge["id"]) == (True, intent["id"], intent["latest_charge"])
    assert session["payment_intent"] == intent["id"]
    assert session["payment_link"] == link["id"]
    assert kinds(stripe_world) == PAID


async def test_metadata_of_the_link_reaches_the_session_and_only_intent_data_the_intent(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    line = {"price_data": {"currency": "eur", "product_data": {"name": "x"}, "unit_amount": 500}, "quantity": 1}
    made = await client.v1.payment_links.create_async({"line_items": [line], "metadata": {"a": "b"}})  # type: ignore[list-item]  # a plain dict where the SDK wants its TypedDict
    paid = stripe_world.pay(made.id)
    assert (paid["session"]["metadata"], paid["intent"]["metadata"]) == ({"a": "b"}, {})


async def test_a_paid_single_use_link_takes_no_second_payment(stripe_world: StripeWorld, link: Json) -> None:
    stripe_world.pay(link["url"])
    with pytest.raises(LinkClosed, match="non è più disponibile"):
        stripe_world.pay(link["url"])
    assert len(stripe_world.intents) == 1


async def test_f25_two_people_at_once_make_two_intents(stripe_world: StripeWorld, link: Json) -> None:
    first, second = stripe_world.pay_at_once(link["url"])
    assert first["intent"]["id"] != second["intent"]["id"]
    assert link["restrictions"]["completed_sessions"] == {"count": 2, "limit": 1}


async def test_an_inactive_link_takes_nothing(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    await client.v1.payment_links.update_async(link["id"], {"active": False})
    with pytest.raises(LinkClosed):
        stripe_world.pay(link["id"])


async def test_a_session_opened_before_the_link_closed_can_be_expired(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    session = stripe_world.open(link["id"])
    await client.v1.payment_links.update_async(link["id"], {"active": False})
    expired = await client.v1.checkout.sessions.expire_async(session["id"])
    assert (expired.status, kinds(stripe_world)) == ("expired", ["checkout.session.expired"])
    with pytest.raises(stripe.InvalidRequestError):
        await client.v1.checkout.sessions.expire_async(session["id"])


async def test_a_session_expires_after_a_day(
    client: stripe.StripeClient, stripe_world: StripeWorld, world: World, link: Json
) -> None:
    stripe_world.open(link["id"])
    world.clock.move(timedelta(hours=24, seconds=1))
    listed = await client.v1.checkout.sessions.list_async({"payment_link": link["id"]})
    assert [it.status for it in listed.data] == ["expired"]


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("4000 0000 0000 0002", "card_declined"),
        ("4000000000009995", "card_declined"),
        ("4000000000000069", "expired_card"),
        ("4000000000000127", "incorrect_cvc"),
        ("4000000000000119", "processing_error"),
        ("4012888888881881", "card_declined"),
    ],
)
async def test_a_refused_card_leaves_the_session_open(
    stripe_world: StripeWorld, link: Json, card: str, code: str
) -> None:
    with pytest.raises(StripeError) as refused:
        stripe_world.pay(link["id"], card)
    session, intent = stripe_world.sessions[0], stripe_world.intents[0]
    assert refused.value.code == code
    assert (session["status"], intent["status"]) == ("open", "requires_payment_method")
    assert intent["last_payment_error"]["code"] == code
    assert kinds(stripe_world) == ["charge.failed", "payment_intent.payment_failed"]


async def test_a_second_card_pays_the_same_intent(stripe_world: StripeWorld, link: Json) -> None:
    session = stripe_world.open(link["id"])
    with pytest.raises(StripeError):
        stripe_world.pay(link["id"], "4000000000000002", session=session["id"])
    paid = stripe_world.pay(link["id"], session=session["id"])
    assert [paid["intent"]] == stripe_world.intents
    assert [it["status"] for it in stripe_world.store.all("charge")] == ["failed", "succeeded"]


@pytest.mark.parametrize("number", ["", "4242", "4242424242424241", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "4242 4242 4242 424x"])
async def test_what_is_no_card_number_is_refused_before_any_charge(
    stripe_world: StripeWorld, link: Json, number: str
) -> None:
    with pytest.raises(StripeError):
        stripe_world.pay(link["id"], number)
    assert stripe_world.store.all("charge") == []


async def test_a_twisted_payment_says_what_was_really_received(stripe_world: StripeWorld, link: Json) -> None:
    paid = stripe_world.pay(link["id"], amount=1000, currency="usd", livemode=True, metadata={"top_up": "8"})
    event = stripe_world.all_events[-1]
    assert (paid["intent"]["amount_received"], paid["intent"]["currency"]) == (1000, "usd")
    assert (event["livemode"], event["data"]["object"]["metadata"]) == (True, {"top_up": "8"})
    assert event["data"]["object"]["amount_total"] == 1000


@pytest.mark.parametrize(
    ("succeeded", "last", "status"),
    [
        (True, "checkout.session.async_payment_succeeded", "paid"),
        (False, "checkout.session.async_payment_failed", "unpaid"),
    ],
)
async def test_f21_an_asynchronous_payment_is_unpaid_until_it_settles(
    stripe_world: StripeWorld, link: Json, succeeded: bool, last: str, status: str
) -> None:
    paid = stripe_world.pay(link["id"], asynchronous=True)
    completed = stripe_world.all_events[0]["data"]["object"]
    assert (completed["status"], completed["payment_status"]) == ("complete", "unpaid")
    assert paid["intent"]["status"] == "processing"
    stripe_world.settle_later(paid["session"]["id"], succeeded=succeeded)
    assert kinds(stripe_world)[-1] == last
    assert stripe_world.all_events[-1]["data"]["object"]["payment_status"] == status


async def test_f27_refunds_carry_the_sum_so_far(stripe_world: StripeWorld, link: Json) -> None:
    intent = stripe_world.pay(link["id"])["intent"]["id"]
    for cents in (220, 300, None):
        stripe_world.refund(intent, cents)
    refunded = [it["data"]["object"] for it in stripe_world.all_events if it["type"] == "charge.refunded"]
    assert [(it["amount_refunded"], it["refunded"]) for it in refunded] == [(220, False), (520, False), (1220, True)]


# Webhooks


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
