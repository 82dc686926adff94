"""The shapes of money that goes back: refund, dispute, and what a dispute moves on the balance."""

from __future__ import annotations

import copy

from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_objects import new_id

DISPUTE_FEE = 2000  # cents: what Stripe takes in Italy for each dispute, won or lost
EVIDENCE_TIME = 9 * 24 * 3600  # seconds until a dispute has to be answered
_REASON_CODES = {
    "fraudulent": "10.4",
    "duplicate": "12.6.1",
    "product_not_received": "13.1",
    "credit_not_processed": "13.6",
}

# What every refund has in common.
_REFUND: Json = {
    "object": "refund",
    "balance_transaction": None,
    "receipt_number": None,
    "source_transfer_reversal": None,
    "transfer_reversal": None,
}


def refund(of: Json, cents: int, *, reason: str | None, metadata: Json, pending: bool, now: int) -> Json:
    """A refund of cents of a charge: succeeded at once, or pending until the bank has answered."""
    to_card = {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"}
    made = {
        **copy.deepcopy(_REFUND),
        "id": new_id("re"),
        "amount": cents,
        "charge": of["id"],
        "created": now,
        "currency": of["currency"],
        "destination_details": {"card": to_card, "type": "card"},
        "metadata": dict(metadata),
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "status": "pending" if pending else "succeeded",
    }
    return {**made, "pending_reason": "processing"} if pending else made


_EVIDENCE = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
)


def dispute(of: Json, cents: int, *, reason: str, inquiry: bool, now: int) -> Json:
    """A dispute over cents of a charge, before any money has moved; an inquiry only asks."""
    brand = of["payment_method_details"]["card"]["brand"]
    case: Json = {
        "brand": brand,
        "case_type": "inquiry" if inquiry else "chargeback",
        "network": brand,
        "network_reason_code": _REASON_CODES.get(reason),
    }
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": cents,
        "balance_transactions": [],
        "charge": of["id"],
        "created": now,
        "currency": of["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(_EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + EVIDENCE_TIME,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": inquiry,
        "livemode": of["livemode"],
        "metadata": {},
        "payment_intent": of["payment_intent"],
        "payment_method_details": {"card": case, "type": "card"},
        "reason": reason,
        "status": "warning_needs_response" if inquiry else "needs_response",
    }


def withdrawal(of: Json, *, now: int) -> Json:
    """The disputed money leaves the balance, and Stripe's fee with it."""
    fee = {
        "amount": DISPUTE_FEE,
        "application": None,
        "currency": of["currency"],
        "description": "Dispute fee",
        "type": "stripe_fee",
    }
    gone = _adjustment(of, -of["amount"], now=now)
    return {
        **gone,
        "description": f"Chargeback withdrawal for {of['charge']}",
        "fee": DISPUTE_FEE,
        "fee_details": [fee],
        "net": gone["net"] - DISPUTE_FEE,
        "reporting_category": "dispute",
    }


def reinstatement(of: Json, *, now: int) -> Json:
    """The disputed money comes back; Stripe keeps its fee."""
    return {
        **_adjustment(of, of["amount"], now=now),
        "description": f"Chargeback reversal for {of['charge']}",
        "reporting_category": "dispute_reversal",
    }


def _adjustment(of: Json, cents: int, *, now: int) -> Json:
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": cents,
        "available_on": now,
        "balance_type": "payments",
        "created": now,
        "currency": of["currency"],
        "exchange_rate": None,
        "fee": 0,
        "fee_details": [],
        "net": cents,
        "source": of["id"],
        "status": "available",
        "type": "adjustment",
    }
