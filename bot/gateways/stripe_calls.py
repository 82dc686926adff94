"""What all calls to Stripe have in common: how it is told that one went wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import aiohttp
import stripe
import structlog

from bot.gateways.stripe_events import part
from domain.errors import PaymentsUnavailable

log = structlog.stdlib.get_logger(__name__)

MISSING = "resource_missing"


@contextlib.contextmanager
def asking(what: str, key: str) -> Iterator[None]:
    """Says PaymentsUnavailable whatever went wrong; the cause is in the log, without the key."""
    try:
        yield
    except (stripe.StripeError, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning(
            "stripe_failed",
            call=what,
            error=type(error).__name__,
            status=part(error, "http_status"),
            code=part(error, "code"),
            request=part(error, "request_id"),
            message=str(error).replace(key, "[hidden]"),
        )
        raise PaymentsUnavailable from None
