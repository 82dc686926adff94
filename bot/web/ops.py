"""What the operator's tools ask: is it alive, is it ready, how is it doing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

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
    """The numbers, in the words of Prometheus; those that have to be asked for are refreshed first.

    `refresh` returns within the two seconds that whoever looks is to wait, and raises nothing.
    """

    async def metrics(_request: Request) -> Response:
        await refresh()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
