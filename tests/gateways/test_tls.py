"""Whoever cannot prove to be Telegram, Stripe or the mail server is told nothing (S19)."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from telegram.error import NetworkError

from bot.gateways import smtp
from bot.gateways.smtp import SmtpPost
from bot.gateways.stripe import StripePaymentLinks, StripeWords
from bot.gateways.telegram import AiohttpRequest
from bot.gateways.updates import UpdateQueue
from domain.errors import PaymentsUnavailable
from domain.letters import LetterPutOff
from tests.fakes import FakeClock
from tests.gateways.test_smtp import LETTER, SENDER

UNSIGNED = Path(__file__).parent / "unsigned.pem"
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
KEY = "sk_test_4eC39HqLyjWDarjtT1"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Impostor:
    """A server of ours with a certificate that nobody signed; `heard` is what it was told under TLS."""

    heard: bytearray = field(default_factory=bytearray)
    port: int = 0

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Greets as a mail server does, which no other client minds, and hears what is said first."""
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            writer.write(b"220 mail\r\n")
            self.heard += await reader.read(1_000)
            writer.close()

    async def upgrade(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A mail server that begins in clear and offers TLS."""
        writer.write(b"220 mail\r\n")
        await reader.readline()
        writer.write(b"250-hello\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")
        assert await reader.readline() == b"STARTTLS\r\n"
        writer.write(b"220 go\r\n")
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.start_tls(_context())
        await self.listen(reader, writer)


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(UNSIGNED)
    return context


@asynccontextmanager
async def impostor(*, begins_in_clear: bool = False) -> AsyncIterator[Impostor]:
    """An impostor on a port of this machine; no client of ours has told it anything when it ends."""
    found = Impostor()
    talk, tls = (found.upgrade, None) if begins_in_clear else (found.listen, _context())
    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls) as server:
        found.port = server.sockets[0].getsockname()[1]
        yield found
    assert bytes(found.heard) == b""


async def test_whoever_trusts_its_certificate_would_talk_to_it() -> None:
    trusting = ssl.create_default_context(cafile=str(UNSIGNED))
    found = Impostor()
    async with await asyncio.start_server(found.listen, "127.0.0.1", 0, ssl=_context()) as server:
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("localhost", port, ssl=trusting)
        writer.write(b"hello")
        assert await reader.read() == b"220 mail\r\n"
        writer.close()
    assert bytes(found.heard) == b"hello"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_s19_the_token_is_told_to_nobody_who_cannot_prove_to_be_telegram(host: str) -> None:
    request = AiohttpRequest()
    await request.initialize()
    try:
        async with impostor() as other:
            url = f"https://{host}:{other.port}/bot{TOKEN}/getMe"
            with pytest.raises(NetworkError) as refused:
                await request.send(url, "POST", None, aiohttp.ClientTimeout(total=10))
    finally:
        await request.shutdown()
    assert TOKEN not in str(refused.value)


async def test_s19_no_updates_are_taken_from_whoever_cannot_prove_to_be_telegram() -> None:
    async with impostor() as other:
        queue = UpdateQueue(TOKEN, f"https://localhost:{other.port}")
        await queue.open()
        try:
            with pytest.raises(NetworkError):
                await queue.get(offset=0, limit=1, wait=1)
        finally:
            await queue.close()


async def test_s19_the_key_is_told_to_nobody_who_cannot_prove_to_be_stripe() -> None:
    async with impostor() as other:
        links = StripePaymentLinks(
            key=KEY,
            webhook_secret="whsec_test",
            bot_username=lambda: "area_clienti_bot",
            words=lambda _language: StripeWords(product="Ricarica", inactive="Scaduto"),
            api_url=f"https://localhost:{other.port}",
            retries=0,
        )
        try:
            with pytest.raises(PaymentsUnavailable):
                await links.check()
        finally:
            await links.close()


@pytest.mark.parametrize(
    ("url", "begins_in_clear"),
    [
        ("smtps://bot:hush@localhost", False),
        ("smtps://localhost", False),
        ("smtp://bot:hush@localhost", True),
    ],
)
async def test_s19_neither_password_nor_letter_goes_to_whoever_cannot_prove_to_be_the_mail_server(
    monkeypatch: pytest.MonkeyPatch, url: str, begins_in_clear: bool
) -> None:
    monkeypatch.setattr(smtp._Server, "near", False)  # as if it were another machine
    async with impostor(begins_in_clear=begins_in_clear) as other:
        with pytest.raises(LetterPutOff):
            await SmtpPost(f"{url}:{other.port}", SENDER, clock=FakeClock(), timeout=5).send(LETTER)
