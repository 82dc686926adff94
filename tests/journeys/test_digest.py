"""The report of a day reaches the administrators: with its picture, right to the cent, and once."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from PIL import Image

from bot.app import House
from bot.papers.digest_chart import COVERED, ORDERS, RENEWALS, SHORT, TOP_UPS
from bot.sandbox.world import World
from domain.calendar import ROME
from domain.digest import Digest
from domain.holders import Language
from tests.journeys import books
from tests.journeys.conftest import OpenHouse, enrol
from tests.journeys.desk import Desk
from tests.journeys.purse import rich
from tests.journeys.replicas import two_replicas
from tests.people import ANNA, CARLA, MARIO, Person
from tests.phone import Phone, View, plain
from tests.screens.digest_facts import a_full_digest

GetPhone = Callable[[Person], Phone]
EXPIRY, DAY_AFTER = date(2027, 1, 31), date(2027, 2, 1)

pytestmark = pytest.mark.usefixtures("stopped_clockwork")


def it_is(world: World, day: date, hour: int = 9) -> None:
    """Moves the world's clock to an hour in Rome."""
    world.clock.move_to(datetime.combine(day, time(hour), tzinfo=ROME))


async def pay(house: House, world: World, link: str) -> None:
    """Somebody pays a link, and the news goes round."""
    world.stripe.pay(link)
    await world.stripe.idle()
    await books.deliver(house)


async def tick(house: House) -> None:
    """What the clockwork does about the report, and the delivery."""
    await house.clockwork.digesting.run()
    await books.deliver(house)


def pictures(world: World, person: Person) -> list[View]:
    """The messages to a person that show a picture."""
    return [view for view in world.telegram.from_bot(person.chat_id) if view["photo"]]


def image_of(world: World, view: View) -> Image.Image:
    """The picture as it was sent."""
    photo = view["photo"]
    assert photo is not None
    stored = world.telegram.files[photo["url"].rsplit("/", 1)[1]]
    return Image.open(io.BytesIO(stored.content))


async def a_days_business(house: House, world: World, phone: GetPhone) -> None:
    """Of two add-ons of Anna's one is renewed and one ends on the first of February; on that day Mario buys."""
    anna, mario = phone(ANNA), phone(MARIO)
    await anna.logs_in(address="studio.bianchi@pec.archrm.it")
    for service in ("Inbox space", "Legal archiving"):
        await anna.says("/menu")
        await anna.taps("My mailboxes")
        await anna.taps("studio.bianchi@pec.archrm.it")
        await anna.taps("Buy")
        await anna.taps(service)
        await anna.taps("1 GB")
        await anna.taps("Activate for free")
    await rich(house, ANNA, 400)
    it_is(world, date(2027, 1, 16))
    await house.clockwork.calendar.reminding.run()
    await books.deliver(house)
    it_is(world, DAY_AFTER)
    await house.clockwork.calendar.renewing.run()
    await mario.logs_in()
    await pay(house, world, await mario.tops_up("20,00"))
    await mario.orders(1)


async def speaks(phone: Phone, language: Language) -> None:
    """An administrator has chosen a language."""
    await phone.says("/start")
    await phone.says("/lingua")
    await phone.taps("English" if language is Language.ENGLISH else "Italiano")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            Language.ITALIAN,
            [
                "Rapporto del 1º febbraio 2027",
                "1 ricarica: 20,00 €",
                "1 ordine: 10,98 € (9,00 € + IVA 1,98 €)",
                "1 rinnovo: 3,66 €",
                "1 servizio disattivato",
                "1 accesso",
                "Nessun problema",
                "Prossimi 30 giorni\nNessun rinnovo in scadenza",
            ],
        ),
        (
            Language.ENGLISH,
            [
                "Report of 1 February 2027",
                "1 top-up: €20.00",
                "1 order: €10.98 (€9.00 + VAT €1.98)",
                "1 renewal: €3.66",
                "1 service ended",
                "1 log-in",
                "No problems",
                "Next 30 days\nNo renewals are due",
            ],
        ),
    ],
)
async def test_the_morning_after_a_day_of_business_its_numbers_arrive_with_a_picture(
    house: House, world: World, phone: GetPhone, language: Language, said: list[str]
) -> None:
    await house.clockwork.digesting.run()
    await speaks(phone(CARLA), language)
    await a_days_business(house, world, phone)
    it_is(world, DAY_AFTER + timedelta(days=1), 7)
    await tick(house)
    assert pictures(world, CARLA) == []
    it_is(world, DAY_AFTER + timedelta(days=1), 8)
    await tick(house)
    (view,) = pictures(world, CARLA)
    assert [words for words in said if words not in plain(view["text"])] == []
    image = image_of(world, view)
    colours = {colour for _, colour in image.getcolors(1024 * 1280) or []}
    assert (image.format, image.size) == ("PNG", (1024, 1280))
    assert {TOP_UPS, ORDERS, RENEWALS, COVERED, SHORT} <= colours
    assert world.telegram.refused == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_two_replicas_tell_it_once_and_none_tells_it_again_after_a_restart(
    world: World, open_house: OpenHouse, database_url: str
) -> None:
    carla = Phone(world, CARLA)
    async with two_replicas(world, open_house, database_url) as replicas:
        await enrol(replicas.houses[0])
        await carla.says("/start")
        await replicas.houses[0].clockwork.digesting.run()
        it_is(world, date(2026, 11, 23), 8)
        await asyncio.gather(*(house.clockwork.digesting.run() for house in replicas.houses))
        await asyncio.gather(*(books.deliver(house) for house in replicas.houses))
        assert len(pictures(world, CARLA)) == 1
    async with open_house(database_url=database_url) as again:
        await tick(again)
        assert len(pictures(world, CARLA)) == 1
        it_is(world, date(2026, 11, 24), 8)
        await tick(again)
        assert len(pictures(world, CARLA)) == 2


async def owe(house: House, digest: Digest) -> None:
    """A digest is owed to Carla."""
    async with house.units.write() as unit:
        await unit.outbox.add([replace(house.clockwork.digesting, admins=())._notice(digest, CARLA.id)])
        await unit.commit()


def yesterday(digest: Digest) -> Digest:
    """As if it were that of the day before the cast's Sunday."""
    return replace(digest, day=date(2026, 11, 21))


async def test_what_has_no_room_under_the_picture_follows_as_a_message_and_each_comes_once(
    house: House, world: World, phone: GetPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.screens.digests.LONGEST_CAPTION", 300)
    carla = phone(CARLA)
    await carla.says("/start")
    before = len(world.telegram.from_bot(CARLA.chat_id))
    await owe(house, yesterday(a_full_digest()))
    world.telegram.fail_next("sendMessage", 500, "Internal Server Error")
    await books.deliver(house)
    assert len(world.telegram.from_bot(CARLA.chat_id)) == before + 1
    world.clock.move(timedelta(minutes=1))
    await books.deliver(house)
    picture, words = world.telegram.from_bot(CARLA.chat_id)[before:]
    assert (bool(picture["photo"]), bool(words["photo"])) == (True, False)
    assert plain(picture["text"]) == "📊 Rapporto del 21 novembre 2026"
    assert "Da controllare" in plain(words["text"])
    said = await books.ask(
        house, "SELECT said FROM deliveries WHERE kind = 'admin_digest' AND result = 'arrived' ORDER BY id"
    )
    assert ["Da controllare" in str(text) for (text,) in said] == [False, True]


async def test_a_picture_that_did_not_arrive_is_sent_again_and_no_words_go_ahead_of_it(
    house: House, world: World, phone: GetPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.screens.digests.LONGEST_CAPTION", 300)
    await phone(CARLA).says("/start")
    before = len(world.telegram.from_bot(CARLA.chat_id))
    await owe(house, yesterday(a_full_digest()))
    world.telegram.fail_next("sendPhoto", 429, "Too Many Requests", retry_after=30)
    await books.deliver(house)
    assert world.telegram.from_bot(CARLA.chat_id)[before:] == []
    world.clock.move(timedelta(seconds=31))
    await books.deliver(house)
    shown = world.telegram.from_bot(CARLA.chat_id)[before:]
    assert [bool(view["photo"]) for view in shown] == [True, False]


async def test_the_proof_keeps_what_the_picture_said(house: House, phone: GetPhone) -> None:
    await phone(CARLA).says("/start")
    await owe(house, yesterday(a_full_digest()))
    await books.deliver(house)
    said = await books.ask(house, "SELECT said FROM deliveries WHERE kind = 'admin_digest' ORDER BY id")
    assert "Rapporto del" in str(said[0])
    assert "1 rimborso" in str(said[-1])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", ["/rapporto", "/digest"])
async def test_an_administrator_asks_for_it_at_any_time(
    phone: GetPhone, world: World, language: Language, command: str
) -> None:
    carla = phone(CARLA)
    await speaks(carla, language)
    carla.person = replace(CARLA, language=language)
    await carla.says(command)
    (yesterdays,) = pictures(world, CARLA)
    assert carla.word("Una giornata tranquilla", "A quiet day") in plain(yesterdays["text"])
    await carla.taps(carla.word("Oggi finora", "Today so far"))
    assert carla.word("Oggi, 22 novembre 2026", "Today, 22 November 2026") in carla.text
    assert len(pictures(world, CARLA)) == 2
    assert image_of(world, carla.screen).size == (1024, 1280)


async def test_the_report_is_one_tap_away_from_the_desk(phone: GetPhone, world: World) -> None:
    carla = phone(CARLA)
    await carla.says("/cerca")
    await carla.taps("Rapporto")
    assert len(pictures(world, CARLA)) == 1
    await carla.taps("Menu")
    assert "Segreteria" in "".join(carla.labels)


async def test_s06_for_anybody_else_there_is_no_report(desk: Desk) -> None:
    for command in ("/rapporto", "/digest"):
        await desk.type(MARIO, command)
        assert "sendPhoto" not in {name for name, _ in desk.request.calls}


def test_nothing_of_anybody_is_in_a_digest() -> None:
    facts = a_full_digest().facts()
    assert {type(value) for value in _leaves(facts)} <= {int, str, bool}
    assert all(len(value) <= len("2026-11-22") for value in _leaves(facts) if isinstance(value, str))


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [value]
