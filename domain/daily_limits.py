"""How much one holder can ask for in a day: more than a person does is the work of a machine (S21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import TooManyLinks, TooManyOrders


@dataclass(frozen=True, kw_only=True, slots=True)
class DailyLimits:
    """How many orders and payment links one holder can make in a civil day."""

    orders: int = 30
    links: int = 20

    def check_orders(self, made: int, today: date) -> None:
        """Raises TooManyOrders unless one more order can be made, after so many today."""
        if made >= self.orders:
            raise TooManyOrders(most=self.orders, from_day=today + timedelta(days=1))

    def check_links(self, made: int, today: date) -> None:
        """Raises TooManyLinks unless one more payment link can be made, after so many today."""
        if made >= self.links:
            raise TooManyLinks(most=self.links, from_day=today + timedelta(days=1))
