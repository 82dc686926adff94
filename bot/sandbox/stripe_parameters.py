"""Which parameters the sandbox takes at each address; a subset of Stripe's own, tested so."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.stripe_forms import (
    Currency,
    Flag,
    Integer,
    Many,
    Metadata,
    Param,
    Range,
    Shape,
    Text,
    Url,
)

_EXPAND: dict[str, Param] = {"expand": Many(item=Text())}
_PAGE: dict[str, Param] = {
    **_EXPAND,
    "limit": Integer(minimum=1, maximum=100),
    "starting_after": Text(),
    "ending_before": Text(),
}

_AFTER_COMPLETION = Shape(
    fields={
        "type": Text(required=True, choices=("hosted_confirmation", "redirect")),
        "redirect": Shape(fields={"url": Url(required=True)}),
        "hosted_confirmation": Shape(fields={"custom_message": Text(max_length=500)}),
    }
)
_RESTRICTIONS = Shape(
    clearable=True,
    fields={"completed_sessions": Shape(required=True, fields={"limit": Integer(required=True, minimum=1)})},
)
_PRICE_DATA = Shape(
    fields={
        "currency": Currency(required=True),
        "product": Text(),
        "product_data": Shape(
            fields={
                "name": Text(required=True),
                "description": Text(max_length=40000),
                "metadata": Metadata(),
            }
        ),
        "unit_amount": Integer(minimum=0, maximum=99_999_999),
        "tax_behavior": Text(choices=("exclusive", "inclusive", "unspecified")),
    }
)
_LINE_ITEM = Shape(
    fields={
        "price": Text(),
        "price_data": _PRICE_DATA,
        "quantity": Integer(required=True, minimum=1, maximum=999_999),
    }
)
_TEXT_POSITION = Shape(clearable=True, fields={"message": Text(required=True, max_length=1200)})

_LINK_CHANGES: dict[str, Param] = {
    **_EXPAND,
    "after_completion": _AFTER_COMPLETION,
    "allow_promotion_codes": Flag(),
    "billing_address_collection": Text(choices=("auto", "required")),
    "custom_text": Shape(
        fields={
            "after_submit": _TEXT_POSITION,
            "submit": _TEXT_POSITION,
            "terms_of_service_acceptance": _TEXT_POSITION,
        }
    ),
    "customer_creation": Text(choices=("always", "if_required")),
    "inactive_message": Text(max_length=500, clearable=True),
    "metadata": Metadata(),
    "payment_intent_data": Shape(
        fields={
            "description": Text(max_length=1000, clearable=True),
            "metadata": Metadata(),
            "statement_descriptor": Text(max_length=22, clearable=True),
            "statement_descriptor_suffix": Text(max_length=22, clearable=True),
        }
    ),
    "payment_method_types": Many(item=Text(choices=("card", "sepa_debit"))),
    "phone_number_collection": Shape(fields={"enabled": Flag(required=True)}),
    "restrictions": _RESTRICTIONS,
    "submit_type": Text(choices=("auto", "book", "donate", "pay", "subscribe")),
}

_PRODUCT: dict[str, Param] = {
    **_EXPAND,
    "active": Flag(),
    "description": Text(max_length=40000, clearable=True),
    "metadata": Metadata(),
    "statement_descriptor": Text(max_length=22),
    "tax_code": Text(clearable=True),
    "unit_label": Text(max_length=12, clearable=True),
    "url": Url(),
}

_OF_A_PAYMENT: dict[str, Param] = {**_PAGE, "charge": Text(), "created": Range(), "payment_intent": Text()}

TABLES: Mapping[tuple[str, str], Mapping[str, Param]] = {
    ("POST", "/v1/products"): {**_PRODUCT, "id": Text(), "name": Text(required=True)},
    ("GET", "/v1/products"): {
        **_PAGE,
        "active": Flag(),
        "created": Range(),
        "ids": Many(item=Text()),
    },
    ("GET", "/v1/products/{id}"): _EXPAND,
    ("POST", "/v1/products/{id}"): {**_PRODUCT, "name": Text()},
    ("POST", "/v1/prices"): {
        **_EXPAND,
        "active": Flag(),
        "currency": Currency(required=True),
        "lookup_key": Text(max_length=200),
        "metadata": Metadata(),
        "nickname": Text(),
        "product": Text(required=True),
        "tax_behavior": Text(choices=("exclusive", "inclusive", "unspecified")),
        "unit_amount": Integer(required=True, minimum=0, maximum=99_999_999),
    },
    ("GET", "/v1/prices"): {
        **_PAGE,
        "active": Flag(),
        "created": Range(),
        "currency": Currency(),
        "product": Text(),
    },
    ("GET", "/v1/prices/{price}"): _EXPAND,
    ("POST", "/v1/payment_links"): {
        **_LINK_CHANGES,
        "currency": Currency(),
        "line_items": Many(item=_LINE_ITEM, required=True, at_most=20),
    },
    ("GET", "/v1/payment_links"): {**_PAGE, "active": Flag()},
    ("GET", "/v1/payment_links/{payment_link}"): _EXPAND,
    ("POST", "/v1/payment_links/{payment_link}"): {**_LINK_CHANGES, "active": Flag()},
    ("GET", "/v1/payment_links/{payment_link}/line_items"): _PAGE,
    ("GET", "/v1/checkout/sessions"): {
        **_PAGE,
        "created": Range(),
        "payment_intent": Text(),
        "payment_link": Text(),
        "status": Text(choices=("complete", "expired", "open")),
    },
    ("GET", "/v1/checkout/sessions/{session}"): _EXPAND,
    ("GET", "/v1/checkout/sessions/{session}/line_items"): _PAGE,
    ("POST", "/v1/checkout/sessions/{session}/expire"): _EXPAND,
    ("GET", "/v1/payment_intents"): {**_PAGE, "created": Range(), "customer": Text()},
    ("GET", "/v1/payment_intents/{intent}"): {**_EXPAND, "client_secret": Text()},
    ("GET", "/v1/charges"): {**_PAGE, "created": Range(), "payment_intent": Text()},
    ("GET", "/v1/charges/{charge}"): _EXPAND,
    ("POST", "/v1/refunds"): {
        **_EXPAND,
        "amount": Integer(minimum=1),
        "charge": Text(),
        "metadata": Metadata(),
        "payment_intent": Text(),
        "reason": Text(choices=("duplicate", "fraudulent", "requested_by_customer")),
    },
    ("GET", "/v1/refunds"): _OF_A_PAYMENT,
    ("GET", "/v1/refunds/{refund}"): _EXPAND,
    ("GET", "/v1/disputes"): _OF_A_PAYMENT,
    ("GET", "/v1/disputes/{dispute}"): _EXPAND,
    ("GET", "/v1/events"): {
        **_PAGE,
        "created": Range(),
        "delivery_success": Flag(),
        "type": Text(),
        "types": Many(item=Text(), at_most=20),
    },
    ("GET", "/v1/events/{id}"): _EXPAND,
    ("GET", "/v1/account"): _EXPAND,
    ("GET", "/v1/balance"): _EXPAND,
}
