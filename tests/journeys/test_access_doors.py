"""Every door, knocked at by those who may not come in (S6, S7)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest

from bot.conversations.front import conversations
from bot.screens import buttons
from bot.screens.button_fields import Choice
from bot.screens.buttons import Button
from bot.screens.buttons.privacy import ForgetChat
from domain.catalogue import ServiceKey
from domain.holders import Language
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, CARLA, MARIO, Person

SECRETS = (MARIO.address, "Rossi", "21,96", "€21.96")
DOORS = {kind: door for talk in conversations() for kind, door in talk.doors.items()}
ENDING = (buttons.LogOut, ForgetChat)  # whoever taps them has no session any more
COMMANDS = ("start", "menu", "annulla", "cancel", "esci", "logout", "aiuto", "help", "lingua", "language", "privacy")


def opened(kind: type[Button], *, mailbox_id: int, quote_id: str, addon_id: int) -> Button:
    """A button of the kind, with somebody's ids in it."""
    values: dict[str, object] = {
        "mailbox_id": mailbox_id,
        "quote_id": quote_id,
        "order_id": quote_id,
        "service": ServiceKey.INBOX,
        "gb": 2,
        "page": 0,
        "cents": 1000,
        "language": Language.ITALIAN,
        "addon_id": addon_id,
        "renews": Choice.NO,
        "wanted": Choice.NO,
        "notice_id": 1,
    }
    return kind(**{name: values[name] for name in (field.name for field in fields(kind))})


async def marios_order(desk: Desk) -> str:
    """Mario has an order that waits for money; its id."""
    await desk.log_in(MARIO)
    await desk.tap(MARIO, desk.key("mailbox"))
    await desk.tap(MARIO, desk.key("buy"))
    await desk.tap(MARIO, desk.key("service"))
    await desk.tap(MARIO, next(key for key in desk.keys if key.endswith(":2")))
    order = desk.key("confirm").removeprefix("confirm:")
    await desk.tap(MARIO, buttons.ConfirmOrder(order))
    return order


async def marios_mailbox(desk: Desk) -> int:
    """The id of Mario's mailbox."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
    assert mailbox is not None
    return mailbox.id


@pytest.fixture
async def knocked(desk: Desk) -> list[Button]:
    """A button for every door there is, all of them with Mario's ids."""
    order, mailbox = await marios_order(desk), await marios_mailbox(desk)
    addon = await desk.own(MARIO, ServiceKey.ARCHIVE, 1)
    return [opened(kind, mailbox_id=mailbox, quote_id=order, addon_id=addon) for kind in DOORS]


def test_s06_every_kind_of_button_has_a_door() -> None:
    assert set(DOORS) == set(buttons.BUTTONS)


def test_s06_only_these_doors_are_open_to_everybody() -> None:
    public = {kind.__name__ for kind, door in DOORS.items() if door.public and door.admins is None}
    assert public == {
        *("Home", "ShowHelp", "ChooseLanguage", "SetLanguage", "LogIn", "LogOut"),
        *("ShowPrivacy", "AskToForgetChat", "ForgetChat"),
    }


async def test_s06_no_door_lets_a_stranger_in(desk: Desk, knocked: list[Button]) -> None:
    before, heard = desk.rows(), len(desk.said)
    for button in knocked:
        await desk.tap(BRUNO, button)
        assert desk.rows() == before, button
        door = DOORS[type(button)]
        if not door.public or door.admins is not None:
            answer = "login-ask-mailbox" if door.admins is None else "menu-expired"
            assert desk.word(BRUNO, answer) in desk.last, button
    assert not revealed(desk.said[heard:])


async def test_s06_no_command_tells_a_stranger_anything(desk: Desk, knocked: list[Button]) -> None:
    before, heard = desk.rows(), len(desk.said)
    for command in COMMANDS:
        await desk.type(BRUNO, f"/{command}")
    assert desk.rows() == before
    assert not revealed(desk.said[heard:])


@pytest.mark.parametrize("person", [BRUNO, CARLA], ids=["another holder", "the admin"])
async def test_s07_another_holders_ids_open_nothing(desk: Desk, knocked: list[Button], person: Person) -> None:
    """Own doors may open, such as a top-up of one's own; nothing of Mario's is shown or moved."""
    await desk.log_in(person)
    before, heard = marios_rows(desk), len(desk.said)
    for button in knocked:
        if isinstance(button, ENDING):
            continue
        await desk.tap(person, button)
        assert marios_rows(desk) == before, button
    assert not revealed(desk.said[heard:])


async def test_s06_an_expired_session_opens_no_door(desk: Desk, knocked: list[Button]) -> None:
    desk.clock.move(timedelta(minutes=31))
    before = desk.rows()
    for button in knocked:
        if isinstance(button, ENDING):
            continue
        heard = len(desk.said)
        await desk.tap(MARIO, button)
        assert desk.rows() == before, button
        shown = [text.replace(MARIO.address, "") for text in desk.said[heard:]]  # the mailbox to log in with again
        assert not revealed(shown), button


async def test_s06_a_button_after_logging_out_asks_to_log_in_and_does_nothing(desk: Desk) -> None:
    order = await marios_order(desk)
    await desk.type(MARIO, "/esci")
    before = desk.rows()
    await desk.tap(MARIO, buttons.CancelOrder(order))
    assert desk.rows() == before
    assert desk.word(MARIO, "login-ask-mailbox").splitlines()[0] in desk.last


async def test_s06_typed_answers_of_a_stranger_are_no_orders(desk: Desk) -> None:
    await desk.tap(ANNA, "service:1:inbox")
    before = desk.rows()
    await desk.type(ANNA, "2")
    assert desk.rows() == before


def revealed(said: list[str]) -> list[str]:
    """What was said that only Mario may read."""
    return [text for text in said if any(secret in text for secret in SECRETS)]


def marios_rows(desk: Desk) -> list[object]:
    """Mario's quotes, orders, add-ons, mailbox and session."""
    rows = desk.rows()
    mailbox = [row for row in rows["mailboxes"] if MARIO.address in row]
    session = [row for row in rows["sessions"] if row[0] == MARIO.id]
    return [rows["quotes"][:1], rows["orders"], rows["addons"], mailbox, session]
