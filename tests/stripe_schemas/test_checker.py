"""The check itself: it lets the right call pass and names what is wrong with another."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import stripe_objects as objects
from bot.sandbox.stripe_api import Recorded
from bot.sandbox.stripe_forms import Json
from tests.stripe_schemas.checker import assert_answer_conforms, assert_request_conforms


def call(method: str, path: str, *, form: str = "", query: str = "", answer: Json | None = None) -> Recorded:
    return Recorded(
        method=method,
        path=path,
        query=query,
        form=form,
        idempotency_key=None,
        status=200,
        answer=answer or {},
        at="2026-11-22T10:00:00+00:00",
        ms=1,
    )


@pytest.mark.parametrize(
    "form",
    [
        "name=Ricarica&active=true&metadata[a]=b",
        "name=Ricarica&default_price_data[currency]=eur&default_price_data[unit_amount]=500",
        "name=Ricarica&images[0]=https://x/1.png&images[1]=https://x/2.png",
    ],
)
def test_a_right_request_passes(form: str) -> None:
    assert_request_conforms(call("POST", "/v1/products", form=form))


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("nome=Ricarica", "'nome' was unexpected"),
        ("active=true", "'name' is a required property"),
        ("name=Ricarica&active=yes", r"\$.active: 'yes' is not of type 'boolean'"),
        ("name=x&default_price_data[currency]=eur&default_price_data[unit_amount]=5.5", "unit_amount: '5.5'"),
        ("name=x&default_price_data[currency]=eur&default_price_data[colour]=red", "'colour' was unexpected"),
        ("name=x&unit_label=thirteen_long", "is too long"),
    ],
)
def test_a_wrong_request_is_named(form: str, problem: str) -> None:
    with pytest.raises(AssertionError, match=problem):
        assert_request_conforms(call("POST", "/v1/products", form=form))


def test_a_wrong_query_is_named() -> None:
    assert_request_conforms(call("GET", "/v1/events", query="limit=5&created[gte]=7&types[0]=charge.succeeded"))
    with pytest.raises(AssertionError, match="'since' was unexpected"):
        assert_request_conforms(call("GET", "/v1/events", query="since=5"))


def test_an_address_unknown_to_stripe_is_named() -> None:
    with pytest.raises(AssertionError, match="has no POST /v1/payment_link"):
        assert_request_conforms(call("POST", "/v1/payment_link"))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": None}, r"\$.name: None is not of type 'string'"),
        ({"colour": "red"}, "'colour' was unexpected"),
        ({"object": "produce"}, "is not one of"),
        ({"created": "today"}, "'today' is not of type 'integer'"),
    ],
)
def test_a_wrong_answer_is_named(change: dict[str, Any], problem: str) -> None:
    right = objects.product({"name": "Ricarica"}, now=1)
    assert_answer_conforms(call("POST", "/v1/products", answer=right))
    with pytest.raises(AssertionError, match=problem):
        assert_answer_conforms(call("POST", "/v1/products", answer={**right, **change}))
