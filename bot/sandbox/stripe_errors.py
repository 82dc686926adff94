"""Stripe's refusals, in Stripe's own words and body."""

from __future__ import annotations

from typing import Any

_SYMBOLS = {"eur": "€", "usd": "$", "gbp": "£"}


class StripeError(Exception):
    """Stripe answers with an error body."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        decline_code: str | None = None,
        kept: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.decline_code = decline_code
        self.kept = kept  # said after work had begun: the same idempotency key brings it again

    def fields(self) -> dict[str, Any]:
        """The inside of the error body; absent facts are left out, as Stripe does."""
        facts = {
            "type": self.kind,
            "code": self.code,
            "decline_code": self.decline_code,
            "message": self.message,
            "param": self.param,
        }
        if self.code is not None:
            facts["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        return {name: fact for name, fact in facts.items() if fact is not None}

    def body(self) -> dict[str, Any]:
        return {"error": self.fields()}


def missing_resource(kind: str, wanted: str, *, param: str, status: int = 404) -> StripeError:
    """An id that does not exist: 404 when it stood in the path, 400 in a parameter."""
    return StripeError(f"No such {kind}: '{wanted}'", status=status, code="resource_missing", param=param)


def money(cents: int, currency: str) -> str:
    """An amount as Stripe writes it in English: €1,234.50."""
    symbol = _SYMBOLS.get(currency, currency.upper() + " ")
    return f"{symbol}{cents // 100:,}.{cents % 100:02d}"


def no_charge_to_refund(intent: str) -> StripeError:
    return StripeError(
        f"This PaymentIntent ({intent}) does not have a successful charge to refund.", param="payment_intent", kept=True
    )


def charged_back(charge: str) -> StripeError:
    return StripeError(
        f"Charge {charge} has been charged back; cannot issue a refund.", code="charge_disputed", kept=True
    )


def already_refunded(charge: str) -> StripeError:
    return StripeError(f"Charge {charge} has already been refunded.", code="charge_already_refunded", kept=True)


def more_than_is_left(cents: int, left: int, currency: str) -> StripeError:
    asked, most = money(cents, currency), money(left, currency)
    return StripeError(
        f"Refund amount ({asked}) is greater than unrefunded amount on charge ({most})", param="amount", kept=True
    )


def unknown_url(method: str, path: str) -> StripeError:
    return StripeError(
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs "
        "or we can help at https://support.stripe.com/.",
        status=404,
    )


def no_key() -> StripeError:
    return StripeError(
        "You did not provide an API key. You need to provide your API key in the Authorization "
        "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
        status=401,
    )


def wrong_key(given: str) -> StripeError:
    masked = given[:8] + "*" * max(len(given) - 12, 4) + given[-4:] if len(given) > 16 else "****"
    return StripeError(f"Invalid API Key provided: {masked}", status=401)


def other_parameters(key: str) -> StripeError:
    return StripeError(
        "Keys for idempotent requests can only be used with the same parameters they were first "
        f"used with. Try using a key other than '{key}' if you meant to execute a different "
        "request.",
        kind="idempotency_error",
    )


def key_in_use(key: str) -> StripeError:
    return StripeError(
        "There is currently another in-progress request using this Idempotent Key (that probably "
        "means you submitted twice, and the other request is still going through): "
        f"{key}. Please try again later.",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )


def server_trouble(status: int) -> StripeError:
    """What the failure injection answers; 429 reads as Stripe's rate limit."""
    if status == 429:
        return StripeError(
            "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
            status=429,
            code="rate_limit",
        )
    return StripeError("An unknown error occurred. Please try again later.", status=status, kind="api_error")
