"""So many orders and payment links in a day, and no more until the next one (S21)."""

from datetime import date

import pytest

from domain.daily_limits import DailyLimits
from domain.errors import TooManyLinks, TooManyOrders

LIMITS = DailyLimits(orders=3, links=2)
EVE = date(2026, 12, 31)


@pytest.mark.parametrize("made", [0, 1, 2])
def test_s21_below_the_limit_one_more_order_can_be_made(made: int) -> None:
    LIMITS.check_orders(made, EVE)


@pytest.mark.parametrize("made", [3, 4])
def test_s21_at_the_limit_no_order_can_be_made_until_tomorrow(made: int) -> None:
    with pytest.raises(TooManyOrders) as refused:
        LIMITS.check_orders(made, EVE)
    assert (refused.value.most, refused.value.from_day) == (3, date(2027, 1, 1))


@pytest.mark.parametrize("made", [0, 1])
def test_s21_below_the_limit_one_more_link_can_be_made(made: int) -> None:
    LIMITS.check_links(made, EVE)


def test_s21_at_the_limit_no_link_can_be_made_until_tomorrow() -> None:
    with pytest.raises(TooManyLinks) as refused:
        LIMITS.check_links(2, EVE)
    assert (refused.value.most, refused.value.from_day) == (2, date(2027, 1, 1))
