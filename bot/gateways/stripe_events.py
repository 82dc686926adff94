"""What Stripe's objects say, as the domain's facts."""

from __future__ import annotations

import re
from typing import Any

from domain.top_ups import PaymentFailed, PaymentReceived

COMPLETED = "checkout.session.completed"
ASYNC_SUCCEEDED = "checkout.session.async_payment_succeeded"
ASYNC_FAILED = "checkout.session.async_payment_failed"
INTENT_SUCCEEDED = "payment_intent.succeeded"
TYPES = (COMPLETED, ASYNC_SUCCEEDED, ASYNC_FAILED, INTENT_SUCCEEDED)
_UNIX_TIME = re.compile(r"[0-9]{1,12}")


class ForgedEvent(ValueError):
    """The event does not carry Stripe's signature, or an old one, or is not an event at all."""


def read_fact(event: Any, *, live: bool) -> PaymentReceived | PaymentFailed | None:
    """The fact that an event announces, None if there is nothing to do about it.

    `live` is the mode of our own key: what belongs to the other mode, or to a connected account, is not ours.
    """
    kind, about = part(event, "type"), part(part(event, "data"), "object")
    ours = part(event, "livemode") is live and part(event, "account") is None
    if kind in {COMPLETED, ASYNC_SUCCEEDED}:
        return session_paid(about, live=live, ours=ours)
    if kind == INTENT_SUCCEEDED:
        return _intent_paid(about, live=live, ours=ours)
    if kind == ASYNC_FAILED and ours:
        return PaymentFailed(
            session=about.id,
            link_id=_id(about, "payment_link"),
            reference=_reference(about),
            asked_at=_asked_at(about),
        )
    return None


def session_paid(session: Any, *, live: bool, ours: bool = True) -> PaymentReceived | None:
    """The payment of a checkout session; None while it is not paid (a bank transfer is completed first, paid later)."""
    intent = _id(session, "payment_intent")
    if part(session, "payment_status") != "paid" or intent is None:
        return None
    return PaymentReceived(
        intent=intent,
        link_id=_id(session, "payment_link"),
        reference=_reference(session),
        cents=part(session, "amount_total") or 0,
        currency=(part(session, "currency") or "").lower(),
        ours=ours and part(session, "livemode") is live,
        asked_at=_asked_at(session),
    )


def _intent_paid(intent: Any, *, live: bool, ours: bool) -> PaymentReceived:
    """The payment of an intent, which does not know its link."""
    return PaymentReceived(
        intent=intent.id,
        link_id=None,
        reference=_reference(intent),
        cents=part(intent, "amount_received") or 0,
        currency=(part(intent, "currency") or "").lower(),
        ours=ours and part(intent, "livemode") is live,
        asked_at=_asked_at(intent),
    )


def part(thing: Any, name: str) -> Any:
    """A field of a Stripe object; these are not dicts, and a field that is absent raises."""
    return getattr(thing, name, None)


def _reference(thing: Any) -> str | None:
    reference = part(part(thing, "metadata"), "reference")
    return reference if isinstance(reference, str) else None


def _asked_at(thing: Any) -> int | None:
    asked_at = part(part(thing, "metadata"), "asked_at")
    return int(asked_at) if isinstance(asked_at, str) and _UNIX_TIME.fullmatch(asked_at) else None


def _id(thing: Any, name: str) -> str | None:
    """The id of a neighbour, whether it came as an id or as the whole object."""
    neighbour = part(thing, name)
    found = neighbour if isinstance(neighbour, str) else part(neighbour, "id")
    return found if isinstance(found, str) else None
