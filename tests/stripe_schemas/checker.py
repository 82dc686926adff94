"""Holds recorded Stripe calls against Stripe's own schemas: what was asked, and what was answered.

Stricter than the schemas in one way: a field that Stripe does not know is wrong at every depth, in both directions.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from openapi_schema_validator import OAS31Validator

from bot.sandbox.stripe_forms import decode

_DOCUMENT = json.loads(Path(__file__).with_name("schemas.json").read_text("utf-8"))


class Call(Protocol):
    """What bot.sandbox.stripe_api records of a call."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def answer(self) -> dict[str, Any]: ...


def assert_request_conforms(call: Call) -> None:
    """Fails unless Stripe's own document knows the address and every parameter, with its type."""
    name = operation_of(call.method, call.path)
    for part, encoded in (("query", call.query), ("form", call.form)):
        schema = _operations()[name][part]
        asked = _typed(decode(encoded), schema)
        _refuse(_validator(name, part), asked, f"the {part} of {name}")


def assert_answer_conforms(call: Call) -> None:
    """Fails unless the answer has the shape that Stripe's own document gives it."""
    if call.status >= 400:
        assert_object_conforms(call.answer, "error")
        return
    name = operation_of(call.method, call.path)
    _refuse(_validator(name, "answer"), call.answer, f"the answer of {name}")


def assert_object_conforms(thing: dict[str, Any], kind: str | None = None) -> None:
    """Fails unless an object, and what an event carries, has the shape of its kind."""
    kind = kind or str(thing["object"])
    _refuse(_validator("", kind), thing, f"the {kind}")
    if kind == "event":
        assert_object_conforms(thing["data"]["object"])


def assert_all_conform(calls: list[Any]) -> None:
    """Every call, both ways."""
    for call in calls:
        assert_request_conforms(call)
        assert_answer_conforms(call)


def operation_of(method: str, path: str) -> str:
    """The operation's name in the document, as in `GET /v1/products/{id}`."""
    for name in _operations():
        its_method, _, template = name.partition(" ")
        if its_method == method and re.fullmatch(re.sub(r"\{[a-z_]+\}", "[^/]+", template), path):
            return name
    raise AssertionError(f"Stripe's document has no {method} {path}")


def knows(name: str, part: str, path: list[str]) -> bool:
    """Whether a parameter exists in an operation; array items are written as `0`."""
    node: Any = _operations()[name][part]
    for step in path:
        choices = node.get("anyOf", [node])
        node = next((each for each in choices if "properties" in each or "items" in each), {})
        node = node.get("items") if step == "0" else node.get("properties", {}).get(step)
        if node is None:
            return False
    return True


@cache
def _operations() -> dict[str, Any]:
    return dict(_closed(_DOCUMENT["operations"]))


@cache
def _components() -> dict[str, Any]:
    return dict(_closed(_DOCUMENT["schemas"]))


@cache
def _validator(name: str, part: str) -> Any:
    schema = _operations()[name][part] if name else {"$ref": f"#/components/schemas/{part}"}
    return OAS31Validator({**schema, "components": {"schemas": _components()}})


def _closed(node: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: `nullable` spelt out, and objects closed to unknown fields."""
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items() if key != "nullable"}
    if isinstance(closed.get("properties"), dict) and closed.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return {"anyOf": [closed, {"type": "null"}]} if node.get("nullable") is True else closed


def _typed(given: Any, schema: dict[str, Any]) -> Any:
    """The decoded form with numbers, booleans and arrays where the schema wants them."""
    if "anyOf" in schema:
        return _typed(given, _fitting(given, schema["anyOf"]))
    wanted = schema.get("type")
    if isinstance(given, dict):
        if wanted == "array" and all(key.isdigit() for key in given):
            return [_typed(given[key], schema["items"]) for key in sorted(given, key=int)]
        known = schema.get("properties", {})
        extra = schema.get("additionalProperties")
        other = extra if isinstance(extra, dict) else {}
        return {key: _typed(value, known.get(key, other)) for key, value in given.items()}
    if wanted == "integer" and re.fullmatch(r"-?[0-9]+", given):
        return int(given)
    if wanted == "number" and re.fullmatch(r"-?[0-9.]+", given):
        return float(given)
    if wanted == "boolean" and given in ("true", "false"):
        return given == "true"
    return given


def _fitting(given: Any, choices: list[dict[str, Any]]) -> dict[str, Any]:
    """The branch meant for a value: `""` clears, a tree is an object or an array, text a scalar."""
    if given == "":
        return next((it for it in choices if it.get("enum") == [""]), choices[0])
    kinds = ("object", "array") if isinstance(given, dict) else ("integer", "number", "boolean", "string")
    fitting = [it for it in choices if it.get("type") in kinds and it.get("enum") != [""]]
    return fitting[0] if fitting else choices[0]


def _refuse(validator: Any, thing: Any, what: str) -> None:
    problems = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(thing)]
    assert not problems, f"{what} is not as Stripe's document has it:\n" + "\n".join(problems)
