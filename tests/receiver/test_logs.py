"""What the operator reads holds no secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.logs import configure, hiding, new_reference
from bot.tasks import Tasks
from tests.receiver.doubles import TOKEN, AnyApplication, MemoryStore, build_replica, message

STRIPE_KEY = "sk_test_51CanaryCanaryCanary"
WEBHOOK_SECRET = 'tricky"secret\\with\nall'
PASSWORD = 'Canary"Pass\\w0rd'

Read = Callable[[], str]


@pytest.fixture(params=["text", "json"])
def read(request: pytest.FixtureRequest) -> Iterator[Read]:
    """Configures the logs, and reads what has been written."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure("DEBUG", request.param, [TOKEN, WEBHOOK_SECRET], stream)
    yield stream.getvalue
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.reset_defaults()


def log() -> Any:
    """A logger of the bot."""
    return structlog.stdlib.get_logger("bot.test")


@pytest.mark.parametrize("secret", [TOKEN, WEBHOOK_SECRET])
def test_s12_a_known_secret_is_hidden_in_an_event_a_field_and_a_traceback(read: Read, secret: str) -> None:
    log().info("a %s b", secret)
    log().info("field", url=f"https://api.telegram.org/bot{secret}/getMe", nested={"deep": [secret]})
    logging.getLogger("some.library").warning("url %s", secret)
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        log().exception("failed")
        logging.getLogger("some.library").exception("failed")
    assert read().count("[hidden]") >= 6
    for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
        assert form not in read()


@pytest.mark.parametrize(
    "canary",
    [
        STRIPE_KEY,
        "whsec_CanaryCanary123",
        "rk_live_CanaryCanary123",
        "7000000009:AAanother-token-that-nobody-listed-0000",
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo",
    ],
)
def test_s12_what_looks_like_a_secret_is_hidden_though_nobody_listed_it(read: Read, canary: str) -> None:
    log().info("seen", value=canary)
    assert canary not in read()


def test_s12_the_password_of_a_database_is_hidden_and_its_host_is_not(read: Read) -> None:
    log().info("database", url="postgresql+psycopg://area:canary-word@db.example/area")
    assert "canary-word" not in read()
    assert "db.example" in read()


def test_s12_what_a_person_types_is_hidden_while_it_is_dealt_with(read: Read) -> None:
    with hiding(PASSWORD):
        log().error("failed", exc_info=ValueError(f"bad password {PASSWORD}"))
        log().info("plain", text=PASSWORD, update={"text": PASSWORD})
    assert "Canary" not in read()


async def test_s12_a_password_in_an_update_whose_handler_raises_is_not_logged(read: Read) -> None:
    async def break_down(update: Update, _context: Any) -> None:
        assert update.message
        raise RuntimeError(f"cannot use {update.message.text} of {update!r}")

    def add(application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.ALL, break_down))

    replica = await build_replica(MemoryStore(), add)
    await replica.receive(message(PASSWORD))
    assert "update_failed" in read()
    assert "Canary" not in read()


async def test_s17_the_reference_of_the_apology_is_in_the_log_and_the_internals_are_not_in_the_chat(
    read: Read,
) -> None:
    async def break_down(*_: Any) -> None:
        raise ZeroDivisionError("internals")

    def add(application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.ALL, break_down))

    replica = await build_replica(MemoryStore(), add)
    await replica.receive(message("ciao"))
    assert replica.apologies[0] in read()
    assert "ZeroDivisionError" in read()
    assert replica.request.calls == []


def test_s12_a_crash_of_the_process_is_logged_without_secrets(read: Read) -> None:
    error = RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    sys.excepthook(RuntimeError, error, None)
    threading.excepthook(threading.ExceptHookArgs((RuntimeError, error, None, None)))
    assert read().count("RuntimeError") >= 2
    assert TOKEN not in read()


def test_an_interruption_from_the_keyboard_is_no_crash(read: Read) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert read() == ""


@pytest.mark.parametrize("name", ["telegram.ext.Application", "sqlalchemy.engine.Engine", "stripe", "httpx"])
def test_s12_what_libraries_say_at_debug_is_not_heard(read: Read, name: str) -> None:
    logging.getLogger(name).debug("Processing update %s", PASSWORD)
    assert read() == ""


def test_json_is_one_document_a_line() -> None:
    root = logging.getLogger()
    handlers, level, stream = root.handlers[:], root.level, io.StringIO()
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    try:
        configure("INFO", "json", [], stream)
        log().info("perché", facts=1)
        logging.getLogger("library").warning("two\nlines")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        structlog.reset_defaults()
    events = [json.loads(line)["event"] for line in stream.getvalue().splitlines()]
    assert events == ["perché", "two\nlines"]


def test_a_reference_can_be_read_aloud() -> None:
    references = {new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(len(one) == 9 and one[4] == "-" and not set(one) & set("ILOU") for one in references)


async def test_a_task_that_crashes_is_heard_of() -> None:
    async def crash() -> None:
        raise ZeroDivisionError

    tasks = Tasks()
    with structlog.testing.capture_logs() as logs:
        tasks.spawn(crash(), name="delivery")
        assert await tasks.drain(1)
    assert [(line["event"], line["task"]) for line in logs] == [("task_crashed", "delivery")]


async def test_tasks_that_do_not_end_in_time_are_cancelled() -> None:
    tasks = Tasks()
    task = tasks.spawn(asyncio.sleep(60), name="long")
    assert not await tasks.drain(0.01)
    assert task.cancelled()
    await tasks.cancel()
