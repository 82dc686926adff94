"""What becomes of an update before anything is read or written, whoever has sent it (F08)."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.admission import Admission, admit
from bot.receiver import Done
from tests.receiver.doubles import ANNA, MARIO, AnyApplication, MemoryStore, build_replica, in_group, message

ADMINS = frozenset({MARIO})
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 3}
PHOTO: dict[str, Any] = {"photo": [FILE | {"width": 1, "height": 1}]}
DOCUMENT: dict[str, Any] = {"document": FILE | {"file_name": "a.csv"}}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
FORWARDED: dict[str, Any] = {"forward_origin": ORIGIN}
VIA: dict[str, Any] = {"via_bot": {"id": 9, "is_bot": True, "first_name": "Gif"}}
MOVING = {"animation": FILE | {"width": 1, "height": 1, "duration": 1}}


def judged(update: dict[str, Any]) -> Admission:
    parsed = Update.de_json(update, None)
    assert parsed is not None
    return admit(parsed, ADMINS)


@pytest.mark.parametrize("kind", [PHOTO, DOCUMENT])
@pytest.mark.parametrize("caption", [{}, {"caption": "ecco"}, {"caption": "/menu"}])
def test_an_admins_file_is_input(kind: dict[str, Any], caption: dict[str, Any]) -> None:
    assert judged(message(None, **kind, **caption)) is Admission.HANDLED


@pytest.mark.parametrize("kind", [PHOTO, DOCUMENT])
def test_f08_anybody_elses_file_is_not_understood(kind: dict[str, Any]) -> None:
    assert judged(message(None, user=ANNA, **kind)) is Admission.NOT_UNDERSTOOD


@pytest.mark.parametrize("how", [FORWARDED, VIA])
@pytest.mark.parametrize("kind", [PHOTO, DOCUMENT, {"text": "ciao"}])
def test_f08_what_an_admin_passes_on_is_not_understood(kind: dict[str, Any], how: dict[str, Any]) -> None:
    assert judged(message(None, **kind, **how)) is Admission.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "kind",
    [
        DOCUMENT | MOVING,
        {"sticker": FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}},
        {"video": FILE | {"width": 1, "height": 1, "duration": 1}},
        {"voice": FILE | {"duration": 1}},
        {"contact": {"phone_number": "+39", "first_name": "Ugo"}},
        {"location": {"latitude": 41.9, "longitude": 12.5}},
        {"photo": []},
    ],
)
def test_f08_what_else_an_admin_sends_is_not_understood(kind: dict[str, Any]) -> None:
    assert judged(message(None, **kind)) is Admission.NOT_UNDERSTOOD


def test_f08_a_file_of_somebody_else_in_an_admins_chat_is_passed_over() -> None:
    other = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    assert judged(message(None, sender=other, **DOCUMENT)) is Admission.SILENT
    assert (
        judged(message(None, sender={"id": MARIO, "is_bot": True, "first_name": "x"}, **DOCUMENT)) is Admission.SILENT
    )


def test_f08_a_file_that_is_edited_is_passed_over() -> None:
    update = message(None, **DOCUMENT, edit_date=2)
    assert judged({"update_id": 1, "edited_message": update["message"]}) is Admission.SILENT


def test_f07_a_file_in_a_group_makes_the_bot_leave() -> None:
    update = in_group("x")
    del update["message"]["text"]
    update["message"] |= DOCUMENT
    assert judged(update) is Admission.LEAVE


async def test_the_receiver_hands_on_the_files_of_its_admins_only() -> None:
    heard: list[str] = []

    async def hear(update: Update, _context: Any) -> None:
        assert update.message is not None
        heard.append(str(update.message.caption))

    def add_to(application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.ALL, hear))

    replica = await build_replica(MemoryStore(), add_to, admins=ADMINS)
    assert await replica.receive(message(None, **DOCUMENT, caption="mine")) == Done()
    assert await replica.receive(message(None, user=ANNA, **DOCUMENT, caption="hers")) == Done()
    assert heard == ["mine"]
    assert [update.message.caption for update in replica.not_understood if update.message] == ["hers"]


@pytest.mark.parametrize("chat_type", ["private", "group"])
def test_f08_news_of_the_bots_standing_that_do_not_say_which_are_ignored(chat_type: str) -> None:
    chat = {"id": MARIO, "type": chat_type}
    news = {"chat": chat, "from": {"id": MARIO, "is_bot": False, "first_name": "M"}, "date": 1}
    assert judged({"update_id": 1, "my_chat_member": news | {"new_chat_member": None}}) is Admission.SILENT
