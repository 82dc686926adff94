"""The screens of the desk about money with sample data, by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens import adjustments, notices, payments, refunds
from bot.screens.screen import Screen
from bot.screens.texts import Texts
from domain.adjustments import Adjustment, AdjustmentReview, AdjustmentShown, AdjustmentState, DraftedAdjustment, Way
from domain.money import Money
from domain.notices import NoticeKind
from domain.odd_payments import AssignmentReview, PaymentAssigned, PaymentShown, PaymentsPage
from domain.reversals import Refundable, RefundAsked, Reversal, ReversalKind, ReversalState
from domain.top_ups import Payment, PaymentState
from domain.usecases.spending import Origin
from tests.screens.desk_facts import a_page, found
from tests.screens.facts import NOW, a_holder, a_notice, an_order

Build = Callable[[Texts], Screen]
Sample = tuple[str, Build]

REASON = "Pagato due volte allo sportello"
INTENT = "pi_3PqXyZ2eZvKYlo2C1AbCdEfG"


def an_adjustment(cents: int, state: AdjustmentState, reason: str = REASON, *, over_limit: bool = True) -> Adjustment:
    """An adjustment that Carla has confirmed, and somebody else has decided on."""
    waits = state in {AdjustmentState.PROPOSED, AdjustmentState.EXPIRED}
    return Adjustment(
        id=3,
        holder_id=1,
        amount=Money(cents),
        reason=reason,
        state=state,
        over_limit=over_limit,
        asked_by=1003,
        asked_at=NOW,
        decided_by=None if waits else 1006,
        decided_at=None if waits else NOW + timedelta(hours=1),
        key="1003:x",
    )


def an_adjusted(
    cents: int, state: AdjustmentState, *, over_limit: bool = True, repeated: bool = False, owed: int = 0
) -> AdjustmentShown:
    """An adjustment as it stands."""
    adjustment = an_adjustment(cents, state, over_limit=over_limit)
    return AdjustmentShown(
        adjustment=adjustment,
        holder=a_holder(),
        credit=Money(0 if owed else 2_250),
        owed=Money(owed),
        state=state,
        repeated=repeated,
    )


def a_review(cents: int, *, needs_second: bool = False, reason: str = REASON, owed: int = 0) -> AdjustmentReview:
    """What is about to be confirmed."""
    drafted = DraftedAdjustment(holder_id=1, amount=Money(cents), reason=reason, asked=7)
    return AdjustmentReview(
        drafted=drafted,
        holder=a_holder(),
        credit=Money(0 if owed else 1_250),
        owed=Money(owed),
        limit=Money(5_000),
        needs_second=needs_second,
    )


def an_odd_payment(reason: str | None = "no-top-up", intent: str = INTENT, currency: str = "eur") -> Payment:
    """A payment to look into."""
    waits = reason in {"no-top-up", "holder-erased"}
    return Payment(
        intent=intent,
        state=PaymentState.UNASSIGNED if waits else PaymentState.REFUSED,
        cents=2_000,
        currency=currency,
        top_up_id=None,
        reason=reason,
        received_at=NOW,
    )


def money_desk_samples() -> Iterator[Sample]:
    """Each screen under a name of its own."""
    yield from _adjusting()
    yield from _proposals()
    yield from _payments()
    yield from _refunds()
    yield from _notices()


def _adjusting() -> Iterator[Sample]:
    for cents in (0, 1_250):
        yield (
            f"adjust, way, {cents} cents",
            lambda texts, cents=cents: adjustments.ask_way(texts, a_holder(), Money(cents)),  # type: ignore[misc]  # a default binds the credit
        )
    for way in Way:
        yield (
            f"adjust, amount, {way}",
            lambda texts, way=way: adjustments.ask_amount(texts, a_holder(), Money(1_250), way),  # type: ignore[misc]  # a default binds the way
        )
        yield f"adjust, reason, {way}", lambda texts, way=way: adjustments.ask_reason(texts, 1, way, Money(1_000))  # type: ignore[misc]  # a default binds the way
    for name, facts in {
        "credit": a_review(1_000),
        "debit": a_review(-1_250),
        "over the limit": a_review(6_000, needs_second=True),
        "something is owed": a_review(2_000, owed=1_844),
        "more is owed": a_review(100, owed=1_844),
    }.items():
        yield f"adjust, review, {name}", lambda texts, facts=facts: adjustments.review(texts, facts)  # type: ignore[misc]  # a default binds the facts
    for cents in (1_000, -1_000):
        for repeated in (False, True):
            done = an_adjusted(cents, AdjustmentState.APPLIED, over_limit=False, repeated=repeated)
            yield (
                f"adjust, done, {adjustments.way_of(Money(cents))}, {repeated}",
                lambda texts, done=done: adjustments.confirmed(texts, done),  # type: ignore[misc]  # a default binds the outcome
            )


def _proposals() -> Iterator[Sample]:
    for state in AdjustmentState:
        shown = an_adjusted(-6_000 if state is AdjustmentState.REFUSED else 6_000, state)
        for admin in (1003, 1006):
            yield (
                f"adjust, {state}, to {admin}",
                lambda texts, shown=shown, admin=admin: adjustments.proposal(texts, shown, admin=admin),  # type: ignore[misc]  # defaults bind the facts
            )
    waits = an_adjusted(6_000, AdjustmentState.PROPOSED)
    for owed in (1_844, 9_000):
        for state in (AdjustmentState.PROPOSED, AdjustmentState.APPLIED):
            facts = an_adjusted(6_000, state, owed=owed)
            yield (
                f"adjust, {state}, {owed} cents owed",
                lambda texts, facts=facts: adjustments.proposal(texts, facts, admin=1006),  # type: ignore[misc]  # a default binds the facts
            )
    yield "adjust, proposed", lambda texts: adjustments.confirmed(texts, waits)


def _payments() -> Iterator[Sample]:
    odd = ("no-top-up", "holder-erased", "currency", "not-ours", "no-amount")
    five = tuple(an_odd_payment(reason, currency="usd" if reason == "currency" else "eur") for reason in odd)
    yield "payments, none", lambda texts: payments.payments(texts, PaymentsPage(payments=(), total=0, page=0))
    yield "payments, one", lambda texts: payments.payments(texts, PaymentsPage(payments=five[:1], total=1, page=0))
    yield "payments, five", lambda texts: payments.payments(texts, PaymentsPage(payments=five, total=5, page=0))
    yield "payments, many", lambda texts: payments.payments(texts, PaymentsPage(payments=five, total=12, page=0))
    for one in (*five, an_odd_payment("news")):
        shown = PaymentShown(payment=one, holder=None)
        yield f"payment, {one.reason}", lambda texts, shown=shown: payments.payment(texts, shown)  # type: ignore[misc]  # a default binds the payment
    credited = replace(five[0], state=PaymentState.CREDITED, top_up_id=1)
    dealt = replace(five[2], dealt_with_at=NOW)
    yield "payment, credited", lambda texts: payments.payment(texts, PaymentShown(payment=credited, holder=a_holder()))
    yield "payment, dealt with", lambda texts: payments.payment(texts, PaymentShown(payment=dealt, holder=None))
    yield "payment, whose?", lambda texts: payments.ask_whose(texts, five[0])
    for total in (0, 1, 4, 12):
        facts = found(total)
        yield f"payment, {total} found", lambda texts, facts=facts: payments.found(texts, five[0], facts)  # type: ignore[misc]  # a default binds the facts
    review = AssignmentReview(payment=five[0], holder=a_holder(), credit=Money(1_250), owed=Money(0))
    yield "payment, assign?", lambda texts: payments.review(texts, review)
    for repeated in (False, True):
        outcome = PaymentAssigned(payment=credited, holder=a_holder(), credit=Money(3_250), repeated=repeated)
        yield f"payment, assigned, {repeated}", lambda texts, outcome=outcome: payments.assigned(texts, outcome)  # type: ignore[misc]  # a default binds the outcome
    yield "payment, was it dealt with?", lambda texts: payments.ask_to_deal_with(texts, five[2])


def a_refundable(paid: int = 2_000, gone: int = 0, credit: int = 1_250) -> Refundable:
    """A card payment, and what can go back of it."""
    return Refundable(
        intent=INTENT,
        holder_id=1,
        paid=Money(paid),
        gone=Money(gone),
        credit=Money(credit),
        given=Money(0),
        paid_at=NOW,
    )


def _refunds() -> Iterator[Sample]:
    whole, part, none = a_refundable(1_000), a_refundable(gone=500), a_refundable(credit=0)
    for name, page in {
        "three": a_page(whole, part, none),
        "many": a_page(*(whole,) * 5, page=1, has_older=True),
        "none": a_page(),
    }.items():
        yield f"refunds, {name}", lambda texts, page=page: refunds.payments(texts, page)  # type: ignore[misc]  # a default binds the page
    for name, one in {"whole": whole, "part": part, "nothing": none}.items():
        yield f"refund, how much, {name}", lambda texts, one=one: refunds.ask(texts, one, a_holder())  # type: ignore[misc]  # a default binds the payment
    yield "refund, review", lambda texts: refunds.review(texts, part, a_holder(), Money(750), "0123456789abcdef")
    reversal = Reversal(
        id="x",
        kind=ReversalKind.REFUND,
        intent=INTENT,
        amount=Money(750),
        state=ReversalState.ASKED,
        reported_at=NOW,
        holder_id=1,
        asked_by=1003,
    )
    for repeated in (False, True):
        outcome = RefundAsked(reversal=reversal, credit=Money(500), repeated=repeated)
        yield (
            f"refund, asked, {repeated}",
            lambda texts, outcome=outcome: refunds.asked(texts, outcome, a_holder()),  # type: ignore[misc]  # a default binds the outcome
        )


def _notices() -> Iterator[Sample]:
    told = {"reason": REASON, "mailbox": "mario.rossi@pec.archrm.it"}
    cases = [
        (a_notice(NoticeKind.CREDIT_ADJUSTED, cents=1_000, credit=1_000, spent=0, **told), None),
        (a_notice(NoticeKind.CREDIT_ADJUSTED, cents=2_196, credit=0, spent=2_196, **told), None),
        (a_notice(NoticeKind.CREDIT_ADJUSTED, cents=-1_000, credit=250, spent=0, **told), None),
        (
            a_notice(NoticeKind.ORDER_COMPLETED, cents=2_196, credit=0, order_id="7K2M", origin=Origin.OFFICE),
            an_order(),
        ),
    ]
    for state, cents in (("proposed", 6_000), ("applied", 6_000), ("refused", -6_000)):
        facts: dict[str, str | int] = {"adjustment": 3, "cents": cents, "state": state, "until": NOW.isoformat()}
        cases.append((a_notice(NoticeKind.ADMIN_ADJUSTMENT, **facts), None))
    for number, (notice, order) in enumerate(cases):
        yield (
            f"notice m{number}, {notice.kind}",
            lambda texts, notice=notice, order=order: notices.notice(texts, notice, order),  # type: ignore[misc]  # defaults bind the facts
        )
