"""The data of a holder, for the use cases that show it."""

from __future__ import annotations

from domain.errors import NotFound
from domain.ports import UnitOfWork
from domain.profile import Profile


async def profile_of(unit: UnitOfWork, holder_id: int) -> Profile:
    """A holder's data. Raises NotFound."""
    profile = await unit.profiles.get(holder_id)
    if profile is None:
        raise NotFound
    return profile
