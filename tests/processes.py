"""What processes take."""

from __future__ import annotations

from pathlib import Path


def peak_memory(process: int | str = "self") -> float:
    """The most memory that a process has had so far, in MB: of its own, not of the one that has started it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
