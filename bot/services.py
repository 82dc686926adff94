"""All that conversations may ask for, wired: the use cases, the texts, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telegram import Bot

from bot.screens.texts import Texts
from bot.settings import Settings
from domain.catalogue import Catalogue
from domain.holders import Language
from domain.ports import Clock, Codes, MailServer, PasswordHashes, Units
from domain.profile_reading import Checks, ProfileReader
from domain.register import RegisterReader
from domain.usecases.access import Access
from domain.usecases.adjusting import Adjusting
from domain.usecases.admin_doors import AdminDoors
from domain.usecases.assigning import Assigning
from domain.usecases.broadcasting import Broadcasting
from domain.usecases.buying import Buying
from domain.usecases.contacts import Contacts
from domain.usecases.dead_letters import Retrying
from domain.usecases.deciding import Deciding
from domain.usecases.digesting import Digesting
from domain.usecases.editing import Editing
from domain.usecases.importing import Importing
from domain.usecases.intervening import Intervening
from domain.usecases.keeping import Keeping
from domain.usecases.linking import Linking
from domain.usecases.looking_up import LookingUp
from domain.usecases.maintaining import Maintaining
from domain.usecases.papers import Papers
from domain.usecases.passwords import Passwords
from domain.usecases.privacy import Privacy
from domain.usecases.proving import Proving
from domain.usecases.recounting import Recounting
from domain.usecases.recovering import Recovering
from domain.usecases.refunding import Refunding
from domain.usecases.telling import Telling
from domain.usecases.top_ups import TopUps
from domain.usecases.viewing import Viewing


class Download(Protocol):
    """Fetches what a person has sent as a file."""

    async def __call__(self, bot: Bot, file_id: str, *, at_most: int) -> bytes:
        """The content of a file of at most so many bytes. Raises FileTooBig and FileUnavailable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gateways:
    """What the use cases ask of libraries and of servers."""

    mail_server: MailServer
    codes: Codes
    hashes: PasswordHashes
    checks: Checks
    download: Download
    register: RegisterReader


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """All that conversations about an account may ask for."""

    editing: Editing
    passwords: Passwords
    recovering: Recovering
    linking: Linking
    papers: Papers
    privacy: Privacy


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """All that the register desk may ask for."""

    looking_up: LookingUp
    intervening: Intervening
    adjusting: Adjusting
    deciding: Deciding
    assigning: Assigning
    refunding: Refunding
    importing: Importing
    recounting: Recounting
    digesting: Digesting


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """All that conversations may ask for.

    `admins` are Telegram ids; `support` is whom to write to about what is locked, empty if nobody is; `started_at` when
    this process began.
    """

    access: Access
    contacts: Contacts
    viewing: Viewing
    buying: Buying
    keeping: Keeping
    top_ups: TopUps
    retrying: Retrying
    admin_doors: AdminDoors
    desk: Desk
    maintaining: Maintaining
    broadcasting: Broadcasting
    account: Account
    download: Download
    catalogue: Catalogue
    texts: Mapping[Language, Texts]
    clock: Clock
    admins: frozenset[int]
    support: str
    started_at: datetime


def build_services(  # noqa: PLR0917 - wiring, called once
    settings: Settings,
    units: Units,
    clock: Clock,
    gateways: Gateways,
    top_ups: TopUps,
    digesting: Digesting,
    refunding: Refunding,
    texts: Mapping[Language, Texts],
) -> Services:
    """Wires what the conversations call."""
    catalogue, mail_server = settings.catalogue(), gateways.mail_server
    telling = Telling(by_email=bool(settings.smtp_url))
    access = Access(
        units=units, mail_server=mail_server, clock=clock, limits=settings.session_limits(), telling=telling
    )
    viewing = Viewing(units=units, mail_server=mail_server, clock=clock, catalogue=catalogue)
    keeping = Keeping(units=units, clock=clock, catalogue=catalogue)
    return Services(
        access=access,
        contacts=Contacts(units=units),
        viewing=viewing,
        buying=Buying(units=units, clock=clock, catalogue=catalogue, limits=settings.daily_limits()),
        keeping=keeping,
        top_ups=top_ups,
        retrying=Retrying(units=units, clock=clock),
        admin_doors=AdminDoors(units=units, clock=clock),
        desk=build_desk(settings, clock, gateways, access, viewing, keeping, top_ups, refunding, digesting),
        maintaining=Maintaining(units=units, clock=clock),
        broadcasting=Broadcasting(units=units, clock=clock, catalogue=catalogue, by_email=telling.by_email),
        account=build_account(units, clock, gateways, access, telling),
        download=gateways.download,
        catalogue=catalogue,
        texts=texts,
        clock=clock,
        admins=frozenset(settings.admin_ids),
        support=settings.support_contact,
        started_at=clock.now(),
    )


def build_desk(  # noqa: PLR0917 - wiring, called once
    settings: Settings,
    clock: Clock,
    gateways: Gateways,
    access: Access,
    viewing: Viewing,
    keeping: Keeping,
    top_ups: TopUps,
    refunding: Refunding,
    digesting: Digesting,
) -> Desk:
    """Wires what the conversations of the register desk call."""
    units, limits, settling = access.units, access.limits, top_ups.booking.settling
    adjusting = Adjusting(
        units=units,
        clock=clock,
        spending=settling.spending,
        telling=access.telling,
        admins=settings.admin_ids,
        limit=settings.adjustments_alone(),
    )
    return Desk(
        looking_up=LookingUp(units=units, clock=clock, viewing=viewing, keeping=keeping, limits=limits),
        intervening=Intervening(
            units=units, clock=clock, catalogue=keeping.catalogue, telling=access.telling, limits=limits
        ),
        adjusting=adjusting,
        deciding=Deciding(units=units, clock=clock, adjusting=adjusting),
        assigning=Assigning(units=units, clock=clock, settling=settling),
        refunding=refunding,
        importing=Importing(units=units, reader=gateways.register, clock=clock),
        recounting=Recounting(units=units),
        digesting=digesting,
    )


def build_account(units: Units, clock: Clock, gateways: Gateways, access: Access, telling: Telling) -> Account:
    """Wires what the conversations about an account call."""
    proving = Proving(units=units, clock=clock, codes=gateways.codes, by_email=telling.by_email)
    passwords = Passwords(
        units=units,
        clock=clock,
        mail_server=gateways.mail_server,
        hashes=gateways.hashes,
        access=access,
        telling=telling,
    )
    return Account(
        editing=Editing(units=units, clock=clock, reader=ProfileReader(checks=gateways.checks), proving=proving),
        passwords=passwords,
        recovering=Recovering(units=units, clock=clock, proving=proving, passwords=passwords),
        linking=Linking(units=units, clock=clock, telling=telling),
        papers=Papers(units=units, clock=clock),
        privacy=Privacy(units=units, clock=clock, by_email=telling.by_email),
    )
