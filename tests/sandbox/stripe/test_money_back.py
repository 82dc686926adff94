"""Refunds and disputes: what happens to a payment after it was paid, and how it is announced."""

from __future__ import annotations

import json

import pytest
import stripe

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_refunds import DISPUTE_FEE
from tests.sandbox.stripe.conftest import Listener


@pytest.fixture
def intent(stripe_world: StripeWorld, link: Json) -> str:
    """A payment of 12.20 euro."""
    return str(stripe_world.pay(link["url"])["intent"]["id"])


def announced(world: StripeWorld) -> list[tuple[str, str]]:
    """What was announced after the payment: type and the object's status, or what is refunded of a charge."""
    about = [(it["type"], it["data"]["object"]) for it in world.all_events[3:]]
    return [(kind, str(it["amount_refunded"] if it["object"] == "charge" else it["status"])) for kind, it in about]


def balance(world: StripeWorld) -> int:
    return world.money_back.balance()["eur"]


# Refunds


async def test_f27_refunds_carry_the_sum_so_far(stripe_world: StripeWorld, intent: str) -> None:
    charges = [dict(stripe_world.refund(intent, cents)) for cents in (220, 300, None)]
    refunded = [it["data"]["object"] for it in stripe_world.all_events if it["type"] == "charge.refunded"]
    assert [(it["amount_refunded"], it["refunded"]) for it in charges] == [(220, False), (520, False), (1220, True)]
    assert refunded == charges
    assert [(it["amount"], it["status"]) for it in stripe_world.refunds] == [
        (220, "succeeded"),
        (300, "succeeded"),
        (700, "succeeded"),
    ]
    assert balance(stripe_world) == 0


async def test_a_refund_is_created_before_its_charge_is_refunded(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.refund(intent, 220, metadata={"reason": "unused"})
    assert announced(stripe_world) == [("refund.created", "succeeded"), ("charge.refunded", "220")]
    refund = stripe_world.refunds[0]
    assert (refund["payment_intent"], refund["currency"], refund["metadata"]) == (intent, "eur", {"reason": "unused"})


async def test_a_pending_refund_counts_at_once_and_is_updated_when_it_succeeds(
    stripe_world: StripeWorld, intent: str
) -> None:
    charge = stripe_world.refund(intent, 220, pending=True)
    stripe_world.settle_refund(stripe_world.refunds[0]["id"])
    assert charge["amount_refunded"] == 220
    assert announced(stripe_world) == [
        ("refund.created", "pending"),
        ("charge.refunded", "220"),
        ("refund.updated", "succeeded"),
    ]


@pytest.mark.parametrize("pending", [True, False])
async def test_a_refund_that_the_bank_sent_back_is_no_longer_counted(
    stripe_world: StripeWorld, intent: str, pending: bool
) -> None:
    charge = stripe_world.refund(intent, pending=pending)
    failed = stripe_world.fail_refund(stripe_world.refunds[0]["id"])
    assert (charge["amount_refunded"], charge["refunded"], balance(stripe_world)) == (0, False, 1220)
    assert failed["failure_reason"] == "expired_or_canceled_card"
    assert announced(stripe_world)[2:] == [("refund.failed", "failed"), ("refund.updated", "failed")]


async def test_what_a_failed_refund_gave_back_can_be_refunded_again(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.refund(intent)
    stripe_world.fail_refund(stripe_world.refunds[0]["id"])
    assert stripe_world.refund(intent)["amount_refunded"] == 1220


async def test_a_refund_ends_once(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.refund(intent)
    refund = stripe_world.refunds[0]["id"]
    with pytest.raises(ValueError, match="succeeded, not pending"):
        stripe_world.settle_refund(refund)
    stripe_world.fail_refund(refund)
    with pytest.raises(ValueError, match="failed already"):
        stripe_world.fail_refund(refund)


@pytest.mark.parametrize("cents", [0, -1])
async def test_no_refund_of_nothing(stripe_world: StripeWorld, intent: str, cents: int) -> None:
    with pytest.raises(ValueError, match="cannot be refunded"):
        stripe_world.refund(intent, cents)
    assert stripe_world.refunds == []


# Disputes


async def test_a_dispute_is_announced_and_the_money_withdrawn_with_a_fee(
    stripe_world: StripeWorld, intent: str
) -> None:
    dispute = stripe_world.dispute(intent, reason="product_not_received")
    charge = stripe_world.store.all("charge")[0]
    assert announced(stripe_world) == [
        ("charge.dispute.created", "needs_response"),
        ("charge.dispute.funds_withdrawn", "needs_response"),
    ]
    facts = ("amount", "currency", "charge", "payment_intent", "reason", "is_charge_refundable", "livemode")
    assert [dispute[name] for name in facts] == [
        1220,
        "eur",
        charge["id"],
        intent,
        "product_not_received",
        False,
        False,
    ]
    assert (charge["disputed"], charge["amount_refunded"]) == (True, 0)
    assert [(it["amount"], it["net"]) for it in dispute["balance_transactions"]] == [(-1220, -1220 - DISPUTE_FEE)]
    assert balance(stripe_world) == -DISPUTE_FEE


async def test_f28_a_won_dispute_is_closed_and_the_money_comes_back_without_the_fee(
    stripe_world: StripeWorld, intent: str
) -> None:
    dispute = stripe_world.win(stripe_world.dispute(intent)["id"])
    assert announced(stripe_world)[2:] == [("charge.dispute.closed", "won"), ("charge.dispute.funds_reinstated", "won")]
    assert [it["amount"] for it in dispute["balance_transactions"]] == [-1220, 1220]
    assert dispute["is_charge_refundable"] is True
    assert balance(stripe_world) == 1220 - DISPUTE_FEE


async def test_a_lost_dispute_is_closed_and_nothing_moves(stripe_world: StripeWorld, intent: str) -> None:
    dispute = stripe_world.lose(stripe_world.dispute(intent, 300)["id"])
    assert announced(stripe_world)[2:] == [("charge.dispute.closed", "lost")]
    assert (dispute["amount"], balance(stripe_world)) == (300, 920 - DISPUTE_FEE)


async def test_a_dispute_is_about_what_was_not_refunded(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.refund(intent, 220)
    assert stripe_world.dispute(intent)["amount"] == 1000


async def test_a_contested_dispute_is_under_review_until_it_is_decided(stripe_world: StripeWorld, intent: str) -> None:
    dispute = stripe_world.dispute(intent)["id"]
    stripe_world.money_back.contest(dispute)
    stripe_world.win(dispute)
    assert announced(stripe_world)[2:4] == [
        ("charge.dispute.updated", "under_review"),
        ("charge.dispute.closed", "won"),
    ]


async def test_an_inquiry_withdraws_nothing_until_it_escalates(stripe_world: StripeWorld, intent: str) -> None:
    dispute = stripe_world.dispute(intent, inquiry=True)
    assert (dispute["balance_transactions"], balance(stripe_world)) == ([], 1220)
    stripe_world.money_back.escalate(dispute["id"])
    assert announced(stripe_world) == [
        ("charge.dispute.created", "warning_needs_response"),
        ("charge.dispute.updated", "needs_response"),
        ("charge.dispute.funds_withdrawn", "needs_response"),
    ]
    assert balance(stripe_world) == -DISPUTE_FEE


async def test_an_inquiry_that_comes_to_nothing_is_closed_without_money(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.win(stripe_world.dispute(intent, inquiry=True)["id"])
    assert announced(stripe_world)[1:] == [("charge.dispute.closed", "warning_closed")]
    assert balance(stripe_world) == 1220


async def test_a_dispute_is_decided_once(stripe_world: StripeWorld, intent: str) -> None:
    dispute = stripe_world.lose(stripe_world.dispute(intent)["id"])["id"]
    for again in (stripe_world.win, stripe_world.lose):
        with pytest.raises(ValueError, match="is lost, not one of"):
            again(dispute)


@pytest.mark.parametrize(("cents", "problem"), [(0, "cannot be disputed"), (1221, "1220 are left")])
async def test_a_dispute_takes_no_more_than_is_there(
    stripe_world: StripeWorld, intent: str, cents: int, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        stripe_world.dispute(intent, cents)


async def test_an_open_dispute_has_no_second_beside_it(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.dispute(intent, 100)
    with pytest.raises(ValueError, match="disputed already"):
        stripe_world.dispute(intent, 100)


@pytest.mark.parametrize(("end", "refundable"), [("win", True), ("lose", False), ("contest", False), (None, False)])
async def test_a_disputed_charge_is_refunded_only_once_the_dispute_is_won(
    stripe_world: StripeWorld, intent: str, end: str | None, refundable: bool
) -> None:
    dispute = stripe_world.dispute(intent, 100)
    if end is not None:
        getattr(stripe_world.money_back, end)(dispute["id"])
    if refundable:
        assert stripe_world.refund(intent)["refunded"] is True
    else:
        with pytest.raises(StripeError) as refused:
            stripe_world.refund(intent)
        assert refused.value.code == "charge_disputed"


async def test_an_inquiry_leaves_the_charge_refundable(stripe_world: StripeWorld, intent: str) -> None:
    stripe_world.dispute(intent, inquiry=True)
    assert stripe_world.refund(intent)["refunded"] is True


# How it is announced


async def test_every_event_is_signed_and_the_sdk_reads_it(
    client: stripe.StripeClient, stripe_world: StripeWorld, listener: Listener, link: Json
) -> None:
    intent = stripe_world.pay(link["url"])["intent"]["id"]
    stripe_world.refund(intent, 220, pending=True)
    stripe_world.fail_refund(stripe_world.refunds[0]["id"])
    dispute = stripe_world.dispute(intent)["id"]
    stripe_world.money_back.contest(dispute)
    stripe_world.win(dispute)
    await stripe_world.idle()
    heard = {event.type for event in listener.events(client, stripe_world.webhook_secret)}
    assert heard - {"charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"} == {
        "refund.created",
        "charge.refunded",
        "refund.failed",
        "refund.updated",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
    }


@pytest.mark.parametrize(("mode", "heard"), [("normal", 8), ("lose", 0), ("delay", 0), ("double", 16)])
async def test_each_may_be_lost_delayed_or_doubled(
    client: stripe.StripeClient, stripe_world: StripeWorld, listener: Listener, link: Json, mode: str, heard: int
) -> None:
    intent = stripe_world.pay(link["url"], webhooks="lose")["intent"]["id"]
    stripe_world.refund(intent, 220, webhooks=mode)
    stripe_world.fail_refund(stripe_world.refunds[0]["id"], webhooks=mode)
    dispute = stripe_world.dispute(intent, webhooks=mode)["id"]
    stripe_world.win(dispute, webhooks=mode)
    await stripe_world.idle()
    assert len(listener.heard) == heard
    listed = await client.v1.events.list_async({"types": ["refund.*", "charge.refunded", "charge.dispute.*"]})
    assert len(listed.data) == 8
    stripe_world.release_delayed()
    await stripe_world.idle()
    assert len({json.loads(body)["id"] for body, _ in listener.heard}) == (0 if mode == "lose" else 8)
