"""JSON between the page and the sandbox."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


def refusal(status: int, reason: str) -> Response:
    """A refusal in the words that the page shows."""
    return JSONResponse({"error": reason}, status)


async def body_of(request: Request) -> dict[str, Any]:
    """The object in a request's body; an empty one for anything else."""
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
