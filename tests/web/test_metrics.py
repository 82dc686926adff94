"""What a look at `/metrics` shows, and how soon, whatever state the database is in."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import aiohttp
import pytest
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.gateways.measured import CallOutcome, MeasuredMailServer, MeasuredPost, of_status
from bot.metrics.calls import CallMetrics
from bot.metrics.figures import FiguresMetrics
from bot.metrics.updates import BUCKETS, AnswerMetrics, UpdateMetrics
from bot.web.ops import metrics_route
from bot.web.server import build_web, serve
from domain.alarms import Alarm
from domain.errors import MailboxUnavailable, StorageUnavailable, WrongCredentials
from domain.figures import Direction, Figures, MoneyKind
from domain.letters import Letter, LetterInDoubt, LetterPutOff, LetterRefused
from domain.notices import Channel, NoticeState
from tests.fakes import FakeMailServer
from tests.people import PASSWORD

FIGURES = Figures(
    outbox={(NoticeState.WAITING, Channel.EMAIL): 3},
    oldest_due=timedelta(seconds=90),
    stuck=1,
    charging_stopped=True,
    sessions=4,
    alarms={Alarm.TICK: 2},
    money={(MoneyKind.TOP_UP, Direction.IN): 1_000},
)


async def fine() -> None:
    """Asks nobody."""


async def look(registry: CollectorRegistry, figures: FiguresMetrics | None = None) -> str:
    """One look over HTTP; anything but a 200 fails."""
    route = metrics_route(registry, figures.refresh if figures else fine)
    async with (
        serve(build_web(route), "127.0.0.1", 0) as url,
        aiohttp.ClientSession(url) as session,
        session.get("/metrics") as response,
    ):
        assert response.status == 200
        return await response.text()


async def test_updates_are_counted_by_how_they_ended() -> None:
    registry = CollectorRegistry()
    UpdateMetrics(registry)("Done", 0.02)
    text = await look(registry)
    assert 'updates_total{outcome="Done"} 1.0' in text
    assert 'updates_total{outcome="Apologised"} 0.0' in text  # a rate needs a beginning


async def test_the_buckets_fit_a_bot_from_a_menu_to_telegrams_patience() -> None:
    registry = CollectorRegistry()
    UpdateMetrics(registry)("Done", 0.02)
    assert (BUCKETS[0], BUCKETS[-1]) == (0.005, 10.0)
    text = await look(registry)
    assert 'update_seconds_bucket{le="0.01"} 0.0\nupdate_seconds_bucket{le="0.025"} 1.0' in text


async def test_the_figures_of_the_database_are_shown() -> None:
    async def measured() -> Figures:
        return FIGURES

    registry = CollectorRegistry()
    text = await look(registry, FiguresMetrics(registry, measured))
    for line in (
        "storage_up 1.0",
        'outbox_notices{channel="email",state="waiting"} 3.0',
        'outbox_notices{channel="chat",state="dead"} 0.0',
        "outbox_oldest_due_seconds 90.0",
        "outbox_stuck_notices 1.0",
        "charging_stopped 1.0",
        "sessions_open 4.0",
        'alarms_raised{alarm="tick"} 2.0',
        'money_cents_total{direction="in",kind="topup"} 1000.0',
    ):
        assert line in text


@pytest.mark.parametrize("error", [StorageUnavailable(), RuntimeError("nobody foresaw it")])
async def test_a_database_that_does_not_answer_hides_its_figures_and_nothing_else(error: Exception) -> None:
    async def broken() -> Figures:
        raise error

    registry = CollectorRegistry()
    UpdateMetrics(registry)("Done", 0.02)
    text = await look(registry, FiguresMetrics(registry, broken))
    assert "storage_up 0.0" in text
    assert 'updates_total{outcome="Done"} 1.0' in text
    assert "charging_stopped" not in text


async def test_a_database_that_hangs_delays_a_look_by_less_than_two_seconds_and_is_asked_once() -> None:
    asked, gate = 0, asyncio.Event()

    async def hanging() -> Figures:
        nonlocal asked
        asked += 1
        await gate.wait()
        return FIGURES

    registry = CollectorRegistry()
    figures = FiguresMetrics(registry, hanging)
    started = time.monotonic()
    assert "storage_up 0.0" in await look(registry, figures)
    assert time.monotonic() - started < 2
    gate.set()
    assert "storage_up 1.0" in await look(registry, figures)
    assert asked == 1
    await figures.close()


async def test_answers_are_counted_by_path_and_status_and_an_unknown_path_is_no_label() -> None:
    async def broken(_request: Request) -> Response:
        raise RuntimeError("broken")

    async def good(_request: Request) -> Response:
        return PlainTextResponse("OK")

    registry = CollectorRegistry()
    answers = AnswerMetrics(registry, ["/stripe", "/telegram"])
    web = answers.counting(build_web(Route("/stripe", broken), Route("/telegram", good)))
    async with serve(web, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:
        for path in ("/stripe", "/telegram", "/admin/../../etc/passwd", "/wp-login.php"):
            async with session.get(path) as response:
                await response.read()
    shown = {
        (sample.labels["path"], sample.labels["status"])
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "http_answers_total" and sample.value
    }
    assert shown == {("/stripe", "5xx"), ("/telegram", "2xx"), ("other", "4xx")}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(200, "ok"), (302, "ok"), (400, "refused"), (401, "unauthorized"), (403, "forbidden"), (404, "refused"),
     (429, "too_fast"), (500, "broken"), (502, "broken")],
)  # fmt: skip
def test_a_status_says_what_became_of_a_call(status: int, outcome: str) -> None:
    assert of_status(status) == outcome


def test_a_gateway_that_is_not_known_has_no_label() -> None:
    with pytest.raises(ValueError, match="somebody"):
        CallMetrics(CollectorRegistry()).of("somebody")


class Post:
    """Sends letters until it is told otherwise."""

    error: Exception | None = None

    async def send(self, _letter: Letter) -> str:
        """Takes it, or does not."""
        if self.error is not None:
            raise self.error
        return "250 OK"


LETTER = Letter(message_id="1@bot", to="a@b.example", subject="s", text="t", html="<p>t</p>", language="it")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "ok"), (LetterRefused("550"), "refused"), (LetterPutOff("421"), "unreachable"),
     (LetterInDoubt(""), "unreachable")],
)  # fmt: skip
async def test_letters_are_counted_by_what_became_of_them(error: Exception | None, outcome: str) -> None:
    registry, post = CollectorRegistry(), Post()
    post.error = error
    measured = MeasuredPost(post, CallMetrics(registry).of("smtp"))
    if error is None:
        assert await measured.send(LETTER) == "250 OK"
    else:
        with pytest.raises(type(error)):
            await measured.send(LETTER)
    assert registry.get_sample_value("calls_total", {"gateway": "smtp", "outcome": outcome}) == 1
    assert registry.get_sample_value("call_seconds_count", {"gateway": "smtp"}) == 1


async def test_a_wrong_password_is_an_answer_and_an_outage_is_none() -> None:
    seen: list[CallOutcome] = []
    server = FakeMailServer()
    server.passwords["a@b.example"] = PASSWORD
    measured = MeasuredMailServer(server, lambda outcome, _seconds: seen.append(outcome))
    await measured.verify("a@b.example", PASSWORD)
    with pytest.raises(WrongCredentials):
        await measured.verify("a@b.example", "wrong")
    server.down = True
    with pytest.raises(MailboxUnavailable):
        await measured.verify("a@b.example", PASSWORD)
    assert seen == [CallOutcome.OK, CallOutcome.REFUSED, CallOutcome.UNREACHABLE]
