"""Files on the page: those that people choose and send, and those that were sent, to be looked at."""

from __future__ import annotations

from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.phone_json import refusal
from bot.sandbox.telegram_bodies import read_params
from bot.sandbox.telegram_params import Params, Refusal, bad
from bot.sandbox.world import World

MOST_BYTES = 50 * 1024 * 1024  # people may send 2 GB: here it is enough to exceed what a bot may fetch


class PhoneFiles:
    """What the page asks about files."""

    def __init__(self, world: World) -> None:
        self._telegram = world.telegram

    def routes(self) -> list[Route]:
        """Where it is."""
        chat = "/phone/chats/{user_id:int}"
        return [
            Route("/phone/files/{file_id}", self.file),
            Route(f"{chat}/photo", self.photo, methods=["POST"]),
            Route(f"{chat}/document", self.document, methods=["POST"]),
        ]

    async def file(self, request: Request) -> Response:
        """A file that was sent here, always as a download; a picture is shown all the same."""
        file = self._telegram.files.get(request.path_params["file_id"])
        if file is None:
            return refusal(404, "no such file")
        name = (file.name or PurePath(file.path).name).encode("ascii", "replace").decode().replace('"', "")
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=file.mime_type, headers=headers)

    async def photo(self, request: Request) -> Response:
        """The person sends a picture as a photo."""
        return await self._send(request, as_photo=True)

    async def document(self, request: Request) -> Response:
        """The person sends a file as it is."""
        return await self._send(request, as_photo=False)

    async def _send(self, request: Request, *, as_photo: bool) -> Response:
        chat = self._telegram.chats.get(request.path_params["user_id"])
        if chat is None or chat.id not in self._telegram.people:
            return refusal(404, "no such person")
        if chat.blocked:
            return refusal(409, "unblock the bot first")
        if int(request.headers.get("content-length", 0)) > MOST_BYTES:
            return refusal(413, "a file has at most 50 MB here")
        try:
            return JSONResponse({"update_id": self._take(chat.id, await read_params(request), as_photo=as_photo)})
        except Refusal as refused:
            return refusal(refused.code, refused.description)

    def _take(self, user_id: int, params: Params, *, as_photo: bool) -> int:
        upload, caption = params.files.get("file"), params.text("caption")
        entities = params.entries("entities", "entities") or []
        if upload is None:
            raise bad("there is no file in the request")
        if as_photo:
            return self._telegram.send_photo(user_id, upload.content, caption, entities=entities)
        return self._telegram.send_document(
            user_id, upload.name, upload.content, caption, entities=entities, mime_type=upload.mime_type
        )
