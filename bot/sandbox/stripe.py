"""A pretend Stripe: its API, its payment page and its webhooks, and how to drive them."""

from __future__ import annotations

from typing import Any

from starlette.routing import Route

from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.pay_page import PayPage
from bot.sandbox.stripe_api import Api, Recorded
from bot.sandbox.stripe_cards import GOOD, read_card
from bot.sandbox.stripe_checkout import Checkout, Twist
from bot.sandbox.stripe_dashboard import dashboard
from bot.sandbox.stripe_events import Delivery, Webhooks
from bot.sandbox.stripe_faults import Fault
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_money_back import MoneyBack
from bot.sandbox.stripe_resources import Resources
from bot.sandbox.stripe_store import Store

_METHODS = ["GET", "POST", "DELETE", "PUT", "PATCH"]


class StripeWorld:
    """One Stripe account in test mode, all of it in memory."""

    def __init__(
        self,
        events: Broadcaster,
        clock: SandboxClock,
        key: str = "sk_test_sandbox",
        webhook_secret: str = "whsec_sandbox",  # noqa: S107 - the sandbox's own, published on purpose
    ) -> None:
        self.store = Store()
        self.webhooks = Webhooks(self.store, events, clock, secret=webhook_secret)
        self.checkout = Checkout(self.store, self.webhooks, clock)
        self.money_back = MoneyBack(self.store, self.webhooks, clock)
        self._resources = Resources(self.store, self.checkout, self.money_back, self.webhooks, clock)
        self._api = Api(self._resources, self.store, events, clock, key=key)
        self._page = PayPage(self.store, self.checkout, self.webhooks)

    @property
    def key(self) -> str:
        """The secret key that the API takes."""
        return self._api.key

    @property
    def webhook_secret(self) -> str:
        return self.webhooks.secret

    @property
    def webhook_url(self) -> str | None:
        """Where events are sent; None while no endpoint is set up."""
        return self.webhooks.url

    @webhook_url.setter
    def webhook_url(self, url: str | None) -> None:
        self.webhooks.url = url

    @property
    def base_url(self) -> str:
        """The address of the sandbox, without a path; the links made from now on begin so."""
        return self._resources.base_url

    @base_url.setter
    def base_url(self, url: str) -> None:
        self._resources.base_url = url.rstrip("/")

    def routes(self) -> list[Route]:
        """The API under /v1/ and the payment page under /pay/."""
        api = Route("/v1/{rest:path}", self._api.handle, methods=_METHODS)
        return [api, *self._page.routes()]

    def dashboard(self) -> Json:
        """What Stripe's dashboard would show, newest first."""
        return dashboard(self.store, self.webhooks)

    # What the tests and the demo see

    @property
    def requests(self) -> list[Recorded]:
        """Every API call so far, with its answer."""
        return self._api.requests

    @property
    def deliveries(self) -> dict[str, Delivery]:
        """What became of each event, by its id."""
        return self.webhooks.deliveries

    @property
    def links(self) -> list[Json]:
        """Oldest first, as are the other lists."""
        return self.store.all("payment_link")

    @property
    def sessions(self) -> list[Json]:
        return self.store.all("checkout.session")

    @property
    def intents(self) -> list[Json]:
        return self.store.all("payment_intent")

    @property
    def refunds(self) -> list[Json]:
        return self.store.all("refund")

    @property
    def disputes(self) -> list[Json]:
        return self.store.all("dispute")

    @property
    def all_events(self) -> list[Json]:
        return self.store.all("event")

    def events_of(self, thing_id: str) -> list[Json]:
        """The events about one object, oldest first."""
        return [it for it in self.all_events if it["data"]["object"].get("id") == thing_id]

    # Paying

    def pay(
        self,
        link_id_or_url: str,
        card: str = GOOD,
        amount: int | None = None,
        currency: str | None = None,
        *,
        livemode: bool | None = None,
        metadata: dict[str, str] | None = None,
        webhooks: str | None = None,
        asynchronous: bool = False,
        session: str | None = None,
    ) -> Json:
        """Pays a link as the page does; `amount` in cents and the other facts twist the payment.

        Raises StripeError for a refused card, LinkClosed for an inactive link. `session` pays one
        opened before. `webhooks` is normal | lose | delay | double for this payment only.
        """
        link = self.checkout.link(link_id_or_url)
        opened = self.checkout.reopen(link, session)
        twist = Twist(amount=amount, currency=currency, livemode=livemode, metadata=metadata)
        intent = self.checkout.pay(opened, read_card(card), twist=twist, mode=webhooks, asynchronous=asynchronous)
        return {"session": opened, "intent": intent}

    def open(self, link_id_or_url: str) -> Json:
        """A session, as when somebody opens the link and waits."""
        return self.checkout.open(self.checkout.link(link_id_or_url))

    def pay_at_once(self, link_id_or_url: str, times: int = 2) -> list[Json]:
        """Several people pay one link in the same instant: its limit comes too late for them."""
        link = self.checkout.link(link_id_or_url)
        opened = [self.checkout.open(link) for _ in range(times)]
        return [{"session": each, "intent": self.checkout.pay(each, read_card(GOOD))} for each in opened]

    def settle_later(self, session_id: str, *, succeeded: bool = True) -> Json:
        """Ends an asynchronous payment; returns the intent."""
        return self.checkout.settle_later(session_id, succeeded=succeeded)

    # Giving back; `webhooks` as in `pay`

    def refund(
        self,
        intent_id: str,
        amount: int | None = None,
        *,
        metadata: dict[str, str] | None = None,
        webhooks: str | None = None,
        pending: bool = False,
    ) -> Json:
        """Gives back cents, or all that is left; returns the charge. The refund is the last of `refunds`.

        Raises StripeError as the API does. A pending one ends by `settle_refund` or `fail_refund`.
        """
        charge = self.money_back.paid_charge(intent_id)
        self.money_back.refund(charge, amount, metadata=metadata, pending=pending, mode=webhooks)
        return charge

    def settle_refund(self, refund_id: str, *, webhooks: str | None = None) -> Json:
        """The bank has taken a pending refund; returns the refund."""
        return self.money_back.settle_refund(refund_id, mode=webhooks)

    def fail_refund(self, refund_id: str, *, webhooks: str | None = None) -> Json:
        """The bank sent a refund back, pending or long succeeded; returns the refund."""
        return self.money_back.fail_refund(refund_id, mode=webhooks)

    def dispute(
        self,
        intent_id: str,
        amount: int | None = None,
        *,
        reason: str = "fraudulent",
        webhooks: str | None = None,
        inquiry: bool = False,
    ) -> Json:
        """The payer's bank withdraws cents, or all that is left; returns the dispute. An inquiry withdraws nothing."""
        charge = self.money_back.paid_charge(intent_id)
        return self.money_back.dispute(charge, amount, reason=reason, inquiry=inquiry, mode=webhooks)

    def win(self, dispute_id: str, *, webhooks: str | None = None) -> Json:
        """The bank decides for the seller and the money comes back; returns the dispute."""
        return self.money_back.win(dispute_id, mode=webhooks)

    def lose(self, dispute_id: str, *, webhooks: str | None = None) -> Json:
        """The bank decides for the payer; returns the dispute."""
        return self.money_back.lose(dispute_id, mode=webhooks)

    # Webhooks

    def emit(self, type: str, object: Json, *, webhooks: str | None = None, **overrides: Any) -> Json:  # noqa: A002 - Stripe's words for an event's parts
        """Makes and sends any event; `overrides` replace fields of the event itself."""
        return self.webhooks.emit(type, object, mode=webhooks, **overrides)

    def signed(self, event: Json, at: float | None = None) -> tuple[bytes, str]:
        """The raw body and its Stripe-Signature header, as of Unix time `at` (default: now)."""
        return self.webhooks.signed(event, at)

    async def deliver(self, event_id: str, times: int = 1, *, parallel: bool = False) -> list[int]:
        """Sends an event now, without repeating; the statuses that came back, 0 for none."""
        return await self.webhooks.deliver(event_id, times, parallel=parallel)

    def release_delayed(self) -> list[str]:
        """Sends what the mode `delay` held back; the ids."""
        return self.webhooks.release_delayed()

    async def delivered(self, event_id: str) -> Delivery:
        """Waits until the endpoint has accepted the event."""
        return await self.webhooks.delivered(event_id)

    async def idle(self) -> None:
        """Waits until no delivery is under way."""
        await self.webhooks.idle()

    async def stop(self) -> None:
        """Gives up every delivery under way."""
        await self.webhooks.stop()

    # Trouble

    @property
    def refuse_all(self) -> bool:
        """An outage: every API call is answered 503."""
        return self._api.faults.refuse_all

    @refuse_all.setter
    def refuse_all(self, down: bool) -> None:
        self._api.faults.refuse_all = down

    def fail_next(
        self,
        method: str,
        path_prefix: str,
        status: int = 500,
        times: int = 1,
        *,
        after_recording: bool = False,
    ) -> None:
        """The next calls fail; with `after_recording` only after Stripe has done the work."""
        self._api.faults.add(
            Fault(
                method=method,
                path_prefix=path_prefix,
                status=status,
                times=times,
                after_recording=after_recording,
            )
        )

    def hang_next(
        self,
        method: str,
        path_prefix: str,
        after_recording: bool = True,
        seconds: float = 3600.0,
        times: int = 1,
    ) -> None:
        """The next calls get no answer until the caller gives up or the seconds are over."""
        self._api.faults.add(
            Fault(
                method=method,
                path_prefix=path_prefix,
                seconds=seconds,
                times=times,
                after_recording=after_recording,
            )
        )

    def clear_faults(self) -> None:
        """Takes back every fault ordered so far."""
        self._api.faults.clear()
