"""Mailboxes with what is bought for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.addons import Addon
from domain.mailboxes import Mailbox
from domain.ports import UnitOfWork
from domain.renewals import Holding


async def holdings_of(unit: UnitOfWork, mailboxes: Iterable[Mailbox]) -> list[Holding]:
    """Mailboxes with their add-ons in force, those whose date comes first in front."""
    found = list(mailboxes)
    addons: dict[int, list[Addon]] = {}
    if found:
        for addon in await unit.addons.active_of(mailbox.id for mailbox in found):
            addons.setdefault(addon.mailbox_id, []).append(addon)
    holdings = [Holding(mailbox=mailbox, addons=tuple(addons.get(mailbox.id, ()))) for mailbox in found]
    return sorted(holdings, key=lambda one: (one.due_on or date.max, one.mailbox.id))
