"""The pretend world's time on the page: read, and moved forwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.phone_json import body_of, refusal
from bot.sandbox.world import World

ROME = ZoneInfo("Europe/Rome")
MOST_DAYS = 366


class PhoneClock:
    """What the page asks of the clock."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Where it is."""
        return [
            Route("/phone/clock", self.read, methods=["GET"]),
            Route("/phone/clock", self.move, methods=["POST"]),
        ]

    async def read(self, _: Request) -> Response:
        """The pretend time."""
        return JSONResponse(self._time())

    async def move(self, request: Request) -> Response:
        """Moves it by whole days, or to when something happens next; never back."""
        body = await body_of(request)
        days = body.get("days")
        if type(days) is int and 1 <= days <= MOST_DAYS:
            self._world.clock.move(timedelta(days=days))
        elif body.get("to") == "next" and self._world.next_event is not None:
            coming = await self._world.next_event()
            if coming is None:
                return refusal(409, "Nothing is going to happen by itself")
            self._move_to(coming)
        else:
            return refusal(400, f"days is a whole number from 1 to {MOST_DAYS}")
        time = self._time()
        self._world.events.publish({"kind": "clock", **time})
        return JSONResponse(time)

    def _move_to(self, instant: datetime) -> None:
        if instant > self._world.clock.now():
            self._world.clock.move_to(instant)

    def _time(self) -> dict[str, Any]:
        now = self._world.clock.now()
        return {
            "now": now.isoformat(),
            "day": now.astimezone(ROME).date().isoformat(),
            "moved_seconds": round(self._world.clock.offset.total_seconds()),
            "next": self._world.next_event is not None,
        }
