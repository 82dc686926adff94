"""A running Stripe and our gateway to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.gateways.stripe import StripePaymentLinks
from bot.sandbox.stripe import StripeWorld
from tests.till import payment_links, pretend_stripe


@pytest.fixture
async def stripe_world() -> AsyncIterator[StripeWorld]:
    """The pretend Stripe."""
    async with pretend_stripe() as world:
        yield world


@pytest.fixture
async def links(stripe_world: StripeWorld) -> AsyncIterator[StripePaymentLinks]:
    """Our gateway to it."""
    async with payment_links(stripe_world) as links:
        yield links
