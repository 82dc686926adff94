"""Stripe's dashboard as plain data, for the page that shows it."""

from __future__ import annotations

from dataclasses import asdict

from bot.sandbox.stripe_events import MODES, Webhooks
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_store import Store


def dashboard(store: Store, webhooks: Webhooks) -> Json:
    """Links, sessions, payments and events with their deliveries, newest first."""
    return {
        "webhooks": {"url": webhooks.url, "mode": webhooks.mode, "modes": list(MODES)},
        "links": [_link(it, store) for it in reversed(store.all("payment_link"))],
        "sessions": [
            _only(it, "id", "payment_link", "status", "payment_status", "amount_total", "currency")
            | {"created": it["created"], "payment_intent": it["payment_intent"]}
            for it in reversed(store.all("checkout.session"))
        ],
        "payments": [_payment(it, store) for it in reversed(store.all("payment_intent"))],
        "events": [_event(it, webhooks) for it in reversed(store.all("event"))],
    }


def _only(thing: Json, *names: str) -> Json:
    return {name: thing[name] for name in names}


def _link(link: Json, store: Store) -> Json:
    items = store.line_items[link["id"]]
    limit = (link["restrictions"] or {}).get("completed_sessions")
    return {
        **_only(link, "id", "url", "active", "currency", "metadata"),
        "amount": sum(item["amount_total"] for item in items),
        "description": ", ".join(item["description"] for item in items),
        "paid": limit["count"] if limit else None,
        "limit": limit["limit"] if limit else None,
    }


def _payment(intent: Json, store: Store) -> Json:
    error = intent["last_payment_error"]
    charge = store.find("charge", intent["latest_charge"] or "")
    disputes = [it for it in store.all("dispute") if it["payment_intent"] == intent["id"]]
    return {
        **_only(intent, "id", "amount", "amount_received", "currency", "status", "created"),
        **_only(intent, "description", "metadata", "livemode"),
        "error": error["message"] if error else None,
        "refunded": charge["amount_refunded"] if charge else 0,
        "left": charge["amount_captured"] - charge["amount_refunded"] if charge else 0,
        "dispute": _only(disputes[-1], "id", "amount", "status", "reason") if disputes else None,
    }


def _event(event: Json, webhooks: Webhooks) -> Json:
    delivery = webhooks.deliveries[event["id"]]
    return {
        **_only(event, "id", "type", "created", "livemode"),
        "object": event["data"]["object"].get("id"),
        "delivery": delivery.status,
        "attempts": [asdict(attempt) for attempt in delivery.attempts],
    }
