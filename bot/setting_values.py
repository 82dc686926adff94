"""How the value of a setting is read: strictly, and without repeating it in the error."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EUROS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
PERCENT = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2})?")
# An address, or a name and an address in angle brackets: what fits into one header line.
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = rf"{_WORD}(?:\.{_WORD})*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_SENDER = re.compile(rf'{_ADDRESS}|(?:"[^"\\]+"|[^"\\<>()@,:;\[\]]+)\s*<{_ADDRESS}>')
PLACEHOLDER = re.compile(
    r"change.?me|placeholder|replace.?(me|this|with)|your.?(bot|token|secret|key|stripe)|[<>…*]|\.\.\.|x{4,}|^(secret|password|token|todo|none|null)$",
    re.IGNORECASE,
)
SHAPES = {
    "bot_token": r"[0-9]{3,}:[A-Za-z0-9_-]{3,}",
    "webhook_secret": r"[A-Za-z0-9_-]{8,256}",
    "stripe_secret_key": r"(sk|rk)_(test|live)_\w{3,}",
    "stripe_webhook_secret": r"whsec_\S{3,}",
}
_DATABASE = re.compile(r"sqlite\+aiosqlite:///.+|postgresql\+psycopg://\S+")


def wrong(code: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{code}", {"code": code})


def decimal(pattern: re.Pattern[str], *, above_zero: bool) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        text = str(value).strip()
        if not pattern.fullmatch(text) or (above_zero and not Decimal(text)):
            raise wrong("malformed")
        return Decimal(text)

    return read


Price = Annotated[Decimal, BeforeValidator(decimal(EUROS, above_zero=True))]
Euros = Annotated[Decimal, BeforeValidator(decimal(EUROS, above_zero=False))]
Percent = Annotated[Decimal, BeforeValidator(decimal(PERCENT, above_zero=False))]
Gb = Annotated[int, Field(ge=1, le=1000)]
Rate = Annotated[Decimal, BeforeValidator(decimal(RATE, above_zero=True))]
PerDay = Annotated[int, Field(ge=1, le=1000)]


def split(value: object) -> object:
    return [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value


def caps(value: object) -> object:
    """`standard=2, pro=10`; `none` caps nothing."""
    if not isinstance(value, str):
        return value
    parts = [] if value.strip().lower() == "none" else [part for part in re.split(r"[,\s]+", value) if part]
    pairs = [part.partition("=") for part in parts]
    if any(not equals for _, equals, _ in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        raise wrong("malformed")
    return {name.lower(): gb for name, _, gb in pairs}


def database(value: str) -> str:
    if not _DATABASE.fullmatch(value):
        raise wrong("malformed")
    return value


def address(value: str) -> str:
    """A URL without a path; plain http is for this machine only (S19)."""
    value = value.strip().rstrip("/")
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        raise wrong("malformed") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.path:
        raise wrong("malformed")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise wrong("not-https")
    return value


def post_office(value: str) -> str:
    """smtp:// or smtps://, with user and password or without, and nothing behind the port; or nothing at all."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise wrong("malformed") from None
    known = parts.scheme in {"smtp", "smtps"} and parts.hostname and port != 0
    if value and not (known and not (parts.path.strip("/") or parts.query or parts.fragment or " " in value)):
        raise wrong("malformed")
    return value


def signature(value: str) -> str:
    value = value.strip()
    if value and not (value.isprintable() and _SENDER.fullmatch(value)):
        raise wrong("malformed")
    return value


def hour(value: object) -> object:
    """An hour of the day in Rome; `off` for none."""
    if isinstance(value, str):
        text = value.strip().lower()
        return None if text == "off" else int(text) if re.fullmatch(r"[0-9]{1,2}", text) else value
    return value


def lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value
