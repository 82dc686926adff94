"""The picture of a digest: what the last two weeks brought, and what the next renewals will take."""

from __future__ import annotations

from datetime import date

from bot.papers.bars import Colour, Group, Key, Panel, draw
from bot.screens.format import day_and_month, short_month_day, whole_euros
from bot.screens.texts import Texts
from domain.digest import Digest
from domain.money import Money

TOP_UPS: Colour = (242, 169, 59)
ORDERS: Colour = (36, 84, 140)
RENEWALS: Colour = (112, 171, 222)
COVERED: Colour = (38, 150, 126)
SHORT: Colour = (217, 83, 61)
EVERY = 7  # days between two that are named: a name is wider than a bar


def digest_chart(texts: Texts, digest: Digest) -> bytes:
    """The PNG of a digest."""
    title = texts.label("digest-chart-title", day=digest.day)
    return draw(title, (_income(texts, digest), _outlook(texts, digest)))


def _income(texts: Texts, digest: Digest) -> Panel:
    """What came by card beside what was sold: the one becomes the other, so they are not added up."""
    days = digest.income
    totals = (
        (TOP_UPS, "digest-chart-top-ups", sum(one.topups_cents for one in days)),
        (ORDERS, "digest-chart-orders", sum(one.orders_cents for one in days)),
        (RENEWALS, "digest-chart-renewals", sum(one.renewals_cents for one in days)),
    )
    return Panel(
        heading=texts.label("digest-chart-income", days=len(days)),
        note=_span(texts, days[0].day, days[-1].day),
        keys=tuple(_key(texts, colour, name, cents) for colour, name, cents in totals),
        groups=tuple(
            Group(
                label=str(one.day.day),
                columns=(
                    ((one.topups_cents, TOP_UPS),),
                    ((one.orders_cents, ORDERS), (one.renewals_cents, RENEWALS)),
                ),
            )
            for one in days
        ),
        scale=lambda cents: whole_euros(cents // 100, texts.language),
        empty=texts.label("digest-chart-no-income"),
    )


def _outlook(texts: Texts, digest: Digest) -> Panel:
    outlook = digest.outlook
    days = outlook.days
    totals = (
        (COVERED, "digest-chart-covered", outlook.covered.cents),
        (SHORT, "digest-chart-short", outlook.short.cents),
    )
    return Panel(
        heading=texts.label("digest-chart-outlook", days=len(days)),
        note=_span(texts, days[0].day, days[-1].day),
        keys=tuple(_key(texts, colour, name, cents) for colour, name, cents in totals),
        groups=tuple(
            Group(
                label=day_and_month(one.day, texts.language) if not number % EVERY else "",
                columns=(((one.covered_cents, COVERED), (one.short_cents, SHORT)),),
            )
            for number, one in enumerate(days)
        ),
        scale=lambda cents: whole_euros(cents // 100, texts.language),
        empty=texts.label("digest-chart-no-outlook"),
    )


def _key(texts: Texts, colour: Colour, name: str, cents: int) -> Key:
    value = texts.label("digest-chart-amount", amount=Money(cents))
    return Key(colour=colour, name=texts.label(name), value=value)


def _span(texts: Texts, first: date, last: date) -> str:
    return f"{short_month_day(first, texts.language)} – {short_month_day(last, texts.language)}"
