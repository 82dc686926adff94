"""The command line: python -m bot COMMAND. The commands stand in bot/cli/commands/."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from dataclasses import replace

from bot.cli.speech import INTERRUPTED, Speech, choose_texts


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; answers 0 if all is well, 1 if something was refused or found wrong, 2 for wrong usage.

    130 if Ctrl-C has ended it half-way: `run` and `demo`, which it stops as it should, are well.
    """
    from bot.cli.commands import COMMANDS
    from bot.cli.complaints import refuse_settings
    from bot.cli.parser import build_parser
    from bot.setting_sources import SettingsRefused
    from bot.settings import wanted_language

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no euro sign shows a question mark
    typed = sys.argv[1:] if argv is None else argv
    speech = Speech(texts=choose_texts(wanted_language()), as_json="--json" in typed)
    arguments = build_parser(speech).parse_args(typed)
    if "dry_run" in arguments:
        speech = replace(speech, asked={"dry_run": arguments.dry_run})
    try:
        return COMMANDS[arguments.command](arguments, speech)
    except SettingsRefused as refused:
        return refuse_settings(refused, speech)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
