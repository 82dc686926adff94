"""What people type, and what typing must never do (F63, F64, F68, S8, S9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.screens.buttons import ChooseService, ChooseTopUp, ConfirmOrder
from domain.catalogue import ServiceKey
from domain.mailboxes import MailboxStatus
from tests.journeys.desk import Desk
from tests.people import ANNA, BRUNO, MARIO
from tests.phone import plain

choose_gb = partial(ChooseService, service=ServiceKey.INBOX)
HOSTILE = (
    "<b>2</b>",
    "<script>alert(1)</script>",
    "</code></pre>&amp;&lt;",
    "🍕👩‍👩‍👧‍👦🇮🇹",
    "\u202e2\u202c",
    "2\u200b",
    "مرحبا",
    "'; DROP TABLE orders; --",
    "{ $amount } %s {0}",
    "x" * 4096,
    "2" * 4096,
    "🍕" * 2048,
    "2\n2",
)


async def mailbox_of(desk: Desk, address: str) -> int:
    """The id of a mailbox."""
    async with desk.house.units.read() as unit:
        mailbox = await unit.mailboxes.by_address(address)
    assert mailbox is not None
    return mailbox.id


UNSOLD_GB = {
    "refused-gb-out-of-range": ("0", "101", "999999"),
    "refused-gb-not-understood": ("1.5", "1,5", "due", "٣", "-1", "1e1", " ", "9999999", "2 3", "2+2"),
}
NO_AMOUNT = ("0", "0,99", "500,01", "1e9", "-5", "10,005", "10.005", "١٠", "due", "1.000", "NaN", "inf", "10 000")
NO_ADDRESS = (
    "a\u200bb@pec.it", "a\u202eb@pec.it", "a b@pec.it", "a\nb@pec.it", "a\u00a0b@pec.it", "a@b@pec.it", "è@pec.it",
    "x" * 250 + "@pec.it", "@pec.it", "a@", "a@b", "a@.it", "a@pec.", "a\x00b@pec.it",
)  # fmt: skip
CARD_NUMBERS = (
    "4242 4242 4242 4242",
    "4242424242424242 12/29 123",
    "carta 4242-4242-4242-4242, scade 12/29",
    "4242.4242.4242.4242",
    "4242\u00a04242\u00a04242\u00a04242",
    "4242  4242  4242  4242",
    "4242\n4242\n4242\n4242",
    "４２４２424242424242",
    "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
)


async def test_f64_gb_that_cannot_be_sold_get_a_clear_sentence_and_may_be_typed_again(desk: Desk) -> None:
    await reach(desk, "gb")
    before = desk.rows()
    for sentence, typed in ((sentence, one) for sentence, all_of in UNSOLD_GB.items() for one in all_of):
        await desk.type(BRUNO, typed)
        assert desk.last == plain(desk.house.texts[BRUNO.language](sentence, least=1, most=100)), typed
    assert desk.rows() == before
    await desk.type(BRUNO, "2")
    assert "7,32 €" in desk.last


async def test_f64_amounts_that_are_none_or_out_of_range_are_refused_with_help(desk: Desk) -> None:
    await reach(desk, "amount")
    before = desk.rows()
    for typed in NO_AMOUNT:
        await desk.type(BRUNO, typed)
        assert "500,00 €" in desk.last or "12,50" in desk.last, typed
    assert desk.rows() == before
    await desk.type(BRUNO, "12,50")
    assert "12,50 €" in desk.last


async def test_the_refusal_of_an_amount_leads_back_to_the_amounts(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    await desk.tap(BRUNO, ChooseTopUp())
    await desk.type(BRUNO, "ten")
    assert "top-up" in desk.keys


async def test_gb_beyond_the_cap_of_the_mailbox_say_how_many_are_left(desk: Desk) -> None:
    await desk.log_in(ANNA)
    await desk.tap(ANNA, choose_gb(await mailbox_of(desk, ANNA.address)))
    before = desk.rows()
    await desk.type(ANNA, "2")
    assert desk.last == plain(desk.house.texts[ANNA.language]("refused-cap-reached", left=1))
    assert desk.rows() == before


@pytest.mark.parametrize("status", [MailboxStatus.SUSPENDED, MailboxStatus.EXPIRED])
async def test_nothing_is_sold_for_a_mailbox_that_is_suspended_or_expired(desk: Desk, status: MailboxStatus) -> None:
    address = "chiusa@pec.archrm.it"
    await enrol_one(desk, mailbox=address, status=status)
    await desk.log_in(BRUNO, address=address)
    mailbox = await mailbox_of(desk, address)
    before = desk.rows()
    for button in (choose_gb(mailbox), ChooseService(mailbox, ServiceKey.ARCHIVE)):
        await desk.tap(BRUNO, button)
        assert "Per riattivarla rivolgiti al tuo ente" in desk.last
    assert desk.rows() == before


async def test_a_quote_that_is_over_takes_nothing_and_says_so(desk: Desk) -> None:
    await desk.log_in(BRUNO)
    await desk.tap(BRUNO, choose_gb(await mailbox_of(desk, BRUNO.address)))
    await desk.type(BRUNO, "2")
    confirm = desk.key("confirm")
    desk.clock.move(timedelta(hours=24))
    await desk.type(BRUNO, "/start")
    await desk.log_in(BRUNO)
    before = desk.rows()
    await desk.tap(BRUNO, confirm)
    assert desk.last == desk.word(BRUNO, "refused-quote-over")
    assert desk.rows() == before


# A wrong password leaves its traces.
COUNTED = {"dialogs", "updates", "login_failures", "accesses", "sqlite_sequence"}


@pytest.mark.parametrize("step", ["nothing", "name", "password", "gb", "amount"])
async def test_f63_hostile_text_in_any_step_is_answered_and_changes_nothing(desk: Desk, step: str) -> None:
    await reach(desk, step)
    before = desk.rows(without=COUNTED)
    for text in HOSTILE:
        heard = len(desk.said)
        await desk.type(BRUNO, text)
        assert len(desk.said) > heard, f"no answer to {text[:20]!r}"
        assert not any("non ha funzionato" in said for said in desk.said[heard:]), text[:40]
        assert "<script>" not in desk.last
        assert "</code></pre>" not in desk.last
    assert desk.rows(without=COUNTED) == before


async def test_f63_what_cannot_be_the_name_of_a_mailbox_is_refused_and_not_kept(desk: Desk) -> None:
    await desk.tap(BRUNO, "login")
    for typed in NO_ADDRESS:
        await desk.type(BRUNO, typed)
        assert desk.last == desk.word(BRUNO, "login-not-a-mailbox"), typed
        assert desk.rows(without=set())["dialogs"][0][2] == "NAME"


async def test_f63_the_name_of_a_mailbox_is_normalised(desk: Desk) -> None:
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, f"  {BRUNO.address.upper()} ")
    assert f"{BRUNO.address}" in desk.last


@pytest.mark.parametrize("step", ["name", "gb", "amount"])
async def test_s08_no_text_brings_a_step_down(desk: Desk, step: str) -> None:
    await reach(desk, step)
    quotes = desk.rows()["quotes"]
    sent: list[str] = []

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
    def collect(text: str) -> None:
        sent.append(text)

    collect()
    for text in sent:
        await desk.type(BRUNO, text)
    assert not [said for said in desk.said if "non ha funzionato" in said]
    assert desk.rows()["orders"] == []
    assert len(desk.rows()["quotes"]) - len(quotes) <= len([text for text in sent if any(map(str.isdigit, text))])


async def test_s09_what_the_register_and_people_wrote_is_shown_escaped(desk: Desk) -> None:
    await enrol_one(desk, mailbox="ugo@pec.archrm.it", first_name="<b>Ugo & co", last_name="</b><a href='x'>")
    await desk.log_in(BRUNO, address="ugo@pec.archrm.it")
    assert "&lt;b&gt;Ugo &amp; co" in desk.last
    await desk.tap(BRUNO, "login")
    await desk.type(BRUNO, "<b>x</b>&@pec.it")
    assert "<b>x</b>&@" not in desk.last


@pytest.mark.parametrize("step", ["nothing", "name", "gb"])
async def test_f68_a_card_number_is_deleted_and_warned_about(desk: Desk, step: str) -> None:
    await reach(desk, step)
    before, dialog = desk.rows(), desk.rows(without=set())["dialogs"][0][1:4]
    for typed in CARD_NUMBERS:
        deleted = len(desk.request.sent("deleteMessage"))
        await desk.type(BRUNO, typed)
        assert len(desk.request.sent("deleteMessage")) == deleted + 1, typed
        assert desk.last == desk.word(BRUNO, "card-number-deleted")
    assert desk.rows() == before
    assert desk.rows(without=set())["dialogs"][0][1:4] == dialog


async def test_f68_the_dialog_goes_on_after_a_card_number(desk: Desk) -> None:
    await reach(desk, "gb")
    await desk.type(BRUNO, "4242 4242 4242 4242")
    await desk.type(BRUNO, "2")
    assert "7,32 €" in desk.last


async def test_f68_a_card_number_that_telegram_does_not_delete_is_to_be_deleted_by_hand(desk: Desk) -> None:
    desk.request.refuse["deleteMessage"] = (400, "Bad Request: message can't be deleted")
    await desk.type(BRUNO, "4242 4242 4242 4242")
    assert desk.last == desk.word(BRUNO, "card-number-not-deleted")


async def test_an_order_number_is_no_card_number(desk: Desk) -> None:
    await desk.type(MARIO, "1234567890123456")
    assert not desk.request.sent("deleteMessage")


async def test_typing_again_after_the_quote_is_not_an_order(desk: Desk) -> None:
    await reach(desk, "gb")
    await desk.type(BRUNO, "2")
    quoted = desk.rows()
    await desk.type(BRUNO, "2")
    assert desk.last == desk.word(BRUNO, "not-understood")
    assert desk.rows() == quoted


async def test_a_confirm_typed_by_hand_is_not_an_order(desk: Desk) -> None:
    await reach(desk, "gb")
    await desk.type(BRUNO, "2")
    await desk.type(BRUNO, desk.key("confirm"))
    assert desk.rows()["orders"] == []
    await desk.tap(BRUNO, ConfirmOrder(desk.rows()["quotes"][0][0]))
    assert len(desk.rows()["orders"]) == 1


async def enrol_one(desk: Desk, **changes: Any) -> None:
    """One more member, with a mailbox and Bruno's password."""
    row = replace(BRUNO.rows()[0], fiscal_code="GTTGUO70A01H501C", **changes)
    async with desk.house.units.write() as unit:
        await unit.register.save([row])
        await unit.commit()


async def reach(desk: Desk, step: str) -> None:
    """Brings Bruno to the step at which something is typed."""
    if step == "nothing":
        await desk.type(BRUNO, "/start")
    if step in {"name", "password"}:
        await desk.tap(BRUNO, "login")
    if step == "password":
        await desk.type(BRUNO, BRUNO.address)
    if step in {"gb", "amount"}:
        await desk.log_in(BRUNO)
        mailbox = await mailbox_of(desk, BRUNO.address)
        await desk.tap(BRUNO, choose_gb(mailbox) if step == "gb" else ChooseTopUp())
