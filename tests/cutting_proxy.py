"""A way to PostgreSQL that breaks in the worst moment: once COMMIT was sent, and before its answer has come back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import URL, make_url

_CHUNK = 1 << 16
_COMMIT = b"COMMIT\x00"


@dataclass(kw_only=True)
class CuttingProxy:
    """Passes everything on. Armed, it cuts the connection of one COMMIT, carried out by the server or never seen."""

    server: URL
    url: str = ""
    left: int = 0
    carried_out: bool = True
    has_cut: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def arm(self, commit: int, *, carried_out: bool) -> None:
        """Has the connection cut at the COMMIT of that number from now on, counted from 1."""
        self.left, self.carried_out, self.has_cut = commit, carried_out, False

    def disarm(self) -> None:
        """From now on everything is passed on."""
        self.left = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        path = str(self.server.query["host"])
        there, back = await asyncio.open_unix_connection(f"{path}/.s.PGSQL.{self.server.port or 5432}")
        cut = asyncio.Event()
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._to_server(reader, back, writer, cut))
                tasks.create_task(self._to_client(there, writer, cut))
        back.close()

    async def _to_server(
        self,
        reader: asyncio.StreamReader,
        server: asyncio.StreamWriter,
        client: asyncio.StreamWriter,
        cut: asyncio.Event,
    ) -> None:
        while chunk := await reader.read(_CHUNK):
            if _COMMIT in chunk and self.left:
                self.left -= 1
                if not self.left:
                    self.has_cut = True
                    cut.set()
                    if not self.carried_out:
                        break
            server.write(chunk)
            await server.drain()
        server.close()
        if cut.is_set() and not self.carried_out:
            client.close()

    async def _to_client(self, server: asyncio.StreamReader, client: asyncio.StreamWriter, cut: asyncio.Event) -> None:
        while chunk := await server.read(_CHUNK):
            if cut.is_set():
                break
            client.write(chunk)
            await client.drain()
        client.close()


@asynccontextmanager
async def cutting_proxy(url: str) -> AsyncIterator[CuttingProxy]:
    """A proxy in front of the server of a database; its `url` leads to that database."""
    direct = make_url(url)
    proxy = CuttingProxy(server=direct)
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    proxy.url = direct.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
    try:
        yield proxy
    finally:
        listening.close()
