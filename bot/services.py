"""All that conversations may ask for, wired: the use cases, the texts, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.screens.texts import Texts
from bot.settings import Settings
from domain.catalogue import Catalogue
from domain.holders import Language
from domain.ports import Clock, MailServer, Units
from domain.usecases.access import Access
from domain.usecases.buying import Buying
from domain.usecases.contacts import Contacts
from domain.usecases.dead_letters import Retrying
from domain.usecases.keeping import Keeping
from domain.usecases.privacy import Privacy
from domain.usecases.top_ups import TopUps
from domain.usecases.viewing import Viewing


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """All that conversations may ask for."""

    access: Access
    contacts: Contacts
    viewing: Viewing
    buying: Buying
    keeping: Keeping
    privacy: Privacy
    top_ups: TopUps
    retrying: Retrying
    catalogue: Catalogue
    texts: Mapping[Language, Texts]
    clock: Clock


def build_services(  # noqa: PLR0917 - wiring, called once
    settings: Settings,
    units: Units,
    clock: Clock,
    mail_server: MailServer,
    top_ups: TopUps,
    texts: Mapping[Language, Texts],
) -> Services:
    """Wires what the conversations call."""
    catalogue = settings.catalogue()
    return Services(
        access=Access(units=units, mail_server=mail_server, clock=clock, limits=settings.session_limits()),
        contacts=Contacts(units=units),
        viewing=Viewing(units=units, mail_server=mail_server, clock=clock, catalogue=catalogue),
        buying=Buying(units=units, clock=clock, catalogue=catalogue),
        keeping=Keeping(units=units, clock=clock, catalogue=catalogue),
        privacy=Privacy(units=units, clock=clock, by_email=bool(settings.smtp_url)),
        top_ups=top_ups,
        retrying=Retrying(units=units, clock=clock),
        catalogue=catalogue,
        texts=texts,
        clock=clock,
    )
