"""The mail reader of the page: lists, letters, and their HTML in a frame that can do nothing but follow links."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.mail import Mail
from bot.sandbox.phone_json import refusal
from bot.sandbox.world import World

# The frame is its own origin, runs no script and loads nothing; a tap in it may move the page to its own `#`.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"
)
_LINK = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class PhoneMails:
    """What the page asks about mail."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Where it is."""
        return [
            Route("/phone/mails", self.all),
            Route("/phone/mails/{mail_id:int}", self.one),
            Route("/phone/mails/{mail_id:int}.html", self.page),
        ]

    async def all(self, _: Request) -> Response:
        """What was received, newest first."""
        return JSONResponse([self._told(mail, mail.summary()) for mail in reversed(self._world.mail.received)])

    async def one(self, request: Request) -> Response:
        """A letter, its HTML aside."""
        mail = self._world.mail.find(request.path_params["mail_id"])
        if mail is None:
            return refusal(404, "no such mail")
        return JSONResponse(self._told(mail, mail.view()))

    async def page(self, request: Request) -> Response:
        """A letter's HTML. Links to the bot's chat lead to the chat on the page, other ones out."""
        mail = self._world.mail.find(request.path_params["mail_id"])
        if mail is None:
            return refusal(404, "no such mail")
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return HTMLResponse(_LINK.sub(lambda found: self._link(found, mail), mail.html), headers=headers)

    def _told(self, mail: Mail, view: dict[str, Any]) -> dict[str, Any]:
        owner = self._world.owner_of(mail.to)
        return {**view, "person": owner.id if owner else None, "html": bool(mail.html)}

    def _link(self, found: re.Match[str], mail: Mail) -> str:
        url = html.unescape(found[1] or found[2] or "").strip()
        chat = self._chat(url, mail)
        if chat is not None:
            return f'href="{html.escape(chat)}" target="_top"'
        known = urlsplit(url).scheme in {"http", "https", "mailto"}
        return f'href="{html.escape(url)}" target="_blank" rel="noopener noreferrer"' if known else ""

    def _chat(self, url: str, mail: Mail) -> str | None:
        """The place on the page of a link to the bot's chat: whose chat it is, and what to start with."""
        parts = urlsplit(url)
        if parts.hostname != "t.me" or parts.path.strip("/") != self._world.telegram.bot["username"]:
            return None
        owner, start = self._world.owner_of(mail.to), parse_qs(parts.query).get("start", [""])[0]
        payload = f"?start={start}" if re.fullmatch(r"[\w-]{1,64}", start, re.ASCII) else ""
        return f"/#{owner.id if owner else ''}{payload}"
