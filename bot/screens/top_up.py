"""Adding money to the credit."""

from __future__ import annotations

from datetime import datetime

from bot.screens import purse, quotes
from bot.screens.buttons import ShowCredit, ShowForecast, ShowOrder, ShowRenewals, TopUpOf
from bot.screens.screen import Link, Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts, Variable
from domain.forecast import Upcoming
from domain.keeping import is_overdue
from domain.money import Money
from domain.orders import Order, OrderPending
from domain.top_ups import LEAST_TOP_UP, MOST_TOP_UP, QUICK_TOP_UPS, TopUp


def choose_amount(texts: Texts, credit: Money) -> Screen:
    """How much? The usual amounts, or any other one typed."""
    text = purse.purse(texts, "top-up-how-much", credit, least=LEAST_TOP_UP, most=MOST_TOP_UP)
    quick = [Tap(texts.label("key-amount", amount=amount), TopUpOf(amount.cents)) for amount in QUICK_TOP_UPS]
    return with_way_home(texts, text, purse.pay_row(texts, credit), *in_rows(quick, 2))


def payments_for(missing: Money) -> int:
    """How many card payments it takes to bring an amount."""
    return -(-missing.cents // MOST_TOP_UP.cents)


def pay(texts: Texts, top_up: TopUp, pending: OrderPending | None, *, waiting: int = 0) -> Screen:
    """The way to the payment page, and what happens next.

    `pending` is the order that the money is meant for; `waiting` says how many orders wait where it is meant for none.
    Raises ValueError for a top-up without its link.
    """
    order = pending.order if pending else None
    text = paragraphs(
        texts("top-up-pay", amount=top_up.amount),
        _then_credit(texts, waiting) if pending is None else _then_order(texts, top_up, pending),
        quotes.replaced(texts, pending.replaced if pending else None),
        texts("top-up-until", until=_until(top_up, order), reference=top_up.reference),
    )
    back = ShowCredit(0) if order is None else ShowOrder(order.id)
    key = "key-back-to-credit" if order is None else "key-back-to-order"
    return with_way_home(texts, text, _pay_row(texts, top_up), (Tap(texts.label(key), back),))


def pay_renewal(texts: Texts, top_up: TopUp, missing: Money, ahead: Upcoming | None, *, waiting: int = 0) -> Screen:
    """The way to the payment page for what a renewal misses, and what happens next.

    Without a renewal it is for those of the next twelve months. `waiting` says how many orders wait: they come first.
    Raises ValueError for a top-up without its link.
    """
    text = paragraphs(
        texts("top-up-pay", amount=top_up.amount),
        _then_renewal(texts, top_up, missing, ahead),
        texts("top-up-orders-first", orders=waiting) if waiting else None,
        texts("top-up-until", until=top_up.expires_at, reference=top_up.reference),
    )
    if ahead is None:
        back = Tap(texts.label("key-back"), ShowForecast())
    else:
        back = Tap(texts.label("key-back-to-renewals"), ShowRenewals(ahead.renewal.mailbox.id))
    return with_way_home(texts, text, _pay_row(texts, top_up), (back,))


def _pay_row(texts: Texts, top_up: TopUp) -> Row:
    """The key that opens the payment page. Raises ValueError for a top-up without its link."""
    if top_up.link_url is None:
        msg = f"{top_up.reference} has no payment link yet"
        raise ValueError(msg)
    return (Link(texts.label("key-pay", amount=top_up.amount), top_up.link_url, "success"),)


def _then_renewal(texts: Texts, top_up: TopUp, missing: Money, ahead: Upcoming | None) -> str:
    """What a payment brings about that is meant for a renewal: it is covered, or a part of it."""
    if top_up.amount < missing:
        return texts("top-up-renewal-parts", most=MOST_TOP_UP, parts=payments_for(missing))
    least = texts("pending-least", short=missing, least=LEAST_TOP_UP) if missing < LEAST_TOP_UP else None
    if ahead is None:
        return lines(least, texts("top-up-then-forecast"))
    if is_overdue(ahead):
        return lines(least, texts("top-up-then-overdue"))
    return lines(least, texts("top-up-then-renewal-after" if ahead.before else "top-up-then-renewal", day=ahead.day))


def _until(top_up: TopUp, order: Order | None) -> datetime:
    """As long as the link can be paid and the payment still completes its order."""
    return top_up.expires_at if order is None else min(top_up.expires_at, order.quote.good_until)


def _then_credit(texts: Texts, waiting: int) -> str:
    """What a payment brings about that is meant for no order."""
    first = texts("top-up-then-waiting", orders=waiting) if waiting else None
    return lines(texts("top-up-then-credit"), first)


def _then_order(texts: Texts, top_up: TopUp, pending: OrderPending) -> str:
    """What a payment brings about that is meant for an order: the order itself, or a part of its price."""
    quote = pending.order.quote
    what: dict[str, Variable] = {
        "service": texts(f"service-{quote.service}"),
        "gb": quote.gb,
        "mailbox": quote.mailbox_address,
    }
    if top_up.amount >= pending.missing:
        return texts("top-up-then-order", **what)
    return texts("top-up-then-part", parts=payments_for(pending.missing), most=MOST_TOP_UP, **what)
