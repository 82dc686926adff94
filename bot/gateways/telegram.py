"""Calls to the Bot API: PTB's request over aiohttp, several times faster than its own."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
import structlog
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application, ApplicationBuilder, ContextTypes, Defaults
from telegram.request import BaseRequest, RequestData

from bot.gateways.measured import ObserveCall, measuring, of_status, unmeasured
from bot.pace import Window

log = structlog.stdlib.get_logger(__name__)

PAUSES = (0.2, 1.0)  # seconds before a call that certainly did not arrive is made again
LONGEST_RETRY_AFTER = 5  # seconds; a longer wait is the caller's to plan
BAD_GATEWAY = 502
TOO_MANY_REQUESTS = 429

# What counts as a message to Telegram, and so against its pace.
_MESSAGES = ("/sendmessage", "/sendphoto", "/senddocument")

Body = aiohttp.FormData | aiohttp.BytesPayload | None


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API.

    A call is made again when it certainly did not arrive (no connection, 502) or when Telegram asks
    for a short pause. The URL holds the token and is never part of an error or of a log line.
    """

    __slots__ = (
        "_connect",
        "_connections",
        "_observe",
        "_pool",
        "_read",
        "_session",
        "_window",
        "_write",
        "_write_files",
    )

    def __init__(
        self,
        *,
        connections: int = 256,
        read_timeout: float = 10,
        write_timeout: float = 10,
        files_write_timeout: float = 30,
        connect_timeout: float = 5,
        pool_timeout: float = 5,
        window: Window | None = None,
        observe: ObserveCall = unmeasured,
    ) -> None:
        self._observe = observe
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._write_files = files_write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._session: aiohttp.ClientSession | None = None
        self._window = window  # counts the messages, whoever sends them

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer when a call does not say."""
        return self._read

    async def initialize(self) -> None:
        """Opens the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        """Closes the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # PTB's type of a timeout is not public
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Makes one call, as PTB asks for it. Raises TimedOut and NetworkError."""
        files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_or_default(read_timeout, self._read),
            write=_or_default(write_timeout, self._write_files if files else self._write),
            connect=_or_default(connect_timeout, self._connect),
            pool=_or_default(pool_timeout, self._pool),
        )
        for pause in PAUSES:
            try:
                code, payload = await self.send(url, method, _body(request_data), timeout)
            except NotSent as error:
                log.info("telegram_not_reached", reason=str(error))
                wait: float | None = pause
            else:
                wait = _pause_asked_for(code, payload, pause)
                if wait is None:
                    return code, payload
            await asyncio.sleep(wait or pause)
        return await self.send(url, method, _body(request_data), timeout)

    async def send(self, url: str, method: str, body: Body, timeout: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Makes one call once: the status and the body. Raises NotSent, TimedOut and NetworkError."""
        if self._window is not None and url.lower().endswith(_MESSAGES):
            with self._window.call():
                return await self._send(url, method, body, timeout)
        return await self._send(url, method, body, timeout)

    async def _send(self, url: str, method: str, body: Body, timeout: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        try:
            with measuring(self._observe) as call:
                async with self._session.request(
                    method, url, data=body, timeout=timeout, allow_redirects=False
                ) as response:
                    answer = response.status, await response.read()
                call.outcome = of_status(response.status)
            return answer
        except aiohttp.ConnectionTimeoutError:
            raise NotSentInTime("no connection to Telegram in time") from None
        except aiohttp.ClientConnectorError as error:
            raise NotSent(f"no connection to Telegram: {type(error.os_error).__name__}") from None
        except TimeoutError:
            raise TimedOut("no answer from Telegram in time") from None
        except (aiohttp.ClientError, OSError) as error:
            # Without the cause: some of aiohttp's errors hold the URL, and with it the token.
            raise NetworkError(f"the connection to Telegram broke: {type(error).__name__}") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer; its text is not logged, even if it is not JSON. Raises TelegramError."""
        try:
            return orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None


class NotSent(NetworkError):
    """The call certainly did not arrive."""

    __slots__ = ()


class NotSentInTime(NotSent, TimedOut):
    """The call certainly did not arrive: no connection was free, or made, in time."""

    __slots__ = ()


def _or_default(value: Any, default: float) -> float | None:
    return default if value is BaseRequest.DEFAULT_NONE else value


def _timeout(
    *, read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """Aiohttp has no limit for writing: the total of all bounds it."""
    parts = [part for part in (read, write, connect, pool) if part is not None]
    opening = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(
        total=sum(parts) if len(parts) == 4 else None, connect=opening, sock_connect=connect, sock_read=read
    )


def as_json(fields: Mapping[str, Any]) -> aiohttp.BytesPayload:
    """The fields of a call without files."""
    return aiohttp.BytesPayload(orjson.dumps(fields), content_type="application/json")


def _body(data: RequestData | None) -> Body:
    """The fields of a call as JSON, or as a form if there is a file among them."""
    if data is None:
        return None
    if not data.contains_files:
        return as_json(data.parameters)
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        stream = io.BytesIO(content) if isinstance(content, bytes) else content  # aiohttp sends streams in pieces
        form.add_field(name, stream, filename=filename, content_type=kind)
    return form


def _pause_asked_for(code: int, payload: bytes, pause: float) -> float | None:
    """Seconds to wait before the call is made again; None if its answer stands."""
    if code == BAD_GATEWAY:
        return pause
    if code != TOO_MANY_REQUESTS:
        return None
    try:
        seconds = orjson.loads(payload)["parameters"]["retry_after"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return float(seconds) if isinstance(seconds, int) and 0 < seconds <= LONGEST_RETRY_AFTER else None


class TokenRevoked(Exception):
    """Telegram does not know the bot's token."""


def build_application(
    token: str,
    base_url: str,
    *,
    context_types: ContextTypes[Any, Any, Any, Any] | None = None,
    defaults: Defaults | None = None,
    request: BaseRequest | None = None,
    window: Window | None = None,
    observe: ObserveCall = unmeasured,
) -> Application[Any, Any, Any, Any, Any, Any]:
    """An Application that only dispatches: no updater, no job queue, no persistence, one update at a time."""
    calls = request or AiohttpRequest(window=window, observe=observe)
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{base_url.rstrip('/')}/bot")
        .base_file_url(f"{base_url.rstrip('/')}/file/bot")
        .request(calls)
        .get_updates_request(calls)
        .updater(None)
        .job_queue(None)
        .concurrent_updates(False)
    )
    if context_types is not None:
        builder = builder.context_types(context_types)
    if defaults is not None:
        builder = builder.defaults(defaults)
    return builder.build()


async def connect(application: Application[Any, Any, Any, Any, Any, Any], *, first_pause: float = 1) -> None:
    """Introduces the bot to Telegram, waiting for as long as Telegram cannot be reached. Raises TokenRevoked."""
    pause = first_pause
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # Without the cause: PTB writes the whole token into this error.
            raise TokenRevoked from None
        except (NetworkError, RetryAfter) as error:
            log.warning("telegram_unreachable", reason=type(error).__name__, next_try_in_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30)
        else:
            return
