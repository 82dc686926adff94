"""A holder looks ahead, decides what is kept, pays what is missing, and follows links from an e-mail."""

from __future__ import annotations

import pytest

from bot.screens.buttons import OpenMailbox, ShowForecast, ShowRenewals, Snooze, TopUpForecast, TopUpRenewal
from bot.screens.deep_links import payload_of
from domain.catalogue import ServiceKey
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, MARIO, PASSWORD, Person
from tests.screens.checks import plain

STUDIO = 1  # Anna's second mailbox, which expires on 31 January 2027


async def mailbox_of(desk: Desk, person: Person, number: int = 0) -> int:
    """The id of a mailbox."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(person.mailboxes[number].address)
    assert mailbox is not None
    return mailbox.id


@pytest.fixture
async def anna(desk: Desk) -> Desk:
    """Anna is logged in, has add-ons that will take 7.32 and 4.88, and 9.00 of credit."""
    await desk.own(ANNA, ServiceKey.INBOX, 2, number=STUDIO)
    await desk.own(ANNA, ServiceKey.ARCHIVE, 1, number=STUDIO)
    await desk.give(ANNA, 900)
    await desk.log_in(ANNA)
    return desk


def read(desk: Desk) -> str:
    """What was said last, as it is read."""
    return plain(desk.last)


async def test_home_says_what_is_missing_and_one_tap_pays_it(anna: Desk) -> None:
    assert "€3.20 is missing" in read(anna)
    await anna.tap(ANNA, anna.key("top-up-renewal"))
    assert "Top-up of €3.20" in read(anna)
    assert "the renewal of 31 January 2027 is covered" in read(anna)


async def test_the_card_of_a_mailbox_leads_to_its_renewals_and_to_each_addon(anna: Desk) -> None:
    await anna.tap(ANNA, OpenMailbox(await mailbox_of(anna, ANNA, STUDIO)))
    await anna.tap(ANNA, anna.key("renewals"))
    assert "€12.20 will be taken" in read(anna)
    await anna.tap(ANNA, anna.key("addon"))
    assert "Inbox space upgrade, 2 GB" in read(anna)
    await anna.tap(ANNA, anna.key("renewals"))
    assert "€12.20 will be taken" in read(anna)


async def test_a_renewal_that_was_stopped_is_not_missing_any_more(anna: Desk) -> None:
    await anna.tap(ANNA, ShowRenewals(await mailbox_of(anna, ANNA, STUDIO)))
    await anna.tap(ANNA, anna.key("addon"))
    await anna.tap(ANNA, anna.key("renew"))
    assert "It won't be renewed" in read(anna)
    answers = [params.get("text") for name, params in anna.request.calls if name == "answerCallbackQuery"]
    assert answers[-1] == "Done: the add-on won't be renewed."
    await anna.tap(ANNA, ShowForecast())
    assert "€4.88 is needed in all. You have €9.00: that's enough for everything." in read(anna)


async def test_what_is_put_first_is_kept(anna: Desk) -> None:
    await anna.tap(ANNA, ShowRenewals(await mailbox_of(anna, ANNA, STUDIO)))
    second = [key for key in anna.keys if key.startswith("addon:")][1]
    await anna.tap(ANNA, second)
    await anna.tap(ANNA, anna.key("first"))
    assert "renewed first" in read(anna)
    await anna.tap(ANNA, anna.key("renewals"))
    assert anna.key("addon") == second


async def test_what_is_covered_by_now_asks_for_no_card(anna: Desk) -> None:
    await anna.give(ANNA, 320)
    for button in (TopUpRenewal(await mailbox_of(anna, ANNA, STUDIO)), TopUpForecast()):
        await anna.tap(ANNA, button)
        assert "Nothing is missing. Your credit is €12.20" in read(anna)
    assert anna.rows()["top_ups"] == []


async def test_the_year_is_paid_in_one_tap(anna: Desk) -> None:
    await anna.tap(ANNA, ShowForecast())
    await anna.tap(ANNA, anna.key("top-up-year"))
    assert "the renewals of the next 12 months are covered" in read(anna)


async def test_a_reminder_that_was_seen_says_when_the_next_one_comes(anna: Desk) -> None:
    await anna.tap(ANNA, Snooze(await mailbox_of(anna, ANNA, STUDIO)))
    assert "until 6 December 2026" in read(anna)
    assert "The next one comes on 7 December 2026" in read(anna)


async def test_alerts_of_space_are_turned_off_and_on(anna: Desk) -> None:
    await anna.type(ANNA, "/start alerts")
    assert "Space alerts: on" in read(anna)
    await anna.tap(ANNA, anna.key("set-alerts"))
    assert "Space alerts: off" in read(anna)
    await anna.tap(ANNA, anna.key("set-alerts"))
    assert "Space alerts: on" in read(anna)


async def test_a_link_leads_a_holder_where_it_says(anna: Desk) -> None:
    mailbox_id = await mailbox_of(anna, ANNA, STUDIO)
    await anna.type(ANNA, f"/start {payload_of(TopUpRenewal(mailbox_id))}")
    assert "Top-up of €3.20" in read(anna)
    await anna.type(ANNA, f"/start {payload_of(OpenMailbox(mailbox_id))}")
    assert "studio.bianchi@pec.archrm.it" in read(anna)


async def test_a_link_asks_for_the_password_first_and_then_goes_on(anna: Desk) -> None:
    await anna.type(ANNA, "/logout")
    await anna.type(ANNA, f"/start {payload_of(TopUpRenewal(await mailbox_of(anna, ANNA, STUDIO)))}")
    assert anna.word(ANNA, "login-ask-mailbox") in anna.last
    await anna.type(ANNA, ANNA.address)
    await anna.type(ANNA, PASSWORD)
    assert "Top-up of €3.20" in read(anna)


async def test_s7_a_link_to_what_is_somebody_elses_finds_nothing(anna: Desk) -> None:
    mailbox_id = await mailbox_of(anna, ANNA, STUDIO)
    await anna.log_in(BRUNO)
    for button in (TopUpRenewal(mailbox_id), OpenMailbox(mailbox_id)):
        await anna.type(BRUNO, f"/start {payload_of(button)}")
        assert anna.last == anna.word(BRUNO, "refused-not-found")


@pytest.mark.parametrize("payload", ["r0", "r1 m1", "x", "alerts2", "mailbox:1", "R1", "r" + "9" * 60])
async def test_f06_a_link_that_means_nothing_is_a_plain_start(payload: str, desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.type(MARIO, f"/start {payload}")
    assert read(desk).startswith("Ciao, Mario.")


async def test_a_link_in_the_middle_of_a_question_takes_its_place(anna: Desk) -> None:
    await anna.tap(ANNA, "top-up")
    await anna.type(ANNA, "/start alerts")
    await anna.type(ANNA, "20")
    assert anna.last == anna.word(ANNA, "not-understood")


async def test_a_chat_that_writes_again_is_reachable_again(desk: Desk) -> None:
    await desk.log_in(MARIO)
    await desk.services.contacts.mark_reachable(MARIO.id, reachable=False)
    await desk.type(MARIO, "/menu")
    assert (await desk.services.access.arrive(MARIO.id)).reachable
