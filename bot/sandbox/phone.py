"""The phone in the browser: its page, its JSON and its stream of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.events import Event, Subscription
from bot.sandbox.people import Person
from bot.sandbox.phone_clock import PhoneClock
from bot.sandbox.phone_files import PhoneFiles
from bot.sandbox.phone_json import body_of, refusal
from bot.sandbox.phone_mails import PhoneMails
from bot.sandbox.phone_stripe import PhoneStripe
from bot.sandbox.telegram_chats import Chat
from bot.sandbox.telegram_params import Refusal
from bot.sandbox.world import World

_HERE = Path(__file__).parent
_HEARTBEAT_SECONDS = 15.0
_STATIC = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; base-uri 'none'"
)


class Phone:
    """What the page asks for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._telegram = world.telegram

    def routes(self) -> list[Route]:
        """Where the phone is."""
        chat = "/phone/chats/{user_id:int}"
        return [
            Route("/", self.page),
            Route("/phone/static/{name}", self.static),
            Route("/phone/people", self.people),
            Route("/phone/events", self.events),
            Route(chat, self.chat),
            Route(f"{chat}/text", self.text, methods=["POST"]),
            Route(f"{chat}/tap", self.tap, methods=["POST"]),
            Route(f"{chat}/block", self.block, methods=["POST"]),
            *PhoneStripe(self._world).routes(),
            *PhoneFiles(self._world).routes(),
            *PhoneClock(self._world).routes(),
            *PhoneMails(self._world).routes(),
        ]

    async def page(self, _: Request) -> Response:
        """The page."""
        return FileResponse(
            _HERE / "phone.html", headers={"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
        )

    async def static(self, request: Request) -> Response:
        """The page's scripts and styles, and nothing else of this folder."""
        path = _HERE / Path(request.path_params["name"]).name
        if not path.name.startswith("phone") or path.suffix not in _STATIC or not path.is_file():
            return refusal(404, "no such file")
        return FileResponse(path, media_type=_STATIC[path.suffix], headers={"Cache-Control": "no-store"})

    async def people(self, _: Request) -> Response:
        """Who holds a phone, and what they could type."""
        return JSONResponse([_person(person) for person in self._world.people])

    async def chat(self, request: Request) -> Response:
        """A chat as its person sees it."""
        person, chat = self._of(request)
        if person is None or chat is None:
            return refusal(404, "no such person")
        language = person.language_code
        bot = self._telegram.bot
        now = self._world.clock.now().timestamp()
        return JSONResponse(
            {
                "messages": self._telegram.messages(chat.id),
                "commands": self._telegram.commands_for(chat.id, language),
                "description": self._telegram.worded("description", language),
                "typing": chat.typing_until > now,
                "blocked": chat.blocked,
                "bot": {
                    "first_name": self._telegram.worded("name", language) or bot["first_name"],
                    "username": bot["username"],
                },
            }
        )

    def _of(self, request: Request) -> tuple[Person | None, Chat | None]:
        user_id = request.path_params["user_id"]
        return self._telegram.people.get(user_id), self._telegram.chats.get(user_id)

    async def text(self, request: Request) -> Response:
        """The person writes."""
        person, chat = self._of(request)
        if person is None or chat is None:
            return refusal(404, "no such person")
        body = await body_of(request)
        text, entities = body.get("text"), body.get("entities", [])
        if not isinstance(text, str) or not text.strip() or len(text) > 4096:
            return refusal(400, "a text has 1 to 4096 characters")
        if not isinstance(entities, list):
            return refusal(400, "entities are a list")
        if chat.blocked:
            return refusal(409, "unblock the bot first")
        try:
            return JSONResponse({"update_id": self._telegram.send_text(person.id, text, entities=entities)})
        except Refusal as refused:
            return refusal(refused.code, refused.description)

    async def tap(self, request: Request) -> Response:
        """The person taps a button."""
        person, chat = self._of(request)
        if person is None or chat is None:
            return refusal(404, "no such person")
        body = await body_of(request)
        try:
            place = {name: int(body[name]) for name in ("message_id", "row", "column")}
            number = self._telegram.tap(person.id, place["message_id"], row=place["row"], column=place["column"])
        except (KeyError, TypeError, ValueError):
            return refusal(400, "message_id, row and column say which button")
        except LookupError as missing:
            return refusal(404, str(missing))
        return JSONResponse({"update_id": number})

    async def block(self, request: Request) -> Response:
        """The person blocks the bot, or lets it write again."""
        person, _ = self._of(request)
        if person is None:
            return refusal(404, "no such person")
        blocked = bool((await body_of(request)).get("blocked"))
        change = self._telegram.block if blocked else self._telegram.unblock
        return JSONResponse({"update_id": change(person.id)})

    async def events(self, request: Request) -> Response:
        """What happens from now on, as server-sent events; `user` keeps other people's chats out."""
        user = request.query_params.get("user")
        subscription = self._world.events.subscribe()
        return StreamingResponse(
            self._stream(subscription, int(user) if user and user.isascii() and user.isdigit() else None),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    async def _stream(self, subscription: Subscription, user: int | None) -> AsyncIterator[str]:
        with subscription:
            yield ": here\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(subscription.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                if user is None or event.get("chat_id", user) == user:
                    yield self._line(event)

    def _line(self, event: Event) -> str:
        """The event as a line of the stream, without tokens and keys."""
        webhook = self._telegram.postman.webhook
        stripe = self._world.stripe
        text = json.dumps(event, ensure_ascii=False, default=str)
        for secret in (self._telegram.token, webhook.secret if webhook else "", stripe.key, stripe.webhook_secret):
            text = text.replace(secret, "•••") if secret else text
        return f"data: {text}\n\n"


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "language_code": person.language_code,
        "email": person.email,
        "note": person.note,
        "hints": [{"label": label, "text": text} for label, text in person.hints],
    }
