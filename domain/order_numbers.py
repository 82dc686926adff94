"""The numbers that quotes and orders carry: made to be read out on the phone."""

from __future__ import annotations

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U: nothing that is taken for something else."""

GROUPS, GROUP = 3, 4


def new_order_number() -> str:
    """A number like 7K2M-9QXD-3FHT: twelve random letters of thirty, so that nobody guesses or meets another's."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
