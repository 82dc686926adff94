"""Checking the books."""

from __future__ import annotations

from dataclasses import dataclass

from domain.ports import Units


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """How many balances were checked, and every disagreement found, as lines for the administrator."""

    balances: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the books are right."""
        return not self.problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Auditing:
    """Reads the books and trusts nothing."""

    units: Units

    async def audit(self) -> Audit:
        """Compares balances, orders, add-ons and payments with the transfers. Changes nothing."""
        async with self.units.read() as unit:
            balances, problems = await unit.ledger.problems()
        return Audit(balances=balances, problems=tuple(problems))
