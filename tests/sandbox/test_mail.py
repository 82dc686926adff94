"""The pretend mail server: strict, and in trouble when it is told to be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest

from bot.sandbox.world import World

ANNA = "anna_bianchi@example.org"


@pytest.fixture
async def post(world: World, base_url: str) -> AsyncIterator[aiosmtplib.SMTP]:
    """A client of any kind, connected."""
    host, _, port = world.smtp_url.removeprefix("smtp://").partition(":")
    async with aiosmtplib.SMTP(hostname=host, port=int(port), timeout=5, local_hostname="bot.example.org") as client:
        yield client


def letter(**changed: str | None) -> bytes:
    """A good letter, some headers changed; None leaves one out."""
    headers = {
        "From": "Area Clienti <noreply@archrm.it>",
        "To": ANNA,
        "Subject": "Ciao, è ora",
        "Date": "Sun, 22 Nov 2026 09:00:00 +0000",
        "Message_ID": "<1@archrm.it>",
        **changed,
    }
    mail = EmailMessage()
    for name, value in headers.items():
        if value is not None:
            mail[name.replace("_", "-")] = value
    mail.set_content("Il testo: è ora.", cte="quoted-printable")
    mail.add_alternative("<p>Il testo</p>", subtype="html")
    return mail.as_bytes()


async def sent(post: aiosmtplib.SMTP, raw: bytes, to: str = ANNA) -> str:
    """The code and words of the server's answer."""
    try:
        _, words = await post.sendmail("noreply@archrm.it", [to], raw)
    except aiosmtplib.SMTPRecipientsRefused as refused:
        return f"{refused.recipients[0].code} {refused.recipients[0].message}"
    except aiosmtplib.SMTPResponseException as refused:
        return f"{refused.code} {refused.message}"
    return words


async def test_what_arrives_can_be_read_found_and_awaited(world: World, post: aiosmtplib.SMTP) -> None:
    world.clock.move(timedelta(days=40))
    with world.events.subscribe() as events:
        waiting = asyncio.create_task(world.mail.wait_for(ANNA, "è ora"))
        await sent(post, letter())
        event: Any = await events.get()
    mail = await waiting
    assert mail == world.mail.last(ANNA.upper()) == world.mail.find(mail.id)
    assert (mail.subject, mail.text, mail.html) == ("Ciao, è ora", "Il testo: è ora.\n", "<p>Il testo</p>\n")
    assert (mail.sender, mail.to, mail.message_id) == ("Area Clienti <noreply@archrm.it>", ANNA, "1@archrm.it")
    assert mail.date.isoformat() == "2026-11-22T09:00:00+00:00"
    assert abs(world.clock.now() - mail.received_at) < timedelta(minutes=1)
    assert event == {"kind": "mail", "mail": mail.summary()}


async def test_a_letter_that_comes_again_is_a_duplicate(world: World, post: aiosmtplib.SMTP) -> None:
    await sent(post, letter())
    await sent(post, letter(To="mario@example.org"), to="mario@example.org")
    assert world.mail.duplicates == []
    await sent(post, letter())
    assert [mail.to for mail in world.mail.duplicates] == [ANNA]
    assert len(world.mail.to(ANNA)) == 2


@pytest.mark.parametrize(
    "raw",
    [
        letter(Message_ID=None),
        letter(From=None),
        letter(Date=None),
        letter(To=None),
        letter(Date="tomorrow"),
        letter(To="anna@example.org, mario@example.org"),
        letter(From="a@b.it, c@d.it"),
        letter().replace(b"Il testo", b"Il\0testo"),
        letter().replace(b"<p>Il testo</p>", "<p>è</p>".encode()),
        letter().replace(b"Subject:", b"From: spy@example.com\nSubject:"),
        letter().replace(b"<p>Il testo</p>", b"x" * 1001),
        b"no headers at all\n",
    ],
    ids=["no id", "no sender", "no date", "no recipient", "odd date", "two recipients", "two senders", "NUL", "8 bit",
         "sender twice", "long line", "no headers"],
)  # fmt: skip
async def test_what_a_strict_server_refuses_is_refused(world: World, post: aiosmtplib.SMTP, raw: bytes) -> None:
    assert (await sent(post, raw))[:3] in {"554", "500"}
    assert world.mail.received == []


async def test_an_address_is_refused_until_it_is_accepted(world: World, post: aiosmtplib.SMTP) -> None:
    world.mail.refuse(ANNA)
    assert (await sent(post, letter())).startswith("550 5.1.1")
    world.mail.accept(ANNA)
    assert (await sent(post, letter())).startswith("2.0.0 OK")


async def test_answers_can_be_ordered_for_a_while(world: World, post: aiosmtplib.SMTP) -> None:
    world.mail.answer_next("452 4.2.2 Full", times=2)
    answers = [(await sent(post, letter()))[:3] for _ in range(3)]
    assert answers == ["452", "452", "2.0"]


async def test_the_server_stops_while_somebody_waits_for_it(world: World, base_url: str) -> None:
    world.mail.hang_next(after_recording=True)
    host, _, port = world.smtp_url.removeprefix("smtp://").partition(":")
    client = aiosmtplib.SMTP(hostname=host, port=int(port), timeout=5, local_hostname="bot.example.org")
    await client.connect()
    hanging = asyncio.create_task(sent(client, letter()))
    await world.mail.wait_for(ANNA)
    assert not hanging.done()
    world.mail.release_hanging()
    assert (await hanging).startswith("2.0.0 OK")
    client.close()


async def test_nobody_is_found_where_nobody_wrote(world: World, base_url: str) -> None:
    assert world.mail.find(1) is None
    with pytest.raises(TimeoutError, match="it has received \\[\\]"):
        await world.mail.wait_for(ANNA, "x", timeout=0.01)
    assert world.owner_of(ANNA.upper()) == world.telegram.people[1002]
    assert world.owner_of("") is None
