"""Stripe's webhook: 200 only once the payment is booked."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.logs import new_reference
from domain.errors import PaymentsUnavailable, StorageUnavailable
from domain.ports import StripeFact
from domain.top_ups import PaymentReceived

log = structlog.stdlib.get_logger(__name__)

SIGNATURE_HEADER = "Stripe-Signature"

ReadEvent = Callable[[bytes, str], StripeFact | None]


class Books(Protocol):
    """Books what Stripe announces."""

    async def book(self, fact: StripeFact) -> bool:
        """Books a fact once. Raises StorageUnavailable, PaymentsUnavailable."""
        ...


class WebhookOutcome(StrEnum):
    """How a webhook ended."""

    BOOKED = "booked"
    REPEATED = "repeated"  # it moved nothing: it was booked before, or tells of a payment that failed
    IGNORED = "ignored"
    REFUSED = "refused"  # not signed by Stripe just now
    FAILED = "failed"  # answered so that Stripe repeats it


class Ended(Protocol):
    """Hears how each webhook has ended."""

    def __call__(self, outcome: WebhookOutcome, *, intent: str | None = None, reference: str | None = None) -> None:
        """`intent` is the payment it told of, `reference` finds its failure in the log."""


def _unheard(outcome: WebhookOutcome, *, intent: str | None = None, reference: str | None = None) -> None:
    """Tells nobody."""


def stripe_route(read: ReadEvent, booking: Books, ended: Ended = _unheard, path: str = "/stripe") -> Route:
    """Takes what Stripe has signed; `read` raises ValueError for everything else.

    An error nobody expected becomes a 500, so that Stripe repeats the event. Each line that is logged meanwhile
    carries the reference of this one delivery.
    """

    async def take(request: Request) -> Response:
        reference = new_reference()
        with structlog.contextvars.bound_contextvars(webhook="stripe", reference=reference):
            try:
                fact = read(await request.body(), request.headers.get(SIGNATURE_HEADER, ""))
            except ValueError:
                log.warning("webhook_refused", api="stripe")
                ended(WebhookOutcome.REFUSED, reference=reference)
                return PlainTextResponse("Bad Request", 400)
            try:
                outcome = await _book(booking, fact)
            except (StorageUnavailable, PaymentsUnavailable) as error:
                log.warning("webhook_put_off", api="stripe", reason=type(error).__name__)
                ended(WebhookOutcome.FAILED, reference=reference)
                return PlainTextResponse("Service Unavailable", 503, {"Retry-After": "5"})
            except Exception:  # whatever it is, Stripe has to repeat the event
                log.exception("webhook_failed")
                ended(WebhookOutcome.FAILED, reference=reference)
                return PlainTextResponse(f"Internal Server Error\nReference: {reference}\n", 500)
            ended(outcome, intent=fact.intent if isinstance(fact, PaymentReceived) else None)
        return PlainTextResponse("OK")

    return Route(path, take, methods=["POST"])


async def _book(booking: Books, fact: StripeFact | None) -> WebhookOutcome:
    """Books what a webhook tells of. Raises StorageUnavailable, PaymentsUnavailable."""
    if fact is None:
        return WebhookOutcome.IGNORED
    booked = await booking.book(fact)
    log.info("stripe_announced", fact=type(fact).__name__, intent=getattr(fact, "intent", None), booked=booked)
    return WebhookOutcome.BOOKED if booked else WebhookOutcome.REPEATED
