"""The shapes of Stripe's objects, whole enough to pass Stripe's own schemas."""

from __future__ import annotations

import secrets
import string

from bot.sandbox.stripe_forms import Json

API_VERSION = "2026-10-28.endive"
ACCOUNT = "acct_sandbox0areaclienti"

_LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str) -> str:
    """An id in Stripe's manner: the kind of thing, then what nobody can guess."""
    return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(24))


def page_of(found: list[Json], url: str, *, more: bool = False) -> Json:
    return {"object": "list", "data": found, "has_more": more, "url": url}


def product(given: Json, *, now: int) -> Json:
    return {
        "id": given.get("id") or new_id("prod"),
        "object": "product",
        "active": given.get("active", True),
        "created": now,
        "default_price": None,
        "description": given.get("description"),
        "images": [],
        "livemode": False,
        "marketing_features": [],
        "metadata": given.get("metadata", {}),
        "name": given["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": given.get("statement_descriptor"),
        "tax_code": given.get("tax_code"),
        "unit_label": given.get("unit_label"),
        "updated": now,
        "url": given.get("url"),
    }


def price(given: Json, *, now: int) -> Json:
    return {
        "id": new_id("price"),
        "object": "price",
        "active": given.get("active", True),
        "billing_scheme": "per_unit",
        "created": now,
        "currency": given["currency"],
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": given.get("lookup_key"),
        "metadata": given.get("metadata", {}),
        "nickname": given.get("nickname"),
        "product": given["product"],
        "recurring": None,
        "tax_behavior": given.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": given["unit_amount"],
        "unit_amount_decimal": str(given["unit_amount"]),
    }


def line_item(of: Json, quantity: int, name: str) -> Json:
    total = of["unit_amount"] * quantity
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": of["currency"],
        "description": name,
        "price": of,
        "quantity": quantity,
    }


def after_completion(given: Json | None) -> Json:
    if given is None or given["type"] == "hosted_confirmation":
        message = ((given or {}).get("hosted_confirmation") or {}).get("custom_message")
        return {"type": "hosted_confirmation", "hosted_confirmation": {"custom_message": message}}
    return {"type": "redirect", "redirect": {"url": given["redirect"]["url"]}}


def intent_data(given: Json | None) -> Json | None:
    if given is None:
        return None
    return {
        "capture_method": None,
        "description": given.get("description"),
        "metadata": given.get("metadata", {}),
        "setup_future_usage": None,
        "statement_descriptor": given.get("statement_descriptor"),
        "statement_descriptor_suffix": given.get("statement_descriptor_suffix"),
        "transfer_group": None,
    }


def restrictions(given: Json | None, count: int = 0) -> Json | None:
    if given is None:
        return None
    limit = given["completed_sessions"]["limit"]
    return {"completed_sessions": {"count": count, "limit": limit}}


def custom_text(given: Json | None) -> Json:
    names = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    return {name: (given or {}).get(name) for name in names}


def payment_link(given: Json, *, currency: str, base_url: str) -> Json:
    made = new_id("plink")
    return {
        "id": made,
        "object": "payment_link",
        "active": True,
        "after_completion": after_completion(given.get("after_completion")),
        "allow_promotion_codes": given.get("allow_promotion_codes", False),
        "application": None,
        "application_fee_amount": None,
        "application_fee_percent": None,
        "automatic_tax": {"enabled": False, "liability": None},
        "billing_address_collection": given.get("billing_address_collection", "auto"),
        "consent_collection": None,
        "currency": currency,
        "custom_fields": [],
        "custom_text": custom_text(given.get("custom_text")),
        "customer_creation": given.get("customer_creation", "if_required"),
        "inactive_message": given.get("inactive_message"),
        "invoice_creation": None,
        "livemode": False,
        "metadata": given.get("metadata", {}),
        "on_behalf_of": None,
        "payment_intent_data": intent_data(given.get("payment_intent_data")),
        "payment_method_collection": "always",
        "payment_method_types": given.get("payment_method_types"),
        "phone_number_collection": given.get("phone_number_collection", {"enabled": False}),
        "restrictions": restrictions(given.get("restrictions")),
        "shipping_address_collection": None,
        "shipping_options": [],
        "submit_type": given.get("submit_type", "auto"),
        "subscription_data": None,
        "tax_id_collection": {"enabled": False, "required": "never"},
        "transfer_data": None,
        "url": f"{base_url}/pay/{made}",
    }


def event(kind: str, about: Json, *, now: int, waiting: int) -> Json:
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": now,
        "data": {"object": about},
        "livemode": about.get("livemode", False),
        "pending_webhooks": waiting,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def account(now: int) -> Json:
    return {
        "id": ACCOUNT,
        "object": "account",
        "business_type": "company",
        "charges_enabled": True,
        "country": "IT",
        "created": now,
        "default_currency": "eur",
        "details_submitted": True,
        "email": "sandbox@example.org",
        "metadata": {},
        "payouts_enabled": True,
        "type": "standard",
    }


def balance(received: dict[str, int]) -> Json:
    """What has been received so far, in cents by currency."""
    sums = {"eur": 0, **received}
    amounts = [{"amount": cents, "currency": name} for name, cents in sorted(sums.items())]
    return {"object": "balance", "available": amounts, "livemode": False, "pending": []}
