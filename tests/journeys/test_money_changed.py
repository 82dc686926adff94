"""The body imports its register while a quote is on the screen: the holder is told, and gets a new one (F61)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.catalogue import MailboxType
from tests.journeys.desk import Desk
from tests.people import ANNA, MARIO, Person
from tests.screens.checks import plain

EITHER = pytest.mark.parametrize("person", [MARIO, ANNA], ids=["in Italian", "in English"])


async def imported(desk: Desk, person: Person, **changes: Any) -> None:
    """The register comes with a changed line about the person's first mailbox."""
    async with desk.house.units.write() as unit:
        await unit.register.save([replace(person.rows()[0], **changes)])
        await unit.commit()


async def asked(desk: Desk, person: Person, service: str) -> str:
    """The person asks for 1 GB, and has a quote on the screen; the key that confirms it."""
    await desk.tap(person, "mailboxes:0")
    await desk.tap(person, desk.key("mailbox"))
    await desk.tap(person, desk.key("buy"))
    await desk.tap(person, next(key for key in desk.keys if key.endswith(f":{service}")))
    await desk.tap(person, next(key for key in desk.keys if key.endswith(":1")))
    return desk.key("confirm")


@EITHER
async def test_f61_a_quote_for_another_expiry_is_refused_and_the_next_one_is_right(desk: Desk, person: Person) -> None:
    await desk.log_in(person)
    await desk.give(person, 10_000)
    confirm = await asked(desk, person, "archive")
    await imported(desk, person, expires_on=date(2027, 11, 22))
    before = desk.rows()
    await desk.tap(person, confirm)
    assert desk.last == desk.word(person, "refused-quote-over")
    assert desk.rows() == before
    await desk.tap(person, await asked(desk, person, "archive"))
    ((_, state, *_),) = desk.rows()["orders"]
    assert state == "completed"
    assert sorted(row[5] for row in desk.rows()["transfers"]) == [88, 400, 10_000]


async def test_f61_a_quote_above_the_cap_of_another_type_is_refused(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.give(MARIO, 10_000)
    confirm = await asked(desk, MARIO, "inbox")
    await imported(desk, MARIO, type=MailboxType.STANDARD)
    before = desk.rows()
    await desk.tap(MARIO, confirm)
    assert "tutto lo spazio inbox previsto dalla sua tipologia" in plain(desk.last)
    assert desk.rows() == before
