"""Recognises a payment card's number in a text, so that it can be thrown away."""

from __future__ import annotations

import re

# Digits of any script; blanks, dashes, dots and the like may stand between groups of them.
_GROUPS = re.compile(r"\d+(?:[^\w]{1,3}\d+)*")
_FEWEST, _MOST = 13, 19


def holds_card_number(text: str) -> bool:
    """Whether 13 to 19 digits with the check digit of a card (ISO/IEC 7812, Luhn) stand in the text.

    They begin and end with a group: the card's date and code, which people type behind it, hide nothing.
    """
    return any(_among(re.findall(r"\d+", match[0])) for match in _GROUPS.finditer(text))


def _among(groups: list[str]) -> bool:
    for start in range(len(groups)):
        digits = ""
        for group in groups[start:]:
            digits += group
            if len(digits) > _MOST:
                break
            if len(digits) >= _FEWEST and _luhn([int(digit) for digit in digits]):
                return True
    return False


def _luhn(digits: list[int]) -> bool:
    doubled = [digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0 and any(digits)
