"""The way out for e-mail: one connection a letter, and an exact answer to what became of it."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.gateways import mime
from domain.letters import Letter, LetterInDoubt, LetterPutOff, LetterRefused
from domain.ports import Clock

GO_AHEAD = 354
GOODBYE_SECONDS = 2
LONGEST_ANSWER = 200

# Answers that are about us and not about the letter: once they are set right it can go.
_ABOUT_OUR_LOGIN = {530, 534, 535, 538}
_DOTS = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Server:
    """Where the mail server is, and how it is to be spoken to."""

    host: str
    port: int
    tls: bool
    user: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def named(cls, url: str) -> _Server:
        """smtp://[user:password@]host[:port] or smtps://; raises ValueError for anything else."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("not the URL of a mail server")
        tls, user = parts.scheme == "smtps", unquote(parts.username or "")
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587 if user else 25),
            tls=tls,
            user=user,
            password=unquote(parts.password or ""),
        )

    @property
    def near(self) -> bool:
        """Whether it is this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def must_be_trusted(self) -> bool:
        """Whether it has to prove who it is.

        A password is shown to nobody else; without one, TLS that anybody on the way can prevent proves nothing anyway.
        """
        return not self.near and (self.tls or bool(self.user))

    def client(self, name: str, seconds: float) -> aiosmtplib.SMTP:
        """A client that is not connected yet, and calls itself `name`."""
        start_tls = None if not self.tls and not self.must_be_trusted else not self.tls
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.tls,
            start_tls=start_tls,
            validate_certs=self.must_be_trusted,
            local_hostname=name,
            timeout=seconds,
        )


class SmtpPost:
    """Conforms to `domain.letters.Post`. A `send` that is cancelled leaves the letter in doubt."""

    def __init__(self, url: str, sender: str, *, clock: Clock, timeout: float = 20) -> None:
        """`url` is smtp:// (TLS if offered; with a password and off this machine, always) or smtps://.

        `sender` is an address, with a name or without; `timeout` is seconds for each answer. Raises ValueError.
        """
        self._server = _Server.named(url)
        self._sender = mime.sender(sender)
        self._clock = clock
        self._timeout = timeout

    async def send(self, letter: Letter) -> str:
        """The server's answer to a letter that it took. Raises LetterRefused, LetterPutOff, LetterInDoubt."""
        mail = mime.written(letter, by=self._sender, at=self._clock.now())
        async with self._connected() as smtp:
            await self._announce(smtp, mime.recipient(letter).addr_spec)
            return await self._hand_over(smtp, mail)

    async def check(self) -> None:
        """Connects, says hello and logs in, and sends nothing. Raises LetterPutOff."""
        async with self._connected():
            pass

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection on which a letter can be announced; it is closed in any case."""
        smtp = self._server.client(self._sender.domain, self._timeout)
        try:
            with _putting_off():
                await smtp.connect()
                if self._server.user:
                    await smtp.login(self._server.user, self._server.password)
                elif smtp.is_ehlo_or_helo_needed:
                    await smtp.ehlo()
            yield smtp
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await smtp.quit(timeout=GOODBYE_SECONDS)
        finally:
            smtp.close()

    async def _announce(self, smtp: aiosmtplib.SMTP, to: str) -> None:
        """Sender, recipient, and the wish to hand over: nothing of the letter has left yet."""
        try:
            await smtp.mail(self._sender.addr_spec)
            await smtp.rcpt(to)
            answer = await smtp.execute_command(b"DATA")
        except aiosmtplib.SMTPResponseException as error:
            raise _verdict(error.code, error.message) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise LetterPutOff(_worded(error)) from None
        if answer.code != GO_AHEAD:
            raise _verdict(*answer)

    async def _hand_over(self, smtp: aiosmtplib.SMTP, mail: bytes) -> str:
        """The letter and the final dot in one go; only the answer tells what became of them.

        aiosmtplib's own `data` does this and the command before it in one, and would not say which of them failed.
        """
        protocol = smtp.protocol
        try:
            if protocol is None:
                raise LetterPutOff("the connection was lost")
            protocol.write(_DOTS.sub(b"..", mail) + b".\r\n")
        except aiosmtplib.SMTPServerDisconnected as error:
            raise LetterPutOff(_worded(error)) from None
        try:
            answer = await protocol.read_response(timeout=self._timeout)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise LetterInDoubt(_worded(error)) from None
        if answer.code // 100 == 2:
            return _line(f"{answer.code} {answer.message}")
        if answer.code // 100 in {4, 5}:
            raise _verdict(*answer)
        raise LetterInDoubt(_line(f"{answer.code} {answer.message}"))


@contextlib.contextmanager
def _putting_off() -> Iterator[None]:
    """Says LetterPutOff whatever went wrong; what a login was answered stays out, lest it repeat the password."""
    try:
        yield
    except aiosmtplib.SMTPAuthenticationError as error:
        raise LetterPutOff(f"{error.code} the login was refused") from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise LetterPutOff(_worded(error)) from None
    except ValueError:
        raise LetterPutOff("the server cannot be spoken to") from None


def _verdict(code: int, message: str) -> LetterRefused | LetterPutOff:
    """What a refusal before or after the letter means."""
    answer = _line(f"{code} {message}")
    return LetterRefused(answer) if code // 100 == 5 and code not in _ABOUT_OUR_LOGIN else LetterPutOff(answer)


def _worded(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _line(f"{error.code} {error.message}")
    return _line(str(error) or type(error).__name__)


def _line(answer: str) -> str:
    return mime.one_line(answer)[:LONGEST_ANSWER]
