"""Updates and answers: how many, how they ended, how long they took."""

from __future__ import annotations

from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# From a menu that is only read to Telegram's patience with us, in seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

OUTCOMES = ("Done", "Duplicate", "Ignored", "Apologised", "SetAside", "Shed", "Unfinished")


class UpdateMetrics:
    """How many updates ended how, and how long they took."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._ended = Counter("updates", "Updates taken, by how they ended", ["outcome"], registry=registry)
        self._seconds = Histogram("update_seconds", "Seconds from arrival to done", buckets=BUCKETS, registry=registry)
        for outcome in OUTCOMES:
            self._ended.labels(outcome)

    def __call__(self, outcome: str, seconds: float) -> None:
        """Counts one update."""
        self._ended.labels(outcome).inc()
        self._seconds.observe(seconds)


class AnswerMetrics:
    """How many requests to the web server were answered how; a path that the bot does not have counts as `other`."""

    def __init__(self, registry: CollectorRegistry, paths: Collection[str]) -> None:
        self._paths = frozenset(paths)
        self._answers = Counter(
            "http_answers", "Requests answered, by path and class of status", ["path", "status"], registry=registry
        )
        for path in (*self._paths, "other"):
            for status in ("2xx", "4xx", "5xx"):
                self._answers.labels(path, status)

    def counting(self, app: ASGIApp) -> ASGIApp:
        """The application, counted."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            async def noted(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self._count(scope["path"], message["status"])
                await send(message)

            await app(scope, receive, noted)

        return counted

    def _count(self, path: str, status: int) -> None:
        self._answers.labels(path if path in self._paths else "other", f"{status // 100}xx").inc()
