"""What the operator's tools ask: is it alive, is it ready, how is it doing."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from domain.errors import StorageUnavailable
from domain.notices import NoticeState

log = structlog.stdlib.get_logger(__name__)

Check = Callable[[], Awaitable[object]]

PATIENCE = 2  # seconds a check may take


def health_routes(checks: Mapping[str, Check]) -> list[Route]:
    """Alive is a process that answers; ready is one whose checks all return without raising."""

    async def live(_request: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_request: Request) -> Response:
        healths = await asyncio.gather(*(_healthy(name, check) for name, check in checks.items()))
        named = {name: "ok" if healthy else "failing" for name, healthy in zip(checks, healths, strict=True)}
        return JSONResponse(named, 200 if all(healths) else 503)

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _healthy(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever it raises, a check that does not return has failed
        log.warning("not_ready", check=name, reason=type(error).__name__)
        return False
    return True


def metrics_route(registry: CollectorRegistry, refresh: Check) -> Route:
    """The numbers, in the words of Prometheus; those that have to be asked for are refreshed first."""

    async def metrics(_request: Request) -> Response:
        await refresh()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)


class OutboxMetrics:
    """How many notices wait, and how many were given up; no number while the database does not answer."""

    def __init__(self, registry: CollectorRegistry, counts: Callable[[], Awaitable[Mapping[NoticeState, int]]]) -> None:
        self._notices = Gauge("outbox_notices", "Notices that are not delivered", ["state"], registry=registry)
        self._counts = counts

    async def refresh(self) -> None:
        """Counts them."""
        counted: Mapping[NoticeState, float] = dict.fromkeys((NoticeState.WAITING, NoticeState.DEAD), math.nan)
        with suppress(StorageUnavailable):
            counted = await self._counts()
        for state, count in counted.items():
            self._notices.labels(state.value).set(count)


class UpdateMetrics:
    """How many updates ended how, and how long they took."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._ended = Counter("updates", "Updates taken, by how they ended", ["outcome"], registry=registry)
        self._seconds = Histogram("update_seconds", "Seconds from arrival to done", registry=registry)

    def __call__(self, outcome: str, seconds: float) -> None:
        """Counts one update."""
        self._ended.labels(outcome).inc()
        self._seconds.observe(seconds)
