"""Recognises a payment card's number in a text, so that it can be thrown away."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){12,18}(?![0-9])")


def holds_card_number(text: str) -> bool:
    """Whether 13 to 19 digits with the check digit of a card (ISO/IEC 7812, Luhn) stand in the text."""
    return any(_luhn([int(c) for c in match[0] if c.isdigit()]) for match in _CANDIDATE.finditer(text))


def _luhn(digits: list[int]) -> bool:
    doubled = [digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0 and any(digits)
