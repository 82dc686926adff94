"""Payments that a person has to look into: the list, one of them, whose it is, and that it was dealt with."""

from __future__ import annotations

from bot.screens import format as written
from bot.screens.adjustments import credit_change
from bot.screens.button_fields import INTENT
from bot.screens.buttons.desk import ShowHolder
from bot.screens.buttons.money_desk import (
    AskToAssign,
    AskToDealWith,
    AskWhose,
    AssignPayment,
    DealWithPayment,
    ShowPayment,
    ShowPayments,
)
from bot.screens.desk import LONGEST_KEY, find_key, found_line, name_of, page_turns
from bot.screens.screen import Copy, Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.desk import FoundHolders
from domain.money import Money
from domain.odd_payments import (
    PAYMENTS_ON_A_PAGE,
    AssignmentReview,
    PaymentAssigned,
    PaymentShown,
    PaymentsPage,
    can_be_assigned,
    is_waiting,
)
from domain.top_ups import Payment, PaymentState

REASONS = {"not-ours", "currency", "no-amount", "no-top-up", "holder-erased", "amount-differs"}
LONGEST_COPY = 256


def payments(texts: Texts, page: PaymentsPage) -> Screen:
    """A page of the payments to look into, one key each."""
    numbered = list(enumerate(page.payments, start=page.page * PAYMENTS_ON_A_PAGE + 1))
    keys = [key for place, one in numbered for key in payment_key(texts, one.intent, place)]
    turns = page_turns(
        texts, ShowPayments(max(0, page.page - 1)), ShowPayments(page.page + 1), page.page, has_next=page.has_next
    )
    text = paragraphs(
        texts("payments", count=page.total) if page.total else texts("payments-none"),
        *(_line(texts, place, one) for place, one in numbered),
    )
    return with_way_home(texts, text, *in_rows(keys, 2), turns or find_key(texts))


def payment(texts: Texts, shown: PaymentShown) -> Screen:
    """One payment: its facts, where it stands, and what can be done."""
    one = shown.payment
    assign = (Tap(texts.label("key-payment-assign"), AskWhose(one.intent), "primary"),) if can_be_assigned(one) else ()
    dealt = (Tap(texts.label("key-payment-dealt-with"), AskToDealWith(one.intent)),) if is_waiting(one) else ()
    holder = (Tap(texts.label("key-payment-holder"), ShowHolder(shown.holder.id)),) if shown.holder else ()
    text = paragraphs(texts("payment", id=one.intent), _facts(texts, one), _stands(texts, shown))
    copy = (Copy(texts.label("key-copy-payment"), one.intent[:LONGEST_COPY]),)
    return with_way_home(texts, text, assign, dealt, holder, copy, _back_to_list(texts))


def ask_whose(texts: Texts, one: Payment) -> Screen:
    """Whose is it?"""
    text = paragraphs(texts("payment-ask-whose"), _facts(texts, one))
    return with_way_home(texts, text, _back_to(texts, one.intent))


def found(texts: Texts, one: Payment, found: FoundHolders) -> Screen:
    """Who was found: tapping one asks once more. Whoever is not among the first is looked for with more words."""
    numbered = list(enumerate(found.holders, start=1))
    keys = [
        Tap(
            texts.label("key-found-holder", place=place, name=name_of(who)[:LONGEST_KEY]),
            AskToAssign(one.intent, who.id),
        )
        for place, who in numbered
    ]
    head = "desk-found" if found.total else "desk-found-none"
    text = paragraphs(
        texts(head, total=found.total, words=found.words),
        *(found_line(texts, place, who) for place, who in numbered),
        texts("payment-found-more") if found.has_next else texts("payment-found-tap") if found.total else None,
    )
    return with_way_home(texts, text, *in_rows(keys, 1), _back_to(texts, one.intent))


def review(texts: Texts, review: AssignmentReview) -> Screen:
    """All of it once more, before it is credited."""
    one = review.payment
    text = paragraphs(
        texts("payment-review", name=name_of(review.holder), fiscal_code=review.holder.fiscal_code),
        _facts(texts, one),
        lines(
            credit_change(texts, review.change),
            texts("payment-review-once"),
        ),
    )
    amount = review.change.amount
    confirm = Tap(
        texts.label("key-payment-confirm", amount=amount), AssignPayment(one.intent, review.holder.id), "success"
    )
    other = Tap(texts.label("key-payment-other"), AskWhose(one.intent))
    return with_way_home(texts, text, (confirm,), (other,), _back_to(texts, one.intent))


def assigned(texts: Texts, outcome: PaymentAssigned) -> Screen:
    """It is in a credit now."""
    key = "payment-assigned-before" if outcome.repeated else "payment-assigned"
    text = paragraphs(
        texts(key, amount=_amount(texts, outcome.payment), name=name_of(outcome.holder)),
        texts("adjust-credit-now", credit=outcome.credit),
    )
    holder = (Tap(texts.label("key-payment-holder"), ShowHolder(outcome.holder.id)),)
    return with_way_home(texts, text, holder, _back_to_list(texts))


def ask_to_deal_with(texts: Texts, one: Payment) -> Screen:
    """Was it dealt with elsewhere?"""
    text = paragraphs(texts("payment-ask-dealt-with"), _facts(texts, one))
    yes = (Tap(texts.label("key-payment-is-dealt-with"), DealWithPayment(one.intent), "success"),)
    return with_way_home(texts, text, yes, _back_to(texts, one.intent))


def payment_key(texts: Texts, intent: str, place: int | None = None) -> tuple[Tap, ...]:
    """The key to a payment, numbered in a list; none for a number that no key can carry."""
    try:
        INTENT.read(intent)
    except ValueError:
        return ()
    label = texts.label("key-payment") if place is None else texts.label("key-payment-place", place=place)
    return (Tap(label, ShowPayment(intent)),)


def _facts(texts: Texts, one: Payment) -> str:
    return lines(
        texts("payment-facts", amount=_amount(texts, one), day=civil_day(one.received_at)),
        _why(texts, one),
    )


def _why(texts: Texts, one: Payment) -> str | None:
    return texts(f"notice-admin-{one.reason if one.reason in REASONS else 'other'}") if one.reason else None


def _line(texts: Texts, place: int, one: Payment) -> str:
    return lines(
        texts("payment-line", place=place, amount=_amount(texts, one), day=civil_day(one.received_at)),
        texts("payment-id", id=one.intent),
        _why(texts, one),
        texts("payment-not-creditable") if one.state is PaymentState.REFUSED else None,
    )


def _stands(texts: Texts, shown: PaymentShown) -> str | None:
    one = shown.payment
    if shown.holder is not None:
        return texts("payment-credited", name=name_of(shown.holder))
    if one.dealt_with_at is not None:
        return texts("payment-was-dealt-with", at=one.dealt_with_at)
    return texts("payment-not-creditable") if one.state is PaymentState.REFUSED else None


def _amount(texts: Texts, one: Payment) -> str:
    if one.currency == "eur":
        return written.money(Money(one.cents), texts.language)
    return written.foreign_money(one.cents, one.currency, texts.language)


def _back_to(texts: Texts, intent: str) -> Row:
    return (Tap(texts.label("key-back-to-payment"), ShowPayment(intent)),)


def _back_to_list(texts: Texts) -> Row:
    return (Tap(texts.label("key-back-to-payments"), ShowPayments()),)
