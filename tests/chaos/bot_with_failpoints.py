"""The bot as `python -m bot run` runs it, in a process that may have been told where to die, and what to get wrong.

As a command: `FAILPOINT=after_commit:3 MUTANT=early_ack python -m tests.chaos.bot_with_failpoints`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from ctypes import c_uint64
from pathlib import Path

import bot.app
import bot.cellar
import bot.cli.parser
import bot.cli.running
from bot.__main__ import main
from bot.screens.texts import load_texts
from tests.chaos import failpoints, mutants

FAILPOINT = "FAILPOINT"
MUTANT = "MUTANT"

_WIRED = (bot.cellar, bot.cli.parser, bot.cli.running)  # imported once, before a process is forked
_TEXTS = load_texts()  # they take a second to read, and are the same for all


def live(environment: Mapping[str, str], said: Path, steps: c_uint64) -> None:
    """Runs the bot to its end in this process, which is forked; what it says goes into a file."""
    with said.open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(log.fileno(), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(run(steps))


def run(steps: c_uint64 | None = None) -> int:
    """Runs the bot with what the environment asks for besides."""
    asked = os.environ.get(FAILPOINT)
    if mutant := os.environ.get(MUTANT):
        mutants.MUTANTS[mutant].apply()
    setattr(bot.app, "load_texts", lambda: _TEXTS)  # noqa: B010 - mypy: a function is replaced on purpose
    failpoints.arm(failpoints.Asked.read(asked) if asked else None, steps)
    return main(["run"])


if __name__ == "__main__":
    sys.exit(run())
