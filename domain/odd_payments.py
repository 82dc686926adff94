"""Payments that nobody's credit could be given for certain: a person has to look into them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.adjustments import CreditChange
from domain.holders import Holder
from domain.money import Money
from domain.top_ups import TO_LOOK_INTO, Payment, PaymentState

PAYMENTS_ON_A_PAGE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentsPage:
    """A page of the payments to look into, newest first, and how many there are in all. Pages count from 0."""

    payments: tuple[Payment, ...]
    total: int
    page: int

    @property
    def has_next(self) -> bool:
        """Whether there are more on the next page."""
        return (self.page + 1) * PAYMENTS_ON_A_PAGE < self.total


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentShown:
    """A payment as it stands, and to whom it was credited, if it was."""

    payment: Payment
    holder: Holder | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentReview:
    """A payment, and the holder to whom it would be credited, with the present credit and what is owed."""

    payment: Payment
    holder: Holder
    credit: Money
    owed: Money

    @property
    def change(self) -> CreditChange:
        """What crediting it would do to the credit."""
        return CreditChange(credit=self.credit, owed=self.owed, amount=Money(self.payment.cents))


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentAssigned:
    """A payment was credited to a holder, whose credit is now so much; `repeated` if it was so before."""

    payment: Payment
    holder: Holder
    credit: Money
    repeated: bool = False


def can_be_assigned(payment: Payment) -> bool:
    """Whether a person may still say whose it is."""
    return payment.state is PaymentState.UNASSIGNED and payment.dealt_with_at is None


def is_waiting(payment: Payment) -> bool:
    """Whether a person still has to look into it."""
    return payment.state in TO_LOOK_INTO and payment.dealt_with_at is None
