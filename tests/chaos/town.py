"""Who lives in the town: holders with two mailboxes each, and the chats of those who look after them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bot.sandbox.people import Person as Pretender
from domain.catalogue import MailboxType
from domain.holders import Language
from domain.mailboxes import MailboxStatus
from domain.register import RegisterRow
from tests.journeys.canaries import NEW_PASSWORD
from tests.people import CARLA, PASSWORD, PASSWORD_HASH, TODAY, register_of

FIRST_CHAT = 600_000
NEAREST, FARTHEST = 20, 360  # days until a mailbox expires
PASSWORDS = (PASSWORD, NEW_PASSWORD)


@dataclass(kw_only=True, slots=True)
class Household:
    """A holder as the people at home know him: the mailboxes, and which password each had last, as far as is known."""

    number: int
    addresses: tuple[str, str]
    expiries: tuple[date, date]
    passwords: dict[str, str] = field(default_factory=dict)
    racing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def password_of(self, address: str, *, first: bool = True) -> str:
        """The password that is believed in; the other one if that was wrong."""
        believed = self.passwords.get(address, PASSWORD)
        return believed if first else next(one for one in PASSWORDS if one != believed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """The households, and who holds a phone: of every other household two people."""

    households: tuple[Household, ...]
    phones: tuple[tuple[Pretender, Household], ...]

    @property
    def people(self) -> list[Pretender]:
        """Everybody with a phone; Carla is the administrator."""
        carla = Pretender(id=CARLA.id, first_name="Carla", last_name="Verdi", username="carla", language_code="it")
        return [carla, *(person for person, _ in self.phones)]

    def register(self) -> list[RegisterRow]:
        """The body's register."""
        rows = [*register_of(CARLA)]
        for household in self.households:
            for address, expires_on in zip(household.addresses, household.expiries, strict=True):
                rows.append(_row(len(rows) + 2, household.number, address, expires_on))
        return rows


def _row(line: int, number: int, address: str, expires_on: date) -> RegisterRow:
    return RegisterRow(
        line=line,
        mailbox=address,
        first_name="Anna",
        last_name=f"Bianchi{number}",
        fiscal_code=f"CHAOS{number:011}",
        email=f"anna{number}@example.com",
        phone="+39 06 5550100",
        type=MailboxType.PRO,
        status=MailboxStatus.ACTIVE,
        expires_on=expires_on,
        auto_renew=number % 5 != 0,
        term_years=1,
        base_gb=2,
        used_bytes=1_400_000_000,
        password_hash=PASSWORD_HASH,
        language=Language.ITALIAN if number % 2 else Language.ENGLISH,
    )


def build_town(households: int, random: Random) -> Town:
    """A town of so many households."""
    homes = tuple(_household(number, random) for number in range(households))
    phones: list[tuple[Pretender, Household]] = []
    for home in homes:
        for _ in range(1 + home.number % 2):
            phones.append((_pretender(FIRST_CHAT + len(phones), home), home))
    return Town(households=homes, phones=tuple(phones))


def _household(number: int, random: Random) -> Household:
    days = [random.randint(NEAREST, FARTHEST) for _ in range(2)]
    return Household(
        number=number,
        addresses=(f"anna{number}@pec.archrm.it", f"studio{number}@pec.archrm.it"),
        expiries=(TODAY + timedelta(days=days[0]), TODAY + timedelta(days=days[1])),
    )


def _pretender(chat_id: int, home: Household) -> Pretender:
    return Pretender(
        id=chat_id,
        first_name="Anna",
        last_name=f"Bianchi{home.number}",
        username=f"anna{chat_id}",
        language_code="it" if chat_id % 3 else "en",
    )
