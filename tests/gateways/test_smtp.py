"""E-mail over real SMTP: what arrives, and what becomes of a letter when the server or the line fails."""

from __future__ import annotations

import asyncio
import email
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from email.policy import default

import pytest

from bot.gateways import smtp
from bot.gateways.smtp import SmtpPost
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.mail import MailWorld
from bot.sandbox.mail_faults import Point
from domain.letters import Letter, LetterInDoubt, LetterPutOff, LetterRefused, Post
from tests.fakes import FakeClock
from tests.people import NOW

ANNA = "anna.bianchi@example.org"
SENDER = "Area Clienti <noreply@archrm.it>"
LETTER = Letter(
    message_id="reminder-7-2027-01-31-30@archrm.it",
    to=ANNA,
    subject="La casella scade il 31 gennaio: mancano 5,64 €",
    text="Ciao Anna,\n.la casella scade.\n..\n\nÈ ora.\n",
    html='<p>Ciao Anna, è <b>ora</b>.</p>\n<a href="https://t.me/area_clienti_bot?start=topup_7">Ricarica</a>\n',
    language="it",
)
Reply = Callable[[str], str | None]


@pytest.fixture
async def mail() -> MailWorld:
    """A mail server's world; `served` opens it."""
    return MailWorld(clock=SandboxClock(), events=Broadcaster())


@pytest.fixture
async def post(mail: MailWorld) -> AsyncIterator[SmtpPost]:
    """The way to it."""
    async with mail.serving() as url:
        yield post_to(url)


def post_to(url: str, *, sender: str = SENDER, timeout: float = 5) -> SmtpPost:
    """A post that loses its patience soon."""
    return SmtpPost(url, sender, clock=FakeClock(NOW), timeout=timeout)


@asynccontextmanager
async def server(reply: Reply) -> AsyncIterator[str]:
    """A server that answers each line as told: None ends the connection. Yields host and port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line, letter = "", False
        try:
            while True:
                if not letter or line == ".":
                    answer = reply(line)
                    letter = answer is not None and answer.startswith("354")
                    if answer is None:
                        break
                    writer.write(f"{answer}\r\n".encode())
                if not (raw := await reader.readline()):
                    break
                line = raw.decode("latin-1").rstrip("\r\n")
        finally:
            writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with listening:
        yield f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"


def answering(**answers: str | None) -> Reply:
    """Answers by the first word of the line; GREETING and END are the beginning and the final dot."""
    usual = {"GREETING": "220 hello", "EHLO": "250 hello", "DATA": "354 go ahead", "END": "250 OK", "QUIT": "221 bye"}

    def reply(line: str) -> str | None:
        word = "END" if line == "." else line.partition(" ")[0].upper() or "GREETING"
        return {**usual, **answers}.get(word, "250 OK")

    return reply


# -- what arrives ----------------------------------------------------------------------------------------------------


async def test_a_letter_arrives_in_two_forms_with_its_headers(post: SmtpPost, mail: MailWorld) -> None:
    assert (await post.send(LETTER)).startswith("250 ")
    received = mail.last(ANNA)
    parsed = email.message_from_bytes(received.raw, policy=default)
    assert parsed.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert (received.text, received.html) == (LETTER.text, LETTER.html)
    assert {name: value for name, value in received.headers if not name.startswith(("Content-Type", "MIME"))} == {
        "From": SENDER,
        "To": ANNA,
        "Subject": LETTER.subject,
        "Date": "Sun, 22 Nov 2026 09:00:00 +0000",
        "Message-ID": f"<{LETTER.message_id}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "it",
    }


async def test_the_post_is_what_the_domain_asks_for(post: SmtpPost) -> None:
    conforming: Post = post
    assert conforming is post


async def test_what_may_be_declined_says_how_in_a_header_that_is_never_broken(post: SmtpPost, mail: MailWorld) -> None:
    address = "https://bot.example.org/unsubscribe/" + "t" * 300
    await post.send(replace(LETTER, unsubscribe=address, message_id="n" * 120 + "@archrm.it"))
    assert mail.last(ANNA).header("List-Unsubscribe") == f"<{address}>"
    assert mail.last(ANNA).message_id == "n" * 120 + "@archrm.it"
    assert f"List-Unsubscribe: <{address}>\r\n".encode() in mail.last(ANNA).raw


async def test_every_line_is_short_and_ascii_whatever_the_words(post: SmtpPost, mail: MailWorld) -> None:
    await post.send(replace(LETTER, text="è" * 5_000, html=f"<p>{'😀 ' * 3_000}</p>", subject="Perché così? 📬 " * 12))
    raw = mail.last(ANNA).raw
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert mail.last(ANNA).text == "è" * 5_000 + "\n"
    assert mail.last(ANNA).subject == ("Perché così? 📬 " * 12).strip()


async def test_a_senders_name_may_hold_anything_and_a_domain_may_be_international(
    mail: MailWorld,
) -> None:
    async with mail.serving() as url:
        await post_to(url, sender='"Ordine, di Romà" <noreply@archrm.it>').send(replace(LETTER, to="a@società.it"))
    assert mail.received[0].sender == '"Ordine, di Romà" <noreply@archrm.it>'
    assert mail.received[0].to == "a@xn--societ-nta.it"


# -- what nobody may slip in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subject",
    [
        "La casella carla.verdi@pec.archrm.it scade il 29 dicembre 2026: non è previsto che si rinnovi",
        "La casella mario.rossi@pec.archrm.it scade l'8 marzo 2027: mancano 1.234,56 € per rinnovare i servizi",
        "Mailbox anna.bianchi@pec.archrm.it expires on 31 January 2027: nothing is missing, everything is renewed",
        "È ora: à è ì ò ù € €",
    ],
)
async def test_a_subject_arrives_as_it_was_written_however_long_it_is(
    post: SmtpPost, mail: MailWorld, subject: str
) -> None:
    await post.send(replace(LETTER, subject=subject))
    received = email.message_from_bytes(mail.received[-1].raw, policy=default)
    assert (received["Subject"], mail.received[-1].subject) == (subject, subject)


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00", "\r\n\r\n"])
async def test_a_subject_adds_no_header(post: SmtpPost, mail: MailWorld, break_: str) -> None:
    await post.send(replace(LETTER, subject=f"Hello{break_}Bcc: spy@example.com"))
    received = mail.last(ANNA)
    assert received.subject == "Hello Bcc: spy@example.com"
    assert received.header("Bcc") is None
    assert mail.to("spy@example.com") == []


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.org\r\nBcc: spy@example.com",
        "anna@example.org>\r\nRCPT TO:<spy@example.com",
        "anna@example.org\n",
        "anna@example.org, spy@example.com",
        "Anna <anna@example.org>",
        "anna @example.org",
        "anna@example.org SIZE=1",
        '"a b"@example.org',
        "ànna@example.org",
        "anna@",
        "@example.org",
        "anna",
        "",
        "a" * 250 + "@example.org",
    ],
)
async def test_an_address_that_is_not_one_is_refused_before_anybody_is_asked(
    post: SmtpPost, mail: MailWorld, address: str
) -> None:
    with pytest.raises(LetterRefused, match="the address is malformed"):
        await post.send(replace(LETTER, to=address))
    assert mail.received == []


@pytest.mark.parametrize(
    "changed",
    [
        {"message_id": "a@b>\r\nBcc: spy@example.com"},
        {"message_id": "no-domain"},
        {"unsubscribe": "https://a.example/\r\nBcc: spy@example.com"},
        {"unsubscribe": "https://a.example/>, <mailto:spy@example.com"},
        {"unsubscribe": "http://a.example/"},
    ],
)
async def test_headers_of_our_own_making_are_well_formed_or_a_mistake(
    post: SmtpPost, mail: MailWorld, changed: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="a header of ours is malformed"):
        await post.send(replace(LETTER, **changed))
    assert mail.received == []


@pytest.mark.parametrize("sender", ["", "nobody", "a@b.it, c@d.it", "A <a@b.it>\r\nBcc: <spy@example.com>"])
def test_a_sender_that_is_no_address_is_a_mistake(sender: str) -> None:
    with pytest.raises(ValueError, match="address"):
        post_to("smtp://127.0.0.1", sender=sender)


# -- F41 -------------------------------------------------------------------------------------------------------------


async def test_f41_an_address_that_is_refused_for_good_is_refused(post: SmtpPost, mail: MailWorld) -> None:
    mail.refuse(ANNA, "550 5.1.1 No such user")
    with pytest.raises(LetterRefused) as refused:
        await post.send(LETTER)
    assert str(refused.value) == "550 5.1.1 No such user"
    assert mail.received == []


@pytest.mark.parametrize("at", ["mail", "rcpt", "data", "end"])
async def test_f41_a_refusal_is_for_good_or_for_now_by_its_first_digit_wherever_it_comes(
    post: SmtpPost, mail: MailWorld, at: Point
) -> None:
    mail.answer_next("554 5.7.1 Not from you", at=at)
    with pytest.raises(LetterRefused, match=r"^554 5\.7\.1 Not from you$"):
        await post.send(LETTER)
    mail.answer_next("451 4.7.1 Greylisted", at=at)
    with pytest.raises(LetterPutOff, match=r"^451 4\.7\.1 Greylisted$"):
        await post.send(LETTER)
    assert mail.received == []
    await post.send(LETTER)
    assert len(mail.to(ANNA)) == 1


@pytest.mark.parametrize("at", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("how", ["hang", "drop"])
async def test_f41_silence_or_a_lost_connection_before_the_letter_puts_it_off(
    mail: MailWorld, at: Point, how: str
) -> None:
    order = mail.hang_next if how == "hang" else mail.drop_next
    order(at=at)
    async with mail.serving() as url:
        with pytest.raises(LetterPutOff):
            await post_to(url, timeout=0.2).send(LETTER)
    assert mail.received == []


@pytest.mark.parametrize("after_recording", [True, False], ids=["taken", "not taken"])
@pytest.mark.parametrize("how", ["hang", "drop"])
async def test_f41_silence_or_a_lost_connection_after_the_letter_leaves_it_in_doubt(
    mail: MailWorld, how: str, after_recording: bool
) -> None:
    order = mail.hang_next if how == "hang" else mail.drop_next
    order(after_recording=after_recording)
    async with mail.serving() as url:
        with pytest.raises(LetterInDoubt):
            await post_to(url, timeout=0.2).send(LETTER)
    assert len(mail.received) == int(after_recording)


async def test_f41_a_letter_sent_again_after_doubt_carries_the_same_message_id(mail: MailWorld) -> None:
    mail.drop_next(after_recording=True)
    async with mail.serving() as url:
        with pytest.raises(LetterInDoubt):
            await post_to(url).send(LETTER)
        await post_to(url).send(LETTER)
    assert [(it.message_id, it.duplicate) for it in mail.received] == [
        (LETTER.message_id, False),
        (LETTER.message_id, True),
    ]


async def test_f41_an_answer_that_cannot_be_read_leaves_it_in_doubt() -> None:
    for answer in ("hello?", "199 Odd", None):
        async with server(answering(END=answer)) as place:
            with pytest.raises(LetterInDoubt):
                await post_to(f"smtp://{place}").send(LETTER)


async def test_f41_a_server_that_is_not_there_puts_it_off() -> None:
    async with server(answering()) as place:
        pass
    with pytest.raises(LetterPutOff):
        await post_to(f"smtp://{place}").send(LETTER)


@pytest.mark.parametrize("greeting", ["554 Not today", "421 Too busy", "what?", None])
async def test_f41_a_server_that_does_not_greet_puts_it_off(greeting: str | None) -> None:
    async with server(answering(GREETING=greeting)) as place:
        with pytest.raises(LetterPutOff):
            await post_to(f"smtp://{place}").send(LETTER)


async def test_f41_a_server_that_wants_a_login_is_about_us_and_puts_it_off() -> None:
    async with server(answering(MAIL="530 5.7.0 Authentication required")) as place:
        with pytest.raises(LetterPutOff, match="530"):
            await post_to(f"smtp://{place}").send(LETTER)


async def test_f41_a_bad_goodbye_changes_nothing() -> None:
    async with server(answering(QUIT=None)) as place:
        assert await post_to(f"smtp://{place}").send(LETTER) == "250 OK"


# -- who it speaks to ------------------------------------------------------------------------------------------------


async def test_a_refused_login_puts_it_off_and_repeats_no_password() -> None:
    hello = "250-hello\r\n250 AUTH PLAIN LOGIN"
    async with server(answering(EHLO=hello, AUTH="535 5.7.8 canary-of-a-password is wrong")) as place:
        with pytest.raises(LetterPutOff) as put_off:
            await post_to(f"smtp://bot:canary-of-a-password@{place}").send(LETTER)
    assert str(put_off.value) == "535 the login was refused"
    assert put_off.value.__cause__ is None


async def test_it_logs_in_with_what_the_url_says() -> None:
    said: list[str] = []

    def reply(line: str) -> str | None:
        said.append(line)
        return answering(EHLO="250-hello\r\n250 AUTH PLAIN", AUTH="235 OK")(line)

    async with server(reply) as place:
        await post_to(f"smtp://bot%40archrm.it:p%2Fw@{place}").send(LETTER)
    assert "AUTH PLAIN AGJvdEBhcmNocm0uaXQAcC93" in said
    assert said[1] == "EHLO archrm.it"


async def test_tls_that_is_offered_and_fails_puts_it_off() -> None:
    async with server(answering(EHLO="250-hello\r\n250 STARTTLS", STARTTLS="220 go\r\nthis is no TLS")) as place:
        with pytest.raises(LetterPutOff):
            await post_to(f"smtp://{place}").send(LETTER)


async def test_a_password_leaves_this_machine_only_under_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def reply(line: str) -> str | None:
        said.append(line)
        return answering(EHLO="250-hello\r\n250 AUTH PLAIN")(line)

    monkeypatch.setattr(smtp._Server, "near", False)
    async with server(reply) as place:
        with pytest.raises(LetterPutOff, match="STARTTLS"):
            await post_to(f"smtp://bot:hush@{place}").send(LETTER)
    assert [line for line in said if "AUTH" in line] == []


async def test_a_server_without_tls_is_no_smtps_server() -> None:
    async with server(answering()) as place:
        with pytest.raises(LetterPutOff):
            await post_to(f"smtps://{place}", timeout=0.5).send(LETTER)


@pytest.mark.parametrize(
    ("url", "port", "tls", "trusted"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://bot:hush@mail.example.org", 587, False, True),
        ("smtps://bot:hush@mail.example.org", 465, True, True),
        ("smtps://mail.example.org:1465", 1465, True, True),
        ("smtp://bot:hush@localhost:2525", 2525, False, False),
        ("smtp://[::1]", 25, False, False),
    ],
)
def test_the_url_says_port_and_tls(url: str, port: int, tls: bool, trusted: bool) -> None:
    found = smtp._Server.named(url)
    assert (found.port, found.tls, found.must_be_trusted) == (port, tls, trusted)
    assert "hush" not in repr(found)


def test_a_url_of_something_else_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="mail server"):
        post_to("https://mail.example.org")


async def test_a_check_says_hello_and_sends_nothing(post: SmtpPost, mail: MailWorld) -> None:
    await post.check()
    assert mail.received == []


async def test_a_check_of_a_server_that_is_not_there_fails() -> None:
    async with server(answering()) as place:
        pass
    with pytest.raises(LetterPutOff):
        await post_to(f"smtp://{place}").check()
