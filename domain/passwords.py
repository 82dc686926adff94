"""What the password of a mailbox has to be (domain, "Profile and password")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

LEAST_CHARACTERS = 8
MOST_CHARACTERS = 64
_SHORT_NAME = 3  # characters: a shorter name in front of the @ is in too many words


class Rule(StrEnum):
    """The rules that a new password has to keep."""

    LENGTH = "length"
    UPPER_CASE = "upper_case"
    LOWER_CASE = "lower_case"
    DIGIT = "digit"
    PRINTABLE = "printable"
    NO_MAILBOX_NAME = "no_mailbox_name"
    NOT_THE_OLD_ONE = "not_the_old_one"


_KEPT: Mapping[Rule, Callable[[str], bool]] = {
    Rule.LENGTH: lambda password: LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS,
    Rule.UPPER_CASE: lambda password: any(map(str.isupper, password)),
    Rule.LOWER_CASE: lambda password: any(map(str.islower, password)),
    Rule.DIGIT: lambda password: any(char in "0123456789" for char in password),
    Rule.PRINTABLE: str.isprintable,
}


def broken_rules(password: str, address: str) -> tuple[Rule, ...]:
    """The rules that a new password breaks, in their order. Whether it is the old one, only the mail server knows."""
    broken = [rule for rule, is_kept in _KEPT.items() if not is_kept(password)]
    if _holds_name(password.casefold(), address.casefold()):
        broken.append(Rule.NO_MAILBOX_NAME)
    return tuple(broken)


def _holds_name(password: str, address: str) -> bool:
    """Whether the mailbox name, whole or in front of the @, stands in the password."""
    name = address.partition("@")[0]
    return address in password or (len(name) >= _SHORT_NAME and name in password)
