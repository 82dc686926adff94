"""Changing the password on the phone, and recovering a forgotten one (F15, F43, S1, S3, S4)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.gateways.local_mail import LocalMailServer
from bot.sandbox.world import World
from domain.errors import MailboxUnavailable
from tests.journeys.canaries import NEW_PASSWORD as NEW
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk
from tests.journeys.test_register_desk import ids
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person
from tests.phone import Phone


@pytest.fixture
async def desk(mailing_desk: Desk) -> Desk:
    """A desk of a bot that sends e-mail, with Mario logged in."""
    await mailing_desk.log_in(MARIO)
    return mailing_desk


async def lets_in(desk: Desk, person: Person, password: str) -> bool:
    """Whether a password opens a mailbox, tried by somebody with another phone."""
    await desk.log_in(BRUNO, address=person.address, password=password)
    return any(row[0] == BRUNO.id for row in desk.rows()["sessions"])


async def changes(desk: Desk, *typed: str, person: Person = MARIO) -> None:
    """A person goes to the change of the password, and types what is asked for."""
    await desk.tap(person, "passwords:0")
    for text in typed:
        await desk.type(person, text)


async def test_the_password_is_changed_and_every_message_with_one_is_deleted(desk: Desk) -> None:
    before = len(desk.request.sent("deleteMessage"))
    await changes(desk, PASSWORD, NEW, NEW)
    assert "è cambiata" in desk.last
    assert len(desk.request.sent("deleteMessage")) - before == 3
    assert await lets_in(desk, MARIO, NEW)


async def test_f15_a_message_that_cannot_be_deleted_is_to_be_deleted_by_hand(desk: Desk) -> None:
    await desk.tap(MARIO, "passwords:0")
    desk.request.refuse["deleteMessage"] = (400, "message can't be deleted")
    heard = len(desk.said)
    await desk.type(MARIO, PASSWORD)
    assert any("Cancellalo tu" in said for said in desk.said[heard:])
    assert "nuova password" in desk.last


async def test_each_broken_rule_is_named_and_nothing_changes(desk: Desk) -> None:
    await changes(desk, PASSWORD, "mario.rossi")
    for words in ("lettera maiuscola", "una cifra", "nome della casella"):
        assert words in desk.last
    assert "da 8 a 64" not in desk.last
    await desk.type(MARIO, PASSWORD)
    assert "diversa dalla password di adesso" in desk.last
    assert not await lets_in(desk, MARIO, "mario.rossi")


async def test_two_that_differ_are_typed_anew(desk: Desk) -> None:
    await changes(desk, PASSWORD, NEW, "Primavera2028")
    assert desk.last == desk.word(MARIO, "refused-passwords-differ")
    await desk.type(MARIO, NEW)
    await desk.type(MARIO, NEW)
    assert "è cambiata" in desk.last


async def test_a_wrong_current_password_gets_nowhere_and_is_counted(desk: Desk) -> None:
    await changes(desk, "guess", NEW, NEW)
    assert desk.last == desk.word(MARIO, "refused-wrong-current-password")
    assert desk.key("forgot")
    assert len(desk.rows()["login_failures"]) == 3
    assert not await lets_in(desk, MARIO, NEW)


async def test_a_password_may_begin_with_a_slash(desk: Desk) -> None:
    await changes(desk, PASSWORD, "/Primavera2027", "/Primavera2027")
    assert "è cambiata" in desk.last


async def test_giving_up_changes_nothing(desk: Desk) -> None:
    await changes(desk, PASSWORD, NEW, "/annulla", NEW)
    assert not await lets_in(desk, MARIO, NEW)


async def test_s4_the_other_phone_has_to_log_in_again(desk: Desk) -> None:
    await desk.log_in(ANNA, address=MARIO.address)
    await changes(desk, PASSWORD, NEW, NEW)
    await desk.tap(ANNA, "credit:0")
    assert desk.word(ANNA, "login-first") in desk.last
    await desk.tap(MARIO, "credit:0")
    assert "credito residuo" in desk.last


async def test_s5_a_change_that_takes_too_long_begins_anew(desk: Desk) -> None:
    await changes(desk, PASSWORD, NEW)
    desk.clock.move(timedelta(minutes=11))
    await desk.type(MARIO, NEW)
    assert "scrivi di nuovo la password" in desk.last
    assert not await lets_in(desk, MARIO, NEW)


async def test_f43_the_lost_answer_of_the_mail_server_is_found_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    set_password = LocalMailServer.set_password
    asked: list[str] = []

    async def hangs(self: LocalMailServer, address: str, password: str) -> None:
        asked.append(address)
        await set_password(self, address, password)
        raise MailboxUnavailable

    monkeypatch.setattr(LocalMailServer, "set_password", hangs)
    await changes(desk, PASSWORD, NEW, NEW)
    assert "è cambiata" in desk.last
    assert asked == [MARIO.address]
    assert await lets_in(desk, MARIO, NEW)


async def test_f43_where_nobody_can_tell_it_is_said_and_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_: object) -> None:
        raise MailboxUnavailable

    await changes(desk, PASSWORD, NEW)
    with monkeypatch.context() as patch:
        patch.setattr(LocalMailServer, "set_password", down)
        patch.setattr(LocalMailServer, "verify", down)
        await desk.type(MARIO, NEW)
    assert desk.last == desk.word(MARIO, "refused-password-in-doubt")
    await desk.type(MARIO, NEW)
    assert "è cambiata" in desk.last


async def test_with_several_mailboxes_one_is_chosen_and_only_its_password_changes(desk: Desk) -> None:
    await desk.log_in(ANNA)
    await desk.tap(ANNA, "passwords:0")
    await desk.tap(ANNA, [key for key in desk.keys if key.startswith("password:")][1])
    assert ANNA.mailboxes[1].address in desk.last
    for text in (PASSWORD, NEW, NEW):
        await desk.type(ANNA, text)
    assert "has changed" in desk.last
    assert await lets_in(desk, ANNA, PASSWORD)


def codes(desk: Desk) -> list[object]:
    """The letters with a code that are owed."""
    return [row for row in desk.rows()["outbox"] if "recovery_code" in row]


async def forgets(desk: Desk, person: Person, address: str) -> None:
    """Somebody who is not logged in has forgotten the password of a mailbox."""
    await desk.tap(person, "login")
    await desk.type(person, address)
    await desk.tap(person, desk.key("forgot"))


async def test_a_forgotten_password_is_recovered_by_code_and_fiscal_code(desk: Desk) -> None:
    await desk.type(MARIO, "/esci")
    await forgets(desk, MARIO, MARIO.address)
    for text in (desk.code(), MARIO.fiscal_code.lower(), NEW, NEW):
        await desk.type(MARIO, text)
    assert "è attiva" in desk.last
    await desk.tap(MARIO, desk.key("login"))
    await desk.type(MARIO, MARIO.address)
    await desk.type(MARIO, NEW)
    assert "Ciao, <b>Mario</b>" in desk.last


async def test_with_several_mailboxes_the_one_in_question_is_recovered(desk: Desk) -> None:
    await desk.log_in(ANNA)
    await desk.tap(ANNA, "passwords:0")
    second = [key for key in desk.keys if key.startswith("password:")][1]
    await desk.tap(ANNA, second)
    await desk.tap(ANNA, desk.key("recover"))
    assert ANNA.mailboxes[1].address in desk.last
    for text in (desk.code(), ANNA.fiscal_code, NEW, NEW):
        await desk.type(ANNA, text)
    assert ("is active" in desk.last, ANNA.mailboxes[1].address in desk.last) == (True, True)
    assert await lets_in(desk, ANNA, PASSWORD)


async def test_not_me_recovers_the_mailbox_whose_password_was_changed(desk: Desk) -> None:
    await desk.log_in(ANNA)
    second = (await ids(desk, ANNA, 1))[1]
    await desk.tap(ANNA, f"recover:{second}")
    assert ANNA.mailboxes[1].address in desk.last
    await desk.type(ANNA, "/menu")
    await desk.type(ANNA, f"/start p{second}")
    assert ANNA.mailboxes[1].address in desk.last


async def test_s7_the_mailbox_of_another_is_not_named_to_be_recovered(desk: Desk) -> None:
    await desk.log_in(ANNA)
    of_anna = (await ids(desk, ANNA, 1))[1]
    for person in (BRUNO, MARIO):
        await desk.tap(person, f"recover:{of_anna}")
        assert desk.last == desk.word(person, "recover-which")
    assert codes(desk) == []


async def test_a_mistyped_mailbox_is_typed_again_instead_of_the_code(desk: Desk) -> None:
    await forgets(desk, MARIO, "mario.rosi@pec.archrm.it")
    await desk.type(MARIO, MARIO.address)
    assert (MARIO.address in desk.last, len(codes(desk))) == (True, 1)
    await desk.type(MARIO, desk.code())
    assert desk.last == desk.word(MARIO, "recover-fiscal-code")


async def test_s3_nobody_learns_who_has_a_mailbox(desk: Desk) -> None:
    heard = []
    for address in (ANNA.address, "nobody@pec.archrm.it"):
        desk.clock.move(timedelta(minutes=1))
        await forgets(desk, BRUNO, address)
        said = [desk.last.replace(address, "X")]
        code = "000000" if desk.code() != "000000" else "000001"
        for _ in range(6):
            await desk.type(BRUNO, code)
            said.append(desk.last)
        heard.append(said)
    assert heard[0] == heard[1]


async def test_a_name_that_is_none_is_asked_for_again(desk: Desk) -> None:
    await desk.tap(BRUNO, "forgot")
    await desk.type(BRUNO, "bruno")
    assert desk.last == desk.word(BRUNO, "login-not-a-mailbox")
    await desk.type(BRUNO, BRUNO.address)
    assert BRUNO.address in desk.last


async def test_another_code_is_sent_on_request_and_not_too_often(desk: Desk) -> None:
    await forgets(desk, BRUNO, BRUNO.address)
    first = desk.code()
    await desk.tap(BRUNO, desk.key("forgot"))
    assert (desk.code(), len(codes(desk))) == (first, 1)
    desk.clock.move(timedelta(minutes=1))
    await desk.tap(BRUNO, "forgot")
    assert desk.code() != first
    assert len(codes(desk)) == 2


async def test_a_code_that_was_sent_can_be_typed_after_a_walk_through_the_menu(desk: Desk) -> None:
    await forgets(desk, BRUNO, BRUNO.address)
    code, failures = desk.code(), desk.rows()["login_failures"]
    await desk.type(BRUNO, "/menu")
    await forgets(desk, BRUNO, BRUNO.address)
    await desk.type(BRUNO, code)
    assert "codice fiscale" in desk.last
    assert desk.rows()["login_failures"] == failures


async def test_a_language_chosen_in_the_middle_sends_no_other_code(desk: Desk) -> None:
    await forgets(desk, BRUNO, BRUNO.address)
    await desk.tap(BRUNO, "language:en")
    assert "is on its way to its reference e-mail" in desk.last
    assert len(codes(desk)) == 1
    await desk.type(BRUNO, desk.code())
    assert "fiscal code" in desk.last


async def test_the_link_in_the_letter_about_a_changed_password_begins_the_recovery(desk: Desk) -> None:
    await desk.type(BRUNO, "/start password")
    assert desk.word(BRUNO, "recover-which") == desk.last


@pytest.mark.usefixtures("stopped_clockwork")
@pytest.mark.parametrize("person", [MARIO, ANNA], ids=["it", "en"])
async def test_a_forgotten_password_is_recovered_with_the_letter_that_arrives(
    open_house: OpenHouse, world: World, person: Person
) -> None:
    async with open_house(smtp_url=world.smtp_url, mail_from="noreply@example.org") as house:
        await enrol(house)
        phone = Phone(world, person)
        await phone.says("/start")
        await phone.taps(phone.word("Accedi", "Log in"))
        await phone.says(person.address)
        await phone.taps(phone.word("dimenticata", "Forgotten"))
        await house.delivery.run_once()
        letter = world.mail.last(person.email)
        (code,) = re.findall(r"\b[0-9]{6}\b", letter.text)
        for text in (code, person.fiscal_code, NEW, NEW):
            await phone.says(text)
        assert phone.word("è attiva", "is active") in phone.text
        await house.delivery.run_once()
        assert person.address in world.mail.last(person.email).text
        await phone.taps(phone.word("Accedi", "Log in"))
        await phone.says(person.address)
        await phone.says(NEW)
        assert person.first_name in phone.text
        assert not [view for view in phone.telegram.messages(phone.chat_id) if NEW in view["text"]]
