"""The doors of the admins: for anybody else there are none, and whoever knocks is noted (faults F69, S13).

They are found among the conversations, so that a new one is knocked at without being named here.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from enum import Enum

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.conversations.doors import Conversation
from bot.conversations.front import conversations
from bot.screens.buttons import Button, SetLanguage, ShowDeadLetters, encode
from domain.acts import Act
from domain.broadcasts import BroadcastState
from domain.holders import Language
from storage.repositories.acts import SqlActs
from tests.journeys.desk import KNOCKED, Desk, sender
from tests.journeys.test_access_doors import opened
from tests.journeys.test_dead_letters import give_up
from tests.people import CARLA, MARIO, Person
from tests.receiver import doubles

ADMINS = frozenset({CARLA.id})
TALKS = [talk for talk in conversations(ADMINS) if talk.admins is not None]
KINDS = sorted((kind for talk in TALKS for kind in talk.doors), key=lambda kind: kind.verb)
COMMANDS = sorted(
    command
    for talk in TALKS
    for entrance in talk.entry_points
    if isinstance(entrance, CommandHandler)
    for command in entrance.commands
)
UNKNOWN_COMMAND, UNKNOWN_BUTTON = "/boh", "boh:1"
PASSING = {"callback_query_id", "message_id"}  # what differs between any two updates

LOGGED_IN_OR_NOT = pytest.mark.parametrize("logged_in", [False, True], ids=["a stranger", "a holder"])
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.verb for kind in KINDS])
EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS)


def button(kind: type[Button]) -> Button:
    """A button of the kind."""
    return opened(kind, mailbox_id=1, quote_id="P2026-ABCDEF", addon_id=1, access_id=1)


async def heard(desk: Desk, person: Person, *, typed: str = "", tapped: str = "") -> list[object]:
    """Every call that answers what a person types or taps, but for what differs between any two updates."""
    before = len(desk.request.calls)
    await (desk.type(person, typed) if typed else desk.tap(person, tapped))
    return [
        (name, {key: value for key, value in params.items() if key not in PASSING})
        for name, params in desk.request.calls[before:]
    ]


def noted(desk: Desk) -> list[tuple[int, str, object]]:
    """The acts that are kept: whose, which, about what."""
    rows = sorted(desk.rows()["admin_acts"])
    return [(actor, act, json.loads(about)) for _, actor, act, about, _ in rows]


def other_rows(desk: Desk) -> object:
    """Everything in the database but what every update leaves, the acts, and drafts, which only their admin sees."""
    rows = desk.rows(without=KNOCKED)
    return {**rows, "broadcasts": [row for row in rows["broadcasts"] if row[2] != BroadcastState.DRAFT]}


def test_there_are_doors_to_knock_at() -> None:
    assert ({kind.verb for kind in KINDS} >= {"dead-letters", "retry"}, "consegne" in COMMANDS) == (True, True)


@LOGGED_IN_OR_NOT
@EVERY_COMMAND
async def test_f69_a_command_of_the_admins_is_answered_as_an_unknown_one_and_noted(
    desk: Desk, command: str, logged_in: bool
) -> None:
    await give_up(desk)
    if logged_in:
        await desk.log_in(MARIO)
    unknown = await heard(desk, MARIO, typed=UNKNOWN_COMMAND)
    assert (unknown != [], noted(desk)) == (True, [])
    before = other_rows(desk)
    for typed in (f"/{command}", f"/{command.upper()}", f"/{command} 1"):
        assert await heard(desk, MARIO, typed=typed) == unknown
    assert other_rows(desk) == before
    assert noted(desk) == [(MARIO.id, Act.DOOR_REFUSED, {"door": f"/{command}"})]


@LOGGED_IN_OR_NOT
@EVERY_KIND
async def test_f69_a_button_of_the_admins_is_answered_as_an_unknown_one_and_noted(
    desk: Desk, kind: type[Button], logged_in: bool
) -> None:
    await give_up(desk)
    if logged_in:
        await desk.log_in(MARIO)
    await desk.type(MARIO, "/menu")
    unknown = await heard(desk, MARIO, tapped=UNKNOWN_BUTTON)
    assert (len(unknown) > 1, noted(desk)) == (True, [])
    before = other_rows(desk)
    for tapped in (encode(button(kind)), f"{kind.verb}:forged", kind.verb):
        assert await heard(desk, MARIO, tapped=tapped) == unknown
    assert other_rows(desk) == before
    assert noted(desk) == [(MARIO.id, Act.DOOR_REFUSED, {"door": kind.verb})]


@EVERY_COMMAND
async def test_f69_in_the_middle_of_a_question_too_it_is_an_unknown_command(desk: Desk, command: str) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "topup")
    unknown = await heard(desk, MARIO, typed=UNKNOWN_COMMAND)
    assert await heard(desk, MARIO, typed=f"/{command}") == unknown
    assert len(noted(desk)) == 1


@EVERY_COMMAND
async def test_f69_where_a_password_is_waited_for_a_command_is_one_and_is_not_looked_at(
    desk: Desk, command: str
) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, MARIO.address)
    unknown = await heard(desk, MARIO, typed=UNKNOWN_COMMAND)
    assert await heard(desk, MARIO, typed=f"/{command}") == unknown
    assert noted(desk) == []


async def test_f69_a_hundred_knocks_of_a_day_are_one_line_a_door_and_the_next_day_has_its_own(desk: Desk) -> None:
    doors = [*(kind.verb for kind in KINDS), *(f"/{command}" for command in COMMANDS)]
    for day in (1, 2):
        for _ in range(3):
            for kind in KINDS:
                await desk.tap(MARIO, button(kind))
            for command in COMMANDS:
                await desk.type(MARIO, f"/{command}")
        assert sorted(str(about) for _, _, about in noted(desk)) == sorted(
            str({"door": door}) for door in doors for _ in range(day)
        )
        desk.clock.move(timedelta(days=1))


async def test_f69_nobody_can_tell_by_the_time_it_takes_the_line_comes_when_all_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    add = SqlActs.add

    async def watched(acts: SqlActs, *facts: object) -> None:
        said.append(desk.request.calls[-1][0])
        await add(acts, *facts)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(SqlActs, "add", watched)
    await desk.type(MARIO, f"/{COMMANDS[0]}")
    await desk.tap(MARIO, button(KINDS[0]))
    assert said == ["sendMessage", "answerCallbackQuery"]


async def test_f69_what_is_no_door_of_the_admins_is_not_noted(desk: Desk) -> None:
    for typed in (UNKNOWN_COMMAND, f"{COMMANDS[0]}", f"/{COMMANDS[0]}@another_bot", f"see /{COMMANDS[0]}"):
        await desk.type(MARIO, typed)
    for tapped in (UNKNOWN_BUTTON, "home", f"{KINDS[0].verb}x"):
        await desk.tap(MARIO, tapped)
    assert noted(desk) == []


async def test_f69_an_admin_is_not_noted_at_an_own_door(desk: Desk) -> None:
    for command in COMMANDS:
        await desk.type(CARLA, f"/{command}")
    for kind in KINDS:
        await desk.tap(CARLA, button(kind))
        await desk.tap(CARLA, f"{kind.verb}:forged")
    assert [act for _, act, _ in noted(desk) if act == Act.DOOR_REFUSED] == []


async def test_f69_whoever_is_an_admin_no_more_goes_on_with_nothing(desk: Desk) -> None:
    """The dialog remembers a door of the admins, and is asked to show it again in another language."""
    await give_up(desk)
    await desk.type(MARIO, "/menu")
    path = desk.house.database.file
    assert path is not None
    with closing(sqlite3.connect(path)) as connection, connection:
        draft = json.dumps({"door": encode(ShowDeadLetters())})
        changed = "UPDATE dialogs SET conversation = 'dead_letters', state = 'ANY', draft = ? WHERE chat_id = ?"
        assert connection.execute(changed, (draft, MARIO.chat_id)).rowcount == 1
    await desk.tap(MARIO, SetLanguage(Language.ITALIAN))
    assert desk.last == desk.word(MARIO, "menu-expired")


@pytest.mark.parametrize(("person", "is_heard"), [(CARLA, True), (MARIO, False)], ids=["an admin", "no admin any more"])
async def test_f69_an_answer_to_a_question_of_the_admins_is_heard_from_them_only(
    desk: Desk, person: Person, is_heard: bool
) -> None:
    class Asked(Enum):
        TEXT = "text"

    async def answer(_update: object, _context: object) -> None:
        """Is only asked whether it would be the one."""

    talk = Conversation("asking", taps={}, typed={Asked.TEXT: answer}, admins=ADMINS)
    (handler,) = talk.states[Asked.TEXT]
    update = Update.de_json(doubles.message("hello", user=person.id, sender=sender(person)), desk.house.application.bot)
    assert bool(handler.check_update(update)) == is_heard


async def test_s13_whatever_an_admin_changes_leaves_a_line(desk: Desk) -> None:
    await give_up(desk)
    await desk.log_in(CARLA)
    changing: list[str] = []
    for kind in KINDS:
        before, lines = other_rows(desk), len(noted(desk))
        await desk.tap(CARLA, button(kind))
        if other_rows(desk) != before:
            changing.append(kind.verb)
            assert len(noted(desk)) > lines, kind.verb
    assert "retry" in changing


async def test_s19_the_menu_of_an_admin_leads_to_the_desk_and_nobody_elses_does(desk: Desk) -> None:
    for person in (CARLA, MARIO):
        await desk.type(person, "/menu")
        assert ("find" in desk.keys) == (person is CARLA)
        await desk.log_in(person)
        assert ("find" in desk.keys) == (person is CARLA)
    await desk.type(CARLA, "/menu")
    await desk.tap(CARLA, desk.key("find"))
    assert desk.keys == ["bc-list:0", "register", "acts:0", "dead-letters:0", "digest:yesterday", "maintenance", "home"]
