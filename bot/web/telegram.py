"""Telegram's webhook: 200 only once the update is done."""

from __future__ import annotations

import hmac
from typing import Protocol

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.receiver import MalformedUpdate, Outcome
from domain.errors import StorageUnavailable

log = structlog.stdlib.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, not the secret in it


class Receive(Protocol):
    """Does one update."""

    async def __call__(self, raw: bytes) -> Outcome:
        """Returns once the update may be acknowledged. Raises StorageUnavailable and MalformedUpdate."""


def telegram_route(receive: Receive, secret: str, path: str = "/telegram") -> Route:
    """Takes updates from whoever knows the secret, and sends everybody else away."""
    if not secret:
        raise ValueError("a webhook without a secret takes updates from anybody")
    expected = secret.encode()

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, expected):
            log.warning("webhook_refused", api="telegram")
            return PlainTextResponse("Unauthorized", 401)
        try:
            await receive(await request.body())
        except MalformedUpdate:
            log.warning("update_malformed")
            return PlainTextResponse("Bad Request", 400)
        except StorageUnavailable:
            log.warning("storage_unavailable")
            return PlainTextResponse("Service Unavailable", 503, {"Retry-After": "5"})
        return PlainTextResponse("OK")

    return Route(path, take, methods=["POST"])
