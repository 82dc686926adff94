"""The days before a renewal on which a reminder may be owed."""

from __future__ import annotations

STEPS = (90, 60, 30, 15, 7, 3, 1)
LAST_STEPS = (3, 1)  # nobody is spared these


def current_step(days_left: int, steps: tuple[int, ...] = STEPS) -> int | None:
    """The most urgent of some steps whose day has come; None more than 90 days before, and after the day itself."""
    return min((step for step in steps if step >= days_left), default=None) if days_left >= 0 else None
