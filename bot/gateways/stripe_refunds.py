"""Stripe: what of a payment was given back, and what an administrator wants given back."""

from __future__ import annotations

from collections.abc import Sequence

import stripe
import structlog

from bot.gateways.stripe_calls import asking
from bot.gateways.stripe_events import ASKED_AS, refund_reported
from domain.reversals import RefundRefused, Reversal, ReversalReported

log = structlog.stdlib.get_logger(__name__)

PAGE = 100


class StripeRefunds:
    """The refunds of one Stripe account."""

    def __init__(self, client: stripe.StripeClient, key: str) -> None:
        self._client = client
        self._key = key

    async def of_payment(self, intent: str) -> Sequence[ReversalReported]:
        """The refunds of a payment, oldest first. Raises PaymentsUnavailable."""
        with asking("refunds", self._key):
            return await self._of(intent)

    async def give_back(self, wanted: Reversal) -> ReversalReported:
        """Has Stripe carry out a refund; asking again finds the one that was made, however long ago.

        Raises PaymentsUnavailable, and RefundRefused if Stripe will never carry it out.
        """
        with asking("refund", self._key):
            made = [refund for refund in await self._of(wanted.intent) if refund.asked_as == wanted.id]
            if made:
                return made[0]
            try:
                refund = await self._client.v1.refunds.create_async(
                    {
                        "payment_intent": wanted.intent,
                        "amount": wanted.amount.cents,
                        "reason": "requested_by_customer",
                        "metadata": {ASKED_AS: wanted.id},
                    },
                    {"idempotency_key": f"refund-{wanted.id}"},
                )
            except stripe.InvalidRequestError as error:
                log.warning("refund_refused", refund=wanted.id, code=error.code, request=error.request_id)
                raise RefundRefused(error.code or "invalid_request") from None
        return refund_reported(refund)

    async def _of(self, intent: str) -> list[ReversalReported]:
        listing = await self._client.v1.refunds.list_async({"payment_intent": intent, "limit": PAGE})
        return [refund_reported(refund) async for refund in listing.auto_paging_iter()][::-1]
