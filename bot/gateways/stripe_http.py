"""Stripe's own client over aiohttp, with every call counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
import stripe

from bot.gateways.measured import ObserveCall, measuring, of_status


class MeasuredHttp(stripe.AIOHTTPClient):
    """One pool of connections to Stripe; a call that is made again counts again."""

    def __init__(self, observe: ObserveCall, seconds: float) -> None:
        """`seconds` is how long a call may take."""
        super().__init__(timeout=aiohttp.ClientTimeout(total=seconds))
        self._observe = observe

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """Makes one call. Raises stripe.APIConnectionError."""
        with measuring(self._observe) as call:
            answer = await super().request_async(method, url, headers, post_data)
            call.outcome = of_status(answer[1])
        return answer
