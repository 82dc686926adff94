"""Stripe's webhook: 200 only once the payment is booked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from domain.errors import StorageUnavailable
from domain.top_ups import PaymentFailed, PaymentReceived

log = structlog.stdlib.get_logger(__name__)

SIGNATURE_HEADER = "Stripe-Signature"

ReadEvent = Callable[[bytes, str], PaymentReceived | PaymentFailed | None]


class Settles(Protocol):
    """Books payments."""

    async def settle(self, received: PaymentReceived) -> bool:
        """Books a payment once. Raises StorageUnavailable."""
        ...

    async def fail(self, failed: PaymentFailed) -> None:
        """Tells the holder that a payment did not arrive. Raises StorageUnavailable."""
        ...


def stripe_route(read: ReadEvent, settling: Settles, path: str = "/stripe") -> Route:
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
            if isinstance(fact, PaymentReceived):
                booked = await settling.settle(fact)
                log.info("payment_announced", intent=fact.intent, booked=booked)
            elif fact is not None:
                await settling.fail(fact)
        except StorageUnavailable:
            log.warning("storage_unavailable")
            return PlainTextResponse("Service Unavailable", 503, {"Retry-After": "5"})
        return PlainTextResponse("OK")

    return Route(path, take, methods=["POST"])
