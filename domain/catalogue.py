"""What is sold: two services, their prices, and how many GB of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.errors import CapReached, GbNotUnderstood, GbOutOfRange
from domain.money import Money

_TYPED_GB = re.compile(r"\s*([0-9]{1,6})\s*(?:gb|giga)?\s*", re.IGNORECASE)


class ServiceKey(StrEnum):
    """The two services of the catalogue."""

    INBOX = "inbox"
    ARCHIVE = "archive"


class MailboxType(StrEnum):
    """The types of mailbox that the body hands out."""

    STANDARD = "standard"
    PRO = "pro"
    PREMIUM = "premium"


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Prices and limits, all of them settings.

    `prices` are net of VAT, per GB per year. `vat_rate` is a percentage. `inbox_caps` limits the inbox space in
    total, base included, in GB, by mailbox type; a type that is absent has no cap.
    """

    prices: dict[ServiceKey, Money]
    vat_rate: Decimal
    gb_offered: tuple[int, ...] = (1, 2, 3, 5, 10)
    gb_least: int = 1
    gb_most: int = 100
    inbox_caps: dict[MailboxType, int]

    def gb_left(self, service: ServiceKey, mailbox_type: MailboxType, inbox_gb: int) -> int:
        """How many GB can still be bought at once, given the inbox space (base and add-ons) in GB."""
        cap = self.inbox_caps.get(mailbox_type)
        if service is not ServiceKey.INBOX or cap is None:
            return self.gb_most
        return max(0, min(self.gb_most, cap - inbox_gb))

    def check_gb(self, gb: int, left: int) -> None:
        """Raises GbOutOfRange or CapReached unless so many GB can be bought."""
        if not self.gb_least <= gb <= self.gb_most:
            raise GbOutOfRange(least=self.gb_least, most=min(self.gb_most, left) or self.gb_most)
        if gb > left:
            raise CapReached(left=left)


def read_gb(typed: str) -> int:
    """Reads whole GB as a person types them: `2`, `2 GB`. Raises GbNotUnderstood for anything else."""
    match = _TYPED_GB.fullmatch(typed)
    if match is None:
        raise GbNotUnderstood
    return int(match[1])
