"""The keys of the desk about money: credit adjusted by hand, and payments that match nothing. For admins only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from bot.screens.button_fields import Id, IntentId, Page, Token
from bot.screens.buttons.base import Button
from domain.adjustments import Way

Mark = Annotated[str, Token()]


@dataclass(frozen=True, slots=True)
class AskToAdjust(Button):
    """Is something to be added to a holder's credit, or taken from it?"""

    verb: ClassVar[str] = "ask-adjust"
    holder_id: Id


@dataclass(frozen=True, slots=True)
class AdjustBy(Button):
    """How much is to be added or taken?"""

    verb: ClassVar[str] = "adjust-by"
    holder_id: Id
    way: Way


@dataclass(frozen=True, slots=True)
class ConfirmAdjustment(Button):
    """The adjustment that was looked at is to be made; `mark` stands for it."""

    verb: ClassVar[str] = "adjust"
    mark: Mark


@dataclass(frozen=True, slots=True)
class ShowAdjustment(Button):
    """An adjustment as it stands; whoever may decides on it there."""

    verb: ClassVar[str] = "adjustment"
    adjustment_id: Id


@dataclass(frozen=True, slots=True)
class ApproveAdjustment(Button):
    """The second administrator agrees."""

    verb: ClassVar[str] = "adjust-yes"
    adjustment_id: Id


@dataclass(frozen=True, slots=True)
class RefuseAdjustment(Button):
    """The second administrator does not agree."""

    verb: ClassVar[str] = "adjust-no"
    adjustment_id: Id


@dataclass(frozen=True, slots=True)
class ShowPayments(Button):
    """A page of the payments to look into. Pages count from 0."""

    verb: ClassVar[str] = "payments"
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowPayment(Button):
    """One payment."""

    verb: ClassVar[str] = "payment"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class AskWhose(Button):
    """Whose is a payment?"""

    verb: ClassVar[str] = "whose"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class AskToAssign(Button):
    """What happens if a payment is credited to a holder?"""

    verb: ClassVar[str] = "ask-assign"
    intent: IntentId
    holder_id: Id


@dataclass(frozen=True, slots=True)
class AssignPayment(Button):
    """A payment is to be credited to a holder."""

    verb: ClassVar[str] = "assign"
    intent: IntentId
    holder_id: Id


@dataclass(frozen=True, slots=True)
class AskToDealWith(Button):
    """Was a payment dealt with elsewhere?"""

    verb: ClassVar[str] = "ask-dealt-with"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class DealWithPayment(Button):
    """A payment was dealt with elsewhere."""

    verb: ClassVar[str] = "dealt-with"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class ShowRefundables(Button):
    """A page of the card payments of a holder, with what can be refunded. Pages count from 0."""

    verb: ClassVar[str] = "refunds"
    holder_id: Id
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AskToRefund(Button):
    """How much of a payment is to go back to the card?"""

    verb: ClassVar[str] = "ask-refund"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class RefundAll(Button):
    """What happens if all that can go back does?"""

    verb: ClassVar[str] = "refund-all"
    intent: IntentId


@dataclass(frozen=True, slots=True)
class ConfirmRefund(Button):
    """The refund that was looked at is to be made; `mark` stands for it."""

    verb: ClassVar[str] = "refund"
    intent: IntentId
    mark: Mark


KINDS: tuple[type[Button], ...] = (
    ShowRefundables,
    AskToRefund,
    RefundAll,
    ConfirmRefund,
    AskToAdjust,
    AdjustBy,
    ConfirmAdjustment,
    ShowAdjustment,
    ApproveAdjustment,
    RefuseAdjustment,
    ShowPayments,
    ShowPayment,
    AskWhose,
    AskToAssign,
    AssignPayment,
    AskToDealWith,
    DealWithPayment,
)
