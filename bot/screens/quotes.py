"""The figures of a quote, the same on the quote, on the order that waits and on the receipt."""

from __future__ import annotations

from bot.screens.texts import Texts
from domain.pricing import QUOTE_HOURS, Quote


def service(texts: Texts, quote: Quote) -> str:
    """The name of the service."""
    return texts(f"service-{quote.service}")


def what(texts: Texts, quote: Quote) -> str:
    """What is bought, for which mailbox, until when."""
    return texts(
        "quote-what", service=service(texts, quote), gb=quote.gb, mailbox=quote.mailbox_address, until=quote.runs_until
    )


def free(texts: Texts, quote: Quote) -> str | None:
    """Until when it is free, and what comes after; None if it is paid."""
    if not quote.price.free:
        return None
    return texts("quote-free", until=quote.runs_until, renewed="yes" if quote.renewal else "no")


def figures(texts: Texts, quote: Quote) -> str:
    """How the price comes about: unit price, GB, years, net, VAT, total."""
    price = quote.price
    how = texts("quote-factors", unit=quote.unit_price, gb=quote.gb, years=price.years)
    sums = texts("quote-sums", net=price.net, rate=quote.vat_rate, vat=price.vat, total=price.gross)
    return f"{how}\n{sums}"


def renewal(texts: Texts, quote: Quote) -> str:
    """What the next renewal will take, and when; or that nobody renews the mailbox."""
    if quote.renewal is None:
        return texts("quote-no-renewal", when=quote.runs_until)
    return texts("quote-renewal", when=quote.runs_until, total=quote.renewal.gross, years=quote.renewal.years)


def advice(texts: Texts, quote: Quote) -> str | None:
    """Whether waiting is cheaper: from which day, and the price then."""
    if quote.advice is None:
        return None
    then = quote.advice.price
    if then.free:
        return texts("quote-wait-free", day=quote.advice.from_day)
    return texts("quote-wait", day=quote.advice.from_day, total=then.gross, less=quote.price.gross - then.gross)


def small_print(texts: Texts, quote: Quote) -> str:
    """How long the quote stands; and, folded away, how the price is computed."""
    rules = texts("quote-rules-free" if quote.price.free else "quote-rules", unit=quote.unit_price, rate=quote.vat_rate)
    stands = texts("quote-good-until", until=quote.good_until, hours=QUOTE_HOURS)
    if quote.renewal:
        rules = f"{rules} {texts('quote-rules-renewal')}"
    return f"{stands}\n\n<blockquote expandable>{rules}</blockquote>"
