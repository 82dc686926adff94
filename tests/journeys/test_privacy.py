"""What is kept is told to anybody; holders get all of it, have a chat forgotten, and have their data erased (S20)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.app import House
from bot.screens.buttons.privacy import AskToErase, AskToForgetChat, EraseMyData, ForgetChat, SendMyData, ShowPrivacy
from domain.mailboxes import MailboxStatus
from tests.journeys.desk import Desk
from tests.people import ANNA, DARIO, MARIO, Person
from tests.phone import Phone, plain
from tests.screens.checks import plain as read

BOTH = pytest.mark.parametrize("person", [DARIO, ANNA], ids=["in Italian", "in English"])


async def confirm(house: House, person: Person) -> None:
    """The person has just typed the password once more."""
    async with house.units.write() as unit:
        await unit.sessions.confirm(person.chat_id, house.clock.now())
        await unit.commit()


async def close_account(house: House, person: Person) -> None:
    """The body closes all mailboxes of somebody who has bought nothing."""
    async with house.units.write() as unit:
        await unit.register.save([replace(row, status=MailboxStatus.EXPIRED) for row in person.rows()])
        await unit.commit()


def documents(desk: Desk) -> list[str]:
    """The captions of the files that were sent."""
    return [params["caption"] for params in desk.request.sent("sendDocument")]


@BOTH
async def test_s20_anybody_can_read_what_is_kept_and_where(desk: Desk, person: Person) -> None:
    await desk.type(person, "/privacy")
    assert [word for word in ("Telegram", "Stripe", "90", "7", "10") if word not in read(desk.last)] == []
    assert desk.keys == ["my-data", "ask-forget", "ask-erase", "account", "home"]


async def test_s20_the_account_leads_to_it(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "account")
    await desk.tap(MARIO, desk.key("privacy"))
    assert desk.word(MARIO, "privacy") in desk.last


@BOTH
async def test_s20_my_data_comes_as_a_document(desk: Desk, person: Person) -> None:
    await desk.log_in(person)
    await confirm(desk.house, person)
    await desk.tap(person, SendMyData())
    assert desk.request.sent("sendChatAction")[-1]["action"] == "upload_document"
    assert [plain(caption) for caption in documents(desk)] == [desk.word(person, "privacy-document")]
    assert desk.word(person, "privacy-sent") in desk.last


@pytest.mark.parametrize("button", [SendMyData(), AskToErase(), EraseMyData()], ids=str)
async def test_s06_without_a_session_nobodys_data_is_sent_or_erased(desk: Desk, button: SendMyData) -> None:
    before = desk.rows()
    await desk.tap(MARIO, button)
    assert (desk.rows(), documents(desk)) == (before, [])
    assert desk.word(MARIO, "login-ask-mailbox").splitlines()[0] in desk.last


def test_s20_having_and_erasing_everything_asks_for_the_password_again() -> None:
    assert [button.is_sensitive for button in (SendMyData(), EraseMyData(), ShowPrivacy())] == [True, True, False]


@BOTH
async def test_s20_a_chat_is_forgotten_after_a_confirmation(desk: Desk, person: Person) -> None:
    await desk.log_in(person)
    await desk.tap(person, AskToForgetChat())
    assert desk.word(person, "forget-chat-last").split("<b>")[0] in desk.last
    await desk.tap(person, desk.key("forget"))
    assert desk.word(person, "forget-chat-done") in desk.last
    rows = desk.rows(without=set())
    assert (rows["chats"], rows["sessions"]) == ([], [])
    assert [row[:5] for row in rows["dialogs"]] == [(person.chat_id, None, None, "{}", None)]


async def test_s20_who_comes_back_begins_anew(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, ForgetChat())
    await desk.type(MARIO, "/start")
    assert desk.word(MARIO, "welcome") in desk.last


async def test_s20_a_stranger_can_have_the_chat_forgotten_too(desk: Desk) -> None:
    await desk.tap(MARIO, AskToForgetChat())
    assert desk.word(MARIO, "forget-chat-unlinked") in desk.last
    await desk.tap(MARIO, desk.key("forget"))
    assert desk.rows(without=set())["chats"] == []


async def test_s20_a_forgotten_chat_goes_on_with_nothing_that_it_was_in_the_middle_of(desk: Desk) -> None:
    await desk.tap(MARIO, "mailboxes")  # asks for the mailbox, to go on afterwards
    await desk.tap(MARIO, ForgetChat())
    await desk.type(MARIO, MARIO.address)
    assert desk.word(MARIO, "not-understood") in desk.last


async def test_s20_an_account_in_use_is_not_erased_and_the_screen_says_why(desk: Desk) -> None:
    await desk.give(MARIO, 500)
    await desk.log_in(MARIO)
    await confirm(desk.house, MARIO)
    before = desk.rows()
    for button in (AskToErase(), EraseMyData()):
        await desk.tap(MARIO, button)
        assert "mario.rossi@pec.archrm.it è attiva fino al 1º marzo 2029" in read(desk.last)
        assert "5,00 € di credito" in read(desk.last)
        assert "erase" not in desk.keys
    assert (desk.rows(), documents(desk)) == (before, [])


@BOTH
async def test_f73_a_closed_account_is_erased_after_its_data_was_sent(desk: Desk, person: Person) -> None:
    await close_account(desk.house, person)
    await desk.log_in(person)
    await confirm(desk.house, person)
    await desk.tap(person, AskToErase())
    assert desk.word(person, "erase") in desk.last
    await desk.tap(person, desk.key("erase"))
    assert len(documents(desk)) == 1
    assert "ERASED-" in desk.last
    left = str(desk.rows(without={"dialogs"}))
    words = (person.last_name, person.fiscal_code, person.email, *(box.address for box in person.mailboxes))
    assert [word for word in (*words, str(person.chat_id)) if word in left] == []


async def test_f73_what_cannot_be_sent_is_not_erased(desk: Desk) -> None:
    await close_account(desk.house, DARIO)
    await desk.log_in(DARIO)
    await confirm(desk.house, DARIO)
    desk.request.refuse["sendDocument"] = (400, "Bad Request: file is too big")
    await desk.tap(DARIO, EraseMyData())
    assert DARIO.fiscal_code in str(desk.rows()["holders"])


async def test_s20_an_erased_holder_comes_in_no_more(desk: Desk) -> None:
    await close_account(desk.house, DARIO)
    await desk.log_in(DARIO)
    await confirm(desk.house, DARIO)
    await desk.tap(DARIO, EraseMyData())
    await desk.log_in(DARIO)
    assert read(desk.word(DARIO, "refused-wrong-credentials")) in read(desk.last)


@pytest.mark.usefixtures("stopped_clockwork")
async def test_s20_the_document_on_the_phone_holds_everything(house: House, phone: Callable[[Person], Phone]) -> None:
    anna = phone(ANNA)
    await anna.logs_in()
    await confirm(house, ANNA)
    await anna.says("/privacy")
    await anna.taps("Send me my data")
    (message,) = [view for view in anna.telegram.from_bot(ANNA.chat_id) if view["document"]]
    assert message["document"]["name"] == "area-clienti-2026-11-22.json"
    (upload,) = anna.telegram.files.values()
    document = json.loads(upload.content)
    assert [one["address"] for one in document["mailboxes"]] == [box.address for box in ANNA.mailboxes]
    assert document["holder"][0]["fiscal_code"] == ANNA.fiscal_code
