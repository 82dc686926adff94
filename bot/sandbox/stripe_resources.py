"""What each address of Stripe's API does."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox import stripe_objects as objects
from bot.sandbox.clock import SandboxClock
from bot.sandbox.stripe_checkout import Checkout
from bot.sandbox.stripe_errors import StripeError, missing_resource
from bot.sandbox.stripe_events import Webhooks
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_money_back import MoneyBack
from bot.sandbox.stripe_money_back_api import MoneyBackResources
from bot.sandbox.stripe_store import Store, cut

Handler = Callable[[Json, str], Json]
SMALLEST = 50  # cents: the least that a card can pay in euro


class Resources:
    """The handlers, each given the typed parameters and the id that stood in the path."""

    def __init__(
        self, store: Store, checkout: Checkout, money_back: MoneyBack, webhooks: Webhooks, clock: SandboxClock
    ) -> None:
        self._store = store
        self._checkout = checkout
        self._webhooks = webhooks
        self._clock = clock
        self.base_url = "http://127.0.0.1"
        self.handlers: Mapping[tuple[str, str], Handler] = {
            ("POST", "/v1/products"): self.create_product,
            ("GET", "/v1/products"): self.list_products,
            ("GET", "/v1/products/{id}"): lambda _, it: self._product(it),
            ("POST", "/v1/products/{id}"): self.update_product,
            ("POST", "/v1/prices"): self.create_price,
            ("GET", "/v1/prices"): self.list_prices,
            ("GET", "/v1/prices/{price}"): lambda _, it: store.get("price", it, param="price"),
            ("POST", "/v1/payment_links"): self.create_link,
            ("GET", "/v1/payment_links"): self.list_links,
            ("GET", "/v1/payment_links/{payment_link}"): lambda _, it: self._link(it),
            ("POST", "/v1/payment_links/{payment_link}"): self.update_link,
            ("GET", "/v1/payment_links/{payment_link}/line_items"): self.link_items,
            ("GET", "/v1/checkout/sessions"): self.list_sessions,
            ("GET", "/v1/checkout/sessions/{session}"): lambda _, it: self._session(it),
            ("GET", "/v1/checkout/sessions/{session}/line_items"): self.session_items,
            ("POST", "/v1/checkout/sessions/{session}/expire"): self.expire_session,
            ("GET", "/v1/payment_intents"): self.list_intents,
            ("GET", "/v1/payment_intents/{intent}"): self.intent,
            ("GET", "/v1/charges"): self.list_charges,
            ("GET", "/v1/charges/{charge}"): lambda _, it: store.get("charge", it, param="charge"),
            ("GET", "/v1/events"): self.list_events,
            ("GET", "/v1/events/{id}"): lambda _, it: store.get("event", it, param="id"),
            ("GET", "/v1/account"): lambda _, __: objects.account(clock.timestamp()),
            ("GET", "/v1/balance"): lambda _, __: objects.balance(money_back.balance()),
            **MoneyBackResources(store, money_back).handlers,
        }

    def create_product(self, given: Json, _: str) -> Json:
        if "id" in given and self._store.find("product", given["id"]):
            raise StripeError("Product already exists.", code="resource_already_exists", param="id")
        return self._store.add(objects.product(given, now=self._now()))

    def update_product(self, given: Json, wanted: str) -> Json:
        product = self._product(wanted)
        product["metadata"] = merged(product["metadata"], given.pop("metadata", None))
        product.update(given, updated=self._now())
        return product

    def list_products(self, given: Json, _: str) -> Json:
        ids = given.get("ids")
        return self._store.page(
            "product",
            given,
            "/v1/products",
            lambda it: _same(given, it, "active") and (ids is None or it["id"] in ids),
        )

    def create_price(self, given: Json, _: str) -> Json:
        self._store.get("product", given["product"], param="product", status=400)
        return self._store.add(objects.price(given, now=self._now()))

    def list_prices(self, given: Json, _: str) -> Json:
        return self._store.page(
            "price", given, "/v1/prices", lambda it: _same(given, it, "active", "currency", "product")
        )

    def create_link(self, given: Json, _: str) -> Json:
        self._check_completion(given)
        items = [self._line_item(item, f"line_items[{place}]") for place, item in enumerate(given["line_items"])]
        if not items:
            raise _missing("line_items")
        currencies = {item["currency"] for item in items}
        if len(currencies) > 1 or given.get("currency", items[0]["currency"]) not in currencies:
            raise StripeError("All line items must have the same currency.", param="line_items")
        self._check_total(sum(item["amount_total"] for item in items), items[0]["currency"])
        link = objects.payment_link(given, currency=items[0]["currency"], base_url=self.base_url)
        self._store.line_items[link["id"]] = items
        self._webhooks.tell(f"payment link of {link['currency']} created")
        return self._store.add(link)

    def update_link(self, given: Json, wanted: str) -> Json:
        link = self._link(wanted)
        self._check_completion(given)
        changes = {name: given[name] for name in given if name in link}
        if "after_completion" in given:
            changes["after_completion"] = objects.after_completion(given["after_completion"])
        if "payment_intent_data" in given:
            changes["payment_intent_data"] = objects.intent_data(given["payment_intent_data"])
        if "custom_text" in given:
            changes["custom_text"] = objects.custom_text(given["custom_text"])
        if "restrictions" in given:
            counted = (link["restrictions"] or {}).get("completed_sessions", {"count": 0})["count"]
            changes["restrictions"] = objects.restrictions(given["restrictions"], counted)
        if "metadata" in given:
            changes["metadata"] = merged(link["metadata"], given["metadata"])
        link.update(changes)
        self._webhooks.tell(f"payment link {wanted} changed")
        return link

    def list_links(self, given: Json, _: str) -> Json:
        return self._store.page("payment_link", given, "/v1/payment_links", lambda it: _same(given, it, "active"))

    def link_items(self, given: Json, wanted: str) -> Json:
        link = self._link(wanted)
        return self._items(link["id"], given, f"/v1/payment_links/{wanted}/line_items")

    def list_sessions(self, given: Json, _: str) -> Json:
        if "payment_link" in given:
            link = given["payment_link"]
            self._store.get("payment_link", link, param="payment_link", status=400)
        self._checkout.expire_old()
        return self._store.page(
            "checkout.session",
            given,
            "/v1/checkout/sessions",
            lambda it: _same(given, it, "payment_intent", "payment_link", "status"),
        )

    def session_items(self, given: Json, wanted: str) -> Json:
        session = self._session(wanted)
        url = f"/v1/checkout/sessions/{wanted}/line_items"
        return self._items(session["payment_link"], given, url)

    def expire_session(self, _: Json, wanted: str) -> Json:
        return self._checkout.expire(self._session(wanted))

    def list_intents(self, given: Json, _: str) -> Json:
        return self._store.page("payment_intent", given, "/v1/payment_intents", lambda it: _same(given, it, "customer"))

    def intent(self, given: Json, wanted: str) -> Json:
        found = self._store.get("payment_intent", wanted, param="intent")
        if given.get("client_secret", found["client_secret"]) != found["client_secret"]:
            raise missing_resource("payment_intent", wanted, param="intent")
        return found

    def list_charges(self, given: Json, _: str) -> Json:
        return self._store.page("charge", given, "/v1/charges", lambda it: _same(given, it, "payment_intent"))

    def list_events(self, given: Json, _: str) -> Json:
        if "type" in given and "types" in given:
            raise StripeError(
                "You may only specify one of these parameters: type, types.",
                code="parameters_exclusive",
            )
        patterns = given.get("types", [given.get("type", "*")])
        self._checkout.expire_old()
        return self._store.page(
            "event",
            given,
            "/v1/events",
            lambda it: (
                any(fnmatch.fnmatchcase(it["type"], pattern) for pattern in patterns)
                and ("delivery_success" not in given or given["delivery_success"] == (it["pending_webhooks"] == 0))
            ),
        )

    def _product(self, wanted: str) -> Json:
        return self._store.get("product", wanted, param="id")

    def _link(self, wanted: str) -> Json:
        return self._store.get("payment_link", wanted, param="payment_link")

    def _session(self, wanted: str) -> Json:
        self._checkout.expire_old()
        return self._store.get("checkout.session", wanted, param="session")

    def _items(self, link: str, given: Json, url: str) -> Json:
        return cut(list(reversed(self._store.line_items[link])), given, url)

    def _line_item(self, given: Json, name: str) -> Json:
        if ("price" in given) == ("price_data" in given):
            raise StripeError(
                f"You must specify either `price` or `price_data` in {name}.",
                code="parameter_missing" if "price" not in given else "parameters_exclusive",
                param=f"{name}[price]",
            )
        price = self._price(given, name)
        product = self._product(price["product"])
        if not (price["active"] and product["active"]):
            raise StripeError(
                f"The price specified is inactive, or its product is: {price['id']}.",
                code="price_inactive",
                param=f"{name}[price]",
            )
        return objects.line_item(price, given["quantity"], product["name"])

    def _price(self, given: Json, name: str) -> Json:
        if "price" in given:
            return self._store.get("price", given["price"], param=f"{name}[price]", status=400)
        data, inside = given["price_data"], f"{name}[price_data]"
        if "unit_amount" not in data:
            raise _missing(f"{inside}[unit_amount]")
        if ("product" in data) == ("product_data" in data):
            raise StripeError(
                "You must specify either `product` or `product_data` when creating a price.",
                code="parameter_missing" if "product" not in data else "parameters_exclusive",
                param=f"{inside}[product]",
            )
        if "product" in data:
            self._store.get("product", data["product"], param=f"{inside}[product]", status=400)
            product = data["product"]
        else:
            made = objects.product(data["product_data"], now=self._now())
            product = self._store.add(made)["id"]
        # A price made on the fly is for this one use: Stripe keeps it inactive for others.
        made = objects.price({**data, "product": product}, now=self._now())
        return self._store.add(made)

    def _check_completion(self, given: Json) -> None:
        completion = given.get("after_completion")
        if completion and completion["type"] == "redirect" and "url" not in completion.get("redirect", {}):
            raise _missing("after_completion[redirect][url]")

    def _check_total(self, cents: int, currency: str) -> None:
        if cents < SMALLEST:
            raise StripeError(
                f"The Payment Link's total amount must be at least 0.50 {currency}.",
                code="amount_too_small",
            )
        if cents > 99_999_999:
            raise StripeError(
                f"The Payment Link's total amount must be no more than 999,999.99 {currency}.",
                code="amount_too_large",
            )

    def _now(self) -> int:
        return self._clock.timestamp()


def merged(old: dict[str, str], given: dict[str, str] | None) -> dict[str, str]:
    """Metadata after an update: keys given replace, empty values remove, `{}` removes all."""
    if given is None:
        return old
    return {key: text for key, text in {**old, **given}.items() if text} if given else {}


def _same(given: Json, thing: dict[str, Any], *names: str) -> bool:
    return all(thing.get(name) == given[name] for name in names if name in given)


def _missing(name: str) -> StripeError:
    return StripeError(f"Missing required param: {name}.", code="parameter_missing", param=name)
