"""Money that the office gives to a credit or takes from it by hand, with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.admin_errors import AdjustmentOutOfRange, ReasonNotUnderstood
from domain.holders import Holder
from domain.ledger import ADJUSTMENT, Transfer, holder_account
from domain.money import NOTHING, Money
from domain.wording import one_line

LEAST_ADJUSTMENT = Money(1)
MOST_ADJUSTMENT = Money(50_000)
SHORTEST_REASON, LONGEST_REASON = 3, 200
LIMITED_FOR = timedelta(hours=24)  # how long an adjustment counts towards the limit of who asked for it
PROPOSAL_LIFETIME = timedelta(hours=24)


class Way(StrEnum):
    """Into the credit, or out of it."""

    CREDIT = "credit"
    DEBIT = "debit"

    def signed(self, amount: Money) -> Money:
        """The amount as it moves the credit."""
        return amount if self is Way.CREDIT else -amount


class AdjustmentState(StrEnum):
    """Proposed waits for a second administrator; what waited for too long has expired, and nobody writes that down."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftedAdjustment:
    """What an administrator is about to confirm: the signed amount, and why. `asked` numbers the question."""

    holder_id: int
    amount: Money
    reason: str
    asked: int

    @property
    def mark(self) -> str:
        """A few letters that stand for exactly this question."""
        facts = repr((self.holder_id, self.amount.cents, self.reason, self.asked))
        return hashlib.sha256(facts.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """An adjustment that was confirmed. The amount is signed, in EUR cents; admins are Telegram ids.

    `key` is made of what was confirmed and by whom, so that confirming it twice is confirming it once. One that is
    `over_limit` takes a second administrator.
    """

    id: int
    holder_id: int
    amount: Money
    reason: str
    state: AdjustmentState
    over_limit: bool
    asked_by: int
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    key: str

    def state_at(self, now: datetime) -> AdjustmentState:
        """The state, where a proposal that nobody has decided on in time has expired."""
        is_over = self.state is AdjustmentState.PROPOSED and now >= self.expires_at
        return AdjustmentState.EXPIRED if is_over else self.state

    @property
    def expires_at(self) -> datetime:
        """Until when a proposal can be decided on."""
        return self.asked_at + PROPOSAL_LIFETIME


@dataclass(frozen=True, kw_only=True, slots=True)
class CreditChange:
    """What a signed amount does at once to a credit whose holder owes so much (EUR cents): what is owed is paid first.

    What else waits for money, such as an order, is not looked at.
    """

    credit: Money
    owed: Money
    amount: Money

    @property
    def covered(self) -> Money:
        """How much of what is owed it pays."""
        return min(self.credit + self.amount, self.owed) if self.amount > NOTHING else NOTHING

    @property
    def credit_after(self) -> Money:
        """What the credit would be."""
        return self.credit + self.amount - self.covered

    @property
    def owed_after(self) -> Money:
        """What would still be owed."""
        return self.owed - self.covered


@dataclass(frozen=True, kw_only=True, slots=True)
class AdjustmentReview:
    """What an administrator looks at before confirming; `needs_second` if another one has to agree."""

    drafted: DraftedAdjustment
    holder: Holder
    credit: Money
    owed: Money
    limit: Money
    needs_second: bool

    @property
    def change(self) -> CreditChange:
        """What confirming would do to the credit."""
        return CreditChange(credit=self.credit, owed=self.owed, amount=self.drafted.amount)


@dataclass(frozen=True, kw_only=True, slots=True)
class AdjustmentShown:
    """An adjustment as it stands, with its holder, the present credit and what is owed; `repeated` if so before."""

    adjustment: Adjustment
    holder: Holder
    credit: Money
    owed: Money
    state: AdjustmentState
    repeated: bool = False

    @property
    def change(self) -> CreditChange:
        """What carrying it out now would do to the credit."""
        return CreditChange(credit=self.credit, owed=self.owed, amount=self.adjustment.amount)


def key_of(admin: int, mark: str) -> str:
    """What makes a confirmation happen once."""
    return f"{admin}:{mark}"


def check_adjustment(amount: Money) -> None:
    """Raises AdjustmentOutOfRange unless so much, without a sign, can be adjusted at once."""
    if not LEAST_ADJUSTMENT <= amount <= MOST_ADJUSTMENT:
        raise AdjustmentOutOfRange(least=LEAST_ADJUSTMENT, most=MOST_ADJUSTMENT)


def read_reason(typed: str) -> str:
    """The reason in one line, as it is kept and told. Raises ReasonNotUnderstood."""
    reason = one_line(typed)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON or not any(map(str.isalnum, reason)):
        raise ReasonNotUnderstood(least=SHORTEST_REASON, most=LONGEST_REASON)
    return reason


def is_over_limit(amount: Money, adjusted: Money, limit: Money) -> bool:
    """Whether an adjustment takes a second administrator, after so much was adjusted by the first one. No signs."""
    return adjusted + amount > limit


def adjustment_transfer(adjustment: Adjustment, at: datetime) -> Transfer:
    """What an adjustment moves, once."""
    event, account = f"adjustment:{adjustment.id}", holder_account(adjustment.holder_id)
    is_credit = adjustment.amount > NOTHING
    return Transfer(
        key=event,
        event=event,
        source=ADJUSTMENT if is_credit else account,
        target=account if is_credit else ADJUSTMENT,
        amount=adjustment.amount if is_credit else -adjustment.amount,
        at=at,
        about={"reason": adjustment.reason},
    )
