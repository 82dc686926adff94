"""Card money that goes back: refunds and disputes, and what Stripe says about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.admin_errors import NothingRefundable, NotRefundable
from domain.money import NOTHING, Money


class ReversalKind(StrEnum):
    """We give the money back, or the bank of the payer takes it back."""

    REFUND = "refund"
    DISPUTE = "dispute"


class ReversalState(StrEnum):
    """How far the money has gone. It never goes the other way: see `later`.

    Asked: an administrator wants it back on the card; it has left the credit, and Stripe has not taken it up yet.
    Opened: the bank asks, and nothing has been taken. Gone: it has left our account at Stripe. Lost: it will not come
    back. Back: it has come back (the card could not take the refund; the dispute was won), or never left.
    """

    ASKED = "asked"
    OPENED = "opened"
    GONE = "gone"
    LOST = "lost"
    BACK = "back"


_ORDER = {state: place for place, state in enumerate(ReversalState)}
TAKEN = frozenset({ReversalState.ASKED, ReversalState.GONE, ReversalState.LOST, ReversalState.BACK})
"""The states in which the money has been taken out of the credit; in the last one it was given back to it."""


def later(one: ReversalState, other: ReversalState) -> ReversalState:
    """The later of two states: events come in any order, and more than once (fault F20)."""
    return max(one, other, key=_ORDER.__getitem__)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReversalReported:
    """Stripe says how far a refund or a dispute of a payment has gone.

    `id` is Stripe's, None where Stripe has never taken it up; `cents` EUR cents. `asked_as` is our own number of a
    refund that an administrator has asked for, as its metadata say; None for any other.
    """

    id: str | None
    kind: ReversalKind
    intent: str
    cents: int
    state: ReversalState
    asked_as: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundsChanged:
    """Stripe says that something of a payment was refunded, without saying by which refunds."""

    intent: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reversal:
    """Money of a payment that went back, once for each refund and each dispute.

    `id` is Stripe's, or our own number of a refund that an administrator (`asked_by`, a Telegram id) has asked for,
    whose `stripe_id` is None until Stripe has answered. `holder_id` is whose credit it was booked on: None while the
    payment itself is not credited.
    """

    id: str
    kind: ReversalKind
    intent: str
    amount: Money
    state: ReversalState
    reported_at: datetime
    stripe_id: str | None = None
    holder_id: int | None = None
    asked_by: int | None = None

    @property
    def event(self) -> str:
        """The name of the money event by which the money leaves the credit."""
        return f"refund:{self.id}" if self.kind is ReversalKind.REFUND else f"dispute:{self.id}:withdrawn"

    @property
    def event_back(self) -> str:
        """The name of the money event by which it comes back."""
        return f"refund:{self.id}:returned" if self.kind is ReversalKind.REFUND else f"dispute:{self.id}:reinstated"

    @property
    def was_never_made(self) -> bool:
        """Whether it is a refund that Stripe has refused for good: no card was ever asked to take it."""
        return self.state is ReversalState.BACK and self.stripe_id is None

    @property
    def is_gone(self) -> bool:
        """Whether the money is not with us any more, or about to go."""
        return self.state in TAKEN and self.state is not ReversalState.BACK


@dataclass(frozen=True, kw_only=True, slots=True)
class Refundable:
    """A payment of a holder, and how much of it can go back to the card: what is left of it and is still unused.

    `given` is what administrators have added to the credit by hand, less what they took.
    """

    intent: str
    holder_id: int
    paid: Money
    gone: Money
    credit: Money
    given: Money
    paid_at: datetime

    @property
    def most(self) -> Money:
        """The most that can be refunded now. What was given by hand is no card money, and counts as what is left."""
        return max(NOTHING, min(self.paid - self.gone, self.credit - self.given))

    def check(self, amount: Money) -> None:
        """Raises NothingRefundable or NotRefundable unless so much of it can be refunded now."""
        if self.most <= NOTHING:
            raise NothingRefundable
        if not NOTHING < amount <= self.most:
            raise NotRefundable(most=self.most)


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundAsked:
    """A refund that Stripe is asked for; `credit` is what the holder has now. Asking again gives the first one."""

    reversal: Reversal
    credit: Money
    repeated: bool = False


@dataclass(eq=False)
class RefundRefused(Exception):
    """Stripe will never carry out this refund; `reason` is its own code."""

    reason: str


def gone_of(reversals: Iterable[Reversal]) -> Money:
    """How much of a payment has gone back, or is about to."""
    return sum((reversal.amount for reversal in reversals if reversal.is_gone), NOTHING)
