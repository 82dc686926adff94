"""Stripe's dashboard on the page: what it shows, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.phone_json import body_of, refusal
from bot.sandbox.stripe_errors import StripeError
from bot.sandbox.stripe_events import MODES
from bot.sandbox.world import World


class PhoneStripe:
    """What the page asks of Stripe."""

    def __init__(self, world: World) -> None:
        self._stripe = world.stripe

    def routes(self) -> list[Route]:
        """Where it is."""
        return [
            Route("/phone/stripe", self.show),
            Route("/phone/stripe/webhooks", self.webhooks, methods=["POST"]),
            Route("/phone/stripe/deliver", self.deliver, methods=["POST"]),
            Route("/phone/stripe/refund", self.refund, methods=["POST"]),
            Route("/phone/stripe/dispute", self.dispute, methods=["POST"]),
            Route("/phone/stripe/decide", self.decide, methods=["POST"]),
        ]

    async def show(self, _: Request) -> Response:
        """The dashboard."""
        return JSONResponse(self._stripe.dashboard())

    async def webhooks(self, request: Request) -> Response:
        """Has Stripe lose, delay or double its webhooks from now on."""
        mode = (await body_of(request)).get("mode")
        if mode not in MODES:
            return _unknown_mode()
        self._stripe.webhooks.mode = mode
        return JSONResponse({"mode": mode})

    async def deliver(self, request: Request) -> Response:
        """Has Stripe deliver an event now, again if need be."""
        event_id = str((await body_of(request)).get("event_id"))
        try:
            await self._stripe.deliver(event_id)
        except LookupError:
            return refusal(404, "no such event")
        return JSONResponse({"event_id": event_id})

    async def refund(self, request: Request) -> Response:
        """Gives back an amount of a payment in cents, or all that is left."""
        return await self._take_back(request, self._stripe.refund)

    async def dispute(self, request: Request) -> Response:
        """The payer's bank takes an amount of a payment back, or all that is left."""
        return await self._take_back(request, self._stripe.dispute)

    async def decide(self, request: Request) -> Response:
        """An open dispute is won or lost."""
        body = await body_of(request)
        act = {"win": self._stripe.win, "lose": self._stripe.lose}.get(str(body.get("outcome")))
        if act is None:
            return refusal(400, "the outcome is win or lose")
        return _done(body, lambda mode: act(str(body.get("dispute")), webhooks=mode))

    async def _take_back(self, request: Request, act: Callable[..., Any]) -> Response:
        body = await body_of(request)
        amount = body.get("amount")
        if amount is not None and (type(amount) is not int or amount < 1):
            return refusal(400, "the amount is a whole number of cents")
        return _done(body, lambda mode: act(str(body.get("payment")), amount, webhooks=mode))


def _done(body: dict[str, Any], act: Callable[[str | None], Any]) -> Response:
    """Does it with the webhooks of this one act as they are wished; without a wish they go the way of all."""
    mode = body.get("webhooks")
    if mode is not None and mode not in MODES:
        return _unknown_mode()
    try:
        act(mode)
    except StripeError as error:
        return refusal(404 if error.code == "resource_missing" else 409, error.message)
    except ValueError as error:
        return refusal(409, str(error))
    return JSONResponse({"done": True})


def _unknown_mode() -> Response:
    return refusal(400, f"the mode is one of {', '.join(MODES)}")
