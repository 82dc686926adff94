"""Credit adjusted by hand: the questions, the look before, the outcome, and what a second administrator decides on."""

from __future__ import annotations

from bot.screens.buttons.desk import ShowHolder, ShowHoldersMovements
from bot.screens.buttons.money_desk import (
    AdjustBy,
    ApproveAdjustment,
    AskToAdjust,
    ConfirmAdjustment,
    RefuseAdjustment,
)
from bot.screens.desk import name_of
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.adjustments import (
    LEAST_ADJUSTMENT,
    LONGEST_REASON,
    MOST_ADJUSTMENT,
    Adjustment,
    AdjustmentReview,
    AdjustmentShown,
    AdjustmentState,
    CreditChange,
    Way,
)
from domain.holders import Holder
from domain.money import NOTHING, Money


def ask_way(texts: Texts, holder: Holder, credit: Money) -> Screen:
    """Add to the credit, or take from it? Of nothing, nothing can be taken."""
    take = (Tap(texts.label("key-adjust-debit"), AdjustBy(holder.id, Way.DEBIT), "danger"),)
    return with_way_home(
        texts,
        texts("adjust-ask-way", name=name_of(holder), credit=credit),
        (Tap(texts.label("key-adjust-credit"), AdjustBy(holder.id, Way.CREDIT), "success"),),
        take if credit > NOTHING else (),
        back_to_credit(texts, holder.id),
    )


def ask_amount(texts: Texts, holder: Holder, credit: Money, way: Way) -> Screen:
    """How much?"""
    most = MOST_ADJUSTMENT if way is Way.CREDIT else min(MOST_ADJUSTMENT, credit)
    text = texts(
        f"adjust-ask-{way}", name=name_of(holder), credit=credit, least=LEAST_ADJUSTMENT, most=max(most, NOTHING)
    )
    return with_way_home(texts, text, (Tap(texts.label("key-back"), AskToAdjust(holder.id)),))


def ask_reason(texts: Texts, holder_id: int, way: Way, amount: Money) -> Screen:
    """Why? The holder will read it."""
    text = texts("adjust-ask-reason", way=way, amount=amount, most=LONGEST_REASON)
    return with_way_home(texts, text, (Tap(texts.label("key-back"), AdjustBy(holder_id, way)),))


def review(texts: Texts, review: AdjustmentReview) -> Screen:
    """All of it once more, before it is made or proposed."""
    drafted = review.drafted
    text = paragraphs(
        texts("adjust-review", name=name_of(review.holder)),
        lines(
            _moved(texts, drafted.amount),
            texts("adjust-reason", reason=drafted.reason),
            credit_change(texts, review.change),
        ),
        texts("adjust-needs-second", limit=review.limit) if review.needs_second else texts("adjust-will-be-told"),
    )
    key = "key-adjust-propose" if review.needs_second else f"key-adjust-confirm-{way_of(drafted.amount)}"
    confirm = Tap(
        texts.label(key, amount=abs(drafted.amount)),
        ConfirmAdjustment(drafted.mark),
        "success" if drafted.amount > NOTHING else "danger",
    )
    back = Tap(texts.label("key-back"), AdjustBy(drafted.holder_id, way_of(drafted.amount)))
    return with_way_home(texts, text, (confirm,), (back,))


def confirmed(texts: Texts, outcome: AdjustmentShown) -> Screen:
    """What became of an adjustment that its administrator has confirmed: made, or proposed to the others."""
    if outcome.state is not AdjustmentState.APPLIED or outcome.adjustment.over_limit:
        return proposal(texts, outcome, admin=outcome.adjustment.asked_by)
    adjustment = outcome.adjustment
    head = "adjust-done-before" if outcome.repeated else "adjust-done"
    text = paragraphs(
        texts(head, way=way_of(adjustment.amount), amount=abs(adjustment.amount), name=name_of(outcome.holder)),
        lines(texts("adjust-reason", reason=adjustment.reason), _now(texts, outcome)),
    )
    return with_way_home(texts, text, back_to_credit(texts, outcome.holder.id), _to_holder(texts, outcome.holder.id))


def proposal(texts: Texts, shown: AdjustmentShown, *, admin: int) -> Screen:
    """All facts of an adjustment over the limit; with the keys to decide for whoever may. `admin` is who looks."""
    adjustment = shown.adjustment
    is_own = adjustment.asked_by == admin
    text = paragraphs(
        texts("adjust-proposal", name=name_of(shown.holder)),
        lines(
            _moved(texts, adjustment.amount),
            texts("adjust-reason", reason=adjustment.reason),
            credit_change(texts, shown.change) if _can_be_done(shown) else _now(texts, shown),
            texts("adjust-asked-by", admin=str(adjustment.asked_by), at=adjustment.asked_at),
        ),
        _stands(texts, shown, is_own=is_own),
    )
    may_decide = shown.state is AdjustmentState.PROPOSED and not is_own
    keys = _decision(texts, adjustment) if may_decide else ()
    return with_way_home(texts, text, *keys, _to_holder(texts, shown.holder.id))


def credit_change(texts: Texts, change: CreditChange) -> str:
    """What would become of a credit, and of what is owed, which money that comes in pays first."""
    owed = texts("adjust-owed-change", owed=change.owed, left=change.owed_after, covered=change.covered)
    return lines(
        owed if change.covered else _owed(texts, change.owed),
        texts("adjust-credit-change", before=change.credit, after=change.credit_after),
    )


def way_of(amount: Money) -> Way:
    """Whether a signed amount comes into the credit or goes out of it."""
    return Way.CREDIT if amount > NOTHING else Way.DEBIT


def back_to_credit(texts: Texts, holder_id: int) -> Row:
    """The key back to the movements of a holder's credit."""
    return (Tap(texts.label("key-back-to-movements"), ShowHoldersMovements(holder_id)),)


def _decision(texts: Texts, adjustment: Adjustment) -> tuple[Row, ...]:
    return (
        (Tap(texts.label("key-adjust-approve"), ApproveAdjustment(adjustment.id), "success"),),
        (Tap(texts.label("key-adjust-refuse"), RefuseAdjustment(adjustment.id), "danger"),),
    )


def _stands(texts: Texts, shown: AdjustmentShown, *, is_own: bool) -> str:
    """Where it stands: waiting for whoever looks or for another one, decided, or over."""
    adjustment = shown.adjustment
    if shown.state is AdjustmentState.PROPOSED:
        return texts("adjust-waits-for-others" if is_own else "adjust-waits-for-you", until=adjustment.expires_at)
    if shown.state is AdjustmentState.EXPIRED:
        return texts("adjust-expired", at=adjustment.expires_at)
    return texts(
        f"adjust-{shown.state}", admin=str(adjustment.decided_by), at=adjustment.decided_at or adjustment.asked_at
    )


def _can_be_done(shown: AdjustmentShown) -> bool:
    """Whether it waits, and the credit still holds what it takes."""
    return shown.state is AdjustmentState.PROPOSED and shown.change.credit_after >= NOTHING


def _now(texts: Texts, shown: AdjustmentShown) -> str:
    return lines(_owed(texts, shown.owed), texts("adjust-credit-now", credit=shown.credit))


def _owed(texts: Texts, owed: Money) -> str | None:
    return texts("adjust-owed-now", owed=owed) if owed else None


def _moved(texts: Texts, amount: Money) -> str:
    return texts("adjust-moved", way=way_of(amount), amount=abs(amount))


def _to_holder(texts: Texts, holder_id: int) -> Row:
    return (Tap(texts.label("key-back-to-holder"), ShowHolder(holder_id)),)
