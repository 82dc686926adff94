"""What people with a client of their own, or with bad intentions, try to do to the money."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.app import House
from bot.sandbox.world import World
from bot.screens.buttons import (
    CancelOrder,
    ChooseGb,
    ChooseService,
    ConfirmOrder,
    PayOrder,
    ShowOrder,
    TopUpOf,
    decode,
    encode,
)
from domain.catalogue import ServiceKey
from tests.journeys import books
from tests.people import BRUNO, MARIO, Person
from tests.phone import Phone, data_of

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Phones = Callable[[Person], Phone]


@pytest.fixture
async def mario(phone: Phones, house: House, world: World) -> AsyncIterator[Phone]:
    """Mario, logged in, with 50 euro of credit; in the end the books are right."""
    mario = phone(MARIO)
    await mario.logs_in()
    world.stripe.pay(await mario.tops_up("50"))
    await world.stripe.idle()
    await books.deliver(house)
    yield mario
    await books.assert_right(house, world)


@pytest.fixture
async def bruno(phone: Phones, mario: Phone) -> Phone:
    """Bruno, logged in, without credit. He knows what is in Mario's buttons."""
    bruno = phone(BRUNO)
    await bruno.logs_in()
    return bruno


async def sends(phone: Phone, data: str) -> None:
    """A client of one's own sends callback data that no button of one's own holds."""
    phone.telegram.tap(phone.chat_id, phone.screen["message_id"], data)
    await phone.telegram.settled()


def with_last(data: str, number: int) -> str:
    """Callback data with another number at its end."""
    return f"{data.rpartition(':')[0]}:{number}"


async def test_s7_nobody_confirms_pays_sees_or_cancels_the_quote_of_another(
    mario: Phone, bruno: Phone, house: House
) -> None:
    await mario.asks_for(1)
    confirm = decode(data_of(mario.screen, "Conferma"))
    assert isinstance(confirm, ConfirmOrder)
    for button in (ConfirmOrder, PayOrder, ShowOrder, CancelOrder):
        await sends(bruno, encode(button(confirm.quote_id)))
        assert "non c'è" in bruno.text
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (5_000, [])


async def test_s7_nobody_touches_the_waiting_order_of_another(
    mario: Phone, bruno: Phone, house: House, world: World
) -> None:
    await mario.asks_for(10)
    confirm = decode(data_of(mario.screen, "Conferma"))
    assert isinstance(confirm, ConfirmOrder)
    await mario.taps("Conferma")
    links = len(world.stripe.links)
    for button in (ConfirmOrder, PayOrder, ShowOrder, CancelOrder):
        await sends(bruno, encode(button(confirm.quote_id)))
        assert "non c'è" in bruno.text
    assert (await books.orders(house, MARIO), len(world.stripe.links)) == ([(10, "pending")], links)


async def test_f06_an_amount_that_no_button_offers_makes_no_link(mario: Phone, world: World) -> None:
    for cents in [1, 99, 50_001, 10**15]:
        await sends(mario, with_last(encode(TopUpOf(500)), cents))
        assert len(world.stripe.links) == 1
        assert "1,00 €" in mario.text or "non è più valido" in mario.text


async def test_f64_an_amount_that_cannot_be_paid_is_refused_in_words_and_makes_no_link(
    mario: Phone, world: World
) -> None:
    amounts = ["1e9", "-5", "10,005", "٣", "0", "0,99", "500,01", "NaN", "5\u200b0"]
    await mario.says("/menu")
    await mario.taps("Ricarica")
    for amount in amounts:
        await mario.says(amount)
        assert len(world.stripe.links) == 1
        assert "importo" in mario.text.lower() or "€" in mario.text


@pytest.mark.parametrize("gb", [4, 100, 101, 10**9])
async def test_f06_gb_that_no_button_offers_are_priced_like_typed_ones_or_refused(
    mario: Phone, house: House, gb: int
) -> None:
    await mario.asks_for(1)
    keys = [decode(key["callback_data"]) for row in mario.screen["buttons"] for key in row if "callback_data" in key]
    (mailbox_id,) = [key.mailbox_id for key in keys if isinstance(key, ChooseService)]
    await sends(mario, with_last(encode(ChooseGb(mailbox_id, ServiceKey.INBOX, 1)), gb))
    assert ("Conferma" in " ".join(mario.labels)) == (gb <= 100)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (5_000, [])


async def test_a_completed_order_cannot_be_cancelled_for_its_money(mario: Phone, house: House) -> None:
    await mario.asks_for(2)
    confirm = decode(data_of(mario.screen, "Conferma"))
    assert isinstance(confirm, ConfirmOrder)
    await mario.taps("Conferma")
    await sends(mario, encode(CancelOrder(confirm.quote_id)))
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (2_804, [(2, "completed")])


async def test_who_has_logged_out_spends_nothing_with_old_buttons(mario: Phone, house: House) -> None:
    await mario.asks_for(2)
    confirm = data_of(mario.screen, "Conferma")
    await mario.says("/esci")
    await sends(mario, confirm)
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (5_000, [])


async def test_an_old_quote_of_a_chat_that_belongs_to_another_holder_now_is_worth_nothing(
    mario: Phone, house: House
) -> None:
    """The phone was lent, or sold: who logs in there cannot confirm what was quoted to somebody else."""
    await mario.asks_for(2)
    confirm = data_of(mario.screen, "Conferma")
    await mario.says("/esci")
    await mario.logs_in(address=BRUNO.address)
    await sends(mario, confirm)
    assert "non c'è" in mario.text
    assert (await books.credit(house, MARIO), await books.orders(house, MARIO)) == (5_000, [])


async def test_somebody_else_may_pay_a_link_and_the_credit_is_its_holders(
    mario: Phone, bruno: Phone, house: House, world: World
) -> None:
    link = await mario.tops_up("20")
    world.stripe.pay(link, "5555555555554444")
    await world.stripe.idle()
    await books.deliver(house)
    assert (await books.credit(house, MARIO), await books.credit(house, BRUNO)) == (7_000, 0)
    assert not any("20,00 € ricevuta" in text for text in bruno.said)
