"""The pretend mail server's SMTP, in the sandbox's own loop: aiosmtpd's protocol, and faults to order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.mail_faults import MailFault, MailFaults, Point

_OK = "250 2.0.0 OK"
_LATER = "451 4.3.0 Try again later"
_WELCOME = "mail.sandbox"

# What it logs of its own are whole letters, and complaints about clients that hang up, as some are here to do.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class Rejected(Exception):
    """A letter that the server does not take. Holds the answer."""


class _Connection(SMTP):
    """One client. It can also refuse the word DATA, which aiosmtpd asks nobody about."""

    def __init__(self, handler: _Handler, connections: set[_Connection]) -> None:
        super().__init__(handler, hostname=_WELCOME, ident="ESMTP", loop=asyncio.get_running_loop())
        self._handler = handler
        self._connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._connections.discard(self)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the command's own name
        """The wish to hand over a letter."""
        answer = await self._handler.met("data", self)
        if answer is not None:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)

    async def end(self) -> None:
        """Breaks the connection, and waits for the end of whoever serves it."""
        task = self._handler_coroutine
        _abort(self)
        if task is not None:
            task.cancel()
            await asyncio.wait([task])


def _abort(server: SMTP) -> None:
    if server.transport is not None:
        cast("asyncio.Transport", server.transport).abort()


class _Handler:
    """What the server says to each command; aiosmtpd finds the methods by their names."""

    def __init__(self, faults: MailFaults, record: Callable[[bytes, list[str]], None]) -> None:
        self._faults = faults
        self._record = record

    async def met(self, point: Point, server: SMTP) -> str | None:
        """The answer ordered for this point, if any."""
        fault = self._faults.meet(point)
        return await self._befall(fault, server) if fault else None

    async def _befall(self, fault: MailFault, server: SMTP) -> str:
        if fault.answer:
            return fault.answer
        if fault.hang:
            await self._faults.wait()
        else:
            _abort(server)
            await asyncio.Event().wait()  # aiosmtpd cancels whoever serves a lost connection
        return _OK if fault.after_recording else _LATER

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A sender."""
        answer = await self.met("mail", server)
        if answer is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer or _OK

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A recipient."""
        answer = await self.met("rcpt", server) or self._faults.refused.get(address.lower())
        if answer is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer or _OK

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """A whole letter, final dot and all."""
        fault = self._faults.meet("end")
        content: Any = envelope.original_content
        try:
            if fault is None or fault.after_recording:
                self._record(bytes(content), list(envelope.rcpt_tos))
        except Rejected as rejected:
            return str(rejected)
        return await self._befall(fault, server) if fault else _OK


@asynccontextmanager
async def listening(faults: MailFaults, record: Callable[[bytes, list[str]], None], host: str) -> AsyncIterator[str]:
    """Serves in the current loop on a free port; yields the smtp:// URL. `record` may raise Rejected."""
    connections: set[_Connection] = set()
    handler = _Handler(faults, record)
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(handler, connections), host, 0)
    try:
        yield f"smtp://{host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for connection in list(connections):
            await connection.end()
        await server.wait_closed()
