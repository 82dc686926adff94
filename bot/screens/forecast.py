"""What the renewals of the next twelve months take."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens import purse
from bot.screens.buttons import ShowForecast, ShowRenewals, TopUpForecast
from bot.screens.renewals import top_up_row
from bot.screens.screen import Row, Screen, Tap, lines, paragraphs, with_way_home
from bot.screens.texts import Texts
from domain.forecast import Forecast, Upcoming
from domain.keeping import is_overdue, news_of
from domain.money import NOTHING, Money
from domain.renewals import ENDS, Fate

A_PAGE = 4


def forecast(texts: Texts, forecast: Forecast, page: int = 0) -> Screen:
    """The renewals in the order of their days, what they take in all, and what is missing. Pages count from 0."""
    news = news_of(forecast)
    if not news:
        return with_way_home(texts, paragraphs(texts("forecast-title"), texts("forecast-empty")))
    page = min(page, (len(news) - 1) // A_PAGE)
    shown = news[page * A_PAGE : (page + 1) * A_PAGE]
    own = _own_missing(forecast.upcoming)
    text = paragraphs(
        texts("forecast-title"),
        _sums(texts, forecast),
        *(_event(texts, one, own[id(one)]) for one in shown),
    )
    return with_way_home(
        texts,
        text,
        top_up_row(texts, forecast.missing, TopUpForecast()),
        *_mailbox_rows(texts, shown),
        _turns(texts, page, has_later=(page + 1) * A_PAGE < len(news)),
    )


def _own_missing(upcoming: Sequence[Upcoming]) -> dict[int, Money]:
    """What each renewal adds to what is missing, by its identity."""
    before = (NOTHING, *(one.missing for one in upcoming))
    return {id(one): one.missing - earlier for one, earlier in zip(upcoming, before, strict=False)}


def _sums(texts: Texts, forecast: Forecast) -> str:
    if not forecast.needed:
        return texts("forecast-free")
    key = "forecast-short" if forecast.missing > NOTHING else "forecast-covered"
    sums = purse.in_line(texts, key, forecast.credit, needed=forecast.needed, missing=forecast.missing)
    return lines(sums, texts("forecast-not-before"))


def _event(texts: Texts, one: Upcoming, missing: Money) -> str:
    """A renewal on its day: what it takes, and what ends for good without the credit having a say."""
    address = one.renewal.mailbox.address
    return lines(texts("forecast-event", day=one.day, mailbox=address), _what(texts, one, missing))


def _what(texts: Texts, one: Upcoming, missing: Money) -> str:
    takes = "forecast-misses" if missing > NOTHING else "forecast-takes"
    ending = sum(renewed.fate in ENDS - {Fate.SHORT} for renewed in one.renewal.addons)
    return lines(
        texts(takes, needed=one.needed, missing=missing) if one.needed else None,
        texts("forecast-overdue") if is_overdue(one) else None,
        texts("forecast-expires") if one.renewal.expired else None,
        texts("forecast-ends", count=ending) if ending else None,
    )


def _mailbox_rows(texts: Texts, shown: Sequence[Upcoming]) -> tuple[Row, ...]:
    """A key to the renewals of each mailbox that has add-ons to decide about."""
    boxes = {one.renewal.mailbox.id: one.renewal.mailbox for one in shown if one.renewal.addons}
    return tuple(
        (Tap(texts.label("key-mailbox", mailbox=box.address), ShowRenewals(box.id)),) for box in boxes.values()
    )


def _turns(texts: Texts, page: int, *, has_later: bool) -> Row:
    earlier = (Tap(texts.label("key-earlier"), ShowForecast(page - 1)),) if page else ()
    later = (Tap(texts.label("key-later"), ShowForecast(page + 1)),) if has_later else ()
    return earlier + later
