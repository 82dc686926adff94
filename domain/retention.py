"""How long traces are kept. Money, proofs of delivery and reminders are none: they stay."""

from __future__ import annotations

from datetime import timedelta

# Telegram repeats an update for a day at the most; a week survives any outage of ours.
UPDATES_KEPT_FOR = timedelta(days=7)

# Codes count for a day, so that nobody is flooded with them; a second day leaves room for a clock that is put right.
CODES_KEPT_FOR = timedelta(days=2)

# A month of counts, and what a digest of the month before looks back on.
TALLIES_KEPT_FOR = timedelta(days=62)
