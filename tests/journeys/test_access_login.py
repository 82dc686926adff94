"""Logging in, guessing, and what must never be kept (F15, F42, F65, S1, S2, S3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import argon2
import pytest
from prometheus_client import generate_latest

from bot.app import House
from bot.gateways.local_mail import LocalMailServer
from bot.sandbox.world import World
from domain.errors import MailboxUnavailable
from tests.journeys.canaries import logged
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person
from tests.phone import Phone

CANARY = "Canarino-9f3k-Gialla"
Phones = Callable[[Person], Phone]


def on_disk(house: House) -> bytes:
    """The database and what stands beside it, byte by byte."""
    assert house.database.file is not None
    return b"".join(path.read_bytes() for path in Path(house.database.file).parent.iterdir())


async def test_s01_a_password_is_nowhere_after_it_was_typed_right_wrong_and_too_often(
    phone: Phones, house: House, world: World
) -> None:
    with logged() as log:
        mario = phone(MARIO)
        await mario.logs_in(password=CANARY)
        for _ in range(5):
            await mario.says(f"{CANARY}!")
        await mario.says("/menu")
        await mario.says(CANARY)  # at a moment when nobody asked for it
        world.telegram.fail_next("sendMessage", 400, "chat not found")
        await mario.says(CANARY)
    needle = CANARY.encode()
    assert needle not in on_disk(house)
    assert CANARY not in log.getvalue()
    assert CANARY.encode() not in generate_latest(house.metrics.registry)
    assert not [said for said in mario.said if "Canarino" in said]


async def test_s01_the_right_password_is_nowhere_either(phone: Phones, house: House) -> None:
    with logged() as log:
        mario = phone(MARIO)
        await mario.logs_in()
        await mario.taps("La mia casella")
    assert b"PecDemo2026" not in on_disk(house)
    assert "PecDemo2026" not in log.getvalue()
    assert not [message for message in mario.telegram.messages(mario.chat_id) if "PecDemo2026" in message["text"]]


async def test_f68_a_card_number_is_stored_and_logged_nowhere(phone: Phones, house: House) -> None:
    with logged() as log:
        mario = phone(MARIO)
        await mario.says("/start")
        await mario.says("4242 4242 4242 4242")
        await mario.taps("Menu")
        await mario.taps("Accedi")
        await mario.says("5555555555554444 04/30")
    stored = on_disk(house)
    for canary in ("4242 4242 4242 4242", "5555555555554444"):
        assert canary.encode() not in stored
        assert canary not in log.getvalue()
        assert not [view for view in mario.telegram.messages(mario.chat_id) if canary in view["text"]]


async def test_f15_a_password_that_telegram_does_not_delete_is_to_be_deleted_by_hand(
    phone: Phones, world: World
) -> None:
    mario = phone(MARIO)
    world.telegram.fail_next("deleteMessage", 400, "message can't be deleted")
    await mario.logs_in()
    assert "Ciao, Mario" in mario.text
    assert any("Cancellalo tu" in said for said in mario.said)


async def test_f15_a_password_that_is_gone_already_is_not_complained_about(phone: Phones, world: World) -> None:
    mario = phone(MARIO)
    world.telegram.fail_next("deleteMessage", 400, "message to delete not found")
    await mario.logs_in()
    assert "Ciao, Mario" in mario.text
    assert not any("Cancellalo tu" in said for said in mario.said)


async def test_f42_a_mail_server_that_is_down_is_no_wrong_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def down(_self: LocalMailServer, _address: str, _password: str) -> None:
        raise MailboxUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(LocalMailServer, "verify", down)
        await desk.log_in(MARIO)
        for _ in range(10):
            await desk.type(MARIO, "PecDemo2026")
            assert desk.last == desk.word(MARIO, "refused-mailbox-unavailable")
    assert desk.rows()["login_failures"] == []
    await desk.type(MARIO, "PecDemo2026")
    assert "Ciao, Mario" in desk.last.replace("<b>", "")


async def test_f65_a_stranger_with_a_hundred_wrong_passwords_is_slowed_and_locks_nobody_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "home")
    asked: list[str] = []
    verify = LocalMailServer.verify

    async def counted(self: LocalMailServer, address: str, password: str) -> None:
        asked.append(password)
        await verify(self, address, password)

    monkeypatch.setattr(LocalMailServer, "verify", counted)
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, MARIO.address)
    for number in range(100):
        await desk.type(BRUNO, f"wrong-{number}")
    assert "Troppi tentativi" in desk.last
    assert len(asked) == 5
    assert await desk.house.delivery.run_once() == 1
    assert f"Qualcuno ha provato più volte ad accedere a <b>{MARIO.address}</b>" in desk.last
    assert desk.request.sent("sendMessage")[-1]["chat_id"] == str(MARIO.id)
    await desk.tap(MARIO, "logout")
    await desk.log_in(MARIO)
    assert "Mario" in desk.last


async def test_f65_waiting_helps_a_little_and_each_further_failure_doubles_the_wait(desk: Desk) -> None:
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, MARIO.address)
    for number in range(5):
        await desk.type(BRUNO, f"wrong-{number}")
    for minutes in (1, 2, 4):
        await desk.type(BRUNO, "PecDemo2026")
        assert "Troppi tentativi" in desk.last
        desk.clock.move(timedelta(minutes=minutes, seconds=1))
        await desk.type(BRUNO, "wrong again")
        assert desk.last == desk.word(BRUNO, "refused-wrong-credentials")


async def test_f65_many_mailboxes_do_not_help_a_stranger(desk: Desk) -> None:
    for number in range(15):
        await desk.tap(BRUNO, "login")
        await desk.type(BRUNO, f"somebody{number}@pec.archrm.it")
        await desk.type(BRUNO, "wrong")
        assert desk.last == desk.word(BRUNO, "refused-wrong-credentials")
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, ANNA.address)
    await desk.type(BRUNO, "PecDemo2026")
    assert "Troppi tentativi" in desk.last


async def test_s02_the_sixth_try_is_refused_without_asking_the_mail_server_and_others_are_unaffected(
    desk: Desk,
) -> None:
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, MARIO.address)
    for _ in range(5):
        await desk.type(BRUNO, "wrong")
        assert desk.last == desk.word(BRUNO, "refused-wrong-credentials")
    await desk.type(BRUNO, "PecDemo2026")  # right, and too late
    assert "Troppi tentativi" in desk.last
    assert desk.rows()["sessions"] == []
    await desk.log_in(MARIO)
    assert [row[0] for row in desk.rows()["sessions"]] == [MARIO.id]


async def test_s03_an_unknown_mailbox_and_a_wrong_password_get_the_same_answer(desk: Desk) -> None:
    answers = set()
    for address in (MARIO.address, "nobody@pec.archrm.it"):
        await desk.log_in(BRUNO, address=address, password="wrong")
        answers.add(desk.last)
    assert answers == {desk.word(BRUNO, "refused-wrong-credentials")}


async def test_a_password_may_begin_with_a_slash(desk: Desk) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, MARIO.address)
    await desk.type(MARIO, "/Not-a-command1")
    assert desk.last == desk.word(MARIO, "refused-wrong-credentials")
    assert len(desk.request.sent("deleteMessage")) == 1


async def test_a_name_typed_instead_of_the_password_corrects_the_name_and_counts_as_a_failure(desk: Desk) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, "mario.rosi@pec.archrm.it")
    await desk.type(MARIO, MARIO.address.capitalize())
    assert f"la <b>password</b> di {MARIO.address}" in desk.last
    assert len(desk.request.sent("deleteMessage")) == 1
    assert len(desk.rows()["login_failures"]) > 0
    await desk.type(MARIO, PASSWORD)
    assert "Ciao, <b>Mario</b>" in desk.last


async def test_a_password_may_look_like_the_name_of_a_mailbox(desk: Desk) -> None:
    password = "segreta@casa.it"
    row = replace(MARIO.rows()[0], password_hash=argon2.PasswordHasher(time_cost=1, memory_cost=64).hash(password))
    async with desk.house.units.write() as unit:
        await unit.register.save([row])
        await unit.commit()
    await desk.log_in(MARIO, password=password)
    assert "Ciao, <b>Mario</b>" in desk.last


async def test_s01_a_mistyped_password_that_looks_like_a_name_is_neither_kept_nor_shown(desk: Desk) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, MARIO.address)
    await desk.type(MARIO, "Segreta2026@casa.it")
    assert desk.last == desk.word(MARIO, "refused-wrong-credentials")
    assert b"casa.it" not in on_disk(desk.house)


async def test_a_holder_logged_in_with_one_mailbox_sees_them_all(desk: Desk) -> None:
    await desk.log_in(ANNA)
    await desk.tap(ANNA, desk.key("mailboxes"))
    assert all(mailbox.address in desk.last for mailbox in ANNA.mailboxes)


async def test_f03_a_password_that_waited_while_the_bot_was_down_is_deleted_and_asked_for_again(desk: Desk) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, MARIO.address)
    typed_at = int((desk.clock.now() - timedelta(minutes=11)).timestamp())
    await desk.type(MARIO, PASSWORD, date=typed_at)
    assert desk.last == desk.word(MARIO, "refused-password-too-late")
    assert len(desk.request.sent("deleteMessage")) == 1
    assert (desk.rows()["sessions"], desk.rows()["login_failures"]) == ([], [])
    await desk.type(MARIO, PASSWORD)
    assert "Ciao, <b>Mario</b>" in desk.last


@pytest.mark.parametrize("command", ["/privacy", "/account", "/profilo"])
async def test_a_command_is_never_taken_for_a_password(desk: Desk, command: str) -> None:
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, MARIO.address)
    await desk.type(MARIO, command)
    assert desk.rows()["login_failures"] == []
    assert desk.last != desk.word(MARIO, "refused-wrong-credentials")


async def test_s01_a_password_that_nobody_asked_for_is_deleted_from_the_chat(desk: Desk) -> None:
    await desk.type(MARIO, "/start")
    await desk.type(MARIO, PASSWORD)
    assert desk.last == desk.word(MARIO, "password-deleted-unasked")
    await desk.tap(MARIO, "login")
    await desk.type(MARIO, PASSWORD)
    assert desk.last == desk.word(MARIO, "login-not-a-mailbox")
    assert len(desk.request.sent("deleteMessage")) == 2


async def test_too_many_attempts_while_the_password_is_typed_once_more_lead_to_no_other_mailbox(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, "edit-field:email")
    for _ in range(6):
        await desk.type(MARIO, "guess")
    assert "Troppi tentativi" in desk.last
    assert [key for key in desk.keys if key == "login"] == []
    assert desk.key("forgot")
