"""`renew` and `remind`: what a day brings about, carried out at once; a running bot delivers what is said of it."""

from __future__ import annotations

from datetime import date

from bot.cli.speech import OK, REFUSED, Speech
from domain.calendar import civil_day
from domain.errors import ChargingStopped
from domain.usecases.reminding import Reminding
from domain.usecases.renewing import Renewing


async def renew(renewing: Renewing, on: date | None, speech: Speech, *, dry_run: bool) -> int:
    """Renews or ends everything due on a day (None: today in Rome)."""
    try:
        done = await renewing.run(on, dry_run=dry_run)
    except ChargingStopped:
        return speech.refuse("charging-stopped")
    if on is not None and on > civil_day(renewing.clock.now()) and not dry_run and not speech.as_json:
        speech.complain("renew-ahead", on=on)  # a program knows which day it names
    counts = {"renewed": done.renewed, "deactivated": done.deactivated, "expired": done.expired}
    failed = {"failed": done.failed} if done.failed else {}
    speech.document({**counts, "charged_cents": done.charged.cents, **failed})
    speech.say("renew-would" if dry_run else "renew-done", **counts, charged=done.charged)
    if done.failed:
        speech.complain("renew-failed", failed=done.failed)
        return REFUSED
    return OK


async def remind(reminding: Reminding, on: date | None, speech: Speech, *, dry_run: bool) -> int:
    """Writes the reminders owed on a day (None: today in Rome)."""
    done = await reminding.run(on, dry_run=dry_run)
    speech.document({"owed": done.owed, "skipped": done.skipped})
    speech.say("remind-would" if dry_run else "remind-done", owed=done.owed, skipped=done.skipped)
    return OK
