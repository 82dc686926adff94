"""Adding money to the credit."""

from __future__ import annotations

from datetime import datetime

from bot.screens.buttons import ChooseTopUp, ShowCredit, ShowOrder, TopUpOf, TypeAmount
from bot.screens.screen import Link, Screen, Tap, in_rows, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.money import Money
from domain.orders import Order
from domain.top_ups import LEAST_TOP_UP, MOST_TOP_UP, QUICK_TOP_UPS, TopUp


def choose_amount(texts: Texts, credit: Money) -> Screen:
    """How much? The usual amounts, or another one typed."""
    text = texts("top-up-how-much", credit=credit)
    quick = [Tap(texts.label("key-amount", amount=amount), TopUpOf(amount.cents)) for amount in QUICK_TOP_UPS]
    return with_way_home(texts, text, *in_rows(quick, 2), (Tap(texts.label("key-type-amount"), TypeAmount()),))


def ask_amount(texts: Texts) -> Screen:
    """The amount is to be typed."""
    text = texts("top-up-type-amount", least=LEAST_TOP_UP, most=MOST_TOP_UP)
    return with_way_home(texts, text, (Tap(texts.label("key-back"), ChooseTopUp()),))


def pay(texts: Texts, top_up: TopUp, order: Order | None) -> Screen:
    """The way to the payment page, and what happens next. Raises ValueError for a top-up without its link."""
    if top_up.link_url is None:
        msg = f"{top_up.reference} has no payment link yet"
        raise ValueError(msg)
    text = paragraphs(
        texts("top-up-pay", amount=top_up.amount),
        _next(texts, top_up, order),
        texts("top-up-until", until=_until(top_up, order), reference=top_up.reference),
    )
    back = ShowCredit(0) if order is None else ShowOrder(order.id)
    key = "key-back-to-credit" if order is None else "key-back-to-order"
    link = Link(texts.label("key-pay", amount=top_up.amount), top_up.link_url, "success")
    return with_way_home(texts, text, (link,), (Tap(texts.label(key), back),))


def _until(top_up: TopUp, order: Order | None) -> datetime:
    """As long as the link can be paid and the payment still completes its order."""
    return top_up.expires_at if order is None else min(top_up.expires_at, order.quote.good_until)


def _next(texts: Texts, top_up: TopUp, order: Order | None) -> str:
    """What the payment brings about."""
    if order is None:
        return texts("top-up-then-credit")
    quote = order.quote
    service = texts(f"service-{quote.service}")
    text = texts("top-up-then-order", service=service, gb=quote.gb, mailbox=quote.mailbox_address)
    if top_up.amount >= MOST_TOP_UP and quote.price.gross > top_up.amount:
        text = f"{text}\n{texts('top-up-then-maybe-more')}"
    return text
