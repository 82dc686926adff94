"""The register desk: Carla finds a holder, looks at everything there is, and acts; nobody else can."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.screens.buttons.desk import (
    AskToEndSessions,
    AskToRemind,
    AskToReopen,
    AskToSuspend,
    ShowActs,
    ShowHolder,
    ShowHoldersChats,
    ShowHoldersMailbox,
    ShowHoldersMovements,
    ShowHoldersNotices,
    ShowHoldersOrders,
    ShowHoldersTopUps,
)
from domain.acts import Act
from domain.catalogue import ServiceKey
from domain.money import Money
from tests.journeys.desk import KNOCKED, Desk
from tests.people import ANNA, BRUNO, CARLA, CAST, DARIO, MARIO, Person
from tests.screens.checks import plain

COMMANDS = ("/cerca", "/find", "/atti", "/audit")


async def ids(desk: Desk, person: Person, number: int = 0) -> tuple[int, int]:
    """The ids of a holder and of one of the mailboxes."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.mailboxes[number].address)
    assert mailbox is not None
    return mailbox.holder_id, mailbox.id


def acts(desk: Desk) -> list[tuple[int, str, dict[str, Any]]]:
    """Who did what, oldest first."""
    rows = sorted(desk.rows()["admin_acts"])
    return [(actor, act, json.loads(about)) for _, actor, act, about, _ in rows]


def seen(desk: Desk) -> str:
    """What was said last, as it is read."""
    return plain(desk.last)


async def delivered(desk: Desk) -> list[tuple[str, str]]:
    """Delivers what is owed; to which chat, and what."""
    heard = len(desk.request.calls)
    while await desk.house.delivery.run_once():
        pass
    sent = [params for name, params in desk.request.calls[heard:] if name == "sendMessage"]
    return [(params["chat_id"], params["text"]) for params in sent]


# Finding


@pytest.mark.parametrize("command", ["/cerca", "/find"])
async def test_the_command_asks_whom_to_look_for_and_one_hit_opens_the_card(desk: Desk, command: str) -> None:
    await desk.type(CARLA, command)
    assert desk.last == desk.word(CARLA, "desk-ask")
    await desk.type(CARLA, "anna")
    assert all(word in seen(desk) for word in ("Anna Bianchi", ANNA.fiscal_code, ANNA.email, ANNA.address, "0,00 €"))
    assert acts(desk) == [(CARLA.id, Act.HOLDER_VIEWED, {"holder_id": (await ids(desk, ANNA))[0]})]


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("ROSSI", MARIO),
        ("rio ros", MARIO),
        ("rossi mario", MARIO),
        ("rssmra80", MARIO),
        ("studio.bianchi@", ANNA),
        ("bruno.neri@example.com", BRUNO),
        ("frrdra85r20", DARIO),
    ],
)
async def test_any_part_of_a_name_a_code_or_an_address_finds_whoever_has_it(
    desk: Desk, words: str, person: Person
) -> None:
    await desk.type(CARLA, f"/cerca {words}")
    assert f"{person.first_name} {person.last_name}" in desk.last


@pytest.mark.parametrize("words", ["%", "__", "_ossi", "ma%io", "mario bianchi"])
async def test_a_wildcard_is_only_itself_and_every_word_has_to_fit(desk: Desk, words: str) -> None:
    await desk.type(CARLA, f"/find {words}")
    assert "Mario Rossi" not in desk.last
    assert acts(desk) == []


async def test_many_are_shown_five_a_page_and_can_be_come_back_to(desk: Desk) -> None:
    lucia = replace(MARIO.rows()[0], mailbox="a.verdi@pec.archrm.it", fiscal_code="VRDLCU92A41H501O", last_name="Abate")
    async with desk.house.units.write() as unit:
        await unit.register.save([lucia])
        await unit.commit()
    await desk.type(CARLA, "/cerca pec.archrm")
    assert f"{len(CAST) + 1} titolari" in desk.last
    assert len([key for key in desk.keys if key.startswith("holder:")]) == 5
    await desk.tap(CARLA, desk.key("found"))
    (last,) = [key for key in desk.keys if key.startswith("holder:")]
    await desk.tap(CARLA, last)
    await desk.tap(CARLA, desk.key("h-orders"))
    await desk.tap(CARLA, desk.key("holder"))
    await desk.tap(CARLA, desk.key("found"))
    assert f"{len(CAST) + 1} titolari" in desk.last
    await desk.type(CARLA, "nessuno di loro")
    assert "Nessun titolare" in desk.last


async def test_one_letter_is_too_little(desk: Desk) -> None:
    await desk.type(CARLA, "/cerca a")
    assert "almeno 2 caratteri" in desk.last


async def test_what_looks_like_a_password_is_not_looked_for(desk: Desk) -> None:
    await desk.type(CARLA, "/cerca")
    await desk.type(CARLA, "Segretissima2027")
    assert desk.last == desk.word(CARLA, "password-deleted-unasked")
    assert "Segretissima2027" not in str(desk.rows(without=set()))


async def test_carla_reads_it_in_english_too(desk: Desk) -> None:
    await desk.tap(CARLA, "language:en")
    await desk.type(CARLA, "/find rossi")
    assert all(word in seen(desk) for word in ("Fiscal code", "Credit: €0.00", "No chat linked"))


# Looking


async def test_the_pages_behind_the_card_tell_all_there_is(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.own(MARIO, ServiceKey.INBOX, 2)
    holder, mailbox = await ids(desk, MARIO)
    await desk.services.top_ups.open(Money(2_000), holder_id=holder, chat_id=MARIO.chat_id)
    told = {
        ShowHoldersMailbox(mailbox): ("mario.rossi@pec.archrm.it", "Upgrade Spazio Inbox, 2 GB", "poi si rinnova"),
        ShowHoldersOrders(holder): ("Upgrade Spazio Inbox, 2 GB", "21,96 €", "completato"),
        ShowHoldersTopUps(holder): ("R000001", "20,00 €", "in attesa del pagamento"),
        ShowHoldersMovements(holder): ("+21,96 €", "−21,96 €"),
        ShowHoldersChats(holder): (f"Chat {MARIO.chat_id}", "Sessione aperta"),
        ShowHoldersNotices(holder): (desk.word(CARLA, "desk-nothing"),),
    }
    for button, words in told.items():
        await desk.tap(CARLA, button)
        assert [word for word in words if word not in seen(desk)] == [], button
    assert acts(desk) == []


async def test_a_notice_is_shown_with_the_proof_of_its_delivery(desk: Desk) -> None:
    await desk.log_in(MARIO)
    holder, mailbox = await ids(desk, MARIO)
    await desk.tap(CARLA, AskToSuspend(mailbox))
    await desk.tap(CARLA, desk.key("suspend"))
    await desk.tap(CARLA, ShowHoldersNotices(holder))
    assert "In attesa, prevista" in desk.last
    await delivered(desk)
    await desk.tap(CARLA, ShowHoldersNotices(holder))
    shown = ("1. Casella sospesa", f"In chat a {MARIO.chat_id}", "Consegnata", "Tentativo 1", "arrivata", "Risposta")
    assert [word for word in shown if word not in seen(desk)] == []


# Acting


async def test_a_reminder_goes_out_once_more_for_each_question(desk: Desk) -> None:
    await desk.log_in(ANNA)
    await desk.own(ANNA, ServiceKey.ARCHIVE, 1, number=1)
    await desk.house.clockwork.calendar.reminding.run()
    assert len(await delivered(desk)) == 1
    holder, mailbox = await ids(desk, ANNA, 1)
    await desk.tap(CARLA, AskToRemind(mailbox))
    assert "31 gennaio 2027" in desk.last
    confirm = desk.key("remind")
    await desk.tap(CARLA, confirm)
    assert "L'avviso riparte" in desk.last
    await desk.tap(CARLA, confirm)
    assert desk.last == desk.word(CARLA, "reminded-before")
    ((chat, text),) = await delivered(desk)
    assert (chat, "31 January 2027" in text) == (str(ANNA.chat_id), True)
    about = {"holder_id": holder, "mailbox": ANNA.mailboxes[1].address, "day": "2027-01-31"}
    assert acts(desk) == [(CARLA.id, Act.REMINDER_RESENT, about)]


async def test_where_no_reminder_is_due_it_is_said_so(desk: Desk) -> None:
    await desk.tap(CARLA, AskToRemind((await ids(desk, MARIO))[1]))
    assert desk.last == desk.word(CARLA, "refused-nothing-to-remind")


async def test_nobody_is_reminded_who_cannot_be_told(desk: Desk) -> None:
    await desk.own(ANNA, ServiceKey.ARCHIVE, 1, number=1)
    await desk.tap(CARLA, AskToRemind((await ids(desk, ANNA, 1))[1]))
    assert desk.last == desk.word(CARLA, "refused-nobody-to-tell")
    assert acts(desk) == []


async def test_the_sessions_of_a_holder_are_ended_and_the_chats_stay_linked(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.log_in(BRUNO, address=MARIO.address)
    await delivered(desk)
    holder, _ = await ids(desk, MARIO)
    await desk.tap(CARLA, AskToEndSessions(holder))
    confirm = desk.key("end")
    await desk.tap(CARLA, confirm)
    assert "Chiuse 2 sessioni" in desk.last
    told = await delivered(desk)
    assert sorted(chat for chat, text in told if "ha chiuso la tua sessione" in text) == ["1001", "1004"]
    await desk.tap(CARLA, confirm)
    assert "nessuna sessione aperta" in desk.last
    assert [act for _, act, _ in acts(desk)] == [Act.SESSIONS_ENDED]
    await desk.tap(MARIO, "mailboxes:0")
    assert desk.word(MARIO, "login-ask-mailbox").splitlines()[0] in desk.last
    async with desk.house.units.read() as unit:
        assert len(await unit.chats.linked(holder)) == 2


async def test_a_mailbox_is_suspended_and_opened_again_and_its_holder_is_told(desk: Desk) -> None:
    await desk.log_in(MARIO)
    _, mailbox = await ids(desk, MARIO)
    await desk.tap(CARLA, AskToSuspend(mailbox))
    confirm = desk.key("suspend")
    await desk.tap(CARLA, confirm)
    assert "è sospesa" in desk.last
    ((chat, text),) = await delivered(desk)
    assert (chat, "ha sospeso la casella" in text) == (str(MARIO.chat_id), True)
    await desk.tap(CARLA, confirm)
    assert "lo era già" in desk.last
    await desk.tap(MARIO, f"buy:{mailbox}")
    assert desk.last == desk.word(MARIO, "refused-mailbox-not-active")
    await desk.tap(CARLA, AskToReopen(mailbox))
    confirm = desk.key("reopen")
    await desk.tap(CARLA, confirm)
    assert "Adesso è attiva" in desk.last
    await desk.tap(CARLA, confirm)
    assert "era già aperta" in desk.last
    assert "ha riaperto la casella" in (await delivered(desk))[0][1]
    await desk.tap(MARIO, f"buy:{mailbox}")
    assert "service:" in " ".join(desk.keys)
    assert [act for _, act, _ in acts(desk)] == [Act.MAILBOX_SUSPENDED, Act.MAILBOX_REOPENED]


async def test_a_mailbox_whose_date_has_passed_is_said_to_be_what_it_is(desk: Desk) -> None:
    _, mailbox = await ids(desk, DARIO)
    await desk.tap(CARLA, AskToSuspend(mailbox))
    await desk.tap(CARLA, desk.key("suspend"))
    desk.clock.move(timedelta(days=(date(2027, 11, 25) - date(2026, 11, 22)).days))
    await desk.tap(CARLA, AskToReopen(mailbox))
    assert "ma scaduta" in desk.last
    await desk.tap(CARLA, desk.key("reopen"))
    assert "Adesso è scaduta" in desk.last
    await desk.tap(CARLA, AskToSuspend(mailbox))
    await desk.tap(CARLA, desk.key("suspend"))
    assert desk.last == desk.word(CARLA, "refused-cannot-suspend")


# The list of the acts


@pytest.mark.parametrize("command", ["/atti", "/audit"])
async def test_the_acts_are_told_in_words_the_newest_first(desk: Desk, command: str) -> None:
    await desk.type(CARLA, command)
    assert desk.last == desk.word(CARLA, "acts-none")
    for person in (MARIO, ANNA, BRUNO) * 3:
        await desk.tap(CARLA, ShowHolder((await ids(desk, person))[0]))
    await desk.type(CARLA, command)
    assert desk.last.count("Scheda aperta") == 8
    assert all(word in seen(desk) for word in ("22 novembre 2026", "admin 1003", "Bruno Neri"))
    await desk.tap(CARLA, ShowActs(1))
    assert (desk.last.count("Scheda aperta"), "Mario Rossi" in desk.last) == (1, True)


# Who may


@pytest.mark.parametrize("logged_in", [False, True])
async def test_s06_for_anybody_else_there_is_no_desk(desk: Desk, logged_in: bool) -> None:
    if logged_in:
        await desk.log_in(MARIO)
    await desk.type(MARIO, "/boh")
    unknown = desk.request.calls[-1]
    before = desk.rows(without=KNOCKED)
    for command in COMMANDS:
        for words in ("", " mario"):
            await desk.type(MARIO, command + words)
            assert desk.request.calls[-1] == unknown
    holder, mailbox = await ids(desk, ANNA)
    for button in (ShowHolder(holder), AskToSuspend(mailbox), f"suspend:{mailbox}", f"end:{holder}", "acts:0"):
        await desk.tap(MARIO, button)
        assert desk.last == desk.word(MARIO, "menu-expired")
    assert desk.rows(without=KNOCKED) == before
