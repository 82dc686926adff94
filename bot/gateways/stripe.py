"""Stripe: payment links made, found, taken back, and what was paid through them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import stripe
import structlog

from bot.gateways.measured import ObserveCall, unmeasured
from bot.gateways.stripe_calls import MISSING, asking
from bot.gateways.stripe_events import TYPES, ForgedEvent, part, read_fact, session_paid
from bot.gateways.stripe_http import MeasuredHttp
from bot.gateways.stripe_refunds import StripeRefunds
from domain.holders import Language
from domain.ports import StripeFact
from domain.top_ups import PaymentLink, PaymentReceived, TopUp

log = structlog.stdlib.get_logger(__name__)

PRODUCT = "area-clienti-top-up"
BEGINNING = "beginning"  # the cursor of an account in which nothing has happened yet
PAGE = 100
MOST_LINKS = 1_000  # looked through for one link
MOST_NEWS = 1_000  # events read at once; the next reading goes on behind them
MOST_EVENTS = 10_000  # read when the cursor is gone: Stripe keeps events for 30 days
EXISTS = "resource_already_exists"


@dataclass(frozen=True, kw_only=True, slots=True)
class StripeWords:
    """What the payer reads at Stripe: the product's name, and why a link that was taken back does not work."""

    product: str
    inactive: str


class StripePaymentLinks:
    """The payment links of one Stripe account, in the mode (live or test) of its key."""

    def __init__(
        self,
        *,
        key: str,
        webhook_secret: str,
        bot_username: Callable[[], str],
        words: Callable[[Language], StripeWords],
        api_url: str = "https://api.stripe.com",
        timeout: float = 8,
        retries: int = 1,
        observe: ObserveCall = unmeasured,
    ) -> None:
        """`timeout` is seconds for a call; a call is made again `retries` times when no answer came."""
        self._http = MeasuredHttp(observe, timeout)
        self._client = stripe.StripeClient(
            key, base_addresses={"api": api_url}, http_client=self._http, max_network_retries=retries
        )
        self._key = key
        self._secret = webhook_secret
        self._bot_username = bot_username
        self._words = words
        self._products: set[Language] = set()

    @property
    def refunds(self) -> StripeRefunds:
        """What the same account gives back."""
        return StripeRefunds(self._client, self._key)

    @property
    def live(self) -> bool:
        """Whether the key moves real money."""
        return self._key.startswith(("sk_live_", "rk_live_"))

    async def close(self) -> None:
        """Closes the connections."""
        await self._http.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped

    async def check(self) -> bool:
        """Asks Stripe for the balance: whether it answers in live mode. Raises PaymentsUnavailable."""
        with asking("check", self._key):
            return (await self._client.v1.balance.retrieve_async()).livemode

    async def create(self, top_up: TopUp, language: Language) -> PaymentLink:
        """The single-use, card-only link of a top-up; asking again returns the same link (fault F31).

        A key that Stripe has bound to other words (the holder changed language meanwhile) or to an error of its own
        says nothing about the link: it is looked up, and made under a second key only if it is not there.
        """
        with asking("create", self._key):
            await self._make_product(language)
            try:
                return await self._make_link(top_up, language, _idempotency_key(top_up))
            except stripe.StripeError as error:
                if not _is_spent(error):
                    raise
            found = await self._look_up(top_up)
            return found or await self._make_link(top_up, language, f"{_idempotency_key(top_up)}-again")

    async def find(self, top_up: TopUp) -> PaymentLink | None:
        """The link that was made for a top-up, if any, looked up by its reference."""
        with asking("find", self._key):
            return await self._look_up(top_up)

    async def take_back(self, link_id: str) -> None:
        """Deactivates a link and expires its open sessions; repeating it changes nothing."""
        with asking("take_back", self._key):
            try:
                await self._client.v1.payment_links.update_async(link_id, {"active": False})
            except stripe.InvalidRequestError as error:
                if error.code != MISSING:
                    raise
                log.warning("stripe_link_missing", link=link_id)  # made with another key: nobody can pay it here
                return
            async for session in self._sessions(link_id, "open"):
                await self._expire(session.id)

    async def payments(self, link_id: str) -> Sequence[PaymentReceived]:
        """What was paid through a link."""
        with asking("payments", self._key):
            try:
                sessions = [session async for session in self._sessions(link_id, "complete")]
            except stripe.InvalidRequestError as error:
                if error.code != MISSING:
                    raise
                log.warning("stripe_link_missing", link=link_id)
                return ()
        paid = [session_paid(session, live=self.live) for session in sessions]
        return tuple(payment for payment in paid if payment is not None)

    async def paid_since(self, since: datetime) -> Sequence[PaymentReceived]:
        """What was paid through any link since an instant."""
        with asking("paid_since", self._key):
            params: Any = {"created": {"gte": int(since.timestamp())}, "status": "complete", "limit": PAGE}
            listing = await self._client.v1.checkout.sessions.list_async(params)
            paid = [session_paid(session, live=self.live) async for session in listing.auto_paging_iter()]
        return tuple(payment for payment in paid if payment is not None and payment.link_id is not None)

    async def news(self, cursor: str | None) -> tuple[Sequence[StripeFact], str | None]:
        """What Stripe announced since the cursor, oldest first, and the new cursor.

        Without a cursor history is left alone, and the cursor is the newest event. One that Stripe has forgotten (it
        keeps events for 30 days) means that everything it remembers is news.
        """
        with asking("news", self._key):
            if cursor is None:
                newest = await self._client.v1.events.list_async({"types": list(TYPES), "limit": 1})
                return (), newest.data[0].id if newest.data else BEGINNING
            events = await self._events_since(cursor)
        facts = [read_fact(event, live=self.live) for event in events]
        return tuple(fact for fact in facts if fact is not None), events[-1].id if events else cursor

    def read_event(self, raw: bytes, signature: str) -> StripeFact | None:
        """The fact in a webhook's body, None if there is nothing to do. Raises ForgedEvent; more than 300 s is old."""
        try:
            event = self._client.construct_event(raw, signature, self._secret)
        except (stripe.SignatureVerificationError, ValueError):
            raise ForgedEvent("not signed by Stripe just now") from None
        return read_fact(event, live=self.live)

    async def _make_product(self, language: Language) -> None:
        """Makes the product, once for the account; one that is there gets today's name."""
        if language in self._products:
            return
        product, name = _product(language), self._words(language).product
        try:
            await self._client.v1.products.create_async({"id": product, "name": name})
        except stripe.InvalidRequestError as error:
            if error.code != EXISTS:
                raise
            await self._client.v1.products.update_async(product, {"name": name, "active": True})
        self._products.add(language)

    async def _make_link(self, top_up: TopUp, language: Language, idempotency_key: str) -> PaymentLink:
        price: Any = {"currency": "eur", "product": _product(language), "unit_amount": top_up.amount.cents}
        metadata = _metadata(top_up)
        try:
            link = await self._client.v1.payment_links.create_async(
                {
                    "line_items": [{"price_data": price, "quantity": 1}],
                    "payment_method_types": ["card"],
                    "restrictions": {"completed_sessions": {"limit": 1}},
                    "metadata": metadata,
                    "payment_intent_data": {"metadata": metadata},
                    "after_completion": {
                        "type": "redirect",
                        "redirect": {"url": f"https://t.me/{self._bot_username()}"},
                    },
                    "inactive_message": self._words(language).inactive,
                },
                {"idempotency_key": idempotency_key},
            )
        except stripe.InvalidRequestError:
            self._products.clear()  # somebody may have removed the product
            raise
        return PaymentLink(id=link.id, url=link.url)

    async def _look_up(self, top_up: TopUp) -> PaymentLink | None:
        wanted, seen = _metadata(top_up), 0
        links = await self._client.v1.payment_links.list_async({"limit": PAGE})
        async for link in links.auto_paging_iter():
            if all(part(link.metadata, name) == text for name, text in wanted.items()):
                return PaymentLink(id=link.id, url=link.url)
            seen += 1
            if seen >= MOST_LINKS:
                log.warning("stripe_search_cut_short", reference=top_up.reference, links=seen)
                break
        return None

    async def _sessions(self, link_id: str, status: Any) -> AsyncIterator[Any]:
        sessions = await self._client.v1.checkout.sessions.list_async(
            {"payment_link": link_id, "status": status, "limit": PAGE}
        )
        async for session in sessions.auto_paging_iter():
            yield session

    async def _expire(self, session_id: str) -> None:
        """Expires a session; one that was paid or ran out in the meantime stays as it is."""
        try:
            await self._client.v1.checkout.sessions.expire_async(session_id)
        except stripe.InvalidRequestError as error:
            session = await self._client.v1.checkout.sessions.retrieve_async(session_id)
            if session.status == "open":
                raise error from None

    async def _events_since(self, cursor: str) -> list[Any]:
        """Events behind the cursor, oldest first."""
        if cursor == BEGINNING:
            return await self._all_events()
        try:
            page = await self._client.v1.events.list_async(
                {"types": list(TYPES), "limit": PAGE, "ending_before": cursor}
            )
            return await _first(page.auto_paging_iter(), MOST_NEWS)
        except stripe.InvalidRequestError as error:
            if error.code != MISSING:
                raise
            log.warning("stripe_cursor_forgotten", cursor=cursor)
            return await self._all_events()

    async def _all_events(self) -> list[Any]:
        page = await self._client.v1.events.list_async({"types": list(TYPES), "limit": PAGE})
        newest_first = await _first(page.auto_paging_iter(), MOST_EVENTS)
        return newest_first[::-1]


async def _first(events: AsyncIterator[Any], most: int) -> list[Any]:
    taken: list[Any] = []
    async for event in events:
        taken.append(event)
        if len(taken) >= most:
            break
    return taken


def _product(language: Language) -> str:
    """Stripe's id of the product, one a language: its name is what the payer reads."""
    return f"{PRODUCT}-{language.value}"


def _metadata(top_up: TopUp) -> dict[str, str]:
    """Names the top-up; the instant tells it from one of the same number in a database made anew."""
    return {"reference": top_up.reference, "asked_at": str(top_up.asked_at)}


def _idempotency_key(top_up: TopUp) -> str:
    return f"top-up-{top_up.id}-{top_up.asked_at}"


def _is_spent(error: stripe.StripeError) -> bool:
    """Whether the idempotency key will never bring this request's own answer."""
    replayed = (error.headers or {}).get("Idempotent-Replayed") == "true"
    return isinstance(error, stripe.IdempotencyError) or (replayed and (error.http_status or 0) >= 500)
