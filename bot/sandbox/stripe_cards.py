"""Stripe's published test cards, and what each of them does."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.stripe_errors import StripeError

GOOD = "4242424242424242"
DECLINED = "4000000000000002"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a bank says no, in Stripe's codes and words."""

    code: str
    message: str
    decline_code: str | None = None

    def error(self) -> StripeError:
        return StripeError(
            self.message,
            status=402,
            kind="card_error",
            code=self.code,
            decline_code=self.decline_code,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A card as far as it may be kept: never its whole number."""

    last4: str
    brand: str
    exp_month: int
    exp_year: int
    refusal: Refusal | None = None


_NO = "Your card was declined."
_BEHAVIOUR: dict[str, Refusal | None] = {
    GOOD: None,
    "5555555555554444": None,
    DECLINED: Refusal(code="card_declined", decline_code="generic_decline", message=_NO),
    "4000000000009995": Refusal(
        code="card_declined",
        decline_code="insufficient_funds",
        message="Your card has insufficient funds.",
    ),
    "4000000000000069": Refusal(code="expired_card", message="Your card has expired."),
    "4000000000000127": Refusal(code="incorrect_cvc", message="Your card's security code is incorrect."),
    "4000000000000119": Refusal(
        code="processing_error",
        message="An error occurred while processing your card. Try again in a little bit.",
    ),
}
_REAL_CARD = Refusal(
    code="card_declined",
    decline_code="test_mode_live_card",
    message="Your card was declined. This is a sandbox: use one of the test cards.",
)


def read_card(number: str, *, exp_month: int = 12, exp_year: int = 2034) -> Card:
    """The card behind a typed number; raises StripeError when it is no card number at all."""
    digits = number.replace(" ", "").replace("-", "")
    ascii_digits = digits.isascii() and digits.isdigit()
    if not ascii_digits or not 12 <= len(digits) <= 19 or not _passes_luhn(digits):
        raise StripeError("Your card number is invalid.", status=402, kind="card_error", code="incorrect_number")
    return Card(
        last4=digits[-4:],
        brand="mastercard" if digits.startswith("5") else "visa",
        exp_month=exp_month,
        exp_year=exp_year,
        refusal=_BEHAVIOUR.get(digits, _REAL_CARD),
    )


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
