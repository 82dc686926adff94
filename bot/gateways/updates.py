"""The updates Telegram keeps for the bot, as they are: one that PTB cannot read must not block the rest."""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateways.measured import ObserveCall, unmeasured
from bot.gateways.telegram import AiohttpRequest, as_json

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class UpdateQueue:
    """Long polling over getUpdates, on a connection of its own."""

    def __init__(self, token: str, base_url: str, observe: ObserveCall = unmeasured) -> None:
        self._url = f"{base_url.rstrip('/')}/bot{token}/getUpdates"
        self._request = AiohttpRequest(connections=2, observe=observe)

    async def open(self) -> None:
        """Opens the connection."""
        await self._request.initialize()

    async def close(self) -> None:
        """Closes the connection."""
        await self._request.shutdown()

    async def get(self, *, offset: int, limit: int, wait: int) -> list[dict[str, Any]]:
        """The updates from `offset` on, which forgets those before it; waits up to `wait` seconds for the first.

        Raises InvalidToken, Conflict (another poller, or a webhook), RetryAfter and NetworkError.
        """
        wanted = {"offset": offset, "limit": limit, "timeout": wait, "allowed_updates": ALLOWED_UPDATES}
        timeout = aiohttp.ClientTimeout(total=wait + 20, connect=10, sock_read=wait + 10)
        code, payload = await self._request.send(self._url, "POST", as_json(wanted), timeout)
        answer = AiohttpRequest.parse_json_payload(payload) if code != 502 else {}
        if code != 200 or not isinstance(answer, dict) or not answer.get("ok"):
            raise _refusal(code, answer)
        return [one for one in answer["result"] if isinstance(one, dict)]


def _refusal(code: int, answer: Any) -> TelegramError:
    """The error for a call that Telegram did not grant, in PTB's words."""
    facts = answer if isinstance(answer, dict) else {}
    match code:
        case 401 | 404:
            return InvalidToken()
        case 409:
            return Conflict(str(facts.get("description", "Conflict")))
        case 429:
            return RetryAfter(int((facts.get("parameters") or {}).get("retry_after", 1)))
        case 400:
            return BadRequest(str(facts.get("description", "Bad Request")))
        case _:
            return NetworkError(f"Telegram answered {code}")
