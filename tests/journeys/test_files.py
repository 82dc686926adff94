"""Files in the chat: an admin's is an answer where a conversation waits for one; elsewhere nobody's is (F08, S6)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from enum import Enum
from typing import Any

import pytest
from telegram import Update

from bot.context import Context
from bot.conversations import front
from bot.conversations.doors import FILE, TYPED, Conversation
from bot.sandbox.world import World
from tests.journeys import canaries
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk, opened_desk
from tests.people import CARLA, MARIO, PASSWORD, Person
from tests.phone import Phone
from tests.pictures import PICTURE, png

MEGABYTE = 1024 * 1024
CSV = b"mailbox,first_name\n"
CARD = "4242 4242 4242 4242"
ORIGIN = {"type": "user", "date": 1_790_000_000, "sender_user": {"id": 7, "is_bot": False, "first_name": "Ugo"}}
BOLD = {"type": "bold", "offset": 3, "length": 4}


class State(Enum):
    """What the conversation of these tests waits for."""

    FILE = "file"


async def ask(_update: Update, _context: Context) -> State:
    """Waits for something to pass on."""
    return State.FILE


async def take(update: Update, context: Context) -> int:
    """Passes on what came: a document by its size, a photo as it is, a text as it is."""
    message = update.message
    assert message is not None
    if message.document is not None:
        content = await context.download(message.document.file_id, at_most=MEGABYTE)
        await context.bot.send_message(context.chat, f"{message.document.file_name}: {len(content)}")
    elif message.photo:
        await context.bot.send_photo(
            context.chat, message.photo[-1].file_id, message.caption, caption_entities=message.caption_entities
        )
    else:
        await context.bot.send_message(context.chat, message.text or "", entities=message.entities)
    return Conversation.END


def passing_on(admins: Iterable[int]) -> Conversation:
    """A conversation for admins, that takes text and files."""
    return Conversation(
        "passing_on",
        admins=frozenset(admins),
        taps={},
        commands={("passa", "pass"): ask},
        typed={State.FILE: take},
        answers=TYPED | FILE,
    )


@pytest.fixture(autouse=True)
def one_more_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot of these tests can do one thing more."""
    real = front.conversations

    def conversations(admins: Iterable[int] = ()) -> Sequence[Conversation]:
        return (passing_on(admins), *real(admins))

    monkeypatch.setattr(front, "conversations", conversations)


@pytest.fixture
async def desk(one_more_conversation: None, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    async with opened_desk(sqlite_url, monkeypatch) as desk:
        await enrol(desk.house)
        yield desk


async def dialog(desk: Desk, person: Person) -> tuple[str | None, str | None, dict[str, Any]]:
    """Where a chat stands."""
    found = await desk.house.receiver._store.load_dialog(person.id)
    return found.conversation, found.state, dict(found.draft)


async def reach(desk: Desk, step: str) -> None:
    """Brings Carla to a step."""
    if step in {"name", "password"}:
        await desk.tap(CARLA, "login")
    if step == "password":
        await desk.type(CARLA, CARLA.address)
    if step == "amount":
        await desk.log_in(CARLA)
        await desk.tap(CARLA, "top-up")
    if step == "asked":
        await desk.type(CARLA, "/passa")


@pytest.mark.parametrize("step", ["nowhere", "name", "password", "amount"])
async def test_f08_an_admins_file_is_no_answer_where_none_is_waited_for(desk: Desk, step: str) -> None:
    await desk.type(CARLA, "/menu")
    await reach(desk, step)
    before, standing, deleted = desk.rows(), await dialog(desk, CARLA), desk.request.sent("deleteMessage")
    for caption in ({}, {"caption": "25"}, {"caption": CARLA.address}, {"caption": "/menu"}, {"caption": "/passa"}):
        for send in (desk.send_document(CARLA, "a.txt", CSV, **caption), desk.send_photo(CARLA, PICTURE, **caption)):
            heard = len(desk.said)
            await send
            assert desk.said[heard:] == [desk.word(CARLA, "not-understood")]
    assert (desk.rows(), await dialog(desk, CARLA)) == (before, standing)
    assert desk.request.sent("deleteMessage") == deleted
    assert desk.request.sent("getFile") == []


@pytest.mark.parametrize("step", ["nowhere", "asked"])
async def test_s06_a_holders_file_is_never_an_answer(desk: Desk, step: str) -> None:
    await desk.log_in(MARIO)
    if step == "asked":
        await desk.type(MARIO, "/passa")
    before, standing = desk.rows(), await dialog(desk, MARIO)
    for send in (desk.send_document(MARIO, "a.csv", CSV), desk.send_photo(MARIO, PICTURE, caption="x")):
        await send
        assert desk.last == desk.word(MARIO, "not-understood")
    assert (desk.rows(), await dialog(desk, MARIO)) == (before, standing)
    assert desk.request.sent("getFile") == []


@pytest.mark.parametrize(
    "how", [{"forward_origin": ORIGIN}, {"via_bot": {"id": 9, "is_bot": True, "first_name": "Gif"}}]
)
@pytest.mark.parametrize("step", ["nowhere", "asked"])
async def test_f08_a_file_that_an_admin_passes_on_is_no_answer(desk: Desk, step: str, how: dict[str, Any]) -> None:
    await reach(desk, step)
    standing = await dialog(desk, CARLA)
    for send in (desk.send_document(CARLA, "a.csv", CSV, **how), desk.send_photo(CARLA, PICTURE, **how)):
        await send
        assert desk.last == desk.word(CARLA, "not-understood")
    assert await dialog(desk, CARLA) == standing
    assert desk.request.sent("getFile") == []


async def test_a_register_that_nobody_waits_for_is_told_where_it_is_waited_for(desk: Desk) -> None:
    await desk.type(CARLA, "/menu")
    before, standing = desk.rows(), await dialog(desk, CARLA)
    await desk.send_document(CARLA, "Elenco.CSV", CSV)
    assert desk.last == desk.word(CARLA, "register-not-asked-for")
    assert (desk.rows(), await dialog(desk, CARLA)) == (before, standing)
    await desk.tap(CARLA, desk.key("register"))
    assert "Un file CSV" in desk.last
    await desk.send_document(MARIO, "Elenco.CSV", CSV)
    assert desk.last == desk.word(MARIO, "not-understood")


async def test_a_moving_picture_is_no_document(desk: Desk) -> None:
    await reach(desk, "asked")
    moving = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}
    await desk.send_document(CARLA, "a.mp4", b"x", animation=moving)
    assert desk.last == desk.word(CARLA, "not-understood")
    assert (await dialog(desk, CARLA))[0] == "passing_on"


async def test_s06_whoever_is_an_admin_no_more_is_not_heard_where_one_was_asked(desk: Desk) -> None:
    await reach(desk, "asked")
    store = desk.house.receiver._store
    asked = await store.load_dialog(CARLA.id)
    await desk.log_in(MARIO)
    marios = await store.load_dialog(MARIO.id)
    moved = marios.moved(str(asked.conversation), str(asked.state))
    await store.finish(987_654, moved)
    await desk.type(MARIO, "ciao")
    assert desk.last == desk.word(MARIO, "not-understood")


@pytest.mark.parametrize("kind", ["photo", "document"])
@pytest.mark.parametrize("person", [CARLA, MARIO], ids=["an admin", "a member"])
async def test_s01_a_password_in_a_caption_is_deleted_and_logged_nowhere(desk: Desk, person: Person, kind: str) -> None:
    send = desk.send_photo if kind == "photo" else desk.send_document
    arguments: tuple[Any, ...] = (PICTURE,) if kind == "photo" else ("a.csv", CSV)
    await send(person, *arguments, caption=PASSWORD)
    assert desk.last == desk.word(person, "password-deleted-unasked")
    assert len(desk.request.sent("deleteMessage")) == 1


@pytest.mark.parametrize("step", ["nowhere", "asked", "password"])
async def test_f68_a_card_number_in_a_caption_is_deleted(desk: Desk, step: str) -> None:
    await reach(desk, step)
    standing = await dialog(desk, CARLA)
    await desk.send_document(CARLA, "a.csv", CSV, caption=CARD)
    assert "numero di una carta" in desk.last
    assert len(desk.request.sent("deleteMessage")) == 1
    assert await dialog(desk, CARLA) == standing
    assert desk.request.sent("getFile") == []


async def test_s01_what_breaks_over_a_caption_does_not_log_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_context: Context, _file_id: str, *, at_most: int) -> bytes:
        raise RuntimeError(f"{PASSWORD} {at_most}")

    monkeypatch.setattr(Context, "download", broken)
    await reach(desk, "asked")
    with canaries.logged() as log:
        await desk.send_document(CARLA, "a.csv", CSV, caption=PASSWORD)
    assert "update_failed" in log.getvalue()
    assert PASSWORD not in log.getvalue()


async def test_an_admin_sends_a_register_where_it_is_waited_for(desk: Desk) -> None:
    await reach(desk, "asked")
    await desk.send_document(CARLA, "registro.csv", CSV, caption="Ecco")
    assert desk.last == f"registro.csv: {len(CSV)}"
    assert (await dialog(desk, CARLA))[0] is None


async def test_a_file_too_big_is_refused_in_words_and_asked_for_again(desk: Desk) -> None:
    await reach(desk, "asked")
    await desk.send_document(CARLA, "registro.csv", b"x" * (MEGABYTE + 1))
    assert "Il file è troppo grande: può avere al massimo 1 MB" in desk.last.replace("<b>", "").replace("</b>", "")
    assert (await dialog(desk, CARLA))[0] == "passing_on"
    await desk.send_document(CARLA, "registro.csv", CSV)
    assert desk.last == f"registro.csv: {len(CSV)}"


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(desk: Desk) -> None:
    await reach(desk, "asked")
    desk.request.refuse["getFile"] = (500, "Internal Server Error")
    await desk.send_document(CARLA, "registro.csv", CSV)
    assert desk.last == desk.word(CARLA, "refused-file-unavailable")
    desk.request.refuse.clear()
    await desk.send_document(CARLA, "registro.csv", CSV)
    assert desk.last == f"registro.csv: {len(CSV)}"


@pytest.fixture
async def carla(one_more_conversation: None, open_house: OpenHouse, world: World) -> AsyncIterator[Phone]:
    """Carla's phone, over real HTTP."""
    async with open_house() as house:
        await enrol(house)
        yield Phone(world, CARLA)


async def test_files_and_style_come_in_and_go_out_over_http(carla: Phone) -> None:
    content = b"x" * MEGABYTE
    await carla.says("/passa")
    await carla.sends_document("registro.csv", content)
    assert carla.text == f"registro.csv: {MEGABYTE}"
    await carla.says("/passa")
    await carla.sends_photo(png(300, 200), "🎉 ciao", entities=[BOLD])
    assert carla.screen["html"] == "🎉 <b>ciao</b>"
    assert (carla.screen["photo"]["width"], carla.screen["from_bot"]) == (300, True)
    await carla.says("/passa")
    await carla.says("🎉 ciao", entities=[BOLD])
    assert carla.screen["html"] == "🎉 <b>ciao</b>"
    assert carla.telegram.refused == []


async def test_f08_over_http_a_file_out_of_place_is_not_understood(carla: Phone, world: World) -> None:
    mario = Phone(world, MARIO)
    for phone in (carla, mario):
        await phone.sends_document("registro.txt", CSV)
        await phone.sees("Non ho capito")
        await phone.sends_photo(PICTURE, forward_origin=ORIGIN)
        assert "Non ho capito" in phone.text
    assert world.telegram.called("getFile") == []
