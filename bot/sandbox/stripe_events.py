"""Stripe's events and their signed delivery: repeated until 2xx, and lost, delayed or doubled at will."""

from __future__ import annotations

import asyncio
import copy
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import Broadcaster
from bot.sandbox.stripe_forms import Json
from bot.sandbox.stripe_objects import event as shape_of_event
from bot.sandbox.stripe_store import Store

MODES = ("normal", "lose", "delay", "double")
SENT_BY_DEFAULT = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "charge.failed",
        "charge.refunded",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One POST: the status that came back, or why none did; the time it took in milliseconds."""

    at: str
    ms: int
    status: int | None = None
    trouble: str | None = None

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(kw_only=True, slots=True)
class Delivery:
    """What became of one event: none | pending | delivered | failed | lost | held."""

    event_id: str
    type: str
    status: str
    attempts: list[Attempt] = field(default_factory=list)


class Webhooks:
    """One webhook endpoint, and what was said to it."""

    def __init__(self, store: Store, events: Broadcaster, clock: SandboxClock, *, secret: str) -> None:
        self._store = store
        self._events = events
        self._clock = clock
        self._mode = "normal"
        self._held: list[str] = []
        self._running: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Condition()
        self.secret = secret
        self.url: str | None = None
        self.enabled_events: frozenset[str] = SENT_BY_DEFAULT
        self.deliveries: dict[str, Delivery] = {}
        self.duplicates = 2
        self.retry_delays: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
        self.timeout = 10.0
        self.signing_time: Callable[[], float] = time.time

    @property
    def mode(self) -> str:
        return self._mode

    @mode.setter
    def mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(f"unknown webhook mode {mode!r}; one of {', '.join(MODES)}")
        self._mode = mode
        self.tell(f"webhooks: {mode}")

    def happen(self, kind: str, about: Json, *, mode: str | None = None) -> Json:
        """Records what Stripe itself noticed; sent on if the endpoint subscribes to the type."""
        return self.emit(kind, about, mode=mode, send=kind in self.enabled_events)

    def emit(self, kind: str, about: Json, *, mode: str | None = None, send: bool = True, **overrides: Any) -> Json:
        """Records an event with a snapshot of its object and sends it in the given mode."""
        sending = send and self.url is not None
        made = shape_of_event(kind, copy.deepcopy(about), now=self._clock.timestamp(), waiting=int(sending))
        made.update(overrides)
        self._store.add(made)
        delivery = Delivery(event_id=made["id"], type=kind, status="none")
        self.deliveries[made["id"]] = delivery
        if sending:
            self._dispatch(delivery, mode or self.mode)
        self.tell(kind)
        return made

    def _dispatch(self, delivery: Delivery, mode: str) -> None:
        if mode == "lose":
            delivery.status = "lost"
        elif mode == "delay":
            delivery.status = "held"
            self._held.append(delivery.event_id)
        else:
            delivery.status = "pending"
            for _ in range(self.duplicates if mode == "double" else 1):
                self._spawn(self._until_accepted(delivery))

    def release_delayed(self) -> list[str]:
        """Sends every event that was held back; their ids."""
        held, self._held = self._held, []
        for event_id in held:
            self.deliveries[event_id].status = "pending"
            self._spawn(self._until_accepted(self.deliveries[event_id]))
        return held

    async def deliver(self, event_id: str, times: int = 1, *, parallel: bool = False) -> list[int]:
        """Sends an event now, whatever became of it before; the statuses, 0 for no answer."""
        delivery = self.deliveries[event_id]
        if event_id in self._held:
            self._held.remove(event_id)
        if parallel:
            tried = await asyncio.gather(*(self._attempt(delivery) for _ in range(times)))
        else:
            tried = [await self._attempt(delivery) for _ in range(times)]
        if any(attempt.accepted for attempt in tried):
            await self._settle(delivery, "delivered")
        return [attempt.status or 0 for attempt in tried]

    def signed(self, event: Json, at: float | None = None) -> tuple[bytes, str]:
        """The raw body and its Stripe-Signature header, as of Unix time `at`."""
        body = json.dumps(event, indent=2, ensure_ascii=False).encode()
        moment = int(self.signing_time() if at is None else at)
        payload = f"{moment}.".encode() + body
        digest = hmac.new(self.secret.encode(), payload, hashlib.sha256).hexdigest()
        return body, f"t={moment},v1={digest}"

    async def delivered(self, event_id: str, within: float = 10.0) -> Delivery:
        """Waits until the endpoint has accepted the event; AssertionError if it never will."""
        delivery = self.deliveries[event_id]
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: delivery.status != "pending")
        if delivery.status != "delivered":
            raise AssertionError(f"{delivery.type} {event_id} was not delivered: {delivery}")
        return delivery

    async def idle(self, within: float = 30.0) -> None:
        """Waits until nothing is being sent any more; what is held or lost does not count."""
        async with asyncio.timeout(within):
            while self._running:
                await asyncio.wait(set(self._running))

    async def stop(self) -> None:
        """Gives up every delivery under way."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _until_accepted(self, delivery: Delivery) -> None:
        for pause in (*self.retry_delays, None):
            if (await self._attempt(delivery)).accepted:
                await self._settle(delivery, "delivered")
                return
            if pause is not None:
                await asyncio.sleep(pause)
        await self._settle(delivery, "failed")

    async def _attempt(self, delivery: Delivery) -> Attempt:
        event = self._store.get("event", delivery.event_id, param="id")
        body, signature = self.signed(event)
        at, started = self._clock.now().isoformat(), time.perf_counter()
        status, trouble = await self._post(body, signature)
        attempt = Attempt(at=at, ms=round((time.perf_counter() - started) * 1000), status=status, trouble=trouble)
        delivery.attempts.append(attempt)
        self._events.publish(
            {
                "kind": "call",
                "api": "webhook",
                "method": delivery.type,
                "request": event,
                "answer": trouble or "",
                "status": status or 0,
                "at": at,
                "ms": attempt.ms,
            }
        )
        return attempt

    async def _post(self, body: bytes, signature: str) -> tuple[int | None, str | None]:
        if self.url is None:
            return None, "no webhook endpoint is set"
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature,
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }
        limit = aiohttp.ClientTimeout(total=self.timeout)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as http,
                http.post(self.url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                await answer.read()
                return answer.status, None
        except (aiohttp.ClientError, TimeoutError) as error:
            return None, type(error).__name__

    async def _settle(self, delivery: Delivery, status: str) -> None:
        if delivery.status != "delivered":
            delivery.status = status
        if delivery.status == "delivered":
            self._store.get("event", delivery.event_id, param="id")["pending_webhooks"] = 0
        async with self._changed:
            self._changed.notify_all()
        self.tell(f"{delivery.type} {delivery.status}")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def tell(self, what: str) -> None:
        """Lets whoever watches know that the dashboard has changed."""
        self._events.publish({"kind": "stripe", "what": what})
