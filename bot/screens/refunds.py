"""The refund of what a holder has not used: which payment, how much, a look before, and that Stripe is asked for it."""

from __future__ import annotations

from bot.screens.buttons.desk import ShowHolder, ShowHoldersTopUps
from bot.screens.buttons.money_desk import AskToRefund, ConfirmRefund, RefundAll, ShowRefundables
from bot.screens.desk import name_of, page_turns, title
from bot.screens.screen import Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.calendar import civil_day
from domain.desk import LINES_ON_A_PAGE, HolderPage
from domain.holders import Holder
from domain.money import NOTHING, Money
from domain.reversals import Refundable, RefundAsked


def payments(texts: Texts, page: HolderPage[Refundable]) -> Screen:
    """A page of the card payments of a holder; a key for each of which something can go back."""
    holder = page.holder
    numbered = list(enumerate(page.lines, start=page.page * LINES_ON_A_PAGE + 1))
    keys = [
        Tap(texts.label("key-refund-place", place=place), AskToRefund(one.intent))
        for place, one in numbered
        if one.most > NOTHING
    ]
    newer, older = ShowRefundables(holder.id, max(0, page.page - 1)), ShowRefundables(holder.id, page.page + 1)
    turns = page_turns(texts, newer, older, page.page, has_next=page.has_older)
    told = [paragraphs(_line(texts, place, one)) for place, one in numbered]
    text = paragraphs(title(texts, "refunds", holder, page.page), *told, None if told else texts("desk-nothing"))
    return with_way_home(texts, text, *in_rows(keys, 2), turns or _back(texts, holder.id))


def ask(texts: Texts, one: Refundable, holder: Holder) -> Screen:
    """How much of it?"""
    text = paragraphs(
        texts("refund-ask", name=name_of(holder)),
        _facts(texts, one),
        texts("refund-ask-amount", most=one.most) if one.most > NOTHING else texts("refund-none"),
    )
    everything = Tap(texts.label("key-refund-all", amount=one.most), RefundAll(one.intent), "primary")
    return with_way_home(texts, text, (everything,) if one.most > NOTHING else (), _to_payments(texts, holder.id))


def review(texts: Texts, one: Refundable, holder: Holder, amount: Money, mark: str) -> Screen:
    """All of it once more, before Stripe is asked."""
    text = paragraphs(
        texts("refund-review", name=name_of(holder), amount=amount),
        lines(_facts(texts, one), texts("adjust-credit-change", before=one.credit, after=one.credit - amount)),
        texts("refund-review-slow"),
    )
    confirm = Tap(texts.label("key-refund-confirm", amount=amount), ConfirmRefund(one.intent, mark), "danger")
    return with_way_home(texts, text, (confirm,), (Tap(texts.label("key-back"), AskToRefund(one.intent)),))


def asked(texts: Texts, outcome: RefundAsked, holder: Holder) -> Screen:
    """The money has left the credit, and Stripe is asked to give it back."""
    key = "refund-asked-before" if outcome.repeated else "refund-asked"
    text = paragraphs(
        texts(key, amount=outcome.reversal.amount, name=name_of(holder)),
        texts("adjust-credit-now", credit=outcome.credit),
    )
    to_holder = (Tap(texts.label("key-back-to-holder"), ShowHolder(holder.id)),)
    return with_way_home(texts, text, _to_payments(texts, holder.id), to_holder)


def refund_key(texts: Texts, holder_id: int) -> Row:
    """The key to the payments of which something can go back."""
    return (Tap(texts.label("key-refunds"), ShowRefundables(holder_id)),)


def _line(texts: Texts, place: int, one: Refundable) -> str:
    return lines(
        texts(
            "payment-line",
            place=place,
            amount=texts.label("receipt-amount", amount=one.paid),
            day=civil_day(one.paid_at),
        ),
        texts("payment-id", id=one.intent),
        texts("refund-most", most=one.most) if one.most > NOTHING else texts("refund-none"),
    )


def _facts(texts: Texts, one: Refundable) -> str:
    return lines(
        texts("refund-paid", amount=one.paid, day=civil_day(one.paid_at)),
        texts("payment-id", id=one.intent),
        texts("refund-gone", amount=one.gone) if one.gone > NOTHING else None,
    )


def _back(texts: Texts, holder_id: int) -> Row:
    return (Tap(texts.label("key-back"), ShowHoldersTopUps(holder_id)),)


def _to_payments(texts: Texts, holder_id: int) -> Row:
    return (Tap(texts.label("key-back-to-refunds"), ShowRefundables(holder_id)),)
