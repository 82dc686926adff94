"""A running sandbox and the ways to talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.sandbox.server import running
from bot.sandbox.telegram_world import TelegramWorld
from bot.sandbox.world import World, build_world

MARIO = 1001
ANNA = 1002


@pytest.fixture(autouse=True)
def _seconds_as_the_next_major_version_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
async def base_url(world: World) -> AsyncIterator[str]:
    async with running(world) as url:
        yield url


@pytest.fixture
def telegram(world: World) -> TelegramWorld:
    """The pretend Telegram, with Mario's chat started and nothing waiting."""
    world.telegram.send_text(MARIO, "/start")
    world.telegram.updates.drop()
    return world.telegram


@pytest.fixture
async def bot(base_url: str, telegram: TelegramWorld) -> AsyncIterator[Bot]:
    """python-telegram-bot's own client, over real HTTP."""
    async with Bot(telegram.token, base_url=f"{base_url}/bot", base_file_url=f"{base_url}/file/bot") as bot:
        yield bot
