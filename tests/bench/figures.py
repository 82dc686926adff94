"""What was measured, beside its limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """Something measured, in words, and whether it keeps its limit; `kept` is None where there is none."""

    kind: str
    what: str
    kept: bool | None

    def __str__(self) -> str:
        mark = {True: "ok  ", False: "MISS", None: "    "}[self.kept]
        return f"{mark} {self.kind:<10} {self.what}"
