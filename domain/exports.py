"""Everything that is kept about a holder, as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.calendar import civil_day

Record = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """The records kept about a holder, by subject, as they stood at an instant (UTC). Amounts are EUR cents."""

    taken_at: datetime
    records: Mapping[str, Sequence[Record]]

    @property
    def name(self) -> str:
        """What the file is called: after the day in Rome on which it was made."""
        return f"area-clienti-{civil_day(self.taken_at).isoformat()}.json"

    def as_json(self) -> bytes:
        """The document: UTF-8, indented; days and instants in ISO 8601, instants with their offset."""
        told = {"exported_at": self.taken_at, "amounts_in": "EUR cents", **self.records}
        return f"{json.dumps(told, ensure_ascii=False, indent=2, default=_written)}\n".encode()


def _written(value: object) -> str:
    """A day, an instant or an exact number as JSON has it: a text. Raises TypeError for anything else."""
    match value:
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
    raise TypeError(type(value).__name__)
