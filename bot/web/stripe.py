"""Stripe's webhook: 200 only once the payment is booked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.errors import PaymentsUnavailable, StorageUnavailable
from domain.ports import StripeFact

log = structlog.stdlib.get_logger(__name__)

SIGNATURE_HEADER = "Stripe-Signature"

ReadEvent = Callable[[bytes, str], StripeFact | None]


class Books(Protocol):
    """Books what Stripe announces."""

    async def book(self, fact: StripeFact) -> bool:
        """Books a fact once. Raises StorageUnavailable, PaymentsUnavailable."""
        ...


def stripe_route(read: ReadEvent, booking: Books, path: str = "/stripe") -> Route:
    """Takes what Stripe has signed; `read` raises ValueError for everything else.

    An error nobody expected becomes a 500, so that Stripe repeats the event.
    """

    async def take(request: Request) -> Response:
        try:
            fact = read(await request.body(), request.headers.get(SIGNATURE_HEADER, ""))
        except ValueError:
            log.warning("webhook_refused", api="stripe")
            return PlainTextResponse("Bad Request", 400)
        try:
            if fact is not None:
                booked = await booking.book(fact)
                log.info(
                    "stripe_announced", fact=type(fact).__name__, intent=getattr(fact, "intent", None), booked=booked
                )
        except (StorageUnavailable, PaymentsUnavailable) as error:
            log.warning("webhook_put_off", api="stripe", reason=type(error).__name__)
            return PlainTextResponse("Service Unavailable", 503, {"Retry-After": "5"})
        return PlainTextResponse("OK")

    return Route(path, take, methods=["POST"])
