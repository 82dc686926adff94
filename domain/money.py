"""Money is a whole number of EUR cents; it is never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from domain.errors import AmountNotUnderstood

_TYPED_AMOUNT = re.compile(
    r"\s*(?:€|eur|euro)?\s*(?P<euros>[0-9]{1,7})(?:[.,](?P<cents>[0-9]{1,2}))?\s*(?:€|eur|euro)?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in EUR cents. May be negative as the outcome of a subtraction."""

    cents: int

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> Money:
        return Money(self.cents * times)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __abs__(self) -> Money:
        return Money(abs(self.cents))

    def __bool__(self) -> bool:
        return self.cents != 0

    @property
    def euros(self) -> Decimal:
        """The amount in euro, with two decimals, for whoever formats it."""
        return Decimal(self.cents).scaleb(-2)

    def percent(self, rate: Decimal) -> Money:
        """The given percentage of the amount, rounded half up to the cent."""
        return Money(int((self.cents * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


NOTHING = Money(0)


def total(*amounts: Money) -> Money:
    """The sum of the amounts; nothing if there are none."""
    return Money(sum(amount.cents for amount in amounts))


def read_amount(typed: str) -> Money:
    """Reads an amount as a person types it: `10`, `10,5`, `€ 10.50`.

    Raises AmountNotUnderstood for anything else: signs, exponents, a third decimal, digits other than 0 to 9.
    """
    match = _TYPED_AMOUNT.fullmatch(typed)
    if match is None:
        raise AmountNotUnderstood
    return Money(int(match["euros"]) * 100 + int((match["cents"] or "0").ljust(2, "0")))
