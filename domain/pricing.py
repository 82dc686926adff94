"""What an add-on costs, and whether waiting is cheaper.

Source: seed guide, "Al momento dell'acquisto": more than three months before the expiry of the mailbox the service is
paid for the remaining years; otherwise it is free until the expiry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.calendar import months_after, years_to_cover
from domain.catalogue import Catalogue, ServiceKey
from domain.errors import MailboxExpired
from domain.money import Money

FREE_MONTHS = 3
WORTH_WAITING_DAYS = 60
QUOTE_HOURS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """A price for some years, 0 when free. Amounts are EUR cents; `gross = net + vat`."""

    years: int
    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        """What is paid."""
        return self.net + self.vat

    @property
    def free(self) -> bool:
        """Whether nothing is paid."""
        return not self.gross


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """Waiting is cheaper: the first day from which the purchase costs less, and its price on that day."""

    from_day: date
    price: Price


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A priced offer: computed once, then shown, stored, charged and printed unchanged.

    `unit_price` is net per GB per year, `vat_rate` a percentage. `runs_until` is the expiry of the mailbox when the
    offer was made; `renewal` is what the renewal at that date will take, None if nobody renews the mailbox.
    """

    id: str
    holder_id: int
    mailbox_id: int
    mailbox_address: str
    service: ServiceKey
    gb: int
    unit_price: Money
    vat_rate: Decimal
    price: Price
    runs_until: date
    renewal: Price | None
    advice: Advice | None
    quoted_on: date
    quoted_at: datetime

    @property
    def good_until(self) -> datetime:
        """The instant at which the quote is over: 24 hours after it was made."""
        return self.quoted_at + timedelta(hours=QUOTE_HOURS)

    def is_good(self, now: datetime, expires_on: date) -> bool:
        """Whether the quote can still be accepted, given the expiry date that the mailbox has now."""
        return now < self.good_until and expires_on == self.runs_until


def price_for(catalogue: Catalogue, service: ServiceKey, gb: int, years: int) -> Price:
    """The price of some GB for a number of years. VAT is rounded half up, once."""
    net = catalogue.prices[service] * gb * years
    return Price(years=years, net=net, vat=net.percent(catalogue.vat_rate))


def years_to_pay(today: date, expires_on: date) -> int:
    """How many years a purchase made today pays: 0 in the last three months. Raises MailboxExpired."""
    if expires_on < today:
        raise MailboxExpired(expired_on=expires_on)
    if expires_on <= months_after(today, FREE_MONTHS):
        return 0
    return years_to_cover(today, expires_on)


def price_on(catalogue: Catalogue, service: ServiceKey, gb: int, today: date, expires_on: date) -> Price:
    """The price of a purchase made today, for a mailbox with that expiry. Raises MailboxExpired."""
    return price_for(catalogue, service, gb, years_to_pay(today, expires_on))


def advise(catalogue: Catalogue, service: ServiceKey, gb: int, today: date, expires_on: date) -> Advice | None:
    """The first day, at most 60 days away, from which a paid purchase would be free or cost a year less."""
    years = years_to_pay(today, expires_on)
    for days in range(1, WORTH_WAITING_DAYS + 1 if years else 1):
        day = today + timedelta(days=days)
        if years_to_pay(day, expires_on) < years:
            return Advice(from_day=day, price=price_on(catalogue, service, gb, day, expires_on))
    return None
