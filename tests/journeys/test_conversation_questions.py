"""Questions that stay open while something else is said, and those that are closed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.journeys.desk import Desk
from tests.people import MARIO

CARD = "4242 4242 4242 4242"
NEXT = {"service": "21,96 €", "gb": "Non ho capito", "top-up": "Ricarica di 2,00 €"}


async def reach(desk: Desk, step: str) -> None:
    """Brings Mario to the question how many GB, to a quote, or to the question how much."""
    await desk.log_in(MARIO)
    mailbox = desk.key("mailbox").rpartition(":")[2]
    await desk.tap(MARIO, {"service": f"service:{mailbox}:inbox", "gb": f"gb:{mailbox}:inbox:2"}.get(step, step))


def dialog(desk: Desk) -> tuple[Any, ...]:
    """Where the only dialog stands, its live message included; without the count of its saves."""
    ((*standing, _version),) = desk.rows(without=set())["dialogs"]
    return tuple(standing)


@pytest.mark.parametrize("step", ["service", "gb", "top-up"])
@pytest.mark.parametrize(("typed", "answer"), [("/boh", "not-understood"), (CARD, "card-number-deleted")])
async def test_what_is_not_understood_leaves_the_screen_its_keys_and_the_question(
    desk: Desk, step: str, typed: str, answer: str
) -> None:
    await reach(desk, step)
    before = dialog(desk)
    calls = len(desk.request.calls)
    await desk.type(MARIO, typed)
    assert desk.last == desk.word(MARIO, answer)
    assert {name for name, _ in desk.request.calls[calls:]} <= {"sendMessage", "deleteMessage"}
    assert dialog(desk) == before
    await desk.type(MARIO, "2")
    assert NEXT[step] in desk.last


@pytest.mark.parametrize(("verb", "amount"), [("service", "4"), ("top-up", "25")])
async def test_an_answer_is_typed_without_a_key_for_it(desk: Desk, verb: str, amount: str) -> None:
    await reach(desk, verb)
    assert not [key for key in desk.keys if key.startswith("type-")]
    await desk.type(MARIO, amount)
    assert {"4": "43,92 €", "25": "25,00 €"}[amount] in desk.last


@pytest.mark.parametrize("elsewhere", ["buy:{}", "mailbox:{}", "mailboxes:0", "credit:0", "home"])
async def test_who_goes_elsewhere_is_asked_no_longer(desk: Desk, elsewhere: str) -> None:
    await reach(desk, "service")
    mailbox = desk.key("buy").rpartition(":")[2]
    await desk.tap(MARIO, elsewhere.format(mailbox))
    before = desk.rows()
    await desk.type(MARIO, "2")
    assert desk.last == desk.word(MARIO, "not-understood")
    assert desk.rows() == before


@pytest.mark.parametrize("button", ["type-gb:1:inbox", "type-amount"])
async def test_f05_a_button_that_is_no_longer_made_leads_to_the_menu(desk: Desk, button: str) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, button)
    assert desk.last == desk.word(MARIO, "menu-expired")


async def test_f05_an_answer_to_a_question_of_an_older_bot_leads_to_the_menu(desk: Desk) -> None:
    await reach(desk, "service")
    assert desk.house.database.file is not None
    with closing(sqlite3.connect(desk.house.database.file)) as connection, connection:
        connection.execute("UPDATE dialogs SET draft = ?", [json.dumps({"door": "type-gb:1:inbox"})])
    await desk.type(MARIO, "2")
    assert desk.last == desk.word(MARIO, "menu-expired")
    await desk.type(MARIO, "2")
    assert desk.last == desk.word(MARIO, "not-understood")
