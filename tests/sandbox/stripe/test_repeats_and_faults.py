"""The same call twice, answers that never come, and lists longer than a page."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import stripe

from bot.sandbox import stripe_objects as objects
from bot.sandbox.stripe import StripeWorld
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_forms import Json, decode
from bot.sandbox.world import World
from tests.sandbox.stripe.conftest import TOP_UP, post
from tests.stripe_schemas.checker import assert_answer_conforms

# Idempotency


async def test_the_same_key_replays_the_first_answer(client: stripe.StripeClient, stripe_world: StripeWorld) -> None:
    first = await client.v1.products.create_async({"name": "Ricarica"}, {"idempotency_key": "k"})
    again = await client.v1.products.create_async({"name": "Ricarica"}, {"idempotency_key": "k"})
    assert again.id == first.id
    assert again.last_response is not None
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert len(stripe_world.store.all("product")) == 1


async def test_the_same_key_with_other_parameters_is_an_error(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    await client.v1.products.create_async({"name": "Ricarica"}, {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError):
        await client.v1.products.create_async({"name": "Altro"}, {"idempotency_key": "k"})
    assert len(stripe_world.store.all("product")) == 1
    assert_answer_conforms(stripe_world.requests[-1])


async def test_a_key_in_progress_is_a_conflict(stripe_world: StripeWorld) -> None:
    stripe_world.hang_next("POST", "/v1/products", after_recording=False, seconds=0.3)
    hanging = asyncio.ensure_future(post(stripe_world, "/v1/products", {"name": "x"}, **{"Idempotency-Key": "k"}))
    await asyncio.sleep(0.1)
    status, body, _ = await post(stripe_world, "/v1/products", {"name": "x"}, **{"Idempotency-Key": "k"})
    assert (status, body["error"]["code"]) == (409, "idempotency_key_in_use")
    assert (await hanging)[0] == 504


async def test_a_refused_parameter_may_be_corrected_under_the_same_key(stripe_world: StripeWorld) -> None:
    await post(stripe_world, "/v1/products", {"nome": "x"}, **{"Idempotency-Key": "k"})
    status, _, headers = await post(stripe_world, "/v1/products", {"name": "x"}, **{"Idempotency-Key": "k"})
    assert (status, headers.get("Idempotent-Replayed")) == (200, None)


async def test_a_key_is_forgotten_after_a_day(
    client: stripe.StripeClient, stripe_world: StripeWorld, world: World
) -> None:
    first = await client.v1.products.create_async({"name": "Ricarica"}, {"idempotency_key": "k"})
    world.clock.move(timedelta(hours=24, minutes=1))
    again = await client.v1.products.create_async({"name": "Ricarica"}, {"idempotency_key": "k"})
    assert again.id != first.id


# Trouble to order


async def test_f31_an_answer_lost_after_recording_is_found_by_the_same_key(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    stripe_world.hang_next("POST", "/v1/payment_links")
    with pytest.raises(stripe.APIConnectionError):
        await client.v1.payment_links.create_async(TOP_UP, {"idempotency_key": "k"})  # type: ignore[arg-type]  # a plain dict where the SDK wants its TypedDict
    again = await client.v1.payment_links.create_async(TOP_UP, {"idempotency_key": "k"})  # type: ignore[arg-type]  # as above
    assert [it["id"] for it in stripe_world.links] == [again.id]


async def test_a_failure_before_recording_leaves_nothing(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    stripe_world.fail_next("POST", "/v1/products", times=2)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            await client.v1.products.create_async({"name": "x"}, {"idempotency_key": "k"})
    assert stripe_world.store.all("product") == []
    await client.v1.products.create_async({"name": "x"}, {"idempotency_key": "k"})
    assert len(stripe_world.store.all("product")) == 1


async def test_a_failure_after_recording_is_repaired_by_the_key(
    client: stripe.StripeClient, stripe_world: StripeWorld
) -> None:
    stripe_world.fail_next("POST", "/v1/products", after_recording=True)
    with pytest.raises(stripe.APIError):
        await client.v1.products.create_async({"name": "x"}, {"idempotency_key": "k"})
    await client.v1.products.create_async({"name": "x"}, {"idempotency_key": "k"})
    assert len(stripe_world.store.all("product")) == 1


async def test_an_outage_refuses_everything(client: stripe.StripeClient, stripe_world: StripeWorld) -> None:
    stripe_world.refuse_all = True
    with pytest.raises(stripe.APIError):
        await client.v1.balance.retrieve_async()
    stripe_world.refuse_all = False
    await client.v1.balance.retrieve_async()


# Lists


async def test_events_are_paged_newest_first_by_cursor(client: stripe.StripeClient, stripe_world: StripeWorld) -> None:
    product = dict(objects.product({"name": "Ricarica"}, now=0))
    made = [stripe_world.emit("product.created", product)["id"] for _ in range(5)]
    newest = await client.v1.events.list_async({"limit": 2})
    older = await client.v1.events.list_async({"limit": 2, "starting_after": newest.data[-1].id})
    since = await client.v1.events.list_async({"ending_before": made[1], "limit": 2})
    assert [it.id for it in newest.data] == [made[4], made[3]]
    assert [it.id for it in older.data] == [made[2], made[1]]
    assert ([it.id for it in since.data], since.has_more) == ([made[3], made[2]], True)


async def test_the_sdk_pages_through_all_events_by_itself(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    for _ in range(5):
        stripe_world.pay_at_once(link["id"], 1)
        link["restrictions"]["completed_sessions"]["count"] = 0
    pages = await client.v1.events.list_async({"limit": 3, "types": ["checkout.session.completed"]})
    seen = [event.id async for event in pages.auto_paging_iter()]
    assert seen == [it["id"] for it in reversed(stripe_world.all_events) if it["type"].startswith("checkout")]


async def test_a_cursor_need_not_pass_the_filter(
    client: stripe.StripeClient, stripe_world: StripeWorld, link: Json
) -> None:
    stripe_world.pay(link["id"])
    cursor = stripe_world.all_events[0]
    assert cursor["type"] == "charge.succeeded"
    found = await client.v1.events.list_async({"ending_before": cursor["id"], "types": ["checkout.session.completed"]})
    assert [it.type for it in found.data] == ["checkout.session.completed"]


def test_the_form_decoder_reads_nested_brackets() -> None:
    assert decode("a[b][0][c]=1&a[b][1][c]=2&d=&e[]=x&e[]=y") == {
        "a": {"b": {"0": {"c": "1"}, "1": {"c": "2"}}},
        "d": "",
        "e": {"0": "x", "1": "y"},
    }


@pytest.mark.parametrize("form", ["a[=1", "[a]=1", "a=1&a[b]=2"])
def test_the_form_decoder_refuses_what_is_malformed(form: str) -> None:
    with pytest.raises(StripeError):
        decode(form)
