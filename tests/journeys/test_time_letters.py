"""Letters as they arrive, read back as real MIME; and where their one link leads, and whom it shows nothing."""

from __future__ import annotations

import email
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import default
from html import unescape

import pytest

from bot.sandbox.mail import Mail
from bot.sandbox.world import World
from tests.journeys import books
from tests.journeys.conftest import OpenHouse
from tests.journeys.diary import Diary, kept, link_of
from tests.journeys.purse import rich
from tests.people import ANNA, CARLA, DARIO, PASSWORD, TODAY
from tests.phone import Phone, plain

pytestmark = pytest.mark.usefixtures("stopped_clockwork")

STUDIO = 1
SIXTY, DAY_AFTER = date(2026, 12, 2), date(2027, 2, 1)


@pytest.fixture
async def anna(open_house: OpenHouse, world: World) -> AsyncIterator[Diary]:
    """Anna has bought two GB for her studio, and her credit does not cover the renewal."""
    async with kept(open_house, world, ANNA, TODAY) as diary:
        async with diary.acting():
            await Phone(world, ANNA).logs_in()
            await diary.holds(2, number=STUDIO)
            await rich(diary.house, ANNA, 268)
        yield diary
        await books.assert_right(diary.house, world)


async def letter_of(diary: Diary, day: date) -> Mail:
    """The first letter of a day on which the person gets one."""
    before = len(diary.mails)
    diary.day = day - timedelta(days=1)
    await diary.until(day)
    return diary.mails[before]


def parsed(mail: Mail) -> EmailMessage:
    """The letter as any mail program reads it."""
    return email.message_from_bytes(mail.raw, policy=default)


def parts(mail: Mail) -> tuple[str, str]:
    """The plain text of a letter, and the text that its HTML shows."""
    message = parsed(mail)
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert page is not None
    inline = re.sub(r"</?(?:b|a|code)\b[^>]*>", "", str(page.get_content()))
    shown = re.sub(r"<(style|title)>.*?</\1>|<[^>]+>", " ", inline, flags=re.DOTALL)
    return str(text.get_content()), unescape(shown)


def words(text: str) -> list[str]:
    """The words of a text, whatever stands between them, without addresses on the web."""
    return re.sub(r"https://\S+", "", plain(text)).replace(":", "").split()


async def test_a_reminder_is_one_letter_in_text_and_html(anna: Diary) -> None:
    message = parsed(await letter_of(anna, SIXTY))
    assert message.get_content_type() == "multipart/alternative"
    kinds = [(part.get_content_type(), part.get_content_charset()) for part in message.iter_parts()]
    assert kinds == [("text/plain", "utf-8"), ("text/html", "utf-8")]
    assert message["From"] == "Area Clienti <noreply@archrm.it>"
    assert message["To"] == ANNA.email
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.isoformat()[:16] == "2026-12-01T23:30"


async def test_text_and_html_say_the_same(anna: Diary) -> None:
    text, shown = parts(await letter_of(anna, SIXTY))
    assert words(text) == words(shown)


async def test_what_has_to_be_said_cannot_be_unsubscribed_from(anna: Diary) -> None:
    letters = [parsed(await letter_of(anna, day)) for day in (SIXTY, DAY_AFTER)]
    assert [(plain(str(letter["Subject"])), letter["List-Unsubscribe"]) for letter in letters] == [
        ("Mailbox studio.bianchi@pec.archrm.it expires on 31 January 2027: €4.64 is missing", None),
        ("Mailbox studio.bianchi@pec.archrm.it: 1 add-on switched off", None),
    ]


async def test_an_alert_of_space_says_in_the_language_of_the_register_how_to_be_spared_it(
    open_house: OpenHouse, world: World
) -> None:
    async with kept(open_house, world, DARIO, TODAY - timedelta(days=1)) as dario:
        await dario.imported(used_bytes=910_000_000)
        mail = await letter_of(dario, TODAY)
        message = parsed(mail)
        assert message["List-Unsubscribe"] == "<https://t.me/area_clienti_bot?start=alerts>"
        assert message["Content-Language"] == "it"
        assert '<html lang="it">' in mail.html
        assert plain(mail.subject) == "Casella dario.ferrara@pec.archrm.it: spazio occupato 91%"
        assert "Ciao Dario" in mail.text

        phone = Phone(world, DARIO)
        await phone.logs_in()
        await phone.says("/start alerts")
        await phone.taps("Disattiva")
        await dario.imported(used_bytes=100_000_000)
        await dario.until(TODAY + timedelta(days=1))
        await dario.imported(used_bytes=910_000_000)
        await dario.until(TODAY + timedelta(days=2))
        assert [one.channel for one in dario.told if "📦" in one.facts] == ["mail"]


# The link


@pytest.fixture
async def link(anna: Diary) -> str:
    """What the link of a reminder has Anna's phone write."""
    label, _, address = link_of(await letter_of(anna, SIXTY)).partition(": ")
    assert label == "Top up €4.64"
    mailbox = await anna.mailbox(STUDIO)
    assert address == f"https://t.me/area_clienti_bot?start=r{mailbox.id}"
    return f"/start {address.partition('?start=')[2]}"


async def test_the_link_asks_a_holder_whose_session_is_over_for_the_password_and_then_for_what_is_missing(
    anna: Diary, world: World, link: str
) -> None:
    phone = Phone(world, ANNA)
    await phone.says(link)
    assert not any("Pay" in label for label in phone.labels)
    await phone.says(PASSWORD)
    assert "Pay €4.64" in phone.labels
    world.stripe.pay(phone.link())
    await world.stripe.idle()
    assert await books.credit(anna.house, ANNA) == 732


async def test_the_link_asks_a_holder_who_is_logged_in_for_what_is_missing_today(
    anna: Diary, world: World, link: str
) -> None:
    phone = Phone(world, ANNA)
    await phone.logs_in()
    await anna.holds(1, number=STUDIO)
    await phone.says(link)
    assert "Pay €8.30" in phone.labels


@pytest.mark.parametrize("session", ["logged in", "unknown"])
async def test_s7_the_link_shows_a_stranger_nothing(anna: Diary, world: World, link: str, session: str) -> None:
    stranger = Phone(world, CARLA)
    if session == "logged in":
        await stranger.logs_in()
    await stranger.says(link)
    seen = f"{stranger.text} {stranger.labels}"
    assert [word for word in ("bianchi", "4,64", "Paga", "Ricarica 4") if word in seen] == []
    assert world.stripe.links == []
