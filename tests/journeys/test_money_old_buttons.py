"""Once a payment has arrived, nothing above the news invites to pay again."""

from collections.abc import Callable

import pytest

from bot.app import House
from bot.sandbox.world import World
from domain.errors import StorageUnavailable
from storage.updates import SqlUpdates
from tests.journeys import books
from tests.people import MARIO, Person
from tests.phone import Phone, View

Phones = Callable[[Person], Phone]

pytestmark = pytest.mark.usefixtures("quiet_clockwork")


def that_pay(phone: Phone) -> list[View]:
    """The bot's messages that still have a key to a payment page."""
    shown = phone.telegram.from_bot(phone.chat_id)
    return [message for message in shown if any(key.get("url") for row in message["buttons"] for key in row)]


@pytest.fixture
async def mario(phone: Phones) -> Phone:
    """Mario, logged in."""
    mario = phone(MARIO)
    await mario.logs_in()
    return mario


async def paid(mario: Phone, house: House, world: World) -> None:
    """The link on the screen is paid, and the news of it delivered."""
    world.stripe.pay(mario.link())
    await world.stripe.idle()
    await books.deliver(house)


async def test_a_paid_order_leaves_no_key_to_pay_above_its_receipt(mario: Phone, house: House, world: World) -> None:
    await mario.orders(2)
    assert len(that_pay(mario)) == 1
    await paid(mario, house, world)
    assert "Ordine completato" in mario.text
    assert that_pay(mario) == []


async def test_a_paid_top_up_leaves_no_key_to_pay_above_the_news(mario: Phone, house: House, world: World) -> None:
    await mario.tops_up("20")
    await paid(mario, house, world)
    assert "20,00 €" in mario.text
    assert that_pay(mario) == []


async def test_the_receipt_leads_on_although_the_message_above_it_has_lost_its_keys(
    mario: Phone, house: House, world: World
) -> None:
    await mario.orders(2)
    await paid(mario, house, world)
    await mario.taps("Vedi la casella")
    assert "Spazio inbox" in mario.text


@pytest.mark.parametrize("trouble", ["telegram", "database"])
async def test_a_key_that_cannot_be_taken_away_does_not_bring_the_news_twice(
    trouble: str, mario: Phone, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(_store: SqlUpdates, _chat_id: int) -> None:
        raise StorageUnavailable

    await mario.orders(2)
    if trouble == "telegram":
        world.telegram.fail_next("editMessageReplyMarkup", 500, "Internal Server Error")
    else:
        monkeypatch.setattr(SqlUpdates, "load_dialog", unavailable)
    await paid(mario, house, world)
    monkeypatch.undo()
    await books.deliver(house)
    assert sum("Ordine completato" in text for text in mario.said) == 1
