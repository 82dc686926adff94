from __future__ import annotations
from typing import Any
from starlette.routing import Route
class StripeWorld:
    def __init__(self, *, events: Any, clock: Any, key: str, webhook_secret: str) -> None:
        self.key, self.webhook_secret, self.base_url, self.webhook_url = key, webhook_secret, "", None
    def routes(self) -> list[Route]:
        return []
    def dashboard(self) -> dict[str, Any]:
        return {}
