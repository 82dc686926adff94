"""Fault F44, as a member lives it: the mail server does not give the space, and gives it in the end, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app import House
from bot.gateways.local_mail import LocalMailServer
from bot.sandbox.world import World
from domain.errors import MailboxUnavailable
from tests.journeys.books import deliver
from tests.journeys.conftest import OpenHouse, enrol
from tests.people import ANNA, BRUNO, CARLA, Person
from tests.phone import Phone

PEOPLE = pytest.mark.parametrize("person", [BRUNO, ANNA], ids=["it", "en"])


@dataclass
class Outage:
    """Whether the mail server refuses to change a limit."""

    lasts: bool = True


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Outage:
    """The mail server sets no limits; everything else it does."""
    outage, set_limit = Outage(), LocalMailServer.set_limit

    async def failing(self: LocalMailServer, address: str, limit_bytes: int) -> None:
        if outage.lasts:
            raise MailboxUnavailable
        await set_limit(self, address, limit_bytes)

    monkeypatch.setattr(LocalMailServer, "set_limit", failing)
    return outage


async def pays_for_one_gb(phone: Phone, world: World, house: House) -> str:
    """Buys inbox space with a card; the text of the receipt."""
    await looks_at_the_card(phone)
    for key in (("Acquista", "Buy"), ("Upgrade Spazio", "Inbox space"), ("1 GB", "1 GB"), ("Conferma", "Confirm")):
        await phone.taps(phone.word(*key))
    world.stripe.pay(phone.link())
    await world.stripe.idle()
    await deliver(house)
    return str((await phone.sees(phone.word("Ordine completato", "Order completed")))["text"])


async def looks_at_the_card(phone: Phone) -> str:
    """The card of the mailbox, after another log-in if the last one is over."""
    person = phone.person
    await phone.says("/start")
    if any(phone.word("Accedi", "Log in") in label for label in phone.labels):
        await phone.logs_in()
    await phone.taps(phone.word("casella", "mailboxes"))
    if len(person.mailboxes) > 1:
        await phone.taps(person.address)
    return phone.text


async def passes(world: World, house: House, by: timedelta, step: timedelta = timedelta(hours=6)) -> None:
    """Time goes by: what is due is delivered, and what is hopeless is undone."""
    until = world.clock.now() + by
    while world.clock.now() < until:
        world.clock.move(step)
        await deliver(house)
        await house.clockwork.activating.run()
    await deliver(house)


@PEOPLE
@pytest.mark.usefixtures("stopped_clockwork")
async def test_f44_a_member_sees_that_the_space_is_late_and_hears_when_it_is_there(
    open_house: OpenHouse, world: World, outage: Outage, person: Person
) -> None:
    async with open_house() as house:
        await enrol(house)
        phone = Phone(world, person)
        receipt = await pays_for_one_gb(phone, world, house)
        late = phone.word("in attivazione", "being activated")
        assert late not in receipt  # nobody had tried yet when it was written
        assert late in await looks_at_the_card(phone)
        outage.lasts = False
        await passes(world, house, timedelta(minutes=1), timedelta(minutes=1))
        news = await phone.sees(phone.word("Lo spazio è attivo", "The space is active"))
        assert person.address in news["text"]
        assert late not in await looks_at_the_card(phone)
        await passes(world, house, timedelta(days=4))
        assert (
            len([said for said in phone.said if phone.word("Lo spazio è attivo", "The space is active") in said]) == 1
        )
        assert (await house.auditing.audit()).problems == ()


@PEOPLE
@pytest.mark.usefixtures("stopped_clockwork")
async def test_f44_a_member_who_waits_for_48_hours_in_vain_has_the_money_back(
    open_house: OpenHouse, world: World, outage: Outage, person: Person
) -> None:
    async with open_house(smtp_url=world.smtp_url, mail_from="noreply@example.org") as house:
        await enrol(house)
        phone, carla = Phone(world, person), Phone(world, CARLA)
        await carla.says("/start")
        await pays_for_one_gb(phone, world, house)
        await passes(world, house, timedelta(hours=42))
        undone = phone.word("annullato e rimborsato", "cancelled and refunded")
        assert not [said for said in phone.said if undone in said]
        await passes(world, house, timedelta(hours=12))
        news = await phone.sees(undone)
        assert undone in world.mail.last(person.email).text
        assert person.address in (await carla.sees("non si è attivato"))["text"]
        await passes(world, house, timedelta(days=4))
        assert len([said for said in phone.said if undone in said]) == 1
        assert outage.lasts
        assert (await house.auditing.audit()).problems == ()
        await phone.logs_in()
        await phone.taps(phone.word("Acquista al prezzo di oggi", "Buy at today's price"), message=news)
        assert phone.word("Il tuo preventivo", "Your quote") in phone.text
