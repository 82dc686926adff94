"""The commands by name. Each imports what it needs when it is asked for, so that `quote` answers at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bot.cli.commands import administering, books, days, personal_data, running
from bot.cli.commands.transfer import transfer
from bot.cli.speech import Speech

Command = Callable[[argparse.Namespace, Speech], int]

COMMANDS: dict[str, Command] = {
    "run": running.run,
    "demo": running.demo,
    "migrate": books.migrate,
    "import": books.import_register,
    "quote": days.quote,
    "renew": days.renew,
    "remind": days.remind,
    "simulate": days.simulate,
    "audit": books.audit,
    "acts": books.acts,
    "export": personal_data.export,
    "erase": personal_data.erase,
    "backup": books.backup,
    "digest": administering.digest,
    "maintenance": administering.maintenance,
    "transfer": transfer,
    "doctor": running.doctor,
}
