"""Mailboxes with what is bought for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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


async def holdings_of_holders(unit: UnitOfWork, holder_ids: Collection[int]) -> Mapping[int, Sequence[Holding]]:
    """All mailboxes of some holders with their add-ons in force: what comes first takes from the same credit."""
    if not holder_ids:
        return {}
    found: dict[int, list[Holding]] = {}
    for holding in await holdings_of(unit, await unit.mailboxes.of_holders(holder_ids)):
        found.setdefault(holding.mailbox.holder_id, []).append(holding)
    return found
