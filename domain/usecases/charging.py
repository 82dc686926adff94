"""Whether money may be taken at all: after the books were found wrong it may not, until they are right again."""

from __future__ import annotations

from domain.errors import ChargingStopped
from domain.ports import UnitOfWork

STOPPED = "charging-stopped"


async def check_charging(unit: UnitOfWork) -> None:
    """Raises ChargingStopped while the books are wrong (fault F40)."""
    if await is_charging_stopped(unit):
        raise ChargingStopped


async def is_charging_stopped(unit: UnitOfWork) -> bool:
    """Whether the last audit found the books wrong."""
    return await unit.marks.get(STOPPED) is not None
