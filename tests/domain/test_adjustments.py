"""Adjustments by hand: what may be typed, what takes a second administrator, and what moves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.adjustments import (
    Adjustment,
    AdjustmentState,
    CreditChange,
    DraftedAdjustment,
    Way,
    adjustment_transfer,
    check_adjustment,
    is_over_limit,
    read_reason,
)
from domain.admin_errors import AdjustmentOutOfRange, ReasonNotUnderstood
from domain.ledger import ADJUSTMENT
from domain.money import Money
from tests.people import NOW

DRAFTED = DraftedAdjustment(holder_id=1, amount=Money(500), reason="Paid twice", asked=7)
PROPOSED = Adjustment(
    id=3,
    holder_id=1,
    amount=Money(6_000),
    reason="Paid twice",
    state=AdjustmentState.PROPOSED,
    over_limit=True,
    asked_by=1003,
    asked_at=NOW,
    decided_by=None,
    decided_at=None,
    key="1003:x",
)


@pytest.mark.parametrize("cents", [1, 50_000])
def test_a_cent_and_five_hundred_euro_can_be_adjusted(cents: int) -> None:
    check_adjustment(Money(cents))


@pytest.mark.parametrize("cents", [0, 50_001])
def test_nothing_and_a_cent_more_cannot(cents: int) -> None:
    with pytest.raises(AdjustmentOutOfRange) as refusal:
        check_adjustment(Money(cents))
    assert (refusal.value.least, refusal.value.most) == (Money(1), Money(50_000))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  paid\n twice ", "paid twice"),
        ("a\u200bbc\u202e", "abc"),
        ("Caffe\u0300 no", "Caffè no"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_reason_is_kept_as_one_visible_line(typed: str, kept: str) -> None:
    assert read_reason(typed) == kept


@pytest.mark.parametrize("typed", ["", "ab", " a b"[:3], "x" * 201, "...", "\u200b\u200b\u200babc"[:5]])
def test_a_reason_that_says_nothing_or_too_much_is_refused(typed: str) -> None:
    with pytest.raises(ReasonNotUnderstood):
        read_reason(typed)


@pytest.mark.parametrize(("amount", "adjusted", "is_over"), [(5_000, 0, False), (5_001, 0, True), (1, 5_000, True)])
def test_f72_the_limit_counts_what_was_adjusted_before(amount: int, adjusted: int, is_over: bool) -> None:
    assert is_over_limit(Money(amount), Money(adjusted), Money(5_000)) is is_over


def test_a_mark_stands_for_one_question_and_no_other() -> None:
    others = [
        replace(DRAFTED, holder_id=2),
        replace(DRAFTED, amount=Money(-500)),
        replace(DRAFTED, reason="Paid twice."),
        replace(DRAFTED, asked=8),
    ]
    assert len({one.mark for one in (DRAFTED, replace(DRAFTED), *others)}) == 1 + len(others)


@pytest.mark.parametrize(("way", "source", "target"), [
    (Way.CREDIT, ADJUSTMENT, "holder:1"), (Way.DEBIT, "holder:1", ADJUSTMENT),
])  # fmt: skip
def test_a_credit_comes_from_the_office_and_a_debit_goes_there(way: Way, source: str, target: str) -> None:
    transfer = adjustment_transfer(replace(PROPOSED, amount=way.signed(Money(700))), NOW)
    assert (transfer.source, transfer.target, transfer.amount.cents) == (source, target, 700)
    assert (transfer.key, transfer.about) == ("adjustment:3", {"reason": "Paid twice"})


def test_a_proposal_expires_after_a_day_and_what_was_decided_does_not() -> None:
    day = timedelta(hours=24)
    assert PROPOSED.state_at(NOW + day - timedelta(seconds=1)) is AdjustmentState.PROPOSED
    assert PROPOSED.state_at(NOW + day) is AdjustmentState.EXPIRED
    assert replace(PROPOSED, state=AdjustmentState.REFUSED).state_at(NOW + day) is AdjustmentState.REFUSED


@pytest.mark.parametrize(
    ("credit", "owed", "amount", "covered", "after"),
    [
        (0, 1_844, 2_000, 1_844, 156),
        (0, 1_844, 500, 500, 0),
        (0, 1_844, 1_844, 1_844, 0),
        (300, 0, 500, 0, 800),
        (300, 0, -200, 0, 100),
    ],
)
def test_f28_what_is_owed_is_paid_before_anything_is_left(
    credit: int, owed: int, amount: int, covered: int, after: int
) -> None:
    change = CreditChange(credit=Money(credit), owed=Money(owed), amount=Money(amount))
    assert (change.covered, change.credit_after, change.owed_after) == (
        Money(covered), Money(after), Money(owed - covered),
    )  # fmt: skip
