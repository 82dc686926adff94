"""Buying an add-on: service, GB, quote, order."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens import purse, quotes
from bot.screens.buttons import (
    Buy,
    CancelOrder,
    ChooseGb,
    ChooseService,
    ChooseTopUp,
    ConfirmOrder,
    OpenMailbox,
    PayOrder,
)
from bot.screens.screen import Copy, Row, Screen, Tap, in_rows, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from bot.screens.top_up import payments_for
from domain.cards import MailboxCard, Offer
from domain.catalogue import ServiceKey
from domain.money import Money
from domain.orders import Order, OrderPending, OrderPlaced, Quoted, missing_amount
from domain.pricing import Quote, years_to_pay
from domain.top_ups import LEAST_TOP_UP, MOST_TOP_UP


def choose_service(texts: Texts, card: MailboxCard, prices: Mapping[ServiceKey, Money]) -> Screen:
    """The services, with their prices net per GB per year. Raises MailboxExpired for an expired mailbox."""
    box = card.mailbox
    free = years_to_pay(card.today, box.expires_on) == 0
    text = paragraphs(
        texts("buy-which-service", mailbox=box.address),
        *(texts(f"buy-about-{service}", price=price) for service, price in prices.items()),
        texts("buy-free-now", until=box.expires_on) if free else None,
    )
    keys = [(Tap(texts.label(f"service-{service}"), ChooseService(box.id, service)),) for service in prices]
    return with_way_home(texts, text, *keys, _back_to_mailbox(texts, box.id))


def choose_gb(texts: Texts, offer: Offer) -> Screen:
    """How many GB? The usual numbers, or any other one typed."""
    box = offer.mailbox
    text = paragraphs(
        texts("buy-how-many-gb", service=texts(f"service-{offer.service}"), mailbox=box.address),
        _offer(texts, offer),
        texts("buy-gb-left", left=offer.left),
    )
    offered = [Tap(texts.label("key-gb", gb=gb), ChooseGb(box.id, offer.service, gb)) for gb in offer.gb_offered]
    return with_way_home(texts, text, *in_rows(offered, 3), (Tap(texts.label("key-back"), Buy(box.id)),))


def quoted(texts: Texts, quoted: Quoted) -> Screen:
    """The quote, whole: what, how much, the credit before and after, and whether waiting is cheaper."""
    quote = quoted.quote
    text = paragraphs(
        quotes.title(texts, quote),
        quotes.what(texts, quote),
        lines(quotes.figures(texts, quote), _credit(texts, quoted)),
        texts("quote-shortfall", missing=short.missing, day=short.day) if (short := quoted.shortfall) else None,
        lines(quotes.advice(texts, quote), quotes.renewal(texts, quote), quotes.small_print(texts, quote)),
    )
    label = texts.label("key-confirm-free" if quote.price.free else "key-confirm")
    other = Tap(texts.label("key-other-gb"), ChooseService(quote.mailbox_id, quote.service))
    return with_way_home(texts, text, (Tap(label, ConfirmOrder(quote.id), "success"),), (other,))


def placed(texts: Texts, placed: OrderPlaced) -> Screen:
    """The receipt: the figures of the quote, the credit before and after, the order's number."""
    quote = placed.order.quote
    title = texts("order-done-before" if placed.repeated else "order-done")
    if placed.repeated:
        credit = texts("order-credit-now", credit=placed.credit)
    else:
        credit = credit_change(texts, quote, placed.credit)
    text = paragraphs(receipt(texts, placed.order, title, credit), quotes.replaced(texts, placed.replaced))
    return with_way_home(texts, text, *receipt_keys(texts, placed.order))


def receipt(texts: Texts, order: Order, title: str, credit: str) -> str:
    """The text of a receipt, under any title. Of what cost nothing it does not speak of the credit."""
    quote = order.quote
    return paragraphs(
        title,
        texts("order-activating") if order.is_activating else None,
        quotes.what(texts, quote),
        lines(quotes.figures(texts, quote), None if quote.price.free else credit),
        quotes.renewal(texts, quote),
        texts("order-number", order=order.id, at=order.closed_at or order.placed_at),
    )


def receipt_keys(texts: Texts, order: Order) -> tuple[Row, ...]:
    """What can be done with a receipt."""
    see = Tap(texts.label("key-see-mailbox"), OpenMailbox(order.quote.mailbox_id), "primary")
    return (see,), (Copy(texts.label("key-copy-order"), order.id),)


def credit_change(texts: Texts, quote: Quote, after: Money) -> str:
    """The credit before and after a purchase, given what is left of it."""
    return texts("order-credit", before=after + quote.price.gross, after=after)


def pending(texts: Texts, pending: OrderPending) -> Screen:
    """The order waits for money: exactly how much, and how to bring it."""
    quote = pending.order.quote
    if pending.is_suspended:
        return _held_up(texts, pending)
    if pending.credit >= quote.price.gross:
        return _covered(texts, pending)
    text = paragraphs(
        texts("pending-title", short=quote.price.gross - pending.credit),
        quotes.what(texts, quote),
        lines(
            purse.in_line(texts, "pending-sums", pending.credit, total=quote.price.gross, missing=pending.missing),
            _least(texts, quote, pending.credit),
            _in_parts(texts, pending.missing),
        ),
        texts("pending-next", until=quote.good_until),
    )
    return with_way_home(
        texts,
        text,
        pay_row(texts, pending.order.id, pending.missing),
        (Tap(texts.label("key-other-amount"), ChooseTopUp()),),
        (Tap(texts.label("key-cancel-order"), CancelOrder(pending.order.id), "danger"),),
    )


def _covered(texts: Texts, pending: OrderPending) -> Screen:
    """The money has come from elsewhere in the meantime: confirming once more completes the order."""
    quote = pending.order.quote
    sums = texts("pending-covered", total=quote.price.gross, credit=pending.credit)
    return with_way_home(
        texts,
        paragraphs(quotes.what(texts, quote), sums),
        (Tap(texts.label("key-confirm"), ConfirmOrder(quote.id), "success"),),
        (Tap(texts.label("key-cancel-order"), CancelOrder(quote.id), "danger"),),
    )


def _held_up(texts: Texts, pending: OrderPending) -> Screen:
    """While the mailbox is suspended there is nothing to pay and nothing to confirm."""
    quote = pending.order.quote
    text = paragraphs(
        quotes.what(texts, quote),
        texts("pending-suspended", total=quote.price.gross, credit=pending.credit, until=quote.good_until),
    )
    return with_way_home(
        texts,
        text,
        (Tap(texts.label("key-see-mailbox"), OpenMailbox(quote.mailbox_id)),),
        (Tap(texts.label("key-cancel-order"), CancelOrder(quote.id), "danger"),),
    )


def pay_row(texts: Texts, order_id: str, missing: Money) -> Row:
    """Pays what an order misses, or as much of it as one card payment may bring."""
    return (Tap(texts.label("key-pay-order", amount=min(missing, MOST_TOP_UP)), PayOrder(order_id), "success"),)


def cancelled(texts: Texts, order: Order) -> Screen:
    """The order was given up."""
    quote = order.quote
    text = texts("order-cancelled", service=quotes.service(texts, quote), gb=quote.gb, mailbox=quote.mailbox_address)
    return with_way_home(texts, text, _back_to_mailbox(texts, quote.mailbox_id))


def _offer(texts: Texts, offer: Offer) -> str:
    if offer.years == 0:
        return texts("buy-free-now", until=offer.mailbox.expires_on)
    return texts("buy-price", unit=offer.unit_price, years=offer.years, until=offer.mailbox.expires_on)


def _credit(texts: Texts, quoted: Quoted) -> str | None:
    price, credit = quoted.quote.price, quoted.credit
    if price.free:
        return None
    if credit >= price.gross:
        return texts("quote-credit", before=credit, after=credit - price.gross)
    text = texts("quote-credit-missing", credit=credit, missing=missing_amount(price.gross, credit))
    return lines(text, _least(texts, quoted.quote, credit))


def _least(texts: Texts, quote: Quote, credit: Money) -> str | None:
    """That a card payment brings no less than EUR 1.00, where that is more than what is missing."""
    short = quote.price.gross - credit
    return texts("pending-least", short=short, least=LEAST_TOP_UP) if short < LEAST_TOP_UP else None


def _in_parts(texts: Texts, missing: Money) -> str | None:
    """That so much goes in parts, since one card payment brings at most EUR 500.00."""
    if missing <= MOST_TOP_UP:
        return None
    return texts("pending-in-parts", most=MOST_TOP_UP, parts=payments_for(missing))


def _back_to_mailbox(texts: Texts, mailbox_id: int) -> Row:
    return (Tap(texts.label("key-back-to-mailbox"), OpenMailbox(mailbox_id)),)
