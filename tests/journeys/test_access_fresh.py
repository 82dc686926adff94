"""S5: whatever is sensitive asks for the password once more, whichever key, question or link leads there."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from bot.conversations.front import conversations
from bot.screens.buttons import BUTTONS, Button, encode
from domain.catalogue import ServiceKey
from domain.holders import Language
from domain.profile import SENSITIVE, Field
from tests.journeys.desk import Desk
from tests.journeys.test_access_doors import DOORS, opened
from tests.people import MARIO, PASSWORD


def every(kind: type[Button]) -> list[Button]:
    """A kind of button with every content of the fields that hold one of a few."""
    sample = opened(kind, mailbox_id=1, quote_id="q", addon_id=1, access_id=1)
    values: dict[str, list[Any]] = {
        one.name: list(type(value)) if isinstance(value, Field | Language | ServiceKey) else [value]
        for one in fields(sample)
        for value in [getattr(sample, one.name)]
    }
    return [kind(*chosen) for chosen in product(*values.values())]


ALL = [button for kind in BUTTONS for button in every(kind)]
ASKING = [button for button in ALL if button.is_sensitive]


def test_s05_these_and_no_others_ask_for_the_password_once_more() -> None:
    named = {encode(button) for button in ASKING}
    assert named == {
        *(f"edit-field:{field}" for field in SENSITIVE),
        *(f"clear-field:{field}" for field in SENSITIVE),
        "my-data",
        "erase",
    }


@pytest.mark.parametrize("button", ASKING, ids=encode)
async def test_s05_a_sensitive_key_does_and_shows_nothing_before_the_password(desk: Desk, button: Button) -> None:
    await desk.log_in(MARIO)
    before, heard = desk.rows(), len(desk.said)
    await desk.tap(MARIO, button)
    assert "scrivi di nuovo la password" in desk.last
    assert desk.rows() == before
    assert desk.request.sent("sendDocument") == []
    assert not [said for said in desk.said[heard:] if MARIO.fiscal_code in said or MARIO.email in said]
    await desk.type(MARIO, "wrong")
    assert desk.rows(without={"login_failures", "accesses", "dialogs", "updates", "chats", "sqlite_sequence"}) == {
        name: rows for name, rows in before.items() if name not in {"login_failures", "accesses"}
    }


@pytest.mark.parametrize("button", ASKING, ids=encode)
async def test_s05_with_the_password_it_goes_on_and_ten_minutes_later_asks_again(desk: Desk, button: Button) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, button)
    await desk.type(MARIO, PASSWORD)
    assert "scrivi di nuovo la password" not in desk.last
    await desk.tap(MARIO, button)
    assert "scrivi di nuovo la password" not in desk.last
    desk.clock.move(timedelta(minutes=11))
    await desk.tap(MARIO, button)
    assert "scrivi di nuovo la password" in desk.last


async def test_s05_without_a_session_a_sensitive_key_takes_one_password_and_not_two(desk: Desk) -> None:
    await desk.log_in(MARIO)
    desk.clock.move(timedelta(minutes=31))
    await desk.tap(MARIO, ASKING[0])
    assert "la sessione è terminata" in desk.last
    await desk.type(MARIO, PASSWORD)
    assert "scrivi di nuovo la password" not in desk.last


def test_s05_no_sensitive_door_is_public() -> None:
    assert [button for button in ASKING if DOORS[type(button)].public] == []
    assert {talk.name for talk in conversations() if any(type(button) in talk.doors for button in ASKING)} == {
        "profile", "personal_data",
    }  # fmt: skip
