"""The people of the demo, as the body would hand them over: always at the same point of their mailboxes' lives."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import argon2

from bot.sandbox.people import ANNA, CARLA, ELENA, MARIO, Person
from domain.calendar import years_after
from domain.mailboxes import GIGABYTE
from domain.register import COLUMNS

PASSWORD = "PecDemo2026"  # noqa: S105 - everybody's in the demo; it is shown on the page
ADMINS = (CARLA, ELENA)


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoMailbox:
    """A mailbox of somebody in the demo; `used_gb` is inbox space in use. Without `auto_renew` nobody renews it."""

    person: Person
    address: str
    fiscal_code: str
    kind: str
    expires_on: date
    base_gb: int
    used_gb: float
    auto_renew: bool = True


def demo_mailboxes(today: date) -> tuple[DemoMailbox, ...]:
    """Everybody at a point of their own, which a move of the clock carries on.

    Mario pays three years, and has used most of his space. Anna has a mailbox that expires in 45 days, for which an
    add-on is free, and one that expires a month after a year. Carla, the admin, has one that nobody renews: she is
    reminded tomorrow, and it ends in a month. Elena, the other admin, has one that nothing will happen to for long.
    """
    mario = DemoMailbox(
        person=MARIO,
        address="mario.rossi@pec.archrm.it",
        fiscal_code="RSSMRA80A01H501U",
        kind="pro",
        expires_on=years_after(today, 2) + timedelta(days=100),
        base_gb=2,
        used_gb=1.6,
    )
    anna = DemoMailbox(
        person=ANNA,
        address="anna.bianchi@pec.archrm.it",
        fiscal_code="BNCNNA75M41F205O",
        kind="pro",
        expires_on=years_after(today, 1) + timedelta(days=30),
        base_gb=2,
        used_gb=0.7,
    )
    studio = replace(anna, address="studio.bianchi@pec.archrm.it", expires_on=today + timedelta(days=45), used_gb=1.9)
    carla = DemoMailbox(
        person=CARLA,
        address="carla.verdi@pec.archrm.it",
        fiscal_code="VRDCRL71D52G273L",
        kind="premium",
        expires_on=today + timedelta(days=31),
        base_gb=2,
        used_gb=0.2,
        auto_renew=False,
    )
    return mario, anna, studio, carla, _elena(today)


def _elena(today: date) -> DemoMailbox:
    return DemoMailbox(
        person=ELENA,
        address="elena.gallo@pec.archrm.it",
        fiscal_code="GLLLNE84C49F205L",
        kind="pro",
        expires_on=years_after(today, 3),
        base_gb=2,
        used_gb=0.3,
    )


def demo_register(mailboxes: Sequence[DemoMailbox]) -> list[str]:
    """The lines of the register, ready to be imported."""
    password_hash = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS)
    table.writeheader()
    for mailbox in mailboxes:
        table.writerow({**_row(mailbox), "password_hash": password_hash})
    return written.getvalue().splitlines(keepends=True)


def _row(mailbox: DemoMailbox) -> dict[str, object]:
    person = mailbox.person
    return {
        "mailbox": mailbox.address,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "fiscal_code": mailbox.fiscal_code,
        "email": person.email,
        "phone": "+390600000000",
        "type": mailbox.kind,
        "status": "active",
        "expires_on": mailbox.expires_on.isoformat(),
        "auto_renew": str(mailbox.auto_renew).lower(),
        "term_years": 1,
        "base_gb": mailbox.base_gb,
        "used_bytes": int(mailbox.used_gb * GIGABYTE),
        "language": person.language_code,
    }
