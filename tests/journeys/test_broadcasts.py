"""Carla, who is an admin, writes to the holders: from the first word to the report, and back."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.holders import Language
from tests.journeys.announcer import send_all
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import KNOCKED, rows_of
from tests.people import ANNA, CARLA, DARIO, MARIO, Person
from tests.phone import Phone, View, plain
from tests.pictures import PICTURE

ITALIAN = "Gentili iscritti, le caselle PEC\nsabato non si raggiungono."
ENGLISH = "Dear members, on Saturday the mailboxes cannot be reached."
BOLD = {"type": "bold", "offset": 0, "length": 16}
ITALIC = {"type": "italic", "offset": 0, "length": 12}

GetPhone = Callable[[Person], Phone]

pytestmark = pytest.mark.usefixtures("stopped_clockwork")


@pytest.fixture
async def carla(phone: GetPhone) -> Phone:
    """Carla's phone, in Italian; Mario and Anna have logged in with theirs."""
    for person in (MARIO, ANNA):
        await phone(person).logs_in()
    carla = phone(CARLA)
    await carla.says("/start")
    return carla


@pytest.fixture(params=Language)
async def speaking(request: pytest.FixtureRequest, carla: Phone) -> Phone:
    """Carla's phone in either language."""
    await carla.says("/lingua")
    await carla.taps("English" if request.param is Language.ENGLISH else "Italiano")
    carla.person = replace(CARLA, language=request.param)
    return carla


async def writes(phone: Phone, text: str, *, language: Language = Language.ITALIAN, entities: Any = ()) -> None:
    """An admin writes the text in a language."""
    flag = "🇮🇹" if language is Language.ITALIAN else "🇬🇧"
    await phone.taps(flag)
    await phone.says(text, entities=entities)


async def confirms(phone: Phone) -> View:
    """An admin looks at what stands and confirms it; the message with the key."""
    await phone.taps("👀")
    shown = phone.screen
    await phone.taps("📣")
    return shown


def arrived(world: World, person: Person, words: str) -> list[View]:
    """The messages to a person with the words in them."""
    return [view for view in world.telegram.from_bot(person.chat_id) if words in plain(view["text"])]


def messages_of_broadcasts(house: House) -> list[tuple[Any, ...]]:
    """What is or was owed to people, by broadcast."""
    path = house.database.file
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT broadcast_id, target FROM outbox WHERE kind = 'broadcast' ORDER BY target"
        return connection.execute(statement).fetchall()


async def test_an_admin_writes_to_everybody_in_both_languages_with_their_formatting(
    speaking: Phone, house: House, world: World
) -> None:
    await speaking.says(speaking.word("/comunicazione", "/broadcast"))
    assert speaking.word("Testo italiano: da scrivere", "Italian text: to be written") in speaking.text
    assert not any("👀" in label for label in speaking.labels)
    await writes(speaking, ITALIAN, entities=[BOLD])
    assert speaking.word("Manca l'inglese", "No English text") in speaking.text
    await writes(speaking, ENGLISH, language=Language.ENGLISH, entities=[ITALIC])
    assert "2 chat" in speaking.text
    await speaking.taps("👀")
    previews = speaking.telegram.from_bot(CARLA.chat_id)[-3:-1]
    assert [view["html"] for view in previews] == [
        "<b>Gentili iscritti</b>, le caselle PEC\nsabato non si raggiungono.",
        "<i>Dear members</i>, on Saturday the mailboxes cannot be reached.",
    ]
    assert any(speaking.word("Invia a 2 persone", "Send to 2 people") in label for label in speaking.labels)
    await speaking.taps("📣")
    assert speaking.word("Sta per partire", "About to begin") in speaking.text
    await send_all(house)
    assert [view["html"] for view in arrived(world, MARIO, "Gentili")] == [previews[0]["html"]]
    assert [view["html"] for view in arrived(world, ANNA, "Dear")] == [previews[1]["html"]]


async def test_who_reads_a_language_that_is_missing_gets_the_other_one_with_a_note(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await confirms(carla)
    await send_all(house)
    (annas,) = arrived(world, ANNA, "Gentili")
    assert plain(annas["text"]).startswith("This notice is available in Italian only.")


async def test_a_photo_with_its_caption_arrives_as_it_was_sent(carla: Phone, house: House, world: World) -> None:
    await carla.says("/comunicazione")
    await carla.taps("🇮🇹")
    await carla.sends_photo(PICTURE, ITALIAN, entities=[BOLD])
    assert "📎 Una foto" in carla.text
    await confirms(carla)
    await send_all(house)
    (marios,) = arrived(world, MARIO, "Gentili")
    assert marios["html"].startswith("<b>Gentili iscritti</b>")
    assert marios["photo"]


async def test_a_document_is_attached_and_taken_away_again(carla: Phone) -> None:
    await carla.says("/comunicazione")
    await carla.taps("Allega")
    await carla.says("ecco")
    assert "serve una foto o un documento" in carla.text
    await carla.sends_document("avviso.pdf", b"%PDF-1.7", "Leggete l'avviso.")
    assert "📎 avviso.pdf" in carla.text
    assert "«Leggete l'avviso.»" in carla.text
    await carla.taps("Togli l'allegato")
    assert "avviso.pdf" not in carla.text


async def test_f70_a_broadcast_confirmed_twice_is_one_and_reaches_each_once(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await carla.taps("👀")
    shown = carla.screen
    data = next(key["callback_data"] for row in shown["buttons"] for key in row if "📣" in key["text"])
    for _ in range(3):
        world.telegram.tap(CARLA.chat_id, shown["message_id"], data)
    await world.telegram.settled()
    await send_all(house)
    world.telegram.tap(CARLA.chat_id, shown["message_id"], data)
    await world.telegram.settled()
    await send_all(house)
    assert len({broadcast_id for broadcast_id, _ in messages_of_broadcasts(house)}) == 1
    assert [len(arrived(world, person, "Gentili")) for person in (MARIO, ANNA)] == [1, 1]
    assert acts(house).count("broadcast-confirmed") == 1
    assert "Finita" in plain(world.telegram.chats[CARLA.chat_id].messages[shown["message_id"]].marked.text)


def acts(house: House) -> list[str]:
    """What admins have done, by its name."""
    path = house.database.file
    assert path is not None
    with closing(sqlite3.connect(path)) as connection:
        return [str(row[0]) for row in connection.execute("SELECT act FROM admin_acts ORDER BY id")]


async def test_f71_what_telegram_does_not_take_is_refused_at_the_preview_and_nobody_gets_half(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await writes(carla, ENGLISH, language=Language.ENGLISH)
    broadcasting = house.application.context_types.context.services.broadcasting

    def broken(draft: Any) -> Any:
        return replace(draft, english="Dear <b>members</i>")

    await broadcasting.write(1, broken, admin=CARLA.id)
    await carla.taps("👀")
    assert "Telegram non capisce la formattazione" in carla.text
    assert "Nessuno ha ricevuto nulla" in carla.text
    assert not any("📣" in label for label in carla.labels)
    await send_all(house)
    assert arrived(world, MARIO, "Gentili") + arrived(world, ANNA, "Dear") == []
    await carla.taps("La bozza")
    await writes(carla, ENGLISH, language=Language.ENGLISH)
    await confirms(carla)
    await send_all(house)
    assert len(arrived(world, ANNA, "Dear")) == 1


async def test_f71_what_was_changed_after_the_preview_is_not_sent_before_it_was_looked_at_again(
    carla: Phone, house: House
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await carla.taps("👀")
    shown = carla.screen
    await carla.taps("La bozza")
    await writes(carla, "Tutt'altro.")
    await carla.taps("📣", message=shown)
    assert "Dopo l'anteprima la comunicazione è cambiata" in carla.text
    assert messages_of_broadcasts(house) == []
    assert "broadcast-confirmed" not in acts(house)


async def test_it_is_paused_goes_on_and_is_stopped_in_the_message_that_tells_how_it_goes(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    watched = (await confirms(carla))["message_id"]
    sending = house.units

    async with sending.write() as unit:
        await unit.broadcasts.move(1, {"scheduled"}, "running", house.clock.now())  # type: ignore[arg-type]  # states are words
        await unit.commit()

    def shown() -> View:
        return next(view for view in world.telegram.from_bot(CARLA.chat_id) if view["message_id"] == watched)

    await carla.taps("Aggiorna", message=shown())
    assert "Invio in corso" in plain(shown()["text"])
    await carla.taps("Pausa", message=shown())
    assert "In pausa" in plain(shown()["text"])
    await carla.taps("Riprendi", message=shown())
    assert "Invio in corso" in plain(shown()["text"])
    await carla.taps("Ferma", message=shown())
    assert "Fermare la comunicazione 1?" in carla.text
    await carla.taps("Ferma per sempre")
    assert "Fermata il" in plain(shown()["text"])
    await send_all(house)
    assert arrived(world, MARIO, "Gentili") == []
    assert acts(house)[-3:] == ["broadcast-paused", "broadcast-resumed", "broadcast-stopped"]


async def test_what_is_taken_back_from_another_message_is_watched_there(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    before = (await confirms(carla))["message_id"]
    await send_all(house)
    await house.delivery.run_once()
    await carla.taps("Vedi la comunicazione")
    await carla.taps("Ritira")
    await carla.taps("Cancella dalle chat")
    watched = carla.screen["message_id"]
    await send_all(house)
    await house.delivery.run_once()
    texts = world.telegram.chats[CARLA.chat_id].messages
    assert "si vede qui sotto" in plain(texts[before].marked.text)
    assert "Ritirata" in plain(texts[watched].marked.text)


async def test_one_that_is_through_before_anybody_saw_it_move_says_so_in_its_message(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    watched = (await confirms(carla))["message_id"]
    await send_all(house)
    await house.delivery.run_once()
    assert "La comunicazione 1 è finita" in carla.text
    told = plain(world.telegram.chats[CARLA.chat_id].messages[watched].marked.text)
    assert "Finita il" in told
    assert "2 su 2" in told


async def test_another_admin_stops_it_and_whoever_wrote_it_sees_that(world: World, open_house: OpenHouse) -> None:
    async with open_house(admin_ids=f"{CARLA.id},{ANNA.id}") as house:
        await enrol(house)
        carla, anna = Phone(world, CARLA), Phone(world, ANNA)
        await Phone(world, MARIO).logs_in()
        await anna.says("/start")
        await carla.says("/comunicazione")
        await writes(carla, ITALIAN)
        await carla.taps("👀")
        await carla.taps("📣")
        await anna.says("/broadcasts")
        await anna.taps("Gentili")
        await anna.taps("Stop")
        await anna.taps("Stop for good")
        assert "Stopped on" in anna.text
        assert "Fermata il" in carla.text
        await send_all(house)
        assert arrived(world, MARIO, "Gentili") == []


async def test_f70_a_tap_that_breaks_off_is_finished_when_it_comes_again(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await carla.taps("👀")
    shown = carla.screen
    world.telegram.fail_next("editMessageText", 500, "Internal Server Error", times=20)
    await carla.taps("📣")
    world.telegram.faults.clear()
    assert acts(house) == ["broadcast-confirmed"]
    await carla.taps("📣", message=shown)
    await send_all(house)
    assert acts(house) == ["broadcast-confirmed"]
    assert len(arrived(world, MARIO, "Gentili")) == 1
    assert "Sta per partire" in plain(world.telegram.chats[CARLA.chat_id].messages[shown["message_id"]].marked.text)


async def test_it_is_taken_back_from_the_chats_within_48_hours_and_not_later(
    carla: Phone, house: House, world: World
) -> None:
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await confirms(carla)
    await send_all(house)
    await carla.says("/comunicazioni")
    await carla.taps("Gentili")
    await carla.taps("Ritira")
    assert "Chi li ha letti li ha letti" in carla.text
    await carla.taps("Cancella dalle chat")
    assert "Sto cancellando" in carla.text
    await send_all(house)
    assert arrived(world, MARIO, "Gentili") == []
    await carla.says("/comunicazioni")
    await carla.taps("Gentili")
    assert "Ritirata dalle chat" in carla.text
    assert not any("Ritira dalle chat" in label for label in carla.labels)


async def test_the_report_names_each_message_and_what_became_of_it(
    carla: Phone, phone: GetPhone, house: House, world: World
) -> None:
    await phone(DARIO).logs_in()
    await carla.says("/comunicazione")
    await writes(carla, ITALIAN)
    await confirms(carla)
    blocked = "bot was blocked by the user"
    world.telegram.fail_next("sendMessage", 403, blocked, when=lambda params: params["chat_id"] == DARIO.chat_id)
    await send_all(house)
    await carla.says("/comunicazioni")
    await carla.taps("Gentili")
    await carla.taps("CSV")
    content = world.telegram.files[carla.screen["document"]["url"].rsplit("/")[-1]].content.decode()
    assert content.startswith("\ufeffCasella;Canale;A;Lingua;Esito;Motivo;Data;Ora\r\n")
    lines = sorted(csv.reader(io.StringIO(content), delimiter=";"))
    assert [line[:5] for line in lines[:-1]] == [
        ["anna.bianchi@pec.archrm.it", "chat", "1002", "en", "arrivato"],
        ["dario.ferrara@pec.archrm.it", "chat", "1005", "it", "bot bloccato"],
        ["mario.rossi@pec.archrm.it", "chat", "1001", "it", "arrivato"],
    ]


@pytest.mark.parametrize("logged_in", [False, True])
async def test_f69_for_anybody_else_there_is_no_such_command(
    phone: GetPhone, house: House, world: World, logged_in: bool
) -> None:
    mario = phone(MARIO)
    if logged_in:
        await mario.logs_in()
    await mario.says("/boh")
    unknown = mario.text
    assert house.database.file is not None
    before = rows_of(house.database.file, without=KNOCKED)
    for command in ("/comunicazione", "/broadcast", "/comunicazioni", "/broadcasts"):
        await mario.says(command)
        assert mario.text == unknown
    assert rows_of(house.database.file, without=KNOCKED) == before
    assert acts(house) == ["admin-door-refused"] * 4
    listed = world.telegram.commands
    assert [names for (scope, _), names in listed.items() if "1003" not in scope and "comunicazion" in str(names)] == []
