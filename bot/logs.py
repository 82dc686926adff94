"""What the operator reads: one event a line, never a secret, and a reference number for each failure."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import Processor

LogFormat = Literal["text", "json"]

HIDDEN = "[hidden]"
SHORTEST_HIDDEN = 6  # letters; below that hiding would eat half of the log and hide nothing

# Telegram's tokens, Stripe's keys, argon2 hashes, and passwords in URLs, whoever they belong to.
_SECRET_SHAPES = re.compile(
    r"\b\d{6,}:[A-Za-z0-9_-]{30,}|\b(?:sk|rk|whsec)_[A-Za-z0-9_]{8,}|\$argon2\w*\$[^\s\"']+|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"
)

# Below these levels the libraries log whole updates, forms and SQL parameters: passwords among them.
_FLOORS = {
    "alembic": logging.WARNING,
    "telegram": logging.INFO,
    "stripe": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiosqlite": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "aiohttp": logging.INFO,
    "apscheduler": logging.WARNING,
    "asyncio": logging.INFO,
    "uvicorn": logging.WARNING,
}

# No I, L, O, U: a reference is read aloud on the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_typed: ContextVar[str] = ContextVar("typed", default="")


def new_reference() -> str:
    """A number to quote, such as `7K2M-9QXD`."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


@contextmanager
def hiding(words: str) -> Iterator[None]:
    """Keeps the words out of whatever is logged in the block."""
    token = _typed.set(words)
    try:
        yield
    finally:
        _typed.reset(token)


class Redactor:
    """Replaces the secrets it knows, and everything that looks like one."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        forms = {form for secret in known if len(secret) >= SHORTEST_HIDDEN for form in _forms(secret)}
        self._known = sorted(forms, key=len, reverse=True)

    def __call__(self, line: str) -> str:
        """The line without secrets."""
        for secret in self._known:
            line = line.replace(secret, HIDDEN)
        typed = _typed.get()
        if len(typed.strip()) >= SHORTEST_HIDDEN:
            for form in _forms(typed.strip()):
                line = line.replace(form, HIDDEN)
        return _SECRET_SHAPES.sub(HIDDEN, line)


def _forms(secret: str) -> set[str]:
    """The ways a secret may be written: plain, as Python shows it, and either of these in JSON."""
    shown = {secret, repr(secret)[1:-1]}
    return shown | {json.dumps(one, ensure_ascii=plain)[1:-1] for one in shown for plain in (True, False)}


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats a record, traceback and all, and then redacts the finished line."""

    def __init__(self, redact: Redactor, log_format: LogFormat, shared: list[Processor]) -> None:
        last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
        if log_format == "json":
            last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        else:
            plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
            last.append(plain)
        super().__init__(processors=last, foreign_pre_chain=shared)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return self._redact(super().format(record))


def configure(level: str, log_format: LogFormat, secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Sends every log line, and what would crash the process, through one redacting handler."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(Redactor(secrets), log_format, shared))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, floor in _FLOORS.items():
        logging.getLogger(name).setLevel(max(floor, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _log_crash
    threading.excepthook = _log_thread_crash
    sys.unraisablehook = _log_unraisable


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))


def _log_thread_crash(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_value is not None:
        _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _log_unraisable(crash: sys.UnraisableHookArgs) -> None:
    if crash.exc_value is not None:
        _log_crash(crash.exc_type, crash.exc_value, crash.exc_traceback)
