"""The body's register, sent to the bot by Carla: looked at, confirmed, imported once; nobody else can."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from bot import progress
from bot.screens.buttons.desk import AskForRegister, ImportRegister
from domain.acts import Act
from domain.mailboxes import MailboxStatus
from domain.register_files import MOST_BYTES
from tests.builders import a_line, a_register
from tests.journeys.desk import KNOCKED, Desk
from tests.journeys.test_register_desk import acts, ids, seen
from tests.people import ANNA, BRUNO, CARLA, MARIO

LUCIA = a_line(
    mailbox="lucia.verdi@pec.archrm.it",
    fiscal_code="VRDLCU92A41H501O",
    first_name="Lucia",
    last_name="Verdi",
    email="lucia.verdi@example.com",
)


def a_file(*lines: dict[str, str]) -> bytes:
    """A register as a file."""
    return "".join(a_register(*lines)).encode()


def marios_line(**changes: str) -> dict[str, str]:
    """Mario's line as it is in the database, but for what is changed."""
    return a_line(**changes)


async def send(desk: Desk, content: bytes, name: str = "iscritti.csv") -> None:
    """Carla asks for the import and sends a file."""
    await desk.tap(CARLA, AskForRegister())
    await desk.send_document(CARLA, name, content)


async def expiry(desk: Desk, address: str) -> date | None:
    """The date of a mailbox, None if there is no such mailbox."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(address)
    return mailbox.expires_on if mailbox else None


@pytest.mark.parametrize("command", ["/registro", "/register"])
async def test_the_command_explains_what_to_send(desk: Desk, command: str) -> None:
    await desk.type(CARLA, command)
    assert all(word in seen(desk) for word in ("CSV", "20 MB", "mailbox, first_name", "language"))


async def test_a_register_is_looked_at_and_then_imported(desk: Desk) -> None:
    await send(desk, a_file(marios_line(expires_on="2031-03-01"), LUCIA))
    told = (
        "Non è ancora cambiato nulla",
        "1 casella nuova",
        "1 casella cambiata",
        "1 nuovo titolare",
        "1 scadenza spostata",
        "mario.rossi@pec.archrm.it: 1º marzo 2029 → 1º marzo 2031",
    )
    assert [word for word in told if word not in seen(desk)] == []
    assert await expiry(desk, LUCIA["mailbox"]) is None
    assert acts(desk) == []
    confirm = desk.key("import")
    await desk.tap(CARLA, confirm)
    assert "Elenco importato" in seen(desk)
    assert "1 casella nuova" in seen(desk)
    assert await expiry(desk, LUCIA["mailbox"]) == date(2029, 3, 1)
    assert await expiry(desk, MARIO.address) == date(2031, 3, 1)
    ((actor, act, about),) = acts(desk)
    assert (actor, act) == (CARLA.id, Act.REGISTER_IMPORTED)
    assert {name: about[name] for name in ("created", "updated", "unchanged", "moved")} == {
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "moved": 1,
    }
    before = desk.rows()
    await desk.tap(CARLA, confirm)
    assert desk.last == desk.word(CARLA, "register-gone")
    assert desk.rows() == before


async def test_what_was_confirmed_twice_at_once_is_imported_once(desk: Desk) -> None:
    await send(desk, a_file(LUCIA))
    confirm = desk.key("import")
    await asyncio.gather(desk.tap(CARLA, confirm), desk.tap(CARLA, confirm))
    assert len(acts(desk)) == 1


async def test_it_is_said_in_english_too(desk: Desk) -> None:
    await desk.tap(CARLA, "language:en")
    await send(desk, a_file(LUCIA))
    await desk.tap(CARLA, desk.key("import"))
    assert "Register imported" in seen(desk)


async def test_a_register_that_changes_nothing_asks_for_no_confirmation(desk: Desk) -> None:
    content = a_file(LUCIA)
    await send(desk, content)
    await desk.tap(CARLA, desk.key("import"))
    await send(desk, content)
    assert "Non cambierebbe nulla" in seen(desk)
    assert [key for key in desk.keys if key.startswith("import")] == []


async def test_one_wrong_row_is_named_and_nothing_is_imported(desk: Desk) -> None:
    before = desk.rows()
    await send(desk, a_file(LUCIA, marios_line(expires_on="1/3/2031", type="gold")))
    assert "Ci sono 2 errori" in seen(desk)
    assert 'riga 3, colonna expires_on: "1/3/2031" non è una data' in seen(desk)
    assert 'colonna type: "gold" non è tra standard, pro, premium' in seen(desk)
    assert desk.rows() == before
    await desk.send_document(CARLA, "iscritti.csv", a_file(LUCIA))
    assert "1 casella nuova" in seen(desk)


async def test_many_errors_are_named_up_to_ten_and_all_come_as_a_file(desk: Desk) -> None:
    wrong = [a_line(mailbox=f"m{number}@pec.archrm.it", type="gold") for number in range(12)]
    await send(desk, a_file(*wrong))
    assert seen(desk).count('"gold"') == 10
    assert "… e altri 2" in seen(desk)
    (sent,) = [params for name, params in desk.request.calls if name == "sendDocument"]
    assert "Tutti i 12 errori" in sent["caption"]


async def test_a_mailbox_of_another_holder_is_named_with_its_line(desk: Desk) -> None:
    await send(desk, a_file(LUCIA, {**LUCIA, "mailbox": MARIO.address}))
    assert "riga 3, colonna fiscal_code" in seen(desk)
    assert await expiry(desk, LUCIA["mailbox"]) is None


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-8-sig", ";"), ("utf-16", ";"), ("latin-1", ",")],
)
async def test_a_file_is_read_as_spreadsheets_write_it(desk: Desk, encoding: str, separator: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(csv.reader(a_register({**LUCIA, "first_name": "Nicolò"})))
    await send(desk, text.getvalue().encode(encoding))
    await desk.tap(CARLA, desk.key("import"))
    await desk.type(CARLA, "/cerca NICOLÒ")
    assert "Nicolò Verdi" in seen(desk)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"", b"\xff\xfe\x00"])
async def test_what_is_no_register_is_said_so(desk: Desk, content: bytes) -> None:
    before = desk.rows()
    await send(desk, content, "foto.png")
    assert "Non è stato importato nulla" in seen(desk)
    assert desk.rows() == before


async def test_a_text_or_a_photo_is_no_file(desk: Desk) -> None:
    await desk.tap(CARLA, AskForRegister())
    await desk.type(CARLA, "eccolo")
    assert desk.last == desk.word(CARLA, "register-not-a-file")
    await desk.send_photo(CARLA, b"\xff\xd8\xff")
    assert desk.last == desk.word(CARLA, "register-not-a-file")


async def test_a_file_above_twenty_megabytes_is_refused(desk: Desk) -> None:
    await send(desk, b"x" * (MOST_BYTES + 1))
    assert "20 MB" in seen(desk)


async def test_another_file_than_the_one_that_was_looked_at_is_not_imported(desk: Desk) -> None:
    await send(desk, a_file(LUCIA))
    confirm = desk.key("import")
    desk.request.files = dict.fromkeys(desk.request.files, a_file(marios_line(expires_on="2039-01-01")))
    before = desk.rows()
    await desk.tap(CARLA, confirm)
    assert desk.last == desk.word(CARLA, "refused-other-file")
    assert desk.rows() == before


async def test_the_key_of_an_earlier_file_imports_nothing(desk: Desk) -> None:
    await send(desk, a_file(LUCIA))
    confirm = desk.key("import")
    await send(desk, a_file(marios_line(expires_on="2031-03-01")))
    await desk.tap(CARLA, confirm)
    assert desk.last == desk.word(CARLA, "register-gone")
    assert acts(desk) == []


async def test_what_was_suspended_at_the_desk_stays_so_and_is_told(desk: Desk) -> None:
    _, mailbox = await ids(desk, MARIO)
    await desk.services.desk.intervening.suspend(mailbox, admin=CARLA.id)
    await send(desk, a_file(marios_line(expires_on="2031-03-01")))
    assert "1 casella sospesa dalla segreteria resta sospesa" in seen(desk)
    await desk.tap(CARLA, desk.key("import"))
    async with desk.house.units.read() as unit:
        box = await unit.mailboxes.by_address(MARIO.address)
    assert box is not None
    assert (box.status, box.expires_on) == (MailboxStatus.SUSPENDED, date(2031, 3, 1))


async def test_long_work_is_told_in_one_message_that_is_edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.01)
    await desk.tap(CARLA, AskForRegister())
    heard = len(desk.request.calls)
    lines = [a_line(mailbox=f"m{number}@pec.archrm.it") for number in range(3_000)]
    await desk.send_document(CARLA, "iscritti.csv", a_file(*lines))
    calls = [
        (name, params) for name, params in desk.request.calls[heard:] if name in {"sendMessage", "editMessageText"}
    ]
    told = [params["text"] for _, params in calls if "…" in params["text"]]
    assert [name for name, _ in calls] == ["sendMessage", *["editMessageText"] * (len(calls) - 1)]
    assert any("Leggo" in text for text in told)
    assert "3.000 caselle nuove" in seen(desk)


async def test_s06_for_anybody_else_there_is_no_import(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.type(MARIO, "/boh")
    unknown = desk.request.calls[-1]
    before = desk.rows(without=KNOCKED)
    for command in ("/registro", "/register"):
        await desk.type(MARIO, command)
        assert desk.request.calls[-1] == unknown
    for button in (AskForRegister(), ImportRegister("0123456789abcdef")):
        await desk.tap(MARIO, button)
        assert desk.last == desk.word(MARIO, "menu-expired")
    await desk.send_document(MARIO, "iscritti.csv", a_file(LUCIA))
    assert desk.last == desk.word(MARIO, "not-understood")
    assert desk.rows(without=KNOCKED) == before


def drafts(desk: Desk) -> list[dict[str, Any]]:
    """What dialogs remember."""
    return [json.loads(row[3]) for row in desk.rows(without=set())["dialogs"]]


async def test_nothing_of_the_file_itself_is_kept_in_the_dialog(desk: Desk) -> None:
    await send(desk, a_file(LUCIA))
    (draft,) = [draft for draft in drafts(desk) if draft]
    assert set(draft) == {"file_id", "digest", "asked", "door", "format"}
    assert BRUNO.address not in str(draft)
    assert ANNA.address not in str(draft)
