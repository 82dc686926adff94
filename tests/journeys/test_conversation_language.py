"""The language of the first contact, its change at any time, commands, and how the bot introduces itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from telegram.ext import CommandHandler

from bot.conversations.front import conversations
from bot.sandbox.world import World
from tests.journeys.conftest import OpenHouse
from tests.journeys.desk import Desk, sender
from tests.people import ANNA, CARLA, MARIO, PASSWORD, Person
from tests.phone import Phone
from tests.receiver import doubles

HOMEWARD = ("/start", "/menu", "/annulla", "/cancel")
Phones = Callable[[Person], Phone]


async def test_the_first_contact_is_spoken_to_in_the_language_of_the_phone(desk: Desk) -> None:
    phones = {"it": "Ti diamo", "it-CH": "Ti diamo", "IT": "Ti diamo", "en": "Welcome", "de": "Welcome", "": "Welcome"}
    for number, (code, words) in enumerate(phones.items(), start=5_000):
        who = {**sender(MARIO), "id": number, "language_code": code}
        await desk.put(doubles.message("/start", user=number, sender=who))
        assert words in desk.last, code
    await desk.put(doubles.message("/start", user=4_000, sender={"id": 4_000, "is_bot": False, "first_name": "x"}))
    assert "Welcome" in desk.last


async def test_a_chosen_language_stays_whatever_the_phone_says(desk: Desk) -> None:
    await desk.type(MARIO, "/start")
    await desk.tap(MARIO, "language:en")
    assert "Welcome" in desk.last
    await desk.type(MARIO, "/start")
    assert "Welcome" in desk.last
    await desk.log_in(MARIO)
    assert "Mario" in desk.last
    assert "credito" not in desk.last


@pytest.mark.parametrize("step", ["name", "password", "gb", "amount"])
async def test_the_language_can_be_changed_in_the_middle_of_anything(desk: Desk, step: str) -> None:
    if step in {"name", "password"}:
        await desk.tap(MARIO, "login")
    else:
        await desk.log_in(MARIO)
        mailbox = desk.key("mailbox").rpartition(":")[2]
        await desk.tap(MARIO, f"service:{mailbox}:inbox" if step == "gb" else "top-up")
    if step == "password":
        await desk.type(MARIO, MARIO.address)
    before = desk.rows()
    await desk.type(MARIO, "/lingua")
    await desk.tap(MARIO, "language:en")
    assert desk.rows() == before
    answers = {"name": MARIO.address, "password": PASSWORD, "gb": "2", "amount": "25"}
    await desk.type(MARIO, answers[step])
    wanted = {"name": "password", "password": "Hello", "gb": "€21.96", "amount": "€25.00"}
    assert wanted[step].lower() in desk.last.lower()


@pytest.mark.parametrize("way", ["tapped", "typed"])
async def test_a_change_of_language_shows_the_quote_again(desk: Desk, way: str) -> None:
    await desk.log_in(MARIO)
    mailbox = desk.key("mailbox").rpartition(":")[2]
    if way == "tapped":
        await desk.tap(MARIO, f"gb:{mailbox}:inbox:2")
    else:
        await desk.tap(MARIO, f"service:{mailbox}:inbox")
        await desk.type(MARIO, "2")
    await desk.type(MARIO, "/lingua")
    await desk.tap(MARIO, "language:en")
    assert "Your quote" in desk.last
    assert "€21.96" in desk.last
    await desk.tap(MARIO, desk.key("confirm"))
    assert len(desk.rows()["orders"]) == 1
    await desk.tap(MARIO, "language:it")
    assert "Ciao, <b>Mario</b>" in desk.last


@pytest.mark.parametrize("person", [MARIO, ANNA], ids=["it", "en"])
async def test_the_way_home_works_in_the_middle_of_anything(desk: Desk, person: Person) -> None:
    for command in HOMEWARD:
        for answer in (None, person.address):
            await desk.tap(person, "login")
            if answer:
                await desk.type(person, answer)
            await desk.type(person, command)
            assert desk.last == desk.word(person, "welcome"), command
    await desk.log_in(person)
    for command in HOMEWARD:
        await desk.tap(person, "top-up")
        await desk.type(person, command)
        assert person.first_name in desk.last, command
        await desk.type(person, "25")
        assert desk.last == desk.word(person, "not-understood"), command
    assert desk.rows()["top_ups"] == []


async def test_help_works_at_any_time_and_disturbs_nothing(desk: Desk) -> None:
    await desk.type(MARIO, "/aiuto")
    assert desk.last == desk.word(MARIO, "help")
    await desk.log_in(MARIO)
    for command in ("/aiuto", "/help"):
        await desk.tap(MARIO, "top-up")
        await desk.type(MARIO, command)
        await desk.type(MARIO, "25")
        assert "25,00 €" in desk.last


async def test_logging_out_works_at_any_time_and_twice(desk: Desk) -> None:
    for command in ("/esci", "/logout"):
        await desk.log_in(MARIO)
        await desk.tap(MARIO, "top-up")
        for _ in range(2):
            await desk.type(MARIO, command)
            assert desk.last == desk.word(MARIO, "login-logged-out")
            assert desk.rows()["sessions"] == []
        await desk.type(MARIO, "25")
    assert desk.rows()["top_ups"] == []


async def test_a_command_that_does_not_exist_gets_help(desk: Desk) -> None:
    for words in ("/nothing", "/start@another_bot", "ciao", "/", "///", "/startx"):
        await desk.type(MARIO, words)
        assert desk.last == desk.word(MARIO, "not-understood"), words


async def test_the_bot_introduces_itself_in_both_languages(phone: Phones, world: World) -> None:
    phone(MARIO)
    telegram = world.telegram
    everybodys = [call for call in telegram.called("setMyCommands") if "chat_id" not in str(call["scope"])]
    commands = {call.get("language_code"): str(call["commands"]) for call in everybodys}
    assert set(commands) == {"it", "en", None}
    assert all(name in commands["it"] for name in ("menu", "annulla", "esci", "aiuto"))
    assert all(name in commands["en"] for name in ("menu", "cancel", "logout", "help"))
    assert commands[None] == commands["en"]
    for method in ("setMyDescription", "setMyShortDescription"):
        assert {call.get("language_code") for call in telegram.called(method)} == {"it", "en", None}
    assert telegram.called("setChatMenuButton")


async def test_only_admins_have_their_commands_listed_each_in_the_own_chat(phone: Phones, world: World) -> None:
    phone(MARIO)
    theirs = [
        entrance.commands
        for talk in conversations({CARLA.id})
        for entrance in talk.entry_points
        if isinstance(entrance, CommandHandler) and any(door.admins is not None for door in talk.doors.values())
    ]
    listed = {place: {one["command"] for one in found} for place, found in world.telegram.commands.items()}
    assert {scope for scope, _ in listed} == {"all_private_chats", f"chat:{CARLA.chat_id}"}
    for (scope, language), found in listed.items():
        shown = [bool(names & found) for names in theirs]
        assert shown == [scope.startswith("chat:")] * len(theirs), (scope, language)


async def test_a_telegram_that_knows_no_chat_of_an_admin_is_no_reason_not_to_start(
    world: World, open_house: OpenHouse
) -> None:
    world.telegram.fail_next("setMyCommands", 400, "chat not found", when=lambda params: "chat_id" in str(params))
    async with open_house():
        mario = Phone(world, MARIO)
        await mario.says("/start")
        assert "Accedi" in mario.labels


async def test_a_telegram_that_refuses_the_introduction_is_no_reason_not_to_start(
    world: World, open_house: OpenHouse
) -> None:
    world.telegram.fail_next("setMyCommands", 400, "BOT_COMMAND_INVALID")
    async with open_house():
        mario = Phone(world, MARIO)
        await mario.says("/start")
        assert "Accedi" in mario.labels
