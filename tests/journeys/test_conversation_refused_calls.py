"""Telegram refuses a call; a handler breaks (F13, F57, S17)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.usecases.buying import Buying
from domain.usecases.viewing import Viewing
from tests.journeys.canaries import logged
from tests.journeys.conftest import OpenHouse
from tests.journeys.purse import addons_of, reaches_a_quote, rich
from tests.people import MARIO, Person
from tests.phone import Phone

Phones = Callable[[Person], Phone]

REFUSALS = (
    ("editMessageText", "message is not modified: specified new message content and reply markup are exactly the same"),
    ("editMessageText", "message to edit not found"),
    ("editMessageText", "message can't be edited"),
    ("editMessageText", "MESSAGE_ID_INVALID"),
    ("editMessageReplyMarkup", "message is not modified"),
    ("editMessageReplyMarkup", "message to edit not found"),
    ("answerCallbackQuery", "query is too old and response timeout expired or query ID is invalid"),
)


async def test_f13_a_call_that_comes_too_late_is_no_failure_and_is_not_repeated(phone: Phones, world: World) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    for method, text in REFUSALS:
        world.telegram.fail_next(method, 400, text)
        calls = len(world.telegram.called(method))
        if method == "editMessageReplyMarkup":
            await mario.says("/menu")
        else:
            await mario.taps("Credito")
        assert not [said for said in mario.said if "Qualcosa non ha funzionato" in said], text
        assert "credito residuo" in mario.text, text
        assert len(world.telegram.called(method)) - calls <= 3
        await mario.says("/menu")


async def test_f13_a_menu_older_than_two_days_is_answered_in_a_new_message(phone: Phones, world: World) -> None:
    mario = phone(MARIO)
    await mario.says("/start")
    old = mario.screen
    world.clock.move(timedelta(hours=49))
    await mario.taps("Aiuto", message=old)
    assert mario.screen["message_id"] > old["message_id"]
    assert "Come funziona" in mario.text


async def test_f13_a_menu_that_was_deleted_is_answered_in_a_new_message(phone: Phones, world: World) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    shown = mario.screen
    world.telegram.erase(mario.chat_id, shown["message_id"])
    world.telegram.tap(mario.chat_id, shown["message_id"], "credit:0")
    await world.telegram.settled()
    assert "credito residuo" in mario.text
    await mario.taps("Menu")
    assert "Ciao, Mario" in mario.text


async def test_f13_the_same_key_twice_is_not_an_error(phone: Phones, world: World) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    shown = mario.screen
    for _ in range(2):
        world.telegram.tap(mario.chat_id, shown["message_id"], "help")
    await world.telegram.settled()
    assert "Come funziona" in mario.text
    assert world.telegram.refused == []


async def test_f13_a_purchase_goes_on_whatever_happens_to_its_messages(
    phone: Phones, world: World, house: House
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await rich(house, MARIO)
    for _ in range(20):
        world.telegram.fail_next("editMessageText", 400, "message can't be edited")
        world.telegram.fail_next("answerCallbackQuery", 400, "query is too old")
        world.telegram.fail_next("editMessageReplyMarkup", 400, "message to edit not found")
    await reaches_a_quote(mario)
    await mario.taps("Conferma")
    assert "Ordine completato" in mario.text
    assert len(await addons_of(house, MARIO)) == 1


async def break_credit(_self: Viewing, _holder: int, _page: int) -> None:
    """Raises something that holds what nobody in the chat may read."""
    raise RuntimeError("SELECT secret FROM internals WHERE token='hush'")


async def test_f57_s17_a_handler_that_raises_gets_an_apology_whose_reference_is_in_the_log(
    phone: Phones, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    with logged() as log, monkeypatch.context() as patch:
        patch.setattr(Viewing, "statement", break_credit)
        await mario.taps("Credito")
    apology = next(said for said in mario.said if "Qualcosa non ha funzionato" in said)
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", apology)
    assert reference is not None
    assert reference[0] in error_of(log)
    assert "RuntimeError" in error_of(log)
    assert not [said for said in mario.said if "SELECT" in said or "RuntimeError" in said]
    await mario.taps("Menu")
    assert "Ciao, Mario" in mario.text


async def test_f57_the_update_that_broke_is_done_and_does_not_come_back(
    phone: Phones, world: World, monkeypatch: pytest.MonkeyPatch, open_house: OpenHouse
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    with monkeypatch.context() as patch:
        patch.setattr(Viewing, "statement", break_credit)
        tap = world.telegram.tap(mario.chat_id, mario.screen["message_id"], "credit:0")
        await world.telegram.settled()
    said = mario.said
    world.telegram.rewind(tap)
    await world.telegram.settled()
    assert mario.said == said


async def test_f57_a_typed_answer_can_be_given_again_after_something_broke(
    phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.taps("La mia casella")
    await mario.taps("Acquista")
    await mario.taps("Upgrade Spazio Inbox")
    with monkeypatch.context() as patch:
        patch.setattr(Buying, "quote", break_credit)
        await mario.says("2")
    assert "Qualcosa non ha funzionato" in mario.text
    await mario.says("2")
    assert "21,96 €" in mario.text


def error_of(log: io.StringIO) -> str:
    """The lines of the log that tell of the failed update."""
    return "".join(line for line in log.getvalue().splitlines() if "update_failed" in line)
