"""The three ways a call's parameters travel: JSON, a form, a multipart form with files."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.telegram_params import Params, Upload, bad


async def read_params(request: Request) -> Params:
    """The parameters of the query string and of the body; raises the 400 of a body that cannot be read."""
    values: dict[str, Any] = dict(request.query_params)
    given = request.headers.get("content-type") or "text/plain"
    body = await request.body()
    match given.partition(";")[0].strip().lower():
        case "application/json":
            return Params(values=values | _json(body))
        case "application/x-www-form-urlencoded":
            return Params(values=values | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))
        case "multipart/form-data":
            header = EmailMessage()
            header["Content-Type"] = given
            return _multipart(values, body, str(header.get_param("boundary") or ""))
        case _:
            return Params(values=values)


def _json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse request: invalid JSON") from None
    if not isinstance(parsed, dict):
        raise bad("can't parse request: expected an Object")
    return parsed


def _multipart(values: dict[str, Any], body: bytes, boundary: str) -> Params:
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers: Message = message_from_bytes(head, policy=HTTP)
        name = str(headers.get_param("name", header="content-disposition") or "")
        filename = headers.get_filename()
        if filename is None:
            values[name] = content.decode("utf-8", "replace")
        else:
            files[name] = Upload(name=filename, content=content, mime_type=headers.get_content_type())
    return Params(values=values, files=files)
