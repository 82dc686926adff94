"""Stripe's webhook over HTTP, from the signed body to the books, on both databases."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import pytest

from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_forms import Json
from domain.errors import StorageUnavailable
from domain.notices import NoticeKind
from domain.top_ups import Payment, PaymentState, TopUpState
from domain.usecases.settling import Settling
from tests.people import CARLA, MARIO
from tests.till import Till, open_till, pretend_stripe

COMPLETED = "checkout.session.completed"


@pytest.fixture
async def stripe_world() -> AsyncIterator[StripeWorld]:
    """The pretend Stripe, that tells nothing until a test makes it."""
    async with pretend_stripe() as world:
        world.webhooks.mode = "lose"
        yield world


@pytest.fixture
async def till(stripe_world: StripeWorld, database_url: str) -> AsyncIterator[Till]:
    """A till on an empty database."""
    async with open_till(stripe_world, database_url) as till:
        yield till
        assert await till.problems() == []


async def post(till: Till, body: bytes, signature: str | None) -> int:
    """The status of a POST to the webhook."""
    headers = {} if signature is None else {"Stripe-Signature": signature}
    async with aiohttp.ClientSession() as http, http.post(till.url, data=body, headers=headers) as answer:
        return answer.status


async def tell(till: Till, event: Json) -> int:
    """The status after an event, signed just now."""
    return await post(till, *till.stripe.signed(event))


def event_of(stripe: StripeWorld, thing: Json, kind: str = COMPLETED) -> Json:
    """The event of a kind about an object."""
    return next(event for event in stripe.events_of(thing["id"]) if event["type"] == kind)


async def pay(till: Till, cents: int = 1_000, **twists: Any) -> tuple[Json, Json]:
    """Mario asks for a top-up and pays it; the session and the intent."""
    top_up = await till.top_up(cents)
    assert top_up.link_id is not None
    paid = till.stripe.pay(top_up.link_id, **twists)
    return paid["session"], paid["intent"]


async def test_a_paid_session_is_credited_and_told(till: Till) -> None:
    session, intent = await pay(till)
    assert await tell(till, event_of(till.stripe, session)) == 200
    assert await till.credit() == 1_000
    assert await till.payment(intent["id"]) is not None
    assert await till.news() == [(str(MARIO.chat_id), NoticeKind.CREDIT_RECEIVED)]


async def test_stripes_own_delivery_is_accepted(till: Till) -> None:
    session, _ = await pay(till, webhooks="normal")
    await till.stripe.idle()
    delivery = await till.stripe.delivered(event_of(till.stripe, session)["id"])
    assert [attempt.status for attempt in delivery.attempts] == [200]
    assert await till.credit() == 1_000


async def test_an_event_of_no_interest_is_accepted_and_left_alone(till: Till) -> None:
    _, intent = await pay(till)
    charge = till.stripe.store.get("charge", intent["latest_charge"], param="charge")
    assert await tell(till, event_of(till.stripe, charge, "charge.succeeded")) == 200
    assert (await till.credit(), await till.news()) == (0, [])


async def test_f18_one_payment_announced_five_times_at_two_replicas_is_credited_once(
    till: Till, stripe_world: StripeWorld, database_url: str
) -> None:
    session, _ = await pay(till)
    event = event_of(stripe_world, session)
    async with open_till(stripe_world, database_url) as other:
        statuses = await asyncio.gather(*(tell(replica, event) for replica in (till, other, till, other, till)))
    assert statuses == [200] * 5
    assert (await till.credit(), await till.lines()) == (1_000, 1)
    assert len(await till.news()) == 1


async def test_f19_three_kinds_of_event_about_one_payment_are_one_credit(till: Till) -> None:
    session, intent = await pay(till)
    again = till.stripe.emit("checkout.session.async_payment_succeeded", session)
    events = [event_of(till.stripe, intent, "payment_intent.succeeded"), event_of(till.stripe, session), again]
    assert [await tell(till, event) for event in events] == [200, 200, 200]
    assert (await till.credit(), await till.lines(), len(await till.news())) == (1_000, 1, 1)


async def test_f21_a_session_completed_but_unpaid_is_credited_only_when_the_money_is_there(till: Till) -> None:
    session, _ = await pay(till, asynchronous=True)
    assert await tell(till, event_of(till.stripe, session)) == 200
    before = await till.credit()
    till.stripe.settle_later(session["id"])
    await tell(till, event_of(till.stripe, session, "checkout.session.async_payment_succeeded"))
    assert (before, await till.credit()) == (0, 1_000)


async def test_f21_a_payment_that_fails_in_the_end_is_told_once_and_not_credited(till: Till) -> None:
    session, intent = await pay(till, asynchronous=True)
    await tell(till, event_of(till.stripe, session))
    till.stripe.settle_later(session["id"], succeeded=False)
    failed = event_of(till.stripe, session, "checkout.session.async_payment_failed")
    assert [await tell(till, failed), await tell(till, failed)] == [200, 200]
    assert (await till.credit(), await till.payment(intent["id"])) == (0, None)
    assert await till.news() == [(str(MARIO.chat_id), NoticeKind.PAYMENT_FAILED)]


@pytest.mark.parametrize("received", [999, 1_001])
async def test_f22_what_was_received_is_credited_and_flagged_if_it_differs(till: Till, received: int) -> None:
    session, intent = await pay(till, amount=received)
    await tell(till, event_of(till.stripe, session))
    payment = await till.payment(intent["id"])
    assert payment is not None
    assert (await till.credit(), payment.reason) == (received, "amount-differs")
    assert (str(CARLA.chat_id), NoticeKind.ADMIN_PAYMENT) in await till.news()


async def refused(till: Till, event: Json, intent: Json) -> str | None:
    """The reason for which a payment was taken in, refused, and shown to the admin."""
    assert await tell(till, event) == 200
    payment = await till.payment(intent["id"])
    assert payment is not None
    assert (await till.credit(), payment.state) == (0, PaymentState.REFUSED)
    assert await till.news() == [(str(CARLA.chat_id), NoticeKind.ADMIN_PAYMENT)]
    return payment.reason


async def test_f23_another_currency_is_not_credited(till: Till) -> None:
    session, intent = await pay(till, currency="usd")
    assert await refused(till, event_of(till.stripe, session), intent) == "currency"


async def test_f23_a_payment_of_the_other_mode_is_not_credited(till: Till) -> None:
    session, intent = await pay(till, livemode=True)
    event = event_of(till.stripe, session) | {"livemode": True}
    assert await refused(till, event, intent) == "not-ours"


async def test_f23_an_event_of_a_connected_account_is_not_credited(till: Till) -> None:
    session, intent = await pay(till)
    event = event_of(till.stripe, session) | {"account": "acct_somebody_else"}
    assert await refused(till, event, intent) == "not-ours"


async def test_f24_a_payment_after_the_link_expired_is_still_credited(till: Till) -> None:
    top_up = await till.top_up()
    assert top_up.link_id is not None
    session = till.stripe.pay(top_up.link_id)["session"]
    async with till.units.write() as unit:
        await unit.top_ups.change_state(top_up.id, (TopUpState.OPEN,), TopUpState.EXPIRED)
        await unit.commit()
    assert await tell(till, event_of(till.stripe, session)) == 200
    assert (await till.credit(), (await till.stored(top_up)).state) == (1_000, TopUpState.PAID)


async def test_f25_two_payments_through_one_link_are_two_credits(till: Till) -> None:
    top_up = await till.top_up()
    assert top_up.link_id is not None
    paid = till.stripe.pay_at_once(top_up.link_id)
    for each in paid:
        await tell(till, event_of(till.stripe, each["session"]))
    assert (await till.credit(), await till.lines()) == (2_000, 2)


@pytest.mark.parametrize(
    "reference", ["R999999", f"R{10**30}", f"R{2**63}", "R000001x", "'; DROP TABLE payments; --", "R٣"]
)
async def test_f26_a_tampered_reference_waits_for_a_person(till: Till, reference: str) -> None:
    session, intent = await pay(till, metadata={"reference": reference})
    assert await tell(till, event_of(till.stripe, session)) == 200
    await unassigned(till, intent)


async def test_f26_the_reference_of_another_top_up_waits_for_a_person(till: Till) -> None:
    other = await till.top_up(2_000)
    session, intent = await pay(till, metadata={"reference": other.reference})
    await tell(till, event_of(till.stripe, session))
    await unassigned(till, intent)


async def test_f26_a_payment_that_names_nothing_waits_for_a_person(till: Till) -> None:
    session, intent = await pay(till, metadata={})
    nameless = event_of(till.stripe, session)
    nameless["data"]["object"]["payment_link"] = None
    assert await tell(till, nameless) == 200
    await unassigned(till, intent)


async def unassigned(till: Till, intent: Json) -> None:
    """The payment is kept, shown to the admin, and credited to nobody."""
    payment = await till.payment(intent["id"])
    assert isinstance(payment, Payment)
    assert (payment.state, payment.reason, payment.top_up_id) == (PaymentState.UNASSIGNED, "no-top-up", None)
    assert await till.credit() == 0
    assert await till.news() == [(str(CARLA.chat_id), NoticeKind.ADMIN_PAYMENT)]


def flipped(body: bytes) -> bytes:
    """One digit of the amount is another one."""
    return body.replace(b'"amount_total": 1000', b'"amount_total": 9000')


async def test_f29_s10_only_what_stripe_signed_just_now_is_read(till: Till) -> None:
    session, intent = await pay(till)
    event = event_of(till.stripe, session)
    body, signature = till.stripe.signed(event)
    _, old = till.stripe.signed(event, at=time.time() - 301)
    refused = [
        await post(till, body, None),
        await post(till, body, ""),
        await post(till, body, "t=1,v1=00"),
        await post(till, body, signature.replace("v1=", "v1=0")),
        await post(till, body, old),
        await post(till, flipped(body), signature),
        await post(till, b"\xff\xfe", signature),
        await post(till, b"", signature),
    ]
    assert refused == [400] * 8
    assert (await till.payment(intent["id"]), await till.credit(), await till.news()) == (None, 0, [])


async def test_f29_a_signature_of_another_secret_is_refused(till: Till) -> None:
    session, intent = await pay(till)
    body = json.dumps(event_of(till.stripe, session)).encode()
    secret, till.stripe.webhooks.secret = till.stripe.webhooks.secret, "whsec_guessed"
    _, forged = till.stripe.signed(event_of(till.stripe, session))
    till.stripe.webhooks.secret = secret
    assert await post(till, body, forged) == 400
    assert await till.payment(intent["id"]) is None


async def test_what_stripe_signed_but_is_no_event_is_refused(till: Till) -> None:
    assert await tell(till, {"object": "v2.core.event", "id": "evt_1", "type": "v2.something"}) == 400


async def test_an_event_without_what_it_is_about_is_accepted(till: Till) -> None:
    event = {"object": "event", "id": "evt_1", "type": COMPLETED, "livemode": False, "data": {"object": {}}}
    assert await tell(till, event) == 200


async def test_s11_one_signed_event_a_hundred_times_at_once_is_one_transfer(till: Till) -> None:
    session, _ = await pay(till)
    statuses = await till.stripe.deliver(event_of(till.stripe, session)["id"], times=100, parallel=True)
    assert statuses == [200] * 100
    assert (await till.credit(), await till.lines(), len(await till.news())) == (1_000, 1, 1)


@contextmanager
def failing_commits(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Iterator[None]:
    """The credit is written, and then nothing of it is kept."""

    async def no_news(*_: Any) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Settling, "credit", no_news)
        yield


@pytest.mark.parametrize(("error", "status"), [(StorageUnavailable(), 503), (RuntimeError("unexpected"), 500)])
async def test_f32_trouble_in_the_database_is_told_to_stripe_and_a_repetition_credits_once(
    till: Till, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    session, intent = await pay(till)
    event = event_of(till.stripe, session)
    with failing_commits(monkeypatch, error):
        assert await tell(till, event) == status
    assert (await till.credit(), await till.payment(intent["id"])) == (0, None)
    assert [await tell(till, event), await tell(till, event)] == [200, 200]
    assert (await till.credit(), await till.lines()) == (1_000, 1)


async def test_f32_stripe_repeats_by_itself_until_it_is_booked(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing_commits(monkeypatch, StorageUnavailable()):
        session, _ = await pay(till, webhooks="normal")
        delivery = till.stripe.deliveries[event_of(till.stripe, session)["id"]]
        async with asyncio.timeout(10):
            while not delivery.attempts:  # noqa: ASYNC110 - the pretend Stripe rings no bell for an attempt
                await asyncio.sleep(0.01)
    delivery = await till.stripe.delivered(event_of(till.stripe, session)["id"])
    assert (delivery.attempts[0].status, delivery.attempts[-1].status) == (503, 200)
    await till.stripe.idle()
    assert (await till.credit(), await till.lines()) == (1_000, 1)
