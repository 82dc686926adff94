"""Every door, knocked at by those who may not come in (S6, S7)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from telegram.ext import CommandHandler

from bot.conversations.front import conversations
from bot.screens import buttons
from bot.screens.button_fields import Choice
from bot.screens.buttons import Button
from bot.screens.buttons.access import UnlinkChat
from bot.screens.buttons.composing import Criterion, Moment
from bot.screens.buttons.privacy import ForgetChat
from domain.accesses import AccessKind
from domain.adjustments import Way
from domain.catalogue import MailboxType, ServiceKey
from domain.digest import Which
from domain.holders import Language
from domain.ledger import Only
from domain.profile import Field, Group
from tests.journeys.desk import KNOCKED, Desk, Rows
from tests.people import ANNA, BRUNO, CARLA, MARIO, Person

SECRETS = (MARIO.address, "Rossi", "21,96", "€21.96")
DOORS = {kind: door for talk in conversations() for kind, door in talk.doors.items()}
COMMANDS = sorted(
    command
    for talk in conversations()
    for entrance in talk.entry_points
    if isinstance(entrance, CommandHandler)
    for command in entrance.commands
)
LEAVING = {"esci", "logout"}
ENDING = (buttons.LogOut, ForgetChat)  # whoever taps them has no session any more


def opened(
    kind: type[Button], *, mailbox_id: int, quote_id: str, addon_id: int, access_id: int, holder_id: int = 1
) -> Button:
    """A button of the kind, with somebody's ids in it."""
    values: dict[str, object] = {
        "access_id": access_id,
        "chat_id": MARIO.chat_id,
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
        "field": Field.PHONE,
        "group": Group.ADDRESS,
        "only": Only.TOP_UPS,
        "movement_id": 1,
        "year": 2026,
        "holder_id": holder_id,
        "asked": 1,
        "file": "0123456789abcdef",
        "broadcast_id": 1,
        "criterion": Criterion.TYPE,
        "type": MailboxType.PRO,
        "days": 30,
        "moment": Moment.NOW,
        "mark": "0123456789abcdef",
        "which": Which.YESTERDAY,
        "minutes": 30,
        "way": Way.CREDIT,
        "adjustment_id": 1,
        "intent": "pi_1",
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


async def marios_login(desk: Desk) -> int:
    """The number of Mario's last log-in."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(MARIO.address)
        assert mailbox is not None
        lines = await unit.accesses.of_holder(mailbox.holder_id, 10, 0)
    return next(line.id for line in lines if line.id is not None and line.kind is AccessKind.LOGGED_IN)


@pytest.fixture
async def knocked(desk: Desk) -> list[Button]:
    """A button for every door there is, all of them with Mario's ids."""
    order, mailbox = await marios_order(desk), await marios_mailbox(desk)
    addon = await desk.own(MARIO, ServiceKey.ARCHIVE, 1)
    access = await marios_login(desk)
    return [opened(kind, mailbox_id=mailbox, quote_id=order, addon_id=addon, access_id=access) for kind in DOORS]


def test_s06_every_kind_of_button_has_a_door() -> None:
    assert set(DOORS) == set(buttons.BUTTONS)


def test_s06_only_these_doors_are_open_to_everybody() -> None:
    public = {kind.__name__ for kind, door in DOORS.items() if door.public and door.admins is None}
    assert public == {
        *("Home", "ShowHelp", "ChooseLanguage", "SetLanguage", "LogIn", "LogOut", "ForgotPassword", "RecoverPassword"),
        "ItWasMe",
        *("ShowPrivacy", "AskToForgetChat", "ForgetChat"),
    }


def test_s06_every_command_is_knocked_at() -> None:
    everybodys = {"start", "esci", "account", "profilo", "menu", "privacy"}
    assert everybodys | {"consegne", "comunicazione", "broadcasts"} <= set(COMMANDS)


async def test_s06_no_door_lets_a_stranger_in(desk: Desk, knocked: list[Button]) -> None:
    before, heard = changed_rows(desk), len(desk.said)
    for button in knocked:
        await desk.tap(BRUNO, button)
        assert changed_rows(desk) == before, button
        door = DOORS[type(button)]
        if not door.public or door.admins is not None:
            answer = "login-ask-mailbox" if door.admins is None else "menu-expired"
            assert desk.word(BRUNO, answer) in desk.last, button
    assert not revealed(desk.said[heard:])


async def test_s06_no_command_tells_a_stranger_anything(desk: Desk, knocked: list[Button]) -> None:
    before, heard = changed_rows(desk), len(desk.said)
    for command in COMMANDS:
        await desk.type(BRUNO, f"/{command}")
    assert changed_rows(desk) == before
    assert not revealed(desk.said[heard:])


@pytest.mark.parametrize("past", ["never Mario's", "once Mario's"])
@pytest.mark.parametrize("person", [BRUNO, CARLA], ids=["another holder", "the admin"])
async def test_s07_another_holders_ids_open_nothing(
    desk: Desk, knocked: list[Button], person: Person, past: str
) -> None:
    """Own doors may open, such as a top-up of one's own; nothing of Mario's is shown or moved.

    Not even in a chat where Mario himself was logged in before.
    """
    if past == "once Mario's":
        await desk.log_in(person, address=MARIO.address)
    await desk.log_in(person)
    before = marios_rows(desk)
    for button in knocked:
        if person is CARLA and DOORS[type(button)].admins is not None:
            continue  # it is there for her to look at holders, and has tests of its own
        heard = len(desk.said)
        await desk.tap(person, button)
        assert marios_rows(desk) == before, button
        assert not revealed(desk.said[heard:]), button
        if not [row for row in desk.rows()["sessions"] if row[0] == person.id]:  # it has led out
            await desk.log_in(person)


@pytest.mark.parametrize("past", ["never Mario's", "once Mario's"])
async def test_s07_no_command_of_another_holder_tells_anything(desk: Desk, knocked: list[Button], past: str) -> None:
    if past == "once Mario's":
        await desk.log_in(BRUNO, address=MARIO.address)
    await desk.log_in(BRUNO)
    before, heard = marios_rows(desk), len(desk.said)
    for command in COMMANDS:
        await desk.type(BRUNO, f"/{command}")
        if command in LEAVING:
            await desk.log_in(BRUNO)
    assert marios_rows(desk) == before
    assert not revealed(desk.said[heard:])


async def test_s06_a_chat_that_was_disconnected_opens_no_door(desk: Desk, knocked: list[Button]) -> None:
    """It was Mario's until Mario disconnected it from his phone: there he is a stranger."""
    await desk.log_in(BRUNO, address=MARIO.address)
    await desk.tap(MARIO, UnlinkChat(BRUNO.chat_id))
    before, heard = changed_rows(desk), len(desk.said)
    for button in knocked:
        if isinstance(button, ENDING):  # it ends what waits to be said in this very chat
            continue
        await desk.tap(BRUNO, button)
        assert changed_rows(desk) == before, button
    for command in COMMANDS:
        await desk.type(BRUNO, f"/{command}")
    assert changed_rows(desk) == before
    assert not revealed(desk.said[heard:])


async def test_s06_an_expired_session_opens_no_door(desk: Desk, knocked: list[Button]) -> None:
    desk.clock.move(timedelta(minutes=31))
    before = changed_rows(desk)
    for command in sorted(set(COMMANDS) - LEAVING):
        await desk.type(MARIO, "/menu")  # where a password is waited for, a command that is not Mario's would be one
        heard = len(desk.said)
        await desk.type(MARIO, f"/{command}")
        assert changed_rows(desk) == before, command
        assert not revealed([text.replace(MARIO.address, "") for text in desk.said[heard:]]), command
    for button in knocked:
        if isinstance(button, ENDING):
            continue
        heard = len(desk.said)
        await desk.tap(MARIO, button)
        assert changed_rows(desk) == before, button
        shown = [text.replace(MARIO.address, "") for text in desk.said[heard:]]  # the mailbox to log in with again
        assert not revealed(shown), button


async def test_s06_a_button_after_logging_out_asks_to_log_in_and_does_nothing(desk: Desk) -> None:
    order = await marios_order(desk)
    await desk.type(MARIO, "/esci")
    before = changed_rows(desk)
    await desk.tap(MARIO, buttons.CancelOrder(order))
    assert changed_rows(desk) == before
    assert desk.word(MARIO, "login-ask-mailbox").splitlines()[0] in desk.last


async def test_s06_typed_answers_of_a_stranger_are_no_orders(desk: Desk) -> None:
    await desk.tap(ANNA, "service:1:inbox")
    before = changed_rows(desk)
    await desk.type(ANNA, "2")
    assert changed_rows(desk) == before


# Links from outside


def payloads(login: int, mailbox: int) -> list[str]:
    """What may follow `/start`: made for Mario, guessed, and malformed."""
    made = [f"w{login}", f"r{mailbox}", f"m{mailbox}", "accesses", "alerts"]
    guessed = [f"{letter}{number}" for letter in "wrm" for number in range(1, 9)]
    malformed = ["w", "w0", "w-1", "w01", f"W{login}", f"w{login}m", "w99999999999999999999", "x1", "revoke:1", "w٣"]
    return [*made, *guessed, *malformed]


@pytest.mark.parametrize("person", [ANNA, BRUNO, CARLA], ids=["a stranger", "another holder", "the admin"])
async def test_f67_a_link_that_was_made_for_somebody_else_or_guessed_opens_nothing(desk: Desk, person: Person) -> None:
    await desk.log_in(MARIO)
    login, mailbox = await marios_login(desk), await marios_mailbox(desk)
    if person is not ANNA:
        await desk.log_in(person)
    before = marios_rows(desk)
    for payload in payloads(login, mailbox):
        heard = len(desk.said)
        await desk.type(person, f"/start {payload}")
        assert marios_rows(desk) == before, payload
        assert not revealed(desk.said[heard:]), payload
        if payload == f"w{login}":
            answer = "login-ask-mailbox" if person is ANNA else "refused-not-found"
            assert desk.word(person, answer) in desk.last
        if person is not ANNA and not [row for row in desk.rows()["sessions"] if row[0] == person.id]:
            await desk.log_in(person)  # a guess has met a log-in of one's own


async def test_f67_a_link_after_the_session_asks_for_the_password_first(desk: Desk) -> None:
    await desk.log_in(MARIO)
    login, mailbox = await marios_login(desk), await marios_mailbox(desk)
    desk.clock.move(timedelta(minutes=31))
    before = changed_rows(desk)
    for payload in payloads(login, mailbox):
        heard = len(desk.said)
        await desk.type(MARIO, f"/start {payload}")
        assert changed_rows(desk) == before, payload
        assert not revealed([text.replace(MARIO.address, "") for text in desk.said[heard:]]), payload


async def test_f67_a_link_that_has_done_its_work_does_nothing_more(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.log_in(BRUNO, address=MARIO.address)
    payload = f"w{await marios_login(desk)}"
    await desk.type(MARIO, f"/start {payload}")
    assert desk.last == desk.word(MARIO, "access-revoked")
    desk.clock.move(timedelta(minutes=1))
    await desk.log_in(BRUNO, address=MARIO.address)
    before = desk.rows()
    await desk.type(MARIO, f"/start {payload}")
    assert desk.last == desk.word(MARIO, "access-revoked-before")
    assert {name: rows for name, rows in desk.rows().items() if name != "sessions"} == {
        name: rows for name, rows in before.items() if name != "sessions"
    }
    assert {row[0] for row in desk.rows()["sessions"]} == {MARIO.id, BRUNO.id}


def changed_rows(desk: Desk) -> Rows:
    """Everything that the database holds, but for what every update leaves, and knocks at doors of the admins."""
    return desk.rows(without=KNOCKED)


def revealed(said: list[str]) -> list[str]:
    """What was said that only Mario may read."""
    return [text for text in said if any(secret in text for secret in SECRETS)]


def marios_rows(desk: Desk) -> list[object]:
    """Mario's quotes, orders, add-ons, mailbox, session, accesses, and whose his chat is."""
    rows = desk.rows(without=set())
    mailbox = [row for row in rows["mailboxes"] if MARIO.address in row]
    session = [row for row in rows["sessions"] if row[0] == MARIO.id]
    chat = [row[:3] for row in rows["chats"] if row[0] == MARIO.id]  # its language and its holder
    accesses = [row for row in rows["accesses"] if row[3] == MARIO.id]
    return [rows["quotes"][:1], rows["orders"], rows["addons"], mailbox, session, chat, accesses]
