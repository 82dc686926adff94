"""Was it you? Chats that are disconnected, and notices that arrive after the session (S4, F65, F67)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import House
from bot.sandbox.world import World
from bot.screens.buttons.access import ItWasMe, LogOutEverywhere, RevokeAccess, ShowAccesses, ShowChats, UnlinkChat
from bot.screens.buttons.account import ShowAccount
from domain.catalogue import ServiceKey
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk, opened_desk
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person
from tests.phone import Phone

Phones = Callable[[Person], Phone]
pytestmark = pytest.mark.usefixtures("stopped_clockwork")
OWNERS = pytest.mark.parametrize("owner", [MARIO, ANNA], ids=["it", "en"])


# On phones


@OWNERS
async def test_a_stranger_with_the_password_is_thrown_out_from_the_owners_chat(
    phone: Phones, house: House, owner: Person
) -> None:
    mine, stranger = phone(owner), phone(BRUNO)
    await mine.logs_in()
    await stranger.logs_in(address=owner.address)
    await books.deliver(house)
    asked = await mine.sees(mine.word("Eri tu?", "Was it you?"))
    assert owner.address in asked["text"]
    await mine.taps(mine.word("No, scollega", "No, disconnect"), message=asked)
    assert mine.word("Quella chat è scollegata", "That chat is disconnected") in mine.text
    assert mine.word("cambiala subito", "change it now") in mine.text
    assert any("assword" in label for label in mine.labels)
    assert (await mine.sees(mine.word("Eri tu?", "Was it you?")))["buttons"] == []
    await books.deliver(house)
    told = await stranger.sees("Questa chat è stata scollegata")
    assert not [word for word in (owner.address, owner.first_name) if word in told["text"]]
    await stranger.says("/account")
    assert "Per continuare devi accedere" in stranger.text


@OWNERS
async def test_it_was_me_is_thanked_for_and_changes_nothing(phone: Phones, house: House, owner: Person) -> None:
    mine, tablet = phone(owner), phone(BRUNO)
    await mine.logs_in()
    await tablet.logs_in(address=owner.address)
    await books.deliver(house)
    asked = await mine.sees(mine.word("Eri tu?", "Was it you?"))
    await mine.taps(mine.word("Sì, ero io", "Yes, it was me"), message=asked)
    assert mine.word("L'accesso era tuo", "It was you") in mine.text
    assert (await mine.sees(mine.word("Eri tu?", "Was it you?")))["buttons"] == []
    await tablet.says("/account")
    assert "Il tuo account" in tablet.text


@OWNERS
async def test_chats_are_looked_at_and_disconnected_from_the_account(
    phone: Phones, house: House, owner: Person
) -> None:
    mine, tablet = phone(owner), phone(BRUNO)
    await tablet.logs_in(address=owner.address)
    await mine.logs_in()
    await mine.says("/account")
    await mine.taps(mine.word("Accessi e chat", "Logins and chats"))
    assert f"1. {mine.word('Questa chat', 'This chat')}" in mine.text
    assert mine.word("22 novembre 2026", "22 November 2026") in mine.text
    await mine.taps(mine.word("Scollega la chat 2", "Disconnect chat 2"))
    assert mine.word("Un'altra chat", "Another chat") not in mine.text
    await mine.taps(mine.word("Ultimi accessi", "Latest logins"))
    assert mine.word("🔌 Chat scollegata", "🔌 Chat disconnected") in mine.text
    assert mine.text.count(mine.word("✅ Accesso", "✅ Logged in")) == 2
    await books.deliver(house)
    await tablet.sees("Questa chat è stata scollegata")


@OWNERS
async def test_s04_logging_out_everywhere_says_first_what_happens(phone: Phones, house: House, owner: Person) -> None:
    mine, tablet = phone(owner), phone(BRUNO)
    await tablet.logs_in(address=owner.address)
    await mine.logs_in()
    await mine.says("/account")
    await mine.taps(mine.word("Accessi e chat", "Logins and chats"))
    await mine.taps(mine.word("Esci da tutte", "Log out of all"))
    assert mine.word("non arriva nessun avviso", "no notice arrives at all") in mine.text  # no mail is sent here
    await mine.taps(mine.word("Sì, esci", "Yes, log out"))
    assert mine.word("Tutte le chat sono scollegate", "All chats are disconnected") in mine.text
    await books.deliver(house)
    await tablet.sees("Questa chat è stata scollegata")
    for one in (mine, tablet):
        await one.says("/account")
        assert one.word("Per continuare devi accedere", "To go on, please log in") in one.text


# By letter


@pytest.fixture
async def link(open_house: OpenHouse, world: World) -> AsyncIterator[str]:
    """Mario has logged in, and then a stranger with his password; what the link of the letter has a phone write."""
    async with open_house(smtp_url=world.smtp_url, mail_from="Area Clienti <noreply@archrm.it>") as house:
        await enrol(house)
        await Phone(world, MARIO).logs_in()
        world.clock.move(timedelta(minutes=1))
        await Phone(world, BRUNO).logs_in(address=MARIO.address)
        await books.deliver(house)
        first, second = world.mail.to(MARIO.email)
        assert first.subject == second.subject == f"Nuovo accesso a {MARIO.address}: eri tu?"
        assert PASSWORD not in second.text + second.html
        (payload,) = set(re.findall(r"start=(w\d+)", second.text + second.html))
        yield f"/start {payload}"
        await books.deliver(house)


async def test_f67_the_link_of_the_letter_disconnects_the_stranger_once(world: World, link: str) -> None:
    mario, stranger = Phone(world, MARIO), Phone(world, BRUNO)
    await mario.says(link)
    assert "Quella chat è scollegata" in mario.text
    await stranger.says("/account")
    assert "Per continuare devi accedere" in stranger.text
    await mario.says(link)
    assert "già scollegata" in mario.text


async def test_f67_after_the_session_the_link_asks_for_the_password_and_then_goes_on(world: World, link: str) -> None:
    mario = Phone(world, MARIO)
    world.clock.move(timedelta(minutes=31))
    await mario.says(link)
    assert "la sessione è terminata" in mario.text
    await mario.says(PASSWORD)
    assert "Quella chat è scollegata" in mario.text


async def test_f67_the_link_does_nothing_for_another_holder(world: World, link: str) -> None:
    anna = Phone(world, ANNA)
    await anna.logs_in()
    await anna.says(link)
    assert MARIO.address not in anna.text
    assert "disconnected" not in anna.text
    await Phone(world, BRUNO).says("/account")
    assert "Il tuo account" in Phone(world, BRUNO).text


async def test_the_link_in_the_chat_that_it_is_about_logs_it_out(world: World, link: str) -> None:
    stranger = Phone(world, BRUNO)
    await stranger.says(link)
    assert "era in questa chat" in stranger.text
    assert stranger.person.address not in stranger.text


# On the desk


async def test_f65_the_owner_is_warned_by_letter_too_once_a_day_and_logs_in_meanwhile(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "Area Clienti <noreply@archrm.it>"}
    async with opened_desk(sqlite_url, monkeypatch, **mail) as desk:
        await enrol(desk.house)
        await desk.log_in(MARIO)
        for _ in range(2):
            await desk.tap(BRUNO, "login")
            await desk.type(BRUNO, MARIO.address)
            for number in range(6):
                await desk.type(BRUNO, f"wrong-{number}")
                desk.clock.move(timedelta(minutes=2))
            await desk.tap(MARIO, "logout")
            await desk.log_in(MARIO)
            assert "Ciao, <b>Mario</b>" in desk.last
        warned = await books.ask(
            desk.house, "SELECT channel, target FROM outbox WHERE kind = 'login_failures' ORDER BY id"
        )
        assert warned == [("chat", str(MARIO.id)), ("email", MARIO.email)]


async def test_f66_a_revocation_after_the_session_asks_for_the_password_and_then_goes_on(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.log_in(BRUNO, address=MARIO.address)
    await desk.house.delivery.run_once()
    revoke = desk.key("revoke")
    desk.clock.move(timedelta(minutes=31))
    before = desk.rows()
    await desk.tap(MARIO, revoke)
    assert desk.rows() == before
    assert "la sessione è terminata" in desk.last
    await desk.type(MARIO, PASSWORD)
    assert desk.last == desk.word(MARIO, "access-revoked")
    assert [row[0] for row in desk.rows()["sessions"]] == [MARIO.id]


async def test_s04_every_tap_of_a_disconnected_chat_asks_for_mailbox_and_password(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.log_in(BRUNO, address=MARIO.address)
    await desk.tap(MARIO, UnlinkChat(BRUNO.id))
    for button in (ShowAccount(), ShowChats(), ShowAccesses(), UnlinkChat(MARIO.id), LogOutEverywhere()):
        await desk.tap(BRUNO, button)
        assert desk.word(BRUNO, "login-ask-mailbox") in desk.last
        assert MARIO.address not in desk.last
    assert [row[0] for row in desk.rows()["sessions"]] == [MARIO.id]


async def test_a_chat_that_disconnects_itself_is_logged_out(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.tap(MARIO, UnlinkChat(MARIO.id))
    assert desk.last == desk.word(MARIO, "login-logged-out")
    assert desk.rows()["sessions"] == []


async def test_it_was_me_needs_no_password(desk: Desk) -> None:
    await desk.log_in(MARIO)
    desk.clock.move(timedelta(minutes=31))
    before = desk.rows()
    await desk.tap(MARIO, ItWasMe())
    assert desk.last == desk.word(MARIO, "access-was-mine")
    assert desk.rows() == before


async def test_s07_a_login_that_is_not_ones_own_cannot_be_revoked(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.log_in(BRUNO)
    before = desk.rows()
    for number in range(1, 5):
        if number != 2:  # Bruno's own
            await desk.tap(BRUNO, RevokeAccess(number))
            assert desk.last == desk.word(BRUNO, "refused-not-found")
    assert desk.rows() == before


async def test_notices_arrive_after_the_session_without_anything_personal(desk: Desk) -> None:
    """A reminder thirty-one minutes after the log-in: mailbox, date, add-ons and amounts, and no name."""
    await desk.own(ANNA, ServiceKey.INBOX, 2, number=1)
    desk.clock.move(datetime(2026, 12, 1, 22, 45, tzinfo=UTC) - desk.clock.now())  # a quarter before midnight in Rome
    await desk.log_in(ANNA)
    desk.clock.move(timedelta(minutes=31))
    await desk.house.clockwork.calendar.reminding.run()
    await desk.house.delivery.run_once()
    assert desk.request.sent("sendMessage")[-1]["chat_id"] == str(ANNA.id)
    assert "studio.bianchi@pec.archrm.it" in desk.last
    assert "31 January 2027" in desk.last
    assert [word for word in (ANNA.first_name, ANNA.last_name, ANNA.fiscal_code, ANNA.email) if word in desk.last] == []
    await desk.tap(ANNA, "credit:0")
    assert "your session has ended" in desk.last
