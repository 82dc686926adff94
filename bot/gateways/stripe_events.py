"""What Stripe's objects say, as the domain's facts."""

from __future__ import annotations

import re
from typing import Any

from domain.ports import StripeFact
from domain.reversals import RefundsChanged, ReversalKind, ReversalReported, ReversalState
from domain.top_ups import PaymentFailed, PaymentReceived

COMPLETED = "checkout.session.completed"
ASYNC_SUCCEEDED = "checkout.session.async_payment_succeeded"
ASYNC_FAILED = "checkout.session.async_payment_failed"
INTENT_SUCCEEDED = "payment_intent.succeeded"
CHARGE_REFUNDED = "charge.refunded"
REFUND_TYPES = ("refund.created", "refund.updated", "refund.failed")
DISPUTE_STATES = {
    "charge.dispute.created": ReversalState.OPENED,
    "charge.dispute.funds_withdrawn": ReversalState.GONE,
    "charge.dispute.funds_reinstated": ReversalState.BACK,
    "charge.dispute.closed": None,  # its outcome says
}
TYPES = (COMPLETED, ASYNC_SUCCEEDED, ASYNC_FAILED, INTENT_SUCCEEDED, CHARGE_REFUNDED, *REFUND_TYPES, *DISPUTE_STATES)
"""The events that the webhook has to be told of."""

ASKED_AS = "refund"  # our own number of a refund, in its metadata
_UNIX_TIME = re.compile(r"[0-9]{1,12}")


class ForgedEvent(ValueError):
    """The event does not carry Stripe's signature, or an old one, or is not an event at all."""


def read_fact(event: Any, *, live: bool) -> StripeFact | None:
    """The fact that an event announces, None if there is nothing to do about it.

    `live` is the mode of our own key: what belongs to the other mode, or to a connected account, is not ours.
    """
    kind, about = part(event, "type"), part(part(event, "data"), "object")
    ours = part(event, "livemode") is live and part(event, "account") is None
    if kind in {COMPLETED, ASYNC_SUCCEEDED}:
        return session_paid(about, live=live, ours=ours)
    if kind == INTENT_SUCCEEDED:
        return _intent_paid(about, live=live, ours=ours)
    return _other_fact(kind, about) if ours else None


def _other_fact(kind: str, about: Any) -> StripeFact | None:
    """The fact of an event that brings no money."""
    if kind == ASYNC_FAILED:
        return PaymentFailed(
            session=about.id,
            link_id=_id(about, "payment_link"),
            reference=_reference(about),
            asked_at=_asked_at(about),
        )
    intent = _id(about, "payment_intent")
    if intent is None:  # a charge made without an intent is none of ours
        return None
    if kind == CHARGE_REFUNDED:
        return RefundsChanged(intent=intent)
    if kind in REFUND_TYPES:
        return refund_reported(about)
    return _dispute_reported(kind, about, intent) if kind in DISPUTE_STATES else None


def refund_reported(refund: Any) -> ReversalReported:
    """How far a refund has gone. One that failed, or was cancelled, leaves the money with us."""
    asked_as = part(part(refund, "metadata"), ASKED_AS)
    failed = part(refund, "status") in {"failed", "canceled"}
    return ReversalReported(
        id=refund.id,
        kind=ReversalKind.REFUND,
        intent=_id(refund, "payment_intent") or "",
        cents=refund.amount,
        state=ReversalState.BACK if failed else ReversalState.GONE,
        asked_as=asked_as if isinstance(asked_as, str) else None,
    )


def _dispute_reported(kind: str, dispute: Any, intent: str) -> ReversalReported | None:
    """How far a dispute has gone; None for the end of one that moves no money."""
    lost = ReversalState.LOST if part(dispute, "status") == "lost" else None
    state = DISPUTE_STATES[kind] or lost
    asks_only = (part(dispute, "status") or "").startswith("warning")
    if state is None or (state is ReversalState.OPENED and not asks_only):
        return None  # what is more than a question takes the money at once, which is announced besides
    return ReversalReported(id=dispute.id, kind=ReversalKind.DISPUTE, intent=intent, cents=dispute.amount, state=state)


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
