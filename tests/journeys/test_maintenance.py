"""The bot is closed for a while: everybody is told so, nothing happens, and then they are told that it is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import House
from bot.sandbox.world import World
from bot.screens.buttons import Button, LogOut
from bot.screens.buttons.administering import BeginMaintenance, EndMaintenance, ShowMaintenance
from bot.screens.buttons.privacy import ShowPrivacy
from domain.holders import Language
from domain.usecases.maintaining import Maintaining
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk
from tests.journeys.purse import rich
from tests.journeys.replicas import two_replicas
from tests.people import ANNA, BRUNO, CARLA, MARIO, PASSWORD, Person
from tests.phone import Phone, View

GetPhone = Callable[[Person], Phone]

pytestmark = pytest.mark.usefixtures("stopped_clockwork")


def closed(phone: Phone) -> int:
    """How often a person has been told that there is maintenance."""
    return sum(phone.word("Stiamo facendo manutenzione", "We are doing maintenance") in text for text in phone.said)


def over(phone: Phone) -> int:
    """How often a person has been told that it is over."""
    return sum(phone.word("La manutenzione è finita", "Maintenance is over") in text for text in phone.said)


def keys_of(phone: Phone, message: View) -> object:
    """The keys that a message has now."""
    views = phone.telegram.from_bot(phone.chat_id)
    return next(view["buttons"] for view in views if view["message_id"] == message["message_id"])


@pytest.fixture
async def carla(phone: GetPhone) -> Phone:
    """Carla's phone, who is an admin."""
    carla = phone(CARLA)
    await carla.says("/start")
    return carla


@pytest.mark.parametrize("language", Language)
async def test_a_holder_in_the_middle_of_a_purchase_waits_is_told_and_completes_it(
    house: House, world: World, carla: Phone, phone: GetPhone, language: Language
) -> None:
    await rich(house, MARIO)
    mario = phone(MARIO)
    await mario.says("/start")
    await mario.says("/lingua")
    await mario.taps("English" if language is Language.ENGLISH else "Italiano")
    mario.person = replace(MARIO, language=language)
    await mario.logs_in()
    await mario.asks_for(2)
    quote = mario.screen
    await carla.says("/manutenzione")
    await carla.taps("Sì, chiudi per un'ora")
    assert "Il bot è chiuso per manutenzione" in carla.text
    for _ in range(2):
        await mario.taps(mario.word("Conferma", "Confirm"), message=quote)
    assert closed(mario) == 2
    assert mario.word("Contiamo di finire alle 11:05", "We expect to be done at 11:05") in mario.text
    assert await books.orders(house, MARIO) == []
    assert keys_of(mario, quote) == quote["buttons"]
    await carla.taps("Termina la manutenzione")
    assert "Avviso la persona che ha scritto nel frattempo" in carla.text
    await books.deliver(house)
    assert over(mario) == 1
    assert keys_of(mario, quote) == quote["buttons"] != []
    await mario.taps(mario.word("Conferma", "Confirm"), message=quote)
    assert mario.word("Ordine completato", "Order completed") in mario.text
    assert await books.orders(house, MARIO) == [(2, "completed")]
    await books.deliver(house)
    assert over(mario) == 1
    assert world.telegram.refused == []


async def test_a_question_that_waited_for_its_answer_takes_it_afterwards(
    house: House, carla: Phone, phone: GetPhone
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.asks_for(2)
    await mario.taps("Cambia i GB")
    await carla.says("/manutenzione")
    await carla.taps("senza dire l'ora")
    await mario.says("3")
    assert closed(mario) == 1
    assert "Contiamo di finire" not in mario.text
    await carla.taps("Termina")
    await books.deliver(house)
    await mario.says("3")
    assert "3 GB" in mario.text
    assert "preventivo" in mario.text


async def test_a_password_typed_meanwhile_goes_from_the_chat_and_opens_nothing(
    house: House, world: World, carla: Phone, phone: GetPhone
) -> None:
    mario = phone(MARIO)
    await mario.says("/start")
    await mario.taps("Accedi")
    await mario.says(MARIO.address)
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await mario.says("qualcosa di segreto")
    await mario.says(PASSWORD)
    assert [view["text"] for view in world.telegram.deleted(MARIO.chat_id)] == ["qualcosa di segreto", PASSWORD]
    assert await books.ask(house, "SELECT * FROM sessions") == []
    await carla.taps("Termina")
    await mario.says(PASSWORD)
    assert "Mario" in mario.text


async def test_a_password_that_telegram_keeps_is_left_to_the_holder_to_delete(
    world: World, carla: Phone, phone: GetPhone
) -> None:
    mario = phone(MARIO)
    await mario.says("/start")
    await mario.taps("Accedi")
    await mario.says(MARIO.address)
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    world.telegram.fail_next("deleteMessage", 400, "message can't be deleted")
    await mario.says(PASSWORD)
    assert "elimin" in mario.said[-2].lower() or "cancell" in mario.said[-2].lower()
    assert closed(mario) == 1


async def test_what_is_no_input_at_all_is_met_the_same_way(
    house: House, world: World, carla: Phone, phone: GetPhone
) -> None:
    bruno = phone(BRUNO)
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await bruno.sends_document("documento.pdf", b"%PDF-1.7", PASSWORD)
    assert closed(bruno) == 1
    assert len(world.telegram.deleted(BRUNO.chat_id)) == 1
    await carla.taps("Termina")
    await books.deliver(house)
    assert over(bruno) == 1


async def test_a_payment_announced_meanwhile_is_booked_and_told(
    house: House, world: World, carla: Phone, phone: GetPhone
) -> None:
    mario = phone(MARIO)
    await mario.logs_in()
    await mario.orders(2)
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    world.stripe.pay(mario.link())
    await world.stripe.idle()
    await books.deliver(house)
    assert await books.orders(house, MARIO) == [(2, "completed")]
    assert "Ordine completato" in mario.text


async def test_an_admin_works_as_ever_and_sees_on_top_of_the_desk_that_it_is_closed(carla: Phone) -> None:
    await carla.says("/cerca")
    assert "Manutenzione in corso" not in carla.text
    await carla.taps("Manutenzione")
    await carla.taps("un'ora")
    await carla.says("/cerca")
    assert carla.text.startswith("🛠 Manutenzione in corso fino alle 11:05")
    await carla.says("rossi")
    assert "Mario Rossi" in carla.text
    await carla.says("/maintenance")
    assert "Finora non ha scritto nessuno" in carla.text


async def test_it_holds_for_every_replica_at_once_and_after_a_restart(
    world: World, open_house: OpenHouse, sqlite_url: str
) -> None:
    mario, carla = Phone(world, MARIO), Phone(world, CARLA)
    async with two_replicas(world, open_house, sqlite_url) as replicas:
        await enrol(replicas.houses[0])
        await mario.logs_in()
        await Maintaining(units=replicas.houses[0].units, clock=world.clock).begin(None, actor=CARLA.id)
        for _ in range(4):
            await mario.says("/menu")
        assert closed(mario) == 4
    async with open_house(database_url=sqlite_url) as house:
        await mario.says("/menu")
        assert closed(mario) == 5
        await carla.says("/maintenance")
        await carla.taps("Termina")
        await mario.says("/menu")
        assert closed(mario) == 5
        await books.deliver(house)
        assert over(mario) == 1


async def test_closed_again_before_anybody_was_told_nobody_reads_that_it_is_over(
    house: House, carla: Phone, phone: GetPhone
) -> None:
    anna = phone(ANNA)
    await anna.says("/start")
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await anna.says("/menu")
    await carla.taps("Termina")
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await books.deliver(house)
    assert over(anna) == 0
    await carla.taps("Termina")
    await books.deliver(house)
    assert over(anna) == 1


async def test_an_end_that_telegram_slows_down_arrives_later(
    house: House, world: World, carla: Phone, phone: GetPhone
) -> None:
    anna = phone(ANNA)
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await anna.says("/start")
    await carla.taps("Termina")
    world.telegram.fail_next("sendMessage", 429, "Too Many Requests", retry_after=30)
    await books.deliver(house)
    assert over(anna) == 0
    world.clock.move(timedelta(seconds=31))
    await books.deliver(house)
    assert over(anna) == 1
    await anna.taps("Menu")
    assert "Hello" in anna.text or "Welcome" in anna.text or "Log in" in "".join(anna.labels)


@pytest.mark.parametrize("person", [MARIO, ANNA], ids=["it", "en"])
async def test_whoever_hands_the_phone_on_can_log_out_and_read_what_is_kept(
    house: House, carla: Phone, phone: GetPhone, person: Person
) -> None:
    holder = phone(person)
    await holder.logs_in()
    await carla.says("/manutenzione")
    await carla.taps("30 minuti")
    await holder.says("/privacy")
    assert holder.word("Privacy: i tuoi dati", "Privacy: your data") in holder.text
    await holder.says(holder.word("/esci", "/logout"))
    assert holder.word("Hai chiuso la sessione", "You're logged out") in holder.text
    assert await books.ask(house, "SELECT * FROM sessions") == []
    assert closed(holder) == 0
    await holder.taps(holder.word("Accedi", "Log in"))
    assert closed(holder) == 1


OWED = ["/esci", "/logout", "/LOGOUT", "/privacy", LogOut(), ShowPrivacy()]


@pytest.mark.parametrize("way", OWED, ids=str)
async def test_what_is_owed_at_any_time_is_answered_as_ever_and_nobody_waits_for_it(
    desk: Desk, way: str | Button
) -> None:
    await desk.log_in(MARIO)
    await desk.tap(CARLA, BeginMaintenance(0))
    await (desk.type(MARIO, way) if isinstance(way, str) else desk.tap(MARIO, way))
    is_privacy = way in {"/privacy", ShowPrivacy()}
    assert desk.last == desk.word(MARIO, "privacy" if is_privacy else "login-logged-out")
    assert (await Maintaining(units=desk.house.units, clock=desk.clock).state()).waiting == 0


@pytest.mark.parametrize("text", ["esci", "/uscire", "privacy", "/start privacy"])
async def test_nothing_else_is_let_through(desk: Desk, text: str) -> None:
    await desk.log_in(MARIO)
    await desk.tap(CARLA, BeginMaintenance(0))
    await desk.type(MARIO, text)
    assert "Stiamo facendo manutenzione" in desk.last


async def test_s06_for_anybody_else_there_is_no_switch(desk: Desk) -> None:
    await desk.log_in(MARIO)
    before = desk.rows()["maintenance"]
    for command in ("/manutenzione", "/maintenance"):
        await desk.type(MARIO, command)
    for button in (ShowMaintenance(), BeginMaintenance(30), EndMaintenance()):
        await desk.tap(MARIO, button)
        assert desk.last == desk.word(MARIO, "menu-expired")
    assert desk.rows()["maintenance"] == before


async def test_an_update_writes_nothing_more_once_its_chat_waits(desk: Desk) -> None:
    await desk.tap(CARLA, BeginMaintenance(0))
    await desk.type(MARIO, "/menu")
    rows = desk.rows(without={"updates", "dialogs"})
    await desk.type(MARIO, "/menu")
    await desk.tap(MARIO, "login")
    assert desk.rows(without={"updates", "dialogs"}) == rows
    assert [params["text"] for name, params in desk.request.calls if name == "sendMessage"].count(
        next(params["text"] for name, params in desk.request.calls[::-1] if name == "sendMessage")
    ) == 3


async def test_a_dialog_stays_where_it_was(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "login")
    before = [row for row in desk.rows(without=set())["dialogs"] if row[0] == MARIO.id]
    await desk.tap(CARLA, BeginMaintenance(0))
    await desk.type(MARIO, "/menu")
    await desk.tap(MARIO, "home")
    after = [row for row in desk.rows(without=set())["dialogs"] if row[0] == MARIO.id]
    assert [row[:6] for row in after] == [row[:6] for row in before]
