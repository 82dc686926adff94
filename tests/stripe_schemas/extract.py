"""Cuts the schemas in use out of Stripe's OpenAPI document: python -m tests.stripe_schemas.extract spec3.json

The document is MIT licensed (see NOTICE.md) and lies, among other places, in the wheel seahaven-stripe-world.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.sandbox.stripe_parameters import TABLES

TARGET = Path(__file__).with_name("schemas.json")
# Events carry these; the others are reached from the answers.
ALSO = ("event", "refund", "dispute", "charge", "payment_intent", "checkout.session", "error")
# Resources that no answer of the sandbox holds: their places keep the id, or null.
KEPT_RESOURCES = frozenset(
    {
        "account",
        "balance",
        "balance_transaction",
        "charge",
        "checkout.session",
        "dispute",
        "event",
        "item",
        "payment_intent",
        "payment_link",
        "price",
        "product",
        "refund",
    }
)
# Of the many ways to pay, the sandbox has the card.
CARD_ONLY = frozenset(
    {
        "checkout_session_payment_method_options",
        "dispute_payment_method_details",
        "payment_intent_payment_method_options",
        "payment_method_details",
        "refund_destination_details",
    }
)
# Parts never filled: any value is accepted there.
CUT = frozenset(
    {
        "account_business_profile",
        "account_capabilities",
        "account_future_requirements",
        "account_requirements",
        "account_settings",
        "account_tos_acceptance",
        "account_unification_account_controller",
        "legal_entity_company",
        "payment_intent_next_action",
        "person",
    }
)
_WORDS = ("description", "title", "externalDocs", "deprecated")


class Extract:
    """Collects the schemas reachable from the operations in use."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec
        self.schemas: dict[str, Any] = {}

    def take(self, name: str) -> None:
        if name in self.schemas:
            return
        schema = self._spec["components"]["schemas"][name]
        if name in CARD_ONLY:
            kept = {key: value for key, value in schema["properties"].items() if key in ("card", "type")}
            schema = {**schema, "properties": kept}
        self.schemas[name] = {}
        self.schemas[name] = self.pruned(schema)

    def pruned(self, node: Any) -> Any:
        """The node without words and extensions, its references collected."""
        if isinstance(node, list):
            return [self.pruned(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return self._reference(node)
        kept: dict[str, Any] = {}
        for key, value in node.items():
            if key.startswith("x-") or (key in _WORDS and not isinstance(value, dict)):
                continue
            if key == "properties":
                kept[key] = {name: self.pruned(each) for name, each in value.items()}
            elif key == "anyOf":
                kept[key] = [self.pruned(each) for each in value if not self._foreign(each)]
            else:
                kept[key] = self.pruned(value)
        if kept.get("anyOf") == []:
            return {"enum": [None], "nullable": True}
        return kept

    def _reference(self, node: dict[str, Any]) -> dict[str, Any]:
        name = node["$ref"].rpartition("/")[2]
        if name in CUT or self._foreign(node):
            return {}
        self.take(name)
        return {"$ref": node["$ref"]}

    def _foreign(self, node: dict[str, Any]) -> bool:
        name = node.get("$ref", "").rpartition("/")[2]
        if not name:
            return False
        resource = self._spec["components"]["schemas"][name].get("x-resourceId")
        deleted = name.startswith("deleted_")
        return deleted or (resource is not None and name not in KEPT_RESOURCES)

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """What may be asked at an address and what is answered there."""
        found = self._spec["paths"][path][method.lower()]
        answer = found["responses"]["200"]["content"]["application/json"]["schema"]
        form = found.get("requestBody", {}).get("content", {})
        query = {it["name"]: self.pruned(it["schema"]) for it in found.get("parameters", []) if it["in"] == "query"}
        asked = form.get("application/x-www-form-urlencoded", {}).get("schema", {"type": "object", "properties": {}})
        return {
            "answer": self.pruned(answer),
            "form": self.pruned(asked),
            "query": {"type": "object", "properties": query, "additionalProperties": False},
        }


def main(source: str) -> None:
    spec = json.loads(Path(source).read_text("utf-8"))
    extract = Extract(spec)
    operations = {f"{method} {path}": extract.operation(method, path) for method, path in sorted(TABLES)}
    for name in ALSO:
        extract.take(name)
    parts = [
        f'"version": {json.dumps(spec["info"]["version"])}',
        _lines("operations", operations),
        _lines("schemas", dict(sorted(extract.schemas.items()))),
    ]
    TARGET.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _lines(name: str, things: dict[str, Any]) -> str:
    """One thing a line, so that a change shows as one."""
    inside = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'), sort_keys=True)}"
        for key, value in things.items()
    )
    return f'"{name}": {{\n{inside}\n}}'


if __name__ == "__main__":
    main(sys.argv[1])
