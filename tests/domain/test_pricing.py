"""What an add-on costs: the table of the rules, line by line, and the laws behind it."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import months_after, years_after
from domain.catalogue import ServiceKey
from domain.errors import MailboxExpired
from domain.money import NOTHING, Money
from domain.pricing import Price, advise, price_for, price_on, years_to_pay
from tests.builders import CATALOGUE, a_quote, euro
from tests.people import NOW, TODAY

INBOX, ARCHIVE = ServiceKey.INBOX, ServiceKey.ARCHIVE

TABLE = [
    pytest.param(
        "2026-11-22", "2027-11-22", INBOX, 1, 1, "3.00", "0.66", "3.66", None, id="exactly a year is one year"
    ),
    pytest.param(
        "2026-11-22", "2027-11-23", INBOX, 1, 2, "6.00", "1.32", "7.32", "2026-11-23", id="a day more is a second year"
    ),
    pytest.param(
        "2026-11-22", "2029-03-01", INBOX, 2, 3, "18.00", "3.96", "21.96", None, id="the last year is started in March"
    ),
    pytest.param(
        "2026-11-22", "2027-03-01", ARCHIVE, 5, 1, "20.00", "4.40", "24.40", "2026-12-01", id="nine days too early"
    ),
    pytest.param(
        "2026-11-22", "2027-02-22", ARCHIVE, 1, 0, "0.00", "0.00", "0.00", None, id="exactly three months are free"
    ),
    pytest.param(
        "2026-11-22", "2027-02-23", ARCHIVE, 1, 1, "4.00", "0.88", "4.88", "2026-11-23", id="a day more is paid"
    ),
    pytest.param(
        "2026-11-30", "2027-02-28", INBOX, 3, 0, "0.00", "0.00", "0.00", None, id="February ends before the 30th"
    ),
    pytest.param(
        "2028-02-29", "2029-03-01", INBOX, 1, 2, "6.00", "1.32", "7.32", "2028-03-01", id="bought on 29 February"
    ),
]

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2060, 12, 31))
terms = st.integers(min_value=0, max_value=365 * 12)
gigabytes = st.integers(min_value=1, max_value=100)
services = st.sampled_from(ServiceKey)


@pytest.mark.parametrize(("bought", "expires", "service", "gb", "years", "net", "vat", "gross", "cheaper"), TABLE)
def test_the_table_of_prices(
    bought: str,
    expires: str,
    service: ServiceKey,
    gb: int,
    years: int,
    net: str,
    vat: str,
    gross: str,
    cheaper: str | None,
) -> None:
    price = price_on(CATALOGUE, service, gb, date.fromisoformat(bought), date.fromisoformat(expires))
    assert price == Price(years=years, net=euro(net), vat=euro(vat))
    assert (price.gross, price.free) == (euro(gross), gross == "0.00")


@pytest.mark.parametrize(("bought", "expires", "service", "gb", "years", "net", "vat", "gross", "cheaper"), TABLE)
def test_the_table_says_from_when_it_is_cheaper(
    bought: str,
    expires: str,
    service: ServiceKey,
    gb: int,
    years: int,
    net: str,
    vat: str,
    gross: str,
    cheaper: str | None,
) -> None:
    advice = advise(CATALOGUE, service, gb, date.fromisoformat(bought), date.fromisoformat(expires))
    assert (advice.from_day.isoformat() if advice else None) == cheaper


def test_the_advice_carries_the_price_of_that_day() -> None:
    advice = advise(CATALOGUE, INBOX, 1, TODAY, date(2027, 11, 23))
    assert advice is not None
    assert advice.price == Price(years=1, net=Money(300), vat=Money(66))


def test_a_free_day_is_advised_sixty_days_ahead() -> None:
    expires = months_after(TODAY + timedelta(days=60), 3)
    advice = advise(CATALOGUE, INBOX, 1, TODAY, expires)
    assert advice is not None
    assert (advice.from_day, advice.price.free) == (TODAY + timedelta(days=60), True)


def test_a_day_sixty_one_days_away_is_not_worth_waiting_for() -> None:
    expires = months_after(TODAY + timedelta(days=61), 3)
    assert advise(CATALOGUE, INBOX, 1, TODAY, expires) is None


def test_what_is_free_needs_no_advice() -> None:
    assert advise(CATALOGUE, INBOX, 1, TODAY, TODAY) is None


def test_the_day_of_expiry_is_still_free() -> None:
    assert price_on(CATALOGUE, INBOX, 100, TODAY, TODAY).free


def test_the_day_after_the_expiry_nothing_can_be_bought() -> None:
    with pytest.raises(MailboxExpired) as refused:
        price_on(CATALOGUE, INBOX, 1, TODAY, TODAY - timedelta(days=1))
    assert refused.value.expired_on == date(2026, 11, 21)


def test_no_advice_is_given_about_an_expired_mailbox() -> None:
    with pytest.raises(MailboxExpired):
        advise(CATALOGUE, INBOX, 1, TODAY, date(2026, 1, 1))


@given(services, gigabytes, days, terms)
def test_a_price_is_never_negative_and_gross_is_net_and_vat(
    service: ServiceKey, gb: int, today: date, term: int
) -> None:
    price = price_on(CATALOGUE, service, gb, today, today + timedelta(days=term))
    assert min(price.net, price.vat, price.gross) >= NOTHING
    assert price.gross == price.net + price.vat


@given(services, gigabytes, days, terms)
def test_one_gb_more_never_costs_less(service: ServiceKey, gb: int, today: date, term: int) -> None:
    expires = today + timedelta(days=term)
    less, more = (price_on(CATALOGUE, service, amount, today, expires) for amount in (gb, gb + 1))
    assert more.gross >= less.gross


@given(services, gigabytes, days, terms, st.integers(min_value=1, max_value=800))
def test_a_later_expiry_never_costs_less(service: ServiceKey, gb: int, today: date, term: int, more: int) -> None:
    near, far = (price_on(CATALOGUE, service, gb, today, today + timedelta(days=d)) for d in (term, term + more))
    assert far.gross >= near.gross


@given(services, gigabytes, st.integers(min_value=1, max_value=12))
def test_vat_is_rounded_half_up_once_for_the_whole_order(service: ServiceKey, gb: int, years: int) -> None:
    price = price_for(CATALOGUE, service, gb, years)
    exact = Decimal(price.net.cents) * 22 / 100
    assert price.vat.cents == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def test_vat_is_not_rounded_for_each_gb() -> None:
    catalogue = type(CATALOGUE)(prices={INBOX: Money(102)}, vat_rate=Decimal(22), inbox_caps={})
    assert price_for(catalogue, INBOX, 5, 1).vat == Money(112)  # 112.2; five times a rounded 22 would be 110


@pytest.mark.parametrize(("net", "vat"), [(25, 6), (75, 17), (125, 28), (175, 39)])  # 5.5, 16.5, 27.5 and 38.5
def test_half_a_cent_of_vat_is_rounded_up(net: int, vat: int) -> None:
    catalogue = type(CATALOGUE)(prices={INBOX: Money(net)}, vat_rate=Decimal(22), inbox_caps={})
    assert price_for(catalogue, INBOX, 1, 1).vat == Money(vat)


@given(days, terms)
def test_the_years_are_the_fewest_that_reach_the_expiry(today: date, term: int) -> None:
    expires = today + timedelta(days=term)
    years = years_to_pay(today, expires)
    if years == 0:
        assert expires <= today + relativedelta(months=3)
    else:
        assert years_after(today, years) >= expires > years_after(today, years - 1)
        assert expires > today + relativedelta(months=3)


@given(services, gigabytes, days, terms)
def test_advice_names_the_first_cheaper_day_within_sixty(service: ServiceKey, gb: int, today: date, term: int) -> None:
    expires = today + timedelta(days=term)
    now = price_on(CATALOGUE, service, gb, today, expires)
    ahead = [today + timedelta(days=d) for d in range(1, 61) if today + timedelta(days=d) <= expires]
    cheaper = [d for d in ahead if price_on(CATALOGUE, service, gb, d, expires).gross < now.gross]
    advice = advise(CATALOGUE, service, gb, today, expires)
    assert (advice.from_day if advice else None) == (cheaper[0] if cheaper else None)
    if advice is not None:
        assert advice.price == price_on(CATALOGUE, service, gb, advice.from_day, expires)


def test_a_quote_is_good_for_twenty_four_hours() -> None:
    quote = a_quote()
    assert quote.is_good(NOW + timedelta(hours=24) - timedelta(microseconds=1), quote.runs_until)
    assert not quote.is_good(NOW + timedelta(hours=24), quote.runs_until)


def test_a_quote_is_over_when_the_expiry_has_moved() -> None:
    quote = a_quote()
    assert not quote.is_good(NOW, quote.runs_until + timedelta(days=1))
    assert not quote.is_good(NOW, quote.runs_until - timedelta(days=1))
