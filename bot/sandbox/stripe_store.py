"""Everything Stripe remembers, and how it pages through it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from bot.sandbox.stripe_errors import StripeError, missing_resource
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_objects import page_of

KINDS = (
    "product",
    "price",
    "payment_link",
    "checkout.session",
    "payment_intent",
    "charge",
    "refund",
    "dispute",
    "event",
)
_EXPANDABLE = frozenset({"product", "price", "payment_link", "payment_intent", "latest_charge", "charge"})


class Store:
    """Objects by kind and id, each kind in the order of creation."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS}
        self.line_items: dict[str, list[Json]] = {}

    def add(self, thing: Json) -> Json:
        self._kept[thing["object"]][thing["id"]] = thing
        return thing

    def all(self, kind: str) -> list[Json]:
        """Oldest first."""
        return list(self._kept[kind].values())

    def find(self, kind: str, wanted: str) -> Json | None:
        return self._kept[kind].get(wanted)

    def get(self, kind: str, wanted: str, *, param: str, status: int = 404) -> Json:
        """The object, or Stripe's refusal: 404 for an id of the path, 400 for a parameter's."""
        found = self.find(kind, wanted)
        if found is None:
            name = kind.removeprefix("checkout.")
            raise missing_resource(name, wanted, param=param, status=status)
        return found

    def page(self, kind: str, given: Json, url: str, keep: Callable[[Json], bool] = lambda _: True) -> Json:
        """One page, newest first, between the cursors."""
        newest_first = list(reversed(self.all(kind)))
        return cut(newest_first, given, url, keep=lambda it: keep(it) and _within(it, given))

    def expanded(self, answer: Json, paths: list[str]) -> Json:
        """A copy of the answer with the ids at these paths replaced by their objects."""
        whole = copy.deepcopy(answer)
        for path in paths:
            self._expand(whole, path.split("."), path)
        return whole

    def _expand(self, node: Any, steps: list[str], whole: str) -> None:
        step, rest = steps[0], steps[1:]
        if isinstance(node, list):
            for each in node:
                self._expand(each, steps, whole)
            return
        if node.get("object") == "list" and step == "data":
            self._expand(node["data"], rest, whole)
            return
        if step == "line_items" and node["id"] in self._with_line_items(node):
            items = copy.deepcopy(self.line_items[self._owner_of_items(node)])
            node.setdefault("line_items", page_of(items, f"{self._url(node)}/line_items"))
        elif step in _EXPANDABLE and step in node:
            node[step] = self._resolved(node[step])
        else:
            raise StripeError(f"This property cannot be expanded ({whole}).", param="expand")
        if rest and node[step] is not None:
            self._expand(node[step], rest, whole)

    def _with_line_items(self, node: Json) -> tuple[str, ...]:
        return (node["id"],) if node["object"] in ("payment_link", "checkout.session") else ()

    def _owner_of_items(self, node: Json) -> str:
        owner = node["payment_link"] if node["object"] == "checkout.session" else node["id"]
        return str(owner["id"] if isinstance(owner, dict) else owner)

    def _url(self, node: Json) -> str:
        folder = {"payment_link": "payment_links", "checkout.session": "checkout/sessions"}
        return f"/v1/{folder[node['object']]}/{node['id']}"

    def _resolved(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = (kept[value] for kept in self._kept.values() if value in kept)
        return copy.deepcopy(next(found, value))


def cut(newest_first: list[Json], given: Json, url: str, keep: Callable[[Json], bool] = lambda _: True) -> Json:
    """The part that limit and cursors ask for; a cursor need not pass the filter itself."""
    if "starting_after" in given and "ending_before" in given:
        raise StripeError(
            "You may only specify one of these parameters: starting_after, ending_before.",
            code="parameters_exclusive",
        )
    limit = given.get("limit", 10)
    if "ending_before" in given:
        place = _place(newest_first, given, "ending_before")
        before = [it for it in newest_first[:place] if keep(it)]
        return page_of(before[-limit:], url, more=len(before) > limit)
    start = _place(newest_first, given, "starting_after") + 1 if "starting_after" in given else 0
    after = [it for it in newest_first[start:] if keep(it)]
    return page_of(after[:limit], url, more=len(after) > limit)


def _place(things: list[Json], given: Json, cursor: str) -> int:
    for place, thing in enumerate(things):
        if thing["id"] == given[cursor]:
            return place
    raise missing_resource("object", given[cursor], param=cursor, status=400)


def _within(thing: Json, given: Json) -> bool:
    bounds = given.get("created")
    if bounds is None:
        return True
    created = thing["created"]
    return bool(
        created > bounds.get("gt", created - 1)
        and created >= bounds.get("gte", created)
        and created < bounds.get("lt", created + 1)
        and created <= bounds.get("lte", created)
    )
