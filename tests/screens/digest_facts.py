"""Digests to render: an ordinary day, one with everything on it, and a quiet one."""

from datetime import date, timedelta

from domain.catalogue import ServiceKey
from domain.digest import (
    DAYS_AHEAD,
    DAYS_BACK,
    Counted,
    Digest,
    DueDay,
    Failures,
    Happened,
    Income,
    Outlook,
    Side,
    Sideline,
    Sold,
)

DAY = date(2026, 11, 21)
TOP_UPS = (4_000, 0, 12_050, 2_196, 9_000, 732, 0, 5_000, 21_960, 1_000, 6_588, 3_660, 0, 14_352)
ORDERS = (2_196, 366, 8_784, 2_196, 7_320, 0, 0, 3_660, 18_300, 0, 5_124, 2_928, 0, 10_980)
RENEWALS = (0, 1_464, 2_928, 0, 732, 732, 3_660, 0, 4_392, 976, 0, 1_464, 0, 2_440)
COVERED = (0, 732, 0, 0, 3_660, 1_464, 0, 0, 0, 9_760, 0, 366, 0, 0, 2_196, 0, 0, 0, 4_392, 0, 0, 732, 0, 0, 0, 0)
SHORT = (0, 0, 0, 1_464, 0, 0, 0, 0, 0, 4_880, 0, 0, 0, 2_928, 0, 0, 0, 0, 1_098, 0, 0, 0, 0, 488, 0, 0)


def an_income(*, times: int = 1) -> tuple[Income, ...]:
    """Two weeks up to the day; 0 times nothing."""
    return tuple(
        Income(
            day=DAY - timedelta(days=DAYS_BACK - 1 - number),
            topups_cents=TOP_UPS[number] * times,
            orders_cents=ORDERS[number] * times,
            renewals_cents=RENEWALS[number] * times,
        )
        for number in range(DAYS_BACK)
    )


def an_outlook(*, covered: int = 1, short: int = 1, holders: int = 3) -> Outlook:
    """Thirty days from the day after; 0 times nothing."""
    paid, missing = (*COVERED, 31_720, 0, 0, 1_464), (*SHORT, 12_200, 0, 0, 0)
    days = tuple(
        DueDay(
            day=DAY + timedelta(days=1 + number),
            count=bool(paid[number] * covered) + bool(missing[number] * short),
            covered_cents=paid[number] * covered,
            short_cents=missing[number] * short,
        )
        for number in range(DAYS_AHEAD)
    )
    return Outlook(days=days, short_holders=holders)


def an_ordinary_digest() -> Digest:
    """A day on which people paid, bought and were renewed."""
    return Digest(
        day=DAY,
        happened=Happened(
            topups=Counted(count=6, cents=14_352),
            sold=(
                Sold(service=ServiceKey.INBOX, count=4, free=1, net_cents=6_000, vat_cents=1_320),
                Sold(service=ServiceKey.ARCHIVE, count=3, free=0, net_cents=3_000, vat_cents=660),
            ),
            renewals=Counted(count=5, cents=2_440),
            deactivated=2,
            expired=1,
            logins=23,
        ),
        failures=Failures(),
        income=an_income(),
        outlook=an_outlook(),
    )


def a_quiet_digest() -> Digest:
    """A day on which nothing happened, and nothing is going to."""
    return Digest(
        day=DAY,
        happened=Happened(),
        failures=Failures(),
        income=an_income(times=0),
        outlook=an_outlook(covered=0, short=0, holders=0),
    )


def a_full_digest() -> Digest:
    """A day with one of everything that can go wrong, and large amounts."""
    return Digest(
        day=date(2026, 11, 8),
        happened=Happened(
            topups=Counted(count=1, cents=123_456_700),
            sold=(
                Sold(service=ServiceKey.INBOX, count=1, free=1, net_cents=0, vat_cents=0),
                Sold(service=ServiceKey.ARCHIVE, count=1, free=0, net_cents=400, vat_cents=88),
            ),
            renewals=Counted(count=1, cents=732),
            sidelines=(
                Sideline(kind=Side.REFUND, count=1, came_cents=0, went_cents=1_000),
                Sideline(kind=Side.UNDONE, count=1, came_cents=0, went_cents=366),
                Sideline(kind=Side.DISPUTE, count=2, came_cents=500, went_cents=2_000),
                Sideline(kind=Side.ADJUSTMENT, count=1, came_cents=500, went_cents=0),
                Sideline(kind=Side.RECEIVABLE, count=1, came_cents=300, went_cents=0),
                Sideline(kind=Side.OTHER, count=1, came_cents=0, went_cents=0),
            ),
            deactivated=1,
            expired=2,
            logins=1,
        ),
        failures=Failures(
            chat=1,
            email=1,
            servers=1,
            payments=1,
            unassigned=1,
            dead=1,
            charging_stopped=True,
            alarms=1,
            refunds=1,
            disputes=1,
            debtors=1,
            owed_cents=1_234_500,
        ),
        income=an_income(times=10_000),
        outlook=an_outlook(covered=10_000, short=10_000, holders=1),
    )
