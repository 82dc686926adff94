"""How long a session lasts, and what goes on after it (F66, S4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person

HOME = {MARIO.id: "Ciao, <b>Mario</b>", ANNA.id: "Anna"}


async def walk(desk: Desk, person: Person, *verbs: str) -> None:
    """Taps one key after the other."""
    for verb in verbs:
        await desk.tap(person, desk.key(verb))


async def test_s04_a_session_is_over_after_thirty_minutes_without_use(desk: Desk) -> None:
    await desk.log_in(MARIO)
    desk.clock.move(timedelta(minutes=29))
    await walk(desk, MARIO, "mailbox")
    desk.clock.move(timedelta(minutes=29))
    await walk(desk, MARIO, "buy")
    assert "Quale servizio" in desk.last
    desk.clock.move(timedelta(minutes=31))
    await walk(desk, MARIO, "service")
    assert "la sessione è terminata" in desk.last
    assert MARIO.address in desk.last


async def test_s04_a_session_is_over_after_twelve_hours_whatever_happens(desk: Desk) -> None:
    await desk.log_in(MARIO)
    for _ in range(35):
        desk.clock.move(timedelta(minutes=20))
        await desk.tap(MARIO, "home")
    assert HOME[MARIO.id] in desk.last
    desk.clock.move(timedelta(minutes=20))
    await desk.tap(MARIO, "credit:0")
    assert "la sessione è terminata" in desk.last


async def test_s04_menus_after_the_session_show_nothing_of_the_holder(desk: Desk) -> None:
    await desk.log_in(MARIO)
    desk.clock.move(timedelta(minutes=31))
    for words in ("/start", "/menu", "/annulla", "/aiuto"):
        heard = len(desk.said)
        await desk.type(MARIO, words)
        assert not [said for said in desk.said[heard:] if "Ciao" in said or "Rossi" in said]


@pytest.mark.parametrize("hours", [0.6, 13])
async def test_f66_a_confirm_after_the_session_asks_for_the_password_and_then_places_the_order(
    desk: Desk, hours: float
) -> None:
    await desk.log_in(MARIO)
    await walk(desk, MARIO, "mailbox", "buy", "service", "gb")
    desk.clock.move(timedelta(hours=hours))
    await walk(desk, MARIO, "confirm")
    assert desk.rows()["orders"] == []
    await desk.type(MARIO, "wrong")
    assert desk.rows()["orders"] == []
    await desk.type(MARIO, PASSWORD)
    assert len(desk.rows()["orders"]) == 1


async def test_f66_a_typed_answer_after_the_session_asks_for_the_password_and_then_the_question_again(
    desk: Desk,
) -> None:
    await desk.log_in(BRUNO)
    await walk(desk, BRUNO, "mailbox", "buy", "service")
    question = desk.last
    desk.clock.move(timedelta(minutes=31))
    before = desk.rows()
    await desk.type(BRUNO, "2")
    assert "la sessione è terminata" in desk.last
    assert desk.rows() == before
    await desk.type(BRUNO, PASSWORD)
    assert desk.last == question
    await desk.type(BRUNO, "2")
    assert "7,32 €" in desk.last


async def test_f66_an_amount_typed_after_the_session_is_asked_for_again(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    await walk(desk, BRUNO, "top-up")
    question = desk.last
    desk.clock.move(timedelta(minutes=31))
    await desk.type(BRUNO, "25")
    assert desk.rows()["top_ups"] == []
    await desk.type(BRUNO, PASSWORD)
    assert desk.last == question
    await desk.type(BRUNO, "25")
    assert [row[2] for row in desk.rows()["top_ups"]] == [2500]


async def test_f66_the_password_typed_instead_of_an_answer_after_the_session_is_no_answer(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    await walk(desk, BRUNO, "mailbox", "buy", "service")
    desk.clock.move(timedelta(minutes=31))
    await desk.type(BRUNO, PASSWORD)
    await desk.type(BRUNO, PASSWORD)
    assert "al massimo 100" in desk.last


async def test_f66_nothing_is_resumed_after_giving_up(desk: Desk) -> None:
    for command in ("/annulla", "/cancel", "/start", "/menu"):
        await desk.log_in(MARIO)
        await walk(desk, MARIO, "mailbox", "buy", "service", "gb")
        desk.clock.move(timedelta(minutes=31))
        await walk(desk, MARIO, "confirm")
        await desk.type(MARIO, command)
        await desk.log_in(MARIO)
        assert HOME[MARIO.id] in desk.last, command
    assert desk.rows()["orders"] == []


@pytest.mark.parametrize("way", ["other mailbox", "log out"])
async def test_f66_another_holder_does_not_take_over_what_the_first_one_asked_for(desk: Desk, way: str) -> None:
    await desk.log_in(MARIO)
    await walk(desk, MARIO, "mailbox", "buy", "service", "gb")
    confirm = desk.key("confirm")
    if way == "log out":
        await desk.type(MARIO, "/esci")
    desk.clock.move(timedelta(minutes=31))
    await desk.tap(MARIO, confirm)
    if way == "other mailbox":
        await walk(desk, MARIO, "login")
    await desk.type(MARIO, ANNA.address)
    await desk.type(MARIO, PASSWORD)
    assert desk.last == desk.word(MARIO, "refused-not-found")
    assert desk.rows()["orders"] == []


async def test_f66_logging_out_forgets_what_was_asked(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await walk(desk, MARIO, "mailbox", "buy", "service", "gb")
    desk.clock.move(timedelta(minutes=31))
    await walk(desk, MARIO, "confirm")
    await desk.type(MARIO, "/esci")
    await desk.log_in(MARIO)
    assert HOME[MARIO.id] in desk.last
    assert desk.rows()["orders"] == []


async def test_f66_help_in_the_middle_of_logging_in_changes_nothing(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await walk(desk, MARIO, "mailbox", "buy", "service", "gb")
    desk.clock.move(timedelta(minutes=31))
    await walk(desk, MARIO, "confirm")
    await desk.type(MARIO, "/help")
    await desk.type(MARIO, PASSWORD)
    assert len(desk.rows()["orders"]) == 1


async def test_after_logging_out_notices_do_not_reach_the_chat(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.type(MARIO, "/logout")
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, MARIO.address)
    for _ in range(6):
        await desk.type(BRUNO, "wrong")
    assert desk.rows()["outbox"] == []
