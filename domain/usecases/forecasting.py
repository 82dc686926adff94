"""What is asked of the storage to look ahead: a holder's mailboxes with their add-ons, and the credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.addons import Addon
from domain.catalogue import Catalogue
from domain.forecast import Forecast, forecast
from domain.ledger import holder_account
from domain.mailboxes import Mailbox
from domain.ports import UnitOfWork
from domain.renewals import Holding


async def holdings_of(unit: UnitOfWork, holder_id: int) -> Sequence[Holding]:
    """All mailboxes of a holder, each with its add-ons in force."""
    mailboxes = await unit.mailboxes.of_holder(holder_id)
    return holdings(mailboxes, await unit.addons.active_of(mailbox.id for mailbox in mailboxes))


def holdings(mailboxes: Iterable[Mailbox], addons: Sequence[Addon]) -> Sequence[Holding]:
    """Mailboxes, each with those of the add-ons that are on it."""
    return [
        Holding(mailbox=mailbox, addons=tuple(addon for addon in addons if addon.mailbox_id == mailbox.id))
        for mailbox in mailboxes
    ]


async def forecast_of(unit: UnitOfWork, catalogue: Catalogue, holder_id: int, today: date) -> Forecast:
    """The renewals of all mailboxes of a holder over the next twelve months, with the credit of today."""
    holdings = await holdings_of(unit, holder_id)
    return forecast(catalogue, holdings, await unit.ledger.balance(holder_account(holder_id)), today)
