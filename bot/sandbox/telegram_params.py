"""A Bot API call's parameters, however they travelled, and how it is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


class Refusal(Exception):
    """The call is refused the way Telegram refuses it."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """The refusal as the Bot API writes it."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad(reason: str) -> Refusal:
    """A 400."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A 403."""
    return Refusal(403, f"Forbidden: {reason}")


def flood(seconds: int) -> Refusal:
    """A 429 that names the seconds to wait."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that came with a multipart call."""

    name: str
    content: bytes
    mime_type: str


@dataclass(kw_only=True, slots=True)
class Params:
    """Parameters by name; values are JSON's own or the strings of a form. Notes which ones were read."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    def raw(self, name: str) -> Any:
        """The value as it came; None if absent."""
        self.read.add(name)
        return self.values.get(name)

    def text(self, name: str, default: str = "") -> str:
        """A string; the default if absent."""
        value = self.raw(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; anything else counts as the default, as Telegram has it."""
        value = self.raw(name)
        try:
            return default if value is None else int(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A boolean, written in any of the ways a form may write it."""
        value = self.raw(name)
        return value is True or str(value).strip().lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> Any:
        """A JSON value; None if absent or empty. Raises the 400 of a malformed one."""
        value = self.raw(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {what} JSON object") from None

    def entries(self, name: str, what: str) -> list[Any] | None:
        """A JSON list; None if absent."""
        value = self.parsed(name, what)
        if value is not None and not isinstance(value, list):
            raise bad(f"can't parse {what} JSON object: expected an Array")
        return value

    def fields(self, name: str, what: str) -> dict[str, Any] | None:
        """A JSON object; None if absent."""
        value = self.parsed(name, what)
        if value is not None and not isinstance(value, dict):
            raise bad(f"object expected as {what}")
        return value

    def upload(self, name: str) -> Upload | str | None:
        """A file: the one attached under that name or by attach://, or else the text that names it."""
        if name in self.files:
            self.read.add(name)
            return self.files[name]
        value = self.text(name)
        if value.startswith("attach://"):
            label = value.removeprefix("attach://")
            if label not in self.files:
                raise bad("can't find the attached file")
            self.read.add(label)
            return self.files[label]
        return value or None

    def shown(self) -> dict[str, Any]:
        """The parameters as JSON-ready values, files as their names, form strings decoded where they are JSON."""
        shown: dict[str, Any] = {name: _decoded(name, value) for name, value in self.values.items()}
        return shown | {name: f"<{upload.name}, {len(upload.content)} bytes>" for name, upload in self.files.items()}

    def unread(self) -> list[str]:
        """Names nobody asked for: Telegram ignores them, a test should not."""
        return sorted((self.values.keys() | self.files.keys()) - self.read)


_WORDS = {"text", "caption", "url", "secret_token", "callback_query_id", "name", "description", "short_description"}


def _decoded(name: str, value: Any) -> Any:
    if name in _WORDS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
