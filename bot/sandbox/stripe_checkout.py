"""Opening a payment link, paying it, failing to: the one code behind the page and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox import stripe_payments as objects
from bot.sandbox.clock import SandboxClock
from bot.sandbox.stripe_cards import Card, read_card
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_events import Webhooks
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Twist:
    """How a payment differs from what the link asked for; all None for an honest one."""

    amount: int | None = None
    currency: str | None = None
    livemode: bool | None = None
    metadata: dict[str, str] | None = None


class LinkClosed(Exception):
    """The link takes no payment: switched off, or its limit is reached."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Checkout:
    """What happens between the payer and Stripe."""

    def __init__(self, store: Store, webhooks: Webhooks, clock: SandboxClock) -> None:
        self._store = store
        self._webhooks = webhooks
        self._clock = clock

    def link(self, link_id_or_url: str) -> Json:
        """The link behind an id or its address; raises StripeError for an unknown one."""
        wanted = urlsplit(link_id_or_url).path.rstrip("/").rpartition("/")[2]
        return self._store.get("payment_link", wanted, param="payment_link")

    def total(self, link: Json) -> int:
        """What the link asks for, in cents."""
        return sum(item["amount_total"] for item in self._store.line_items[link["id"]])

    def refuse_if_closed(self, link: Json) -> None:
        """Raises LinkClosed when the link is inactive or has been paid as often as it may be."""
        limit = (link["restrictions"] or {}).get("completed_sessions")
        if link["active"] and not (limit and limit["count"] >= limit["limit"]):
            return
        raise LinkClosed(link["inactive_message"] or "This payment link is no longer active.")

    def open(self, link: Json) -> Json:
        """A new session of the link, as when somebody opens its address."""
        self.refuse_if_closed(link)
        return self._store.add(objects.session(link, total=self.total(link), now=self._clock.timestamp()))

    def reopen(self, link: Json, session_id: str | None) -> Json:
        """The link's session of this id if it is still open, or a new one."""
        self.expire_old()
        found = self._store.find("checkout.session", session_id or "")
        if found is None or found["payment_link"] != link["id"] or found["status"] != "open":
            return self.open(link)
        self.refuse_if_closed(link)
        return found

    def pay(
        self,
        session: Json,
        card: Card,
        *,
        twist: Twist | None = None,
        mode: str | None = None,
        asynchronous: bool = False,
        email: str = "payer@example.org",
        name: str = "Sandbox Payer",
    ) -> Json:
        """Pays an open session and returns its intent; a refused card raises StripeError."""
        twist = twist or Twist()
        self._twist(session, twist)
        intent = self._intent(session, twist)
        charge = objects.charge(intent, card, email=email, name=name, now=self._clock.timestamp())
        intent["payment_method"] = charge["payment_method"]
        details: Json = {"address": None, "email": email, "name": name, "phone": None, "tax_ids": []}
        session["customer_details"] = {**details, "tax_exempt": "none"}
        if asynchronous:
            self._complete(session, paid=False)
            intent["status"] = "processing"
            self._webhooks.happen("checkout.session.completed", session, mode=mode)
            self._webhooks.happen("payment_intent.processing", intent, mode=mode)
            return intent
        self._store.add(charge)
        intent["latest_charge"] = charge["id"]
        if card.refusal is not None:
            self._refuse(intent, charge, card, mode)
            raise card.refusal.error()
        self._succeed(intent)
        self._complete(session, paid=True)
        self._webhooks.happen("charge.succeeded", charge, mode=mode)
        self._webhooks.happen("payment_intent.succeeded", intent, mode=mode)
        self._webhooks.happen("checkout.session.completed", session, mode=mode)
        return intent

    def settle_later(self, session_id: str, *, succeeded: bool, mode: str | None = None) -> Json:
        """Ends an asynchronous payment (SEPA and the like) well or badly; returns the intent."""
        session = self._store.get("checkout.session", session_id, param="session")
        intent = self._store.get("payment_intent", session["payment_intent"], param="intent")
        if intent["status"] != "processing":
            raise ValueError(f"{intent['id']} is {intent['status']}, not processing")
        if succeeded:
            card = read_card("4242424242424242")
            payer = session["customer_details"]
            charge = self._store.add(
                objects.charge(
                    intent,
                    card,
                    email=payer["email"],
                    name=payer["name"],
                    now=self._clock.timestamp(),
                )
            )
            intent["latest_charge"] = charge["id"]
            self._succeed(intent)
            session["payment_status"] = "paid"
            self._webhooks.happen("charge.succeeded", charge, mode=mode)
            self._webhooks.happen("payment_intent.succeeded", intent, mode=mode)
            self._webhooks.happen("checkout.session.async_payment_succeeded", session, mode=mode)
        else:
            intent["status"] = "requires_payment_method"
            self._webhooks.happen("payment_intent.payment_failed", intent, mode=mode)
            self._webhooks.happen("checkout.session.async_payment_failed", session, mode=mode)
        return intent

    def expire(self, session: Json) -> Json:
        if session["status"] != "open":
            raise StripeError(
                f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout '
                f"Session has a status of {session['status']}."
            )
        session["status"] = "expired"
        session["url"] = None
        self._webhooks.happen("checkout.session.expired", session)
        return session

    def expire_old(self) -> None:
        """Expires the open sessions whose day is over."""
        now = self._clock.timestamp()
        for session in self._store.all("checkout.session"):
            if session["status"] == "open" and session["expires_at"] <= now:
                self.expire(session)

    def _twist(self, session: Json, twist: Twist) -> None:
        if twist.amount is not None:
            session["amount_subtotal"] = session["amount_total"] = twist.amount
        if twist.currency is not None:
            session["currency"] = twist.currency
        if twist.livemode is not None:
            session["livemode"] = twist.livemode
        if twist.metadata is not None:
            session["metadata"] = dict(twist.metadata)

    def _intent(self, session: Json, twist: Twist) -> Json:
        """The session's intent, made at the first try and kept through declined cards."""
        if session["payment_intent"] is not None:
            return self._store.get("payment_intent", session["payment_intent"], param="intent")
        link = self._store.get("payment_link", session["payment_link"], param="payment_link")
        made = objects.payment_intent(session, link["payment_intent_data"], now=self._clock.timestamp())
        if twist.metadata is not None:
            made["metadata"] = dict(twist.metadata)
        session["payment_intent"] = made["id"]
        return self._store.add(made)

    def _succeed(self, intent: Json) -> None:
        changed: dict[str, Any] = {
            "status": "succeeded",
            "amount_received": intent["amount"],
            "last_payment_error": None,
        }
        intent.update(changed)

    def _refuse(self, intent: Json, charge: Json, card: Card, mode: str | None) -> None:
        error = card.refusal.error().fields() if card.refusal else {}
        intent["last_payment_error"] = {**error, "charge": charge["id"]}
        self._webhooks.happen("charge.failed", charge, mode=mode)
        self._webhooks.happen("payment_intent.payment_failed", intent, mode=mode)

    def _complete(self, session: Json, *, paid: bool) -> None:
        session["status"] = "complete"
        session["payment_status"] = "paid" if paid else "unpaid"
        session["url"] = None
        link = self._store.get("payment_link", session["payment_link"], param="payment_link")
        if link["restrictions"]:
            link["restrictions"]["completed_sessions"]["count"] += 1
