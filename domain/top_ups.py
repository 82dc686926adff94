"""Money that a holder adds to the credit by card, and what Stripe says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import AmountOutOfRange
from domain.money import Money

LEAST_TOP_UP = Money(100)
MOST_TOP_UP = Money(50_000)
QUICK_TOP_UPS = (Money(500), Money(1_000), Money(2_000), Money(5_000))
LINK_LIFETIME = timedelta(hours=24)
NO_CHAT = 0  # the chat of a top-up that nobody asked for in one: an administrator has said whose the money is
_REFERENCE = re.compile(r"R([0-9]{6,18})")  # more digits than a database can count name nothing


class TopUpState(StrEnum):
    """Open waits for the payment; a late payment turns an expired one into a paid one."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUp:
    """A request to add an amount to the credit, with its payment link once Stripe has made one.

    `order_id` names the pending order that the money is meant for, if any; `chat_id` the chat it was asked in.
    """

    id: int
    holder_id: int
    amount: Money
    order_id: str | None
    chat_id: int
    state: TopUpState
    created_at: datetime
    link_id: str | None = None
    link_url: str | None = None

    @property
    def reference(self) -> str:
        """How the top-up is named outside: in Stripe's metadata and to the holder."""
        return f"R{self.id:06d}"

    @property
    def asked_at(self) -> int:
        """The Unix time that tells it from one of the same number in a database restored or made anew."""
        return int(self.created_at.timestamp())

    @property
    def expires_at(self) -> datetime:
        """When its link is taken back."""
        return self.created_at + LINK_LIFETIME


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentLink:
    """A payment link at Stripe."""

    id: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentReceived:
    """Stripe says that a card payment went through.

    `cents` and `currency` (lower case) are what was received. `link_id` is None where the announcement does not name
    the link; `reference` and `asked_at` are the top-up's in the metadata, None when absent. `ours` is False if the
    payment belongs to another mode (live or test) or another account.
    """

    intent: str
    link_id: str | None
    reference: str | None
    cents: int
    currency: str
    ours: bool = True
    asked_at: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentFailed:
    """Stripe says that a payment that was on its way did not go through."""

    session: str
    link_id: str | None
    reference: str | None
    asked_at: int | None = None


class PaymentState(StrEnum):
    """What became of a payment: credited, waiting for a person to assign it, or not ours to credit.

    Expected is one of which only a refund or a dispute was announced so far; returned, one that waited to be assigned
    until all of it had gone back.
    """

    CREDITED = "credited"
    UNASSIGNED = "unassigned"
    REFUSED = "refused"
    EXPECTED = "expected"
    RETURNED = "returned"


TO_LOOK_INTO = (PaymentState.UNASSIGNED, PaymentState.REFUSED)  # for a person, until it is dealt with


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """What was done about a payment, once per payment intent. `reason` is a short code when it needs a look.

    `dealt_with_at` is when an administrator noted that it was dealt with elsewhere: it is not credited any more.
    """

    intent: str
    state: PaymentState
    cents: int
    currency: str
    top_up_id: int | None
    reason: str | None
    received_at: datetime
    dealt_with_at: datetime | None = None


def check_top_up(amount: Money) -> None:
    """Raises AmountOutOfRange unless a top-up of that amount is allowed."""
    if not LEAST_TOP_UP <= amount <= MOST_TOP_UP:
        raise AmountOutOfRange(least=LEAST_TOP_UP, most=MOST_TOP_UP)


def read_reference(reference: str | None) -> int | None:
    """The id of the top-up that a reference names, None if it is not one of ours."""
    match = _REFERENCE.fullmatch(reference or "")
    return int(match[1]) if match else None
