"""The Bot API over HTTP: reads a call however it was written, answers as Telegram does, records it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import bot.sandbox.telegram_media  # noqa: F401 - it registers its methods
from bot.sandbox import telegram_profile
from bot.sandbox.telegram import Telegram
from bot.sandbox.telegram_bodies import read_params
from bot.sandbox.telegram_faults import ApiCall
from bot.sandbox.telegram_methods import METHODS
from bot.sandbox.telegram_params import Params, Refusal

_BY_LOWER_NAME = {name.lower(): name for name in [*METHODS, "getUpdates"]}
_EVERYDAY = (
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "message can't be",
    "query is too old",
)
_HIDDEN = "•••"
DOWNLOAD = "download"  # what fetching a file is called where faults are ordered; it is no method


class BotApi:
    """Answers the calls of one bot."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    def routes(self) -> list[Route]:
        """Where Telegram listens."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        """One call of one method."""
        began = time.monotonic()
        given = request.path_params["method"]
        name = _BY_LOWER_NAME.get(given.lower(), given)
        params, shown, scripted = Params(values={}), dict[str, Any](), False
        try:
            params = await read_params(request)
            shown = params.shown()
            self._check_token(request.path_params["token"])
            ordered = self.telegram.faults.refusal(name, shown)
            if ordered is not None:
                scripted = True
                raise ordered
            await self._hang(name, shown, after_recording=False)
            answer: dict[str, Any] = {"ok": True, "result": await self._run(name, params)}
            status = 200
        except Refusal as refusal:
            answer, status = refusal.body(), refusal.code
        ms = round((time.monotonic() - began) * 1000)
        self._record(
            ApiCall(
                method=name,
                params=shown,
                status=status,
                answer=answer,
                at=self.telegram.clock.now(),
                ms=ms,
                scripted=scripted,
            ),
            params.unread(),
        )
        await self._hang(name, shown, after_recording=True)
        headers = {"Retry-After": str(answer["parameters"]["retry_after"])} if "parameters" in answer else None
        return JSONResponse(answer, status, headers)

    def _check_token(self, token: str) -> None:
        if ":" not in token:
            raise Refusal(404, "Not Found")
        if token != self.telegram.token:
            raise Refusal(401, "Unauthorized")

    async def _run(self, name: str, params: Params) -> Any:
        if name == "getUpdates":
            return await telegram_profile.get_updates(self.telegram, params)
        if name not in METHODS:
            raise Refusal(404, "Not Found: method not found")
        return METHODS[name](self.telegram, params)

    async def _hang(self, name: str, shown: dict[str, Any], *, after_recording: bool) -> None:
        if self.telegram.faults.hangs(name, shown, after_recording=after_recording):
            await self.telegram.faults.wait()

    def _record(self, call: ApiCall, unread: Sequence[str]) -> None:
        if call.method == "getUpdates" and call.answer.get("result") == []:
            return
        telegram = self.telegram
        telegram.calls.append(call)
        if not call.scripted and (_is_mistake(call) or (call.ok and unread)):
            telegram.refused.append(call)
        telegram.events.publish(
            {
                "kind": "call",
                "api": "telegram",
                "method": call.method,
                "request": call.params | ({"secret_token": _HIDDEN} if "secret_token" in call.params else {}),
                "answer": call.answer,
                "status": call.status,
                "at": call.at.isoformat(),
                "ms": call.ms,
            }
        )
        telegram.bell.ring()

    async def download(self, request: Request) -> Response:
        """A file's content, at the path that getFile has named."""
        asked = {"file_path": request.path_params["path"]}
        try:
            self._check_token(request.path_params["token"])
            ordered = self.telegram.faults.refusal(DOWNLOAD, asked)
            file = self.telegram.files.at(asked["file_path"])
            if ordered is not None or file is None:
                raise ordered or Refusal(404, "Not Found")
        except Refusal as refusal:
            return JSONResponse(refusal.body(), refusal.code)
        await self._hang(DOWNLOAD, asked, after_recording=True)
        return Response(file.content, media_type="application/octet-stream")


def _is_mistake(call: ApiCall) -> bool:
    """Whether the bot should never have made this call: not what a living chat may bring about."""
    if call.status not in {400, 401, 404}:
        return False
    return not any(words in str(call.answer.get("description")) for words in _EVERYDAY)
