"""What a person has sent as a file, fetched over HTTP from the pretend Telegram."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import Bot

from bot.gateways import telegram, telegram_files
from bot.gateways.telegram import AiohttpRequest, build_application
from bot.gateways.telegram_files import MEGABYTE, download
from bot.sandbox import telegram_media
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from domain.errors import FileTooBig, FileUnavailable, Refused, Unavailable
from tests.journeys.canaries import logged
from tests.receiver.doubles import MARIO, TOKEN, RecordingRequest

Fault = Callable[[World], None]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    monkeypatch.setattr(telegram, "PAUSES", (0.001, 0.001))


@pytest.fixture(autouse=True)
def everything_logged() -> Any:
    with logged() as stream:
        yield stream


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = build_world()
    async with running(world):
        yield world


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    """The bot as the house builds it, with nothing but the address of the API to go by."""
    application = build_application(world.telegram.token, world.base_url)
    await application.initialize()
    yield application.bot
    await application.shutdown()


def sent(world: World, content: bytes) -> str:
    """The id of a document that Mario has just sent."""
    world.telegram.send_document(MARIO, "registro.csv", content)
    return next(reversed(world.telegram.files))


async def test_a_file_is_fetched_as_it_was_sent(world: World, bot: Bot) -> None:
    content = bytes(range(256)) * 1_000
    assert await download(bot, sent(world, content), at_most=MEGABYTE) == content


async def test_a_file_as_large_as_allowed_is_fetched_and_one_byte_more_is_not(world: World, bot: Bot) -> None:
    assert len(await download(bot, sent(world, b"x" * MEGABYTE), at_most=MEGABYTE)) == MEGABYTE
    with pytest.raises(FileTooBig) as error:
        await download(bot, sent(world, b"x" * (MEGABYTE + 1)), at_most=MEGABYTE)
    assert error.value.most == 1


async def test_a_file_that_is_too_big_is_not_even_asked_for(world: World, bot: Bot) -> None:
    number = sent(world, b"x" * (MEGABYTE + 1))
    world.telegram.fail_next("download", 500, "Internal Server Error")
    with pytest.raises(FileTooBig):
        await download(bot, number, at_most=MEGABYTE)


async def test_a_file_that_telegram_does_not_hand_out_is_too_big(
    world: World, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_media, "MAX_DOWNLOAD", 3)
    with pytest.raises(FileTooBig) as error:
        await download(bot, sent(world, b"abcd"), at_most=20 * MEGABYTE)
    assert error.value.most == 20


async def test_a_file_whose_size_nobody_told_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RecordingRequest()
    request.files["f"] = b"x" * (MEGABYTE + 1)
    real = RecordingRequest._result

    def silent(self: RecordingRequest, method: str, params: dict[str, str]) -> Any:
        return {name: value for name, value in real(self, method, params).items() if name != "file_size"}

    monkeypatch.setattr(RecordingRequest, "_result", silent)
    application = build_application(TOKEN, "http://x.invalid", request=request)
    with pytest.raises(FileTooBig):
        await download(application.bot, "f", at_most=MEGABYTE)


FAULTS: dict[str, Fault] = {
    "getFile fails": lambda world: world.telegram.fail_next("getFile", 500, "Internal Server Error"),
    "the file is out of reach": lambda world: world.telegram.fail_next(
        "getFile", 400, "wrong file_id or the file is temporarily unavailable"
    ),
    "too many calls": lambda world: world.telegram.fail_next("getFile", 429, "retry after 30", retry_after=30),
    "no gateway": lambda world: world.telegram.fail_next("getFile", 502, "Bad Gateway", times=3),
    "the address has run out": lambda world: world.telegram.fail_next("download", 404, "Not Found"),
    "the file server fails": lambda world: world.telegram.fail_next("download", 500, "Internal Server Error"),
    "the file server has no gateway": lambda world: world.telegram.fail_next("download", 502, "Bad Gateway", times=3),
    "the file server hangs": lambda world: world.telegram.hang_next("download"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_file_that_cannot_be_fetched_now_may_be_later(
    world: World, bot: Bot, fault: str, monkeypatch: pytest.MonkeyPatch, everything_logged: io.StringIO
) -> None:
    monkeypatch.setattr(telegram_files, "SECONDS", 0.2)
    number = sent(world, b"abc")
    FAULTS[fault](world)
    with pytest.raises(FileUnavailable) as error:
        await download(bot, number, at_most=MEGABYTE)
    assert (error.value.__cause__, error.value.__suppress_context__) == (None, True)
    world.telegram.release_hanging()
    assert await download(bot, number, at_most=MEGABYTE) == b"abc"
    assert "file_not_f" in everything_logged.getvalue()
    assert world.telegram.token not in everything_logged.getvalue()


async def test_an_unknown_file_and_a_closed_port_are_out_of_reach(bot: Bot) -> None:
    with pytest.raises(FileUnavailable):
        await download(bot, "file-9", at_most=MEGABYTE)
    nowhere = build_application("1:x", "http://127.0.0.1:9", request=AiohttpRequest())
    await nowhere.bot.request.initialize()
    with pytest.raises(FileUnavailable):
        await download(nowhere.bot, "file-9", at_most=MEGABYTE)
    await nowhere.bot.request.shutdown()


async def test_s12_the_address_of_a_file_is_in_no_log(world: World, bot: Bot, everything_logged: io.StringIO) -> None:
    number = sent(world, b"abc")
    await download(bot, number, at_most=MEGABYTE)
    world.telegram.fail_next("download", 404, "Not Found")
    with pytest.raises(FileUnavailable):
        await download(bot, number, at_most=MEGABYTE)
    written = everything_logged.getvalue()
    assert "file_not_fetched" in written
    assert world.telegram.token not in written
    assert "documents/" not in written


def test_the_doors_of_conversations_know_both_errors() -> None:
    assert issubclass(FileTooBig, Refused)
    assert issubclass(FileUnavailable, Unavailable)


async def test_s18_twenty_megabytes_take_little_more_than_twice_their_size(world: World, bot: Bot) -> None:
    number = sent(world, b"x" * (20 * MEGABYTE))
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        content = await download(bot, number, at_most=20 * MEGABYTE)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(content) == 20 * MEGABYTE
    assert peak - before < 50 * MEGABYTE
