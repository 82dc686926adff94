"""Runs a command of the bot, and says on the last line how much memory it took at most, in MB."""

from __future__ import annotations

import sys

from bot.__main__ import main
from tests.processes import peak_memory

if __name__ == "__main__":
    code = main(sys.argv[1:])
    print(f"{peak_memory():.1f}")
    sys.exit(code)
