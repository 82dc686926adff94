"""Updates on their whole way, from the pretend Telegram over HTTP to the handlers and back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.chat_locks import ChatLocks
from bot.gateways.telegram import AiohttpRequest, TokenRevoked, build_application, connect
from bot.gateways.updates import ALLOWED_UPDATES, UpdateQueue
from bot.polling import Polling
from bot.receiver import Receiver
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from bot.web.server import build_web, serve
from bot.web.telegram import telegram_route
from tests.receiver.doubles import ANNA, MARIO, AnyApplication, MemoryStore

SECRET = "a-secret-of-ours"


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = build_world()
    async with running(world):
        yield world


class Bot:
    """Echoes what it hears, and notes it."""

    def __init__(self, application: AnyApplication, store: MemoryStore, locks: ChatLocks) -> None:
        self.application = application
        self.heard: list[str] = []
        application.add_handler(MessageHandler(filters.TEXT, self.echo))
        self.receiver = Receiver(
            application,
            store=store,
            locks=locks,
            apologise=self.sorry,
            not_understood=self.explain,
        )

    async def echo(self, update: Update, _context: Any) -> None:
        """Says the same."""
        assert update.message
        self.heard.append(update.message.text or "")
        await update.message.reply_text(f"{update.message.text}!")

    async def sorry(self, update: Update, reference: str) -> None:
        """Says sorry."""

    async def explain(self, update: Update) -> None:
        """Explains."""


@asynccontextmanager
async def a_bot(world: World, store: MemoryStore, shared: ChatLocks | None = None) -> AsyncIterator[Bot]:
    """A bot that is connected; with `shared` it takes turns with others, as replicas on PostgreSQL do."""
    locks = ChatLocks() if shared is None else ChatLocks(shared.holding)
    bot = Bot(build_application(world.telegram.token, world.base_url, request=AiohttpRequest()), store, locks)
    await connect(bot.application)
    yield bot
    await bot.application.shutdown()


@asynccontextmanager
async def polled(world: World, bot: Bot, token: str | None = None) -> AsyncIterator[asyncio.Task[None]]:
    """A bot that polls."""
    queue = UpdateQueue(token or world.telegram.token, world.base_url)
    await queue.open()
    polling = Polling(queue, bot.receiver.receive, first_pause=0.01, longest_pause=0.05)
    task = asyncio.create_task(polling.run())
    try:
        yield task
    finally:
        polling.stop()
        await asyncio.wait([task], timeout=10)
        await queue.close()


async def settle(world: World) -> None:
    """Waits until Telegram keeps nothing for the bot."""
    await world.telegram.until(lambda: world.telegram.updates_pending == 0 or None, timeout=20)


async def test_f03_what_waited_while_the_bot_was_down_is_done_in_order(world: World) -> None:
    for number in range(150):
        world.telegram.send_text((MARIO, ANNA)[number % 2], f"{number}")
    store = MemoryStore()
    async with a_bot(world, store) as bot, polled(world, bot):
        await settle(world)
    for first, person in enumerate((MARIO, ANNA)):
        answers = [view["text"] for view in world.telegram.from_bot(person)]
        assert answers == [f"{number}!" for number in range(first, 150, 2)]


async def test_f52_an_update_that_was_in_hand_when_the_bot_went_down_is_done_by_the_next(world: World) -> None:
    store = MemoryStore()
    hangs = asyncio.Event()

    async with a_bot(world, store) as doomed:

        async def hang(*_: Any) -> None:
            await hangs.wait()

        doomed.application.add_handler(MessageHandler(filters.ALL, hang), group=-1)
        world.telegram.send_text(MARIO, "ciao")
        queue = UpdateQueue(world.telegram.token, world.base_url)
        await queue.open()
        task = asyncio.create_task(Polling(queue, doomed.receiver.receive).run())
        await world.telegram.until(lambda: world.telegram.updates_pending == 1 or None)
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait([task])
        await queue.close()
    async with a_bot(world, store) as bot, polled(world, bot):
        await settle(world)
    assert [view["text"] for view in world.telegram.from_bot(MARIO)] == ["ciao!"]


async def test_f16_two_pollers_share_the_work_and_lose_nothing(world: World) -> None:
    store, shared = MemoryStore(), ChatLocks()
    with structlog.testing.capture_logs() as logs:
        async with (
            a_bot(world, store, shared) as one,
            a_bot(world, store, shared) as two,
            polled(world, one),
            polled(world, two),
        ):
            await asyncio.sleep(0.1)
            for number in range(20):
                world.telegram.send_text(MARIO, f"{number}")
                await asyncio.sleep(0.01)
            await settle(world)
    assert len(store.done) == len(set(store.done)) == 20
    assert "another_poller" in {line["event"] for line in logs}


async def test_f17_a_token_that_is_revoked_while_the_bot_polls_stops_it(world: World) -> None:
    async with a_bot(world, MemoryStore()) as bot, polled(world, bot, token="7000000001:AArevoked") as task:
        with pytest.raises(TokenRevoked):
            await asyncio.wait_for(asyncio.shield(task), 5)


async def test_f01_the_webhook_takes_an_update_once_though_telegram_repeats_it(world: World) -> None:
    store = MemoryStore()
    async with a_bot(world, store) as bot:
        web = build_web(telegram_route(bot.receiver.receive, SECRET))
        async with serve(web, "127.0.0.1", 0) as url:
            await bot.application.bot.set_webhook(
                f"{url}/telegram", secret_token=SECRET, allowed_updates=list(ALLOWED_UPDATES)
            )
            store.down = True
            world.telegram.send_text(MARIO, "ciao")
            await asyncio.sleep(0.3)
            assert world.telegram.updates_pending == 1
            store.down = False
            await settle(world)
    assert bot.heard == ["ciao"]
    assert [view["text"] for view in world.telegram.from_bot(MARIO)] == ["ciao!"]
