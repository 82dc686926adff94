"""Refunds and disputes as the SDK meets them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_refunds import DISPUTE_FEE
from bot.sandbox.world import World
from tests.sandbox.stripe.conftest import post
from tests.stripe_schemas.checker import assert_answer_conforms


@pytest.fixture
def intent(stripe_world: StripeWorld, link: Json) -> str:
    """A payment of 12.20 euro."""
    return str(stripe_world.pay(link["url"])["intent"]["id"])


async def test_the_sdk_refunds_part_of_a_payment_and_the_rest(
    client: stripe.StripeClient, stripe_world: StripeWorld, intent: str
) -> None:
    part = await client.v1.refunds.create_async(
        {"payment_intent": intent, "amount": 220, "reason": "requested_by_customer", "metadata": {"top_up": "7"}}
    )
    rest = await client.v1.refunds.create_async({"charge": str(part.charge), "expand": ["charge", "payment_intent"]})
    assert (part.amount, part.status, part.reason) == (220, "succeeded", "requested_by_customer")
    assert stripe_world.refunds[0]["metadata"] == {"top_up": "7"}
    assert isinstance(rest.charge, stripe.Charge)
    assert (rest.amount, rest.charge.refunded) == (1000, True)
    assert [it["id"] for it in stripe_world.refunds] == [part.id, rest.id]


async def test_a_refund_asked_for_may_stay_pending(
    client: stripe.StripeClient, stripe_world: StripeWorld, intent: str
) -> None:
    stripe_world.money_back.pending = True
    refund = await client.v1.refunds.create_async({"payment_intent": intent})
    stripe_world.settle_refund(refund.id)
    settled = await client.v1.refunds.retrieve_async(refund.id)
    assert (refund.status, settled.status) == ("pending", "succeeded")


async def test_refunds_and_disputes_are_listed_by_payment_and_time_newest_first(
    client: stripe.StripeClient, stripe_world: StripeWorld, world: World, link: Json, intent: str
) -> None:
    link["restrictions"]["completed_sessions"]["count"] = 0
    other = stripe_world.pay(link["url"])["intent"]
    stripe_world.refund(intent, 100)
    stripe_world.dispute(other["id"], 100)
    world.clock.move(timedelta(hours=1))
    stripe_world.refund(intent, 200)
    stripe_world.win(stripe_world.disputes[0]["id"])
    stripe_world.refund(other["id"], 300)
    later: Any = {"created": {"gt": stripe_world.refunds[0]["created"]}}
    refunds, disputes = client.v1.refunds, client.v1.disputes
    found: list[Any] = [
        await refunds.list_async({"payment_intent": intent}),
        await refunds.list_async({"charge": other["latest_charge"]}),
        await refunds.list_async(later),
        await disputes.list_async({"payment_intent": intent}),
        await disputes.list_async({"charge": other["latest_charge"]}),
        await disputes.list_async(later),
    ]
    assert [[it.amount for it in page.data] for page in found] == [[200, 100], [300], [300, 200], [], [100], []]


async def test_the_sdk_pages_through_all_refunds_by_itself(
    client: stripe.StripeClient, stripe_world: StripeWorld, intent: str
) -> None:
    for cents in (1, 2, 3, 4, 5):
        stripe_world.refund(intent, cents)
    page = await client.v1.refunds.list_async({"payment_intent": intent, "limit": 2})
    assert [it.amount async for it in page.auto_paging_iter()] == [5, 4, 3, 2, 1]


async def test_a_dispute_is_retrieved_and_the_balance_follows(
    client: stripe.StripeClient, stripe_world: StripeWorld, intent: str
) -> None:
    made = stripe_world.dispute(intent)["id"]
    dispute = await client.v1.disputes.retrieve_async(made, {"expand": ["payment_intent"]})
    withdrawn = await client.v1.balance.retrieve_async()
    stripe_world.win(made)
    reinstated = await client.v1.balance.retrieve_async()
    assert isinstance(dispute.payment_intent, stripe.PaymentIntent)
    assert [it.available[0].amount for it in (withdrawn, reinstated)] == [-DISPUTE_FEE, 1220 - DISPUTE_FEE]


async def test_the_same_key_refunds_once(client: stripe.StripeClient, stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.hang_next("POST", "/v1/refunds")
    with pytest.raises(stripe.APIConnectionError):
        await client.v1.refunds.create_async({"payment_intent": intent, "amount": 220}, {"idempotency_key": "k"})
    again = await client.v1.refunds.create_async({"payment_intent": intent, "amount": 220}, {"idempotency_key": "k"})
    assert [it["id"] for it in stripe_world.refunds] == [again.id]
    with pytest.raises(stripe.IdempotencyError):
        await client.v1.refunds.create_async({"payment_intent": intent, "amount": 221}, {"idempotency_key": "k"})


async def test_a_refusal_is_kept_under_its_key_even_when_its_cause_is_gone(
    client: stripe.StripeClient, stripe_world: StripeWorld, intent: str
) -> None:
    dispute = stripe_world.dispute(intent)["id"]
    with pytest.raises(stripe.InvalidRequestError):
        await client.v1.refunds.create_async({"payment_intent": intent}, {"idempotency_key": "k"})
    stripe_world.win(dispute)
    with pytest.raises(stripe.InvalidRequestError) as again:
        await client.v1.refunds.create_async({"payment_intent": intent}, {"idempotency_key": "k"})
    assert again.value.code == "charge_disputed"
    assert (again.value.headers or {}).get("Idempotent-Replayed") == "true"
    await client.v1.refunds.create_async({"payment_intent": intent}, {"idempotency_key": "another"})


# What is refused


def more_than_is_left(world: StripeWorld, intent: str) -> Json:
    world.refund(intent, 220)
    return {"payment_intent": intent, "amount": "1001"}


def refunded_already(world: StripeWorld, intent: str) -> Json:
    world.refund(intent)
    return {"payment_intent": intent, "amount": "1"}


def disputed(world: StripeWorld, intent: str) -> Json:
    world.dispute(intent)
    return {"payment_intent": intent}


def failed_charge(world: StripeWorld, intent: str) -> Json:
    charge = world.store.all("charge")[0]
    charge["paid"] = False
    return {"charge": charge["id"]}


@pytest.mark.parametrize(
    ("prepare", "code", "param", "message"),
    [
        (
            more_than_is_left,
            None,
            "amount",
            "Refund amount (€10.01) is greater than unrefunded amount on charge (€10.00)",
        ),
        (refunded_already, "charge_already_refunded", None, "has already been refunded."),
        (disputed, "charge_disputed", None, "has been charged back; cannot issue a refund."),
        (failed_charge, None, "payment_intent", "does not have a successful charge to refund."),
    ],
)
async def test_what_cannot_be_refunded_is_refused_in_stripes_words(
    stripe_world: StripeWorld,
    intent: str,
    prepare: Callable[[StripeWorld, str], Json],
    code: str | None,
    param: str | None,
    message: str,
) -> None:
    form = prepare(stripe_world, intent)
    before = len(stripe_world.refunds)
    status, body, _ = await post(stripe_world, "/v1/refunds", form)
    error = body["error"]
    assert (status, error["type"], error.get("code"), error.get("param")) == (400, "invalid_request_error", code, param)
    assert error["message"].endswith(message)
    assert len(stripe_world.refunds) == before
    assert_answer_conforms(stripe_world.requests[-1])


async def test_an_unpaid_intent_has_nothing_to_refund(stripe_world: StripeWorld, link: Json) -> None:
    intent = stripe_world.pay(link["url"], asynchronous=True)["intent"]["id"]
    status, body, _ = await post(stripe_world, "/v1/refunds", {"payment_intent": intent})
    assert status == 400
    assert body["error"]["message"] == f"This PaymentIntent ({intent}) does not have a successful charge to refund."


@pytest.mark.parametrize(
    ("form", "code", "param"),
    [
        ({}, "parameter_missing", None),
        ({"payment_intent": "pi_x", "charge": "ch_x"}, "parameters_exclusive", None),
        ({"payment_intent": "pi_x"}, "resource_missing", "payment_intent"),
        ({"charge": "ch_x"}, "resource_missing", "charge"),
        ({"payment_intent": "pi_x", "amount": "0"}, "parameter_invalid_integer", "amount"),
        ({"payment_intent": "pi_x", "amount": "-5"}, "parameter_invalid_integer", "amount"),
        ({"payment_intent": "pi_x", "amount": "1.5"}, "parameter_invalid_integer", "amount"),
        ({"payment_intent": "pi_x", "reason": "unused"}, None, "reason"),
        ({"payment_intent": "pi_x", "status": "succeeded"}, "parameter_unknown", "status"),
    ],
)
async def test_a_wrong_refund_is_refused_by_name(
    stripe_world: StripeWorld, form: dict[str, str], code: str | None, param: str | None
) -> None:
    status, body, _ = await post(stripe_world, "/v1/refunds", form)
    error = body["error"]
    assert (status, error.get("code"), error.get("param")) == (400, code, param)
    assert_answer_conforms(stripe_world.requests[-1])


async def test_what_is_not_there_is_missing(client: stripe.StripeClient, stripe_world: StripeWorld) -> None:
    v1 = client.v1
    asked: list[Callable[[], Awaitable[Any]]] = [
        lambda: v1.refunds.retrieve_async("re_x"),
        lambda: v1.disputes.retrieve_async("du_x"),
        lambda: v1.refunds.list_async({"payment_intent": "pi_x"}),
        lambda: v1.disputes.list_async({"charge": "ch_x"}),
    ]
    for ask in asked:
        with pytest.raises(stripe.InvalidRequestError) as missing:
            await ask()
        assert missing.value.code == "resource_missing"
