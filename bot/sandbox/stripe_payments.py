"""The shapes of what a payment leaves behind: session, intent, charge."""

from __future__ import annotations

import copy
import secrets
from typing import Any

from bot.sandbox.stripe_cards import Card
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_objects import custom_text, new_id

SESSION_LIFE = 24 * 3600


# What every session of a payment link has in common.
_SESSION: Json = {
    "object": "checkout.session",
    "adaptive_pricing": {"enabled": False},
    "after_expiration": None,
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "cancel_url": None,
    "client_reference_id": None,
    "client_secret": None,
    "collected_information": None,
    "consent": None,
    "consent_collection": None,
    "currency_conversion": None,
    "custom_fields": [],
    "customer": None,
    "customer_details": None,
    "customer_email": None,
    "discounts": [],
    "invoice": None,
    "invoice_creation": None,
    "livemode": False,
    "locale": "auto",
    "mode": "payment",
    "origin_context": None,
    "payment_intent": None,
    "payment_method_collection": "always",
    "payment_method_configuration_details": None,
    "payment_method_options": {},
    "payment_status": "unpaid",
    "permissions": None,
    "recovered_from": None,
    "saved_payment_method_options": None,
    "setup_intent": None,
    "shipping_address_collection": None,
    "shipping_cost": None,
    "shipping_options": [],
    "status": "open",
    "subscription": None,
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
    "ui_mode": "hosted_page",
    "wallet_options": None,
}


def session(link: Json, *, total: int, now: int) -> Json:
    """A checkout session just opened: nothing paid, no intent yet, one day to live."""
    redirect = link["after_completion"].get("redirect")
    made = new_id("cs_test")
    return {
        **copy.deepcopy(_SESSION),
        "id": made,
        "allow_promotion_codes": link["allow_promotion_codes"],
        "amount_subtotal": total,
        "amount_total": total,
        "billing_address_collection": link["billing_address_collection"],
        "created": now,
        "currency": link["currency"],
        "custom_text": custom_text(link["custom_text"]),
        "customer_creation": link["customer_creation"],
        "expires_at": now + SESSION_LIFE,
        "metadata": dict(link["metadata"]),
        "payment_link": link["id"],
        "payment_method_types": link["payment_method_types"] or ["card"],
        "phone_number_collection": dict(link["phone_number_collection"]),
        "submit_type": link["submit_type"],
        "success_url": redirect["url"] if redirect else "https://stripe.com",
        "url": f"{link['url']}?session={made}",
    }


# What every intent has in common until it is paid.
_INTENT: Json = {
    "object": "payment_intent",
    "amount_capturable": 0,
    "amount_details": {"tip": {}},
    "amount_received": 0,
    "application": None,
    "application_fee_amount": None,
    "automatic_payment_methods": None,
    "canceled_at": None,
    "cancellation_reason": None,
    "capture_method": "automatic_async",
    "confirmation_method": "automatic",
    "customer": None,
    "last_payment_error": None,
    "latest_charge": None,
    "next_action": None,
    "on_behalf_of": None,
    "payment_method": None,
    "payment_method_configuration_details": None,
    "payment_method_options": {},
    "processing": None,
    "receipt_email": None,
    "review": None,
    "setup_future_usage": None,
    "shipping": None,
    "status": "requires_payment_method",
    "transfer_data": None,
    "transfer_group": None,
}


def payment_intent(opened: Json, data: Json | None, *, now: int) -> Json:
    """The intent behind a session; its metadata is the link's `payment_intent_data`, only."""
    data = data or {}
    made = new_id("pi")
    return {
        **copy.deepcopy(_INTENT),
        "id": made,
        "amount": opened["amount_total"],
        "client_secret": f"{made}_secret_{secrets.token_hex(12)}",
        "created": now,
        "currency": opened["currency"],
        "description": data.get("description"),
        "livemode": opened["livemode"],
        "metadata": dict(data.get("metadata") or {}),
        "payment_method_types": list(opened["payment_method_types"]),
        "statement_descriptor": data.get("statement_descriptor"),
        "statement_descriptor_suffix": data.get("statement_descriptor_suffix"),
    }


def payer_details(email: str | None, name: str | None) -> Json:
    return {
        "address": dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state")),
        "email": email,
        "name": name,
        "phone": None,
        "tax_id": None,
    }


# What every charge has in common.
_CHARGE: Json = {
    "object": "charge",
    "amount_refunded": 0,
    "application": None,
    "application_fee": None,
    "application_fee_amount": None,
    "balance_transaction": None,
    "calculated_statement_descriptor": "AREA CLIENTI",
    "customer": None,
    "disputed": False,
    "failure_balance_transaction": None,
    "fraud_details": {},
    "on_behalf_of": None,
    "receipt_email": None,
    "receipt_number": None,
    "receipt_url": None,
    "refunded": False,
    "review": None,
    "shipping": None,
    "source_transfer": None,
    "transfer_data": None,
    "transfer_group": None,
}


def charge(intent: Json, card: Card, *, email: str, name: str, now: int) -> Json:
    """One try at taking the money: succeeded, or failed with the card's reason."""
    refusal = card.refusal
    return {
        **copy.deepcopy(_CHARGE),
        "id": new_id("ch"),
        "amount": intent["amount"],
        "amount_captured": 0 if refusal else intent["amount"],
        "billing_details": payer_details(email, name),
        "captured": not refusal,
        "created": now,
        "currency": intent["currency"],
        "description": intent["description"],
        "failure_code": refusal.code if refusal else None,
        "failure_message": refusal.message if refusal else None,
        "livemode": intent["livemode"],
        "metadata": dict(intent["metadata"]),
        "outcome": _outcome(card),
        "paid": not refusal,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm"),
        "payment_method_details": _method_details(card),
        "statement_descriptor": intent["statement_descriptor"],
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "failed" if refusal else "succeeded",
    }


def _outcome(card: Card) -> Json:
    refusal = card.refusal
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "declined_by_network" if refusal else "approved_by_network",
        "reason": refusal.decline_code or refusal.code if refusal else None,
        "risk_level": "normal",
        "risk_score": 20,
        "seller_message": "The bank declined the payment." if refusal else "Payment complete.",
        "type": "issuer_declined" if refusal else "authorized",
    }


def _method_details(card: Card) -> Json:
    details: dict[str, Any] = {
        "brand": card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass",
        },
        "country": "US",
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "funding": "credit",
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "network": card.brand,
        "three_d_secure": None,
        "wallet": None,
    }
    return {"card": details, "type": "card"}
