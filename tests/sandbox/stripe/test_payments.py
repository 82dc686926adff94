"""What a payment leaves behind, and how it is announced."""

from __future__ import annotations

from datetime import timedelta

import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_checkout import LinkClosed
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_forms import Json
from bot.sandbox.world import World

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
