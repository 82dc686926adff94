"""`quote`: what a purchase costs on a day, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.cli.speech import OK, Speech
from domain.calendar import years_after
from domain.catalogue import Catalogue, ServiceKey
from domain.errors import GbOutOfRange, MailboxExpired
from domain.pricing import Advice, Price, advise, price_on

MOST_YEARS = 50  # from the purchase to the expiry; what lies further ahead is mistyped


@dataclass(frozen=True, kw_only=True, slots=True)
class Purchase:
    """What is asked about: some GB of a service, bought on a day for a mailbox that expires on another."""

    service: ServiceKey
    gb: int
    on: date
    expires: date


def quote(purchase: Purchase, catalogue: Catalogue, speech: Speech) -> int:
    """Prices the purchase by the very rules that charge it."""
    asked = (catalogue, purchase.service, purchase.gb, purchase.on, purchase.expires)
    try:
        if purchase.expires > years_after(purchase.on, MOST_YEARS):
            return speech.refuse("quote-too-far", years=MOST_YEARS)
        catalogue.check_gb(purchase.gb, catalogue.gb_most)
        price, advice = price_on(*asked), advise(*asked)
    except GbOutOfRange as error:
        return speech.refuse("quote-gb-out-of-range", least=error.least, most=error.most)
    except MailboxExpired as error:
        return speech.refuse("quote-expired", expired_on=error.expired_on)
    except (OverflowError, ValueError):
        return speech.refuse("quote-too-far", years=MOST_YEARS)
    speech.document(
        {
            "free": price.free,
            "years": price.years,
            "net_cents": price.net.cents,
            "vat_cents": price.vat.cents,
            "gross_cents": price.gross.cents,
            "cheaper_from": advice.from_day.isoformat() if advice else None,
        }
    )
    _say(speech, purchase, price, advice)
    return OK


def _say(speech: Speech, purchase: Purchase, price: Price, advice: Advice | None) -> None:
    service = speech.texts.label(f"service-{purchase.service}")
    speech.say("quote-what", service=service, gb=purchase.gb, on=purchase.on, until=purchase.expires)
    if price.free:
        speech.say("quote-free")
        return
    speech.say("quote-price", years=price.years, net=price.net, vat=price.vat, gross=price.gross)
    if advice and advice.price.free:
        speech.say("quote-cheaper-free", day=advice.from_day)
    elif advice:
        speech.say("quote-cheaper", day=advice.from_day, gross=advice.price.gross)
