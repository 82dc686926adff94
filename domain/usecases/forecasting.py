"""What is asked of the storage to look ahead: a holder's mailboxes with their add-ons, and the credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.catalogue import Catalogue
from domain.forecast import Forecast, forecast
from domain.mailboxes import Mailbox
from domain.ports import UnitOfWork
from domain.renewals import Holding
from domain.usecases.holdings import holdings_of
from domain.usecases.purses import purse_of


async def holdings_of_holder(unit: UnitOfWork, holder_id: int) -> Sequence[Holding]:
    """All mailboxes of a holder, each with its add-ons in force."""
    return await holdings_of(unit, await unit.mailboxes.of_holder(holder_id))


async def forecast_of(unit: UnitOfWork, catalogue: Catalogue, holder_id: int, today: date) -> Forecast:
    """The renewals of all mailboxes of a holder over the next twelve months, with the credit of today."""
    return await forecast_with(unit, catalogue, holder_id, await unit.mailboxes.of_holder(holder_id), today)


async def forecast_with(
    unit: UnitOfWork, catalogue: Catalogue, holder_id: int, mailboxes: Iterable[Mailbox], today: date
) -> Forecast:
    """As `forecast_of`, with all mailboxes of the holder at hand."""
    holdings = await holdings_of(unit, mailboxes)
    return forecast(catalogue, holdings, await purse_of(unit, holder_id), today)
