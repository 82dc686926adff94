"""From the complaint to the line: the reference that somebody quotes is in the log, with what happened around it."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import aiohttp
import pytest
import structlog
from prometheus_client import CollectorRegistry

from bot.app import House
from bot.jobs.ticks import Tick, Ticks
from bot.sandbox.world import World
from domain.usecases.settling import Settling
from domain.usecases.viewing import Viewing
from tests.fakes import FakeClock
from tests.journeys import canaries
from tests.people import MARIO
from tests.phone import Phone

pytestmark = pytest.mark.usefixtures("quiet_clockwork")

Line = dict[str, Any]
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the bot logs, as JSON."""
    with canaries.logged() as stream:
        yield stream


def lines(log: StringIO) -> list[Line]:
    """The lines that were logged; each has to be one JSON object."""
    return [json.loads(line) for line in log.getvalue().split("\n") if line]


async def breaks(*_: object, **__: object) -> None:
    """Logs as we do and as libraries do, and raises."""
    structlog.stdlib.get_logger("bot.somewhere").info("about_to_break")
    logging.getLogger("some.library").warning("about to break")
    raise RuntimeError("broken\nin two lines")


async def test_s17_the_reference_of_an_apology_is_in_one_line_of_error_with_the_traceback(
    house: House, world: World, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    mario = Phone(world, MARIO)
    await mario.logs_in()
    monkeypatch.setattr(Viewing, "home", breaks)
    await mario.says("/menu")
    quoted = REFERENCE.findall(" ".join(mario.said[-2:]))[0]
    errors = [line for line in lines(log) if line.get("reference") == quoted and line["level"] == "error"]
    (line,) = errors
    assert "Traceback" in line["exception"]
    assert "broken\nin two lines" in line["exception"]
    assert (line["chat_id"], line["event"]) == (MARIO.chat_id, "update_failed")


async def test_whatever_is_logged_while_an_update_is_handled_names_the_update_and_the_chat(
    house: House, world: World, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    mario = Phone(world, MARIO)
    await mario.logs_in()
    monkeypatch.setattr(Viewing, "home", breaks)
    await mario.says("/menu")
    said = [line for line in lines(log) if "about" in line["event"]]
    assert {line["logger"] for line in said} == {"bot.somewhere", "some.library"}
    (failed,) = [line for line in lines(log) if line["event"] == "update_failed"]
    same = ("update_id", "chat_id", "reference")
    assert [[line[name] for name in same] for line in said] == [[failed[name] for name in same]] * len(said)


async def test_an_update_done_before_names_itself_too(house: House, world: World, log: StringIO) -> None:
    mario = Phone(world, MARIO)
    await mario.says("/start")
    update = {
        "update_id": 1_000_000,
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": MARIO.chat_id, "type": "private"},
            "from": {"id": MARIO.id, "is_bot": False, "first_name": "Mario"},
            "text": "/start",
        },
    }
    for _ in range(2):
        await house.receiver.receive(update)
    (line,) = [line for line in lines(log) if line["event"] == "update_done_before"]
    assert (line["update_id"], line["chat_id"]) == (1_000_000, MARIO.chat_id)


async def test_the_reference_that_stripe_is_answered_is_in_one_line_of_error_with_the_traceback(
    house: House, world: World, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    mario = Phone(world, MARIO)
    await mario.logs_in()
    await mario.orders(2)
    session = world.stripe.pay(mario.link(), webhooks="lose")["session"]
    event = next(one for one in world.stripe.events_of(session["id"]) if one["type"].endswith("completed"))
    monkeypatch.setattr(Settling, "settle", breaks)
    body, signature = world.stripe.signed(event)
    async with (
        aiohttp.ClientSession(headers={"Stripe-Signature": signature}) as http,
        http.post(str(world.stripe.webhook_url), data=body) as answer,
    ):
        status, said = answer.status, await answer.text()
    quoted = REFERENCE.findall(said)[0]
    ours = [line for line in lines(log) if line.get("reference") == quoted]
    assert (status, {line["webhook"] for line in ours}) == (500, {"stripe"})
    assert {line["event"] for line in ours} == {"about_to_break", "about to break", "webhook_failed"}
    assert ["Traceback" in line["exception"] for line in ours if line["level"] == "error"] == [True]


async def test_whatever_is_logged_in_a_tick_names_the_tick_and_this_run_of_it(log: StringIO) -> None:
    begun = asyncio.Event()

    async def run() -> int:
        begun.set()
        await breaks()
        return 0

    ticks = Ticks([Tick(name="renewals", every=timedelta(days=1), run=run)], CollectorRegistry(), FakeClock())
    ticks.start()
    await begun.wait()
    await ticks.stop()
    ours = [line for line in lines(log) if line.get("tick") == "renewals"]
    assert [line["event"] for line in ours] == ["about_to_break", "about to break", "tick_failed"]
    assert len({line["reference"] for line in ours}) == 1
    assert "Traceback" in ours[-1]["exception"]
