"""Updates that are no input, and chats that are no private ones (F07, F08, F14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.desk import Desk, Rows, sender
from tests.people import BRUNO, MARIO, PASSWORD
from tests.receiver import doubles

Kind = Callable[[], dict[str, Any]]
ORIGIN = {"type": "user", "date": 1_790_000_000, "sender_user": {"id": 7, "is_bot": False, "first_name": "Ugo"}}
FILE = {"file_id": "f", "file_unique_id": "u"}
COMMANDS = ("/start", "/menu", "/annulla", "/cancel", "/esci", "/logout", "/aiuto", "/help", "/lingua")


def from_bruno(text: str | None = None, **more: Any) -> dict[str, Any]:
    """A message of Bruno's with more in it."""
    return doubles.message(text, user=BRUNO.id, sender=sender(BRUNO), **more)


def edited(text: str) -> dict[str, Any]:
    """A message that Bruno has edited."""
    update = from_bruno(text, edit_date=1_790_000_001)
    return {"update_id": update["update_id"], "edited_message": update["message"]}


HELPED: dict[str, Callable[[str], dict[str, Any]]] = {
    "forwarded": lambda text: from_bruno(text, forward_origin=ORIGIN),
    "via a bot": lambda text: from_bruno(text, via_bot={"id": 9, "is_bot": True, "first_name": "Gif"}),
    "photo": lambda text: from_bruno(photo=[FILE | {"width": 1, "height": 1}], caption=text),
    "document": lambda text: from_bruno(document=FILE, caption=text),
    "story": lambda _: from_bruno(story={"chat": {"id": 7, "type": "private"}, "id": 1}),
    "sticker": lambda _: from_bruno(
        sticker=FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
    ),
    "somebody's contact": lambda _: from_bruno(contact={"phone_number": "+39", "first_name": "Ugo", "user_id": 7}),
    "own contact": lambda _: from_bruno(contact={"phone_number": "+39", "first_name": "B", "user_id": BRUNO.id}),
    "location": lambda _: from_bruno(location={"latitude": 41.9, "longitude": 12.5}),
    "dice": lambda text: from_bruno(dice={"emoji": "🎲", "value": int(text[:1]) if text[:1].isdigit() else 1}),
}
CAPTIONED = {"photo", "document"}  # what is written under them goes if it may be a password
SILENT: dict[str, Callable[[str], dict[str, Any]]] = {
    "edited": edited,
    "pinned": lambda _: from_bruno(pinned_message=from_bruno("x")["message"]),
    "write access": lambda _: from_bruno(write_access_allowed={"from_request": True}),
    "unknown kind": lambda _: {"update_id": doubles.message("x")["update_id"], "something_new": {"id": 1}},
}
STEPS = {"name": BRUNO.address, "password": PASSWORD, "gb": "2", "amount": "25"}


async def reach(desk: Desk, step: str) -> None:
    """Brings Bruno to the step."""
    if step in {"name", "password"}:
        await desk.tap(BRUNO, "login")
    if step == "password":
        await desk.type(BRUNO, BRUNO.address)
    if step == "gb":
        await desk.log_in(BRUNO)
        mailbox = desk.key("mailbox").rpartition(":")[2]
        await desk.tap(BRUNO, f"service:{mailbox}:inbox")
    if step == "amount":
        await desk.log_in(BRUNO)
        await desk.tap(BRUNO, "top-up")


def standing(desk: Desk) -> tuple[Rows, list[Any]]:
    """The rows, and where every dialog stands."""
    return desk.rows(), [row[:4] for row in desk.rows(without=set())["dialogs"]]


@pytest.mark.parametrize("step", STEPS)
async def test_f08_what_is_not_typed_is_no_answer_at_any_step(desk: Desk, step: str) -> None:
    await reach(desk, step)
    before = standing(desk)
    for name, make in HELPED.items():
        heard = len(desk.said)
        await desk.put(make(STEPS[step]))
        is_secret = step == "password" and name in CAPTIONED
        answer = "password-deleted-unasked" if is_secret else "not-understood"
        assert desk.said[heard:] == [desk.word(BRUNO, answer)], name
        assert standing(desk) == before, name
    for name, make in SILENT.items():
        heard = len(desk.said)
        await desk.put(make(STEPS[step]))
        assert desk.said[heard:] == [], name
        assert standing(desk) == before, name
    await desk.type(BRUNO, STEPS[step])
    assert standing(desk) != before


async def test_f08_a_message_of_somebody_else_in_the_chat_is_no_input(desk: Desk) -> None:
    await reach(desk, "gb")
    before = standing(desk)
    for other in (sender(MARIO), {"id": BRUNO.id, "is_bot": True, "first_name": "x"}):
        await desk.put(doubles.message("2", user=BRUNO.id, sender=other))
    await desk.put(doubles.tap("home", user=BRUNO.id, sender=sender(MARIO)))
    assert standing(desk) == before


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_f07_in_groups_and_channels_nothing_is_said_and_the_bot_leaves(desk: Desk, kind: str) -> None:
    await desk.log_in(MARIO)
    before, heard = standing(desk), len(desk.said)
    for words in (*COMMANDS, PASSWORD, MARIO.address):
        await desk.put(doubles.in_group(words, kind))
    await desk.put(doubles.membership("member", kind))
    await desk.put(doubles.membership("administrator", kind))
    assert desk.said[heard:] == []
    assert standing(desk) == before
    assert desk.request.sent("leaveChat")


async def test_f07_a_button_that_got_into_a_group_does_nothing(desk: Desk) -> None:
    await desk.log_in(MARIO)
    before, heard = standing(desk), len(desk.said)
    update = doubles.tap("credit:0", user=MARIO.id, sender=sender(MARIO))
    update["callback_query"]["message"]["chat"] = {"id": -100_777, "type": "supergroup", "title": "x"}
    await desk.put(update)
    assert desk.said[heard:] == []
    assert standing(desk) == before


async def test_f14_a_group_that_moved_is_ignored_and_moves_nobodys_data(desk: Desk) -> None:
    await desk.log_in(MARIO)
    before, heard = standing(desk), len(desk.request.calls)
    for more in ({"migrate_to_chat_id": -100_778}, {"migrate_from_chat_id": -777}, {"migrate_to_chat_id": MARIO.id}):
        update = doubles.in_group("x")
        del update["message"]["text"]
        update["message"] |= more
        await desk.put(update)
    assert desk.request.calls[heard:] == []
    assert standing(desk) == before


async def test_f14_a_chat_that_answers_that_it_moved_keeps_its_data(desk: Desk) -> None:
    await desk.log_in(MARIO)
    before = standing(desk)
    desk.request.refuse["sendMessage"] = (400, "Bad Request: group chat was upgraded to a supergroup chat")
    await desk.type(MARIO, "/menu")
    desk.request.refuse.clear()
    assert standing(desk) == before
    await desk.type(MARIO, "/menu")
    assert "Ciao" in desk.last
