"""How Stripe's webhooks end: counted in this process, and noted for the watch of all of them."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter

from bot.web.stripe import WebhookOutcome
from domain.alarms import Tallied
from domain.notebook import Notebook
from domain.ports import Clock

_TALLIED = {
    WebhookOutcome.BOOKED: Tallied.WEBHOOK_WELL,
    WebhookOutcome.REPEATED: Tallied.WEBHOOK_WELL,
    WebhookOutcome.IGNORED: Tallied.WEBHOOK_WELL,
    WebhookOutcome.REFUSED: Tallied.WEBHOOK_REFUSED,
    WebhookOutcome.FAILED: Tallied.WEBHOOK_FAILED,
}


class WebhookMetrics:
    """Conforms to `bot.web.stripe.Ended`."""

    def __init__(self, registry: CollectorRegistry, notebook: Notebook, clock: Clock) -> None:
        self._ended = Counter("stripe_webhooks", "Stripe's webhooks, by how they ended", ["outcome"], registry=registry)
        self._notebook = notebook
        self._clock = clock
        for outcome in WebhookOutcome:
            self._ended.labels(outcome.value)

    def __call__(self, outcome: WebhookOutcome, *, intent: str | None = None, reference: str | None = None) -> None:
        """Counts one webhook; `intent` is the payment it told of, `reference` finds its failure in the log."""
        self._ended.labels(outcome.value).inc()
        self._notebook.count(_TALLIED[outcome], self._clock.now(), reference)
        if intent is not None and outcome is not WebhookOutcome.FAILED:
            self._notebook.announced(intent)
