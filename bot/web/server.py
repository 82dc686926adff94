"""One HTTP server, in the same loop as the bot."""

from __future__ import annotations

import asyncio
import contextlib
import math
import socket
from collections.abc import AsyncIterator, Iterator

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs import new_reference
from bot.tasks import Deadline, Tasks

log = structlog.stdlib.get_logger(__name__)

LARGEST_BODY = 1024 * 1024  # bytes
DRAIN = 20  # seconds that requests are given to end when the bot stops


class LimitBody:
    """Answers 413 to a body over the limit, as soon as that is known."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, counting its bytes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _announced(scope) > self._largest:
            await self._discard(receive)
            await PlainTextResponse("Payload Too Large", 413, {"Connection": "close"})(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                await self._discard(receive)
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        await self._app(scope, counted, send)

    async def _discard(self, receive: Receive) -> None:
        """Reads some more of a refused body and forgets it: who is still sending would not see the answer."""
        discarded = 0
        while discarded <= 4 * self._largest:
            message = await receive()
            discarded += len(message.get("body", b""))
            if not message.get("more_body"):
                return


def _announced(scope: Scope) -> int:
    """The length a request claims to have; 0 when it does not say, or says nonsense."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


async def _broken(_request: Request, error: Exception) -> Response:
    """An error nobody expected: a reference for the log, and no internals."""
    reference = new_reference()
    log.error("request_failed", reference=reference, exc_info=error)
    return PlainTextResponse(f"Internal Server Error\nReference: {reference}\n", 500)


def build_web(*routes: BaseRoute) -> Starlette:
    """The web application of these routes, with a limit to every body."""
    return Starlette(routes=routes, middleware=[Middleware(LimitBody)], exception_handlers={Exception: _broken})


class _Server(uvicorn.Server):
    """Uvicorn that leaves the signals to the process it lives in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


@contextlib.asynccontextmanager
async def serve(app: ASGIApp, host: str, port: int, deadline: Deadline | None = None) -> AsyncIterator[str]:
    """Serves for the block, and yields the base URL; port 0 takes a free one. Raises OSError if it is taken.

    When the block ends no new request is taken, and those in flight are given until the deadline, 20 seconds by itself.
    """
    listening = _listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=False,
    )
    server = _Server(config)
    tasks = Tasks()
    running = tasks.spawn(server.serve(sockets=[listening]), name="web", awaited=True)
    try:
        while not server.started:
            if running.done():
                running.result()
                raise RuntimeError("the web server ended before it began")
            await asyncio.sleep(0.005)
        bound_host, bound_port = listening.getsockname()[:2]
        yield f"http://{f'[{bound_host}]' if ':' in bound_host else bound_host}:{bound_port}"
    finally:
        left = (deadline or Deadline(DRAIN)).left
        config.timeout_graceful_shutdown = math.ceil(left)
        server.should_exit = True
        await tasks.drain(left + 5)
        if cancelled := set(server.server_state.tasks):  # uvicorn does not wait for what it has cancelled
            await asyncio.wait(cancelled, timeout=5)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=1024)
    # asyncio turns Nagle off only for sockets made with TCP's number, which this one is not: answers would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
