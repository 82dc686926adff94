"""The figures of a quote, the same on the quote, on the order that waits and on the receipt."""

from __future__ import annotations

from bot.screens.screen import lines
from bot.screens.texts import Texts
from domain.orders import Order
from domain.pricing import QUOTE_HOURS, Quote


def service(texts: Texts, quote: Quote) -> str:
    """The name of the service."""
    return texts(f"service-{quote.service}")


def what(texts: Texts, quote: Quote) -> str:
    """What is bought, for which mailbox; and until when, which `figures` says of what is free."""
    bought = texts("quote-what", service=service(texts, quote), gb=quote.gb, mailbox=quote.mailbox_address)
    return bought if quote.price.free else lines(bought, texts("quote-until", until=quote.runs_until))


def figures(texts: Texts, quote: Quote) -> str:
    """How the price comes about: unit price, GB, years, net, VAT, total; or that it is free, and until when."""
    price = quote.price
    if price.free:
        return texts("quote-free", until=quote.runs_until)
    return texts(
        "quote-figures",
        unit=quote.unit_price,
        gb=quote.gb,
        years=price.years,
        net=price.net,
        rate=quote.vat_rate,
        vat=price.vat,
        total=price.gross,
    )


def renewal(texts: Texts, quote: Quote) -> str:
    """What the next renewal will take, and when; or that nobody renews the mailbox."""
    if quote.renewal is None:
        return texts("quote-no-renewal")
    taken = texts("quote-renewal", when=quote.runs_until, total=quote.renewal.gross, years=quote.renewal.years)
    return f"{taken} {texts('quote-renewal-else')}" if quote.price.free else taken


def advice(texts: Texts, quote: Quote) -> str | None:
    """Whether waiting is cheaper: from which day, and the price then."""
    if quote.advice is None:
        return None
    then = quote.advice.price
    if then.free:
        return texts("quote-wait-free", day=quote.advice.from_day)
    return texts("quote-wait", day=quote.advice.from_day, total=then.gross, less=quote.price.gross - then.gross)


def title(texts: Texts, quote: Quote) -> str:
    """That this is a quote, and how long it stands."""
    return lines(texts("quote-title"), texts("quote-good-until", until=quote.good_until))


def small_print(texts: Texts, quote: Quote) -> str:
    """How the price is computed, folded away."""
    rule = "quote-rules-free" if quote.price.free else "quote-rules"
    rules = [texts(rule, unit=quote.unit_price, rate=quote.vat_rate)]
    if quote.renewal and not quote.price.free:
        rules.append(texts("quote-rules-renewal"))
    rules.append(texts("quote-rules-hours", hours=QUOTE_HOURS))
    return f"<blockquote expandable>{' '.join(rules)}</blockquote>"


def replaced(texts: Texts, order: Order | None) -> str | None:
    """That a new order has taken the place of one that waited, if it has."""
    return None if order is None else texts("order-replaced", gb=order.quote.gb)
