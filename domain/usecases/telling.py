"""Where holders are told something: by chat, and by e-mail where mail is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.notices import Contact
from domain.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Knows whether e-mails are sent at all."""

    by_email: bool

    async def contacts(self, unit: UnitOfWork, holder_ids: Iterable[int]) -> Mapping[int, Contact]:
        """Where some holders can be told something."""
        contacts = await unit.holders.contacts(holder_ids)
        return {
            holder_id: replace(contact, email=(contact.email or None) if self.by_email else None)
            for holder_id, contact in contacts.items()
        }
