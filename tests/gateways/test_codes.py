"""Codes that follow from an id and a secret, and are kept nowhere."""

import re
from collections import Counter

from bot.gateways.codes import HotpCodes


def test_a_code_has_six_digits() -> None:
    codes = HotpCodes("secret")
    assert all(re.fullmatch(r"[0-9]{6}", codes.code(f"c-{number}")) for number in range(200))


def test_every_process_with_the_secret_gives_the_same_code_and_nobody_else() -> None:
    assert HotpCodes("secret").code("c-1") == HotpCodes("secret").code("c-1")
    ids = [f"c-{number}" for number in range(50)]
    assert [HotpCodes("secret").code(one) for one in ids] != [HotpCodes("another").code(one) for one in ids]


def test_codes_are_spread_over_all_that_there_are() -> None:
    codes = HotpCodes("secret")
    first = Counter(codes.code(f"c-{number}")[0] for number in range(2_000))
    assert min(first.values()) > 120
