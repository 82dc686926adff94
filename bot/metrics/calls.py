"""Calls out: to whom, what became of them, how long they took."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.gateways.measured import CallOutcome, ObserveCall
from bot.metrics.updates import BUCKETS

# `telegram_updates` is the queue of updates in polling mode: Telegram holds such a call while there is nothing new.
GATEWAYS = ("telegram", "telegram_updates", "stripe", "smtp", "mail_server")
WAITING = {"telegram_updates"}


class CallMetrics:
    """Counts the calls of each gateway; a call that is made again counts again."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter("calls", "Calls out, by what became of them", ["gateway", "outcome"], registry=registry)
        self._seconds = Histogram(
            "call_seconds", "Seconds until a call out was answered", ["gateway"], buckets=BUCKETS, registry=registry
        )
        for gateway in GATEWAYS:
            for outcome in CallOutcome:
                self._calls.labels(gateway, outcome.value)
            if gateway not in WAITING:
                self._seconds.labels(gateway)

    def of(self, gateway: str) -> ObserveCall:
        """What counts the calls of one gateway. Raises ValueError for one that is not known."""
        if gateway not in GATEWAYS:
            raise ValueError(gateway)

        def observe(outcome: CallOutcome, seconds: float) -> None:
            self._calls.labels(gateway, outcome.value).inc()
            if gateway not in WAITING:
                self._seconds.labels(gateway).observe(seconds)

        return observe
