"""`demo`: the bot in a pretend world, with nothing to set up and nothing to pay."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.cli.demo_register import ADMINS, PASSWORD, DemoMailbox, demo_mailboxes, demo_register
from bot.cli.running import on_signals
from bot.cli.speech import OK, REFUSED, Speech
from bot.sandbox.people import PEOPLE, Person
from bot.sandbox.server import running
from bot.sandbox.telegram import TOKEN
from bot.sandbox.world import STRIPE_KEY, STRIPE_SECRET, World, build_world
from bot.settings import environment_of_a_child
from bot.tasks import Tasks
from domain.calendar import civil_day

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "demo.db"
CLOCK = "clock"
MAIL_FROM = "Area Clienti <noreply@archrm.it>"
SUPPORT = "segreteria@archrm.example"
START_SECONDS = 30
STOP_SECONDS = 6

Prepare = Callable[[str, Sequence[str]], Awaitable[object]]
NextEvent = Callable[[str, datetime], Awaitable[datetime | None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Demo:
    """How the demo is wanted: in a folder that stays (None: a temporary one), on a port (0: a free one).

    `prepare` migrates the database of a URL and imports the lines of a register into it. `next_event` tells when, after
    an instant, something will happen by itself in such a database; without it the page cannot move the clock there.
    """

    keep: Path | None
    port: int
    speech: Speech
    prepare: Prepare
    next_event: NextEvent | None = None

    async def run(self) -> int:
        """Starts everything, says where to look, and stops everything at a signal."""
        stopping = asyncio.Event()
        on_signals(stopping.set)
        async with AsyncExitStack() as stack:
            folder = self.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="area-clienti-")))
            url = f"sqlite+aiosqlite:///{folder.absolute()}/{DATABASE}"
            world = self._world()
            world.clock.tell(folder / CLOCK)
            if self.next_event is not None:
                world.next_event = _coming(world, url, self.next_event)
            try:
                page = await stack.enter_async_context(running(world, self.port))
            except OSError as error:
                self.speech.complain("demo-port-taken", port=str(self.port), reason=error.strerror or "")
                return REFUSED
            await self.prepare(url, demo_register(demo_mailboxes(civil_day(world.clock.now()))))
            if stopping.is_set():
                return OK
            bot = await stack.enter_async_context(_bot(world, folder))
            return await self._watch(bot, page, stopping)

    async def _watch(self, bot: Bot, page: str, stopping: asyncio.Event) -> int:
        """Waits until the bot is ready, and then until somebody stops it or it ends by itself."""
        tasks = Tasks()
        stopped = tasks.spawn(stopping.wait(), name="stopped")
        ended = tasks.spawn(bot.process.wait(), name="ended")
        ready = tasks.spawn(bot.ready(), name="ready", awaited=True)
        try:
            await asyncio.wait({stopped, ended, ready}, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if ready.done() and not ended.done():
                self.speech.say("demo-ready", url=f"{page}/")
                await asyncio.wait({stopped, ended}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await tasks.cancel()
        if stopping.is_set():
            return OK
        if bot.process.returncode is None:
            self.speech.complain("demo-too-slow", seconds=START_SECONDS)
        else:
            self.speech.complain("demo-bot-ended", code=str(bot.process.returncode))
        return REFUSED

    def _world(self) -> World:
        """The pretend world, whose people know what they can type; its updates go on where a kept folder left off."""
        world = build_world()
        mailboxes = demo_mailboxes(civil_day(world.clock.now()))
        world.telegram.people.update({person.id: self._hinted(person, mailboxes) for person in PEOPLE})
        world.telegram.updates.next_id = world.clock.timestamp()
        return world

    def _hinted(self, person: Person, mailboxes: Sequence[DemoMailbox]) -> Person:
        addresses = [mailbox.address for mailbox in mailboxes if mailbox.person.id == person.id]
        words = self.speech.words
        hints = [(words("demo-mailbox"), address) for address in addresses]
        return replace(person, hints=(*hints, (words("demo-password"), PASSWORD)))


def _coming(world: World, url: str, next_event: NextEvent) -> Callable[[], Awaitable[datetime | None]]:
    """When something will happen by itself, as seen from the pretend world's present."""

    async def coming() -> datetime | None:
        return await next_event(url, world.clock.now())

    return coming


@dataclass(frozen=True, kw_only=True, slots=True)
class Bot:
    """The bot as a process of its own, and where it listens."""

    process: Process
    url: str

    async def ready(self) -> None:
        """Waits until the bot says that it is."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http:
            while True:
                try:
                    async with http.get(f"{self.url}/health/ready") as answer:
                        if answer.status == 200:
                            return
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await asyncio.sleep(0.1)

    async def end(self) -> None:
        """Asks it to stop, and makes it."""
        if self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def _bot(world: World, folder: Path) -> AsyncIterator[Bot]:
    """`run` beside us, with none of the operator's own settings."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    world.stripe.webhook_url = f"{url}/stripe"
    settings = environment_of_a_child(
        BOT_TOKEN=TOKEN,
        BOT_API_URL=world.base_url,
        BOT_MODE="polling",
        HTTP_HOST="127.0.0.1",
        HTTP_PORT=str(port),
        WEBHOOK_SECRET=secrets.token_urlsafe(24),
        DATABASE_URL=f"sqlite+aiosqlite:///{DATABASE}",
        STRIPE_SECRET_KEY=STRIPE_KEY,
        STRIPE_WEBHOOK_SECRET=STRIPE_SECRET,
        STRIPE_API_URL=world.base_url,
        SMTP_URL=world.smtp_url,
        MAIL_FROM=MAIL_FROM,
        CLOCK_FILE=CLOCK,
        ADMIN_IDS=",".join(str(admin.id) for admin in ADMINS),
        SUPPORT_CONTACT=SUPPORT,
        LOG_LEVEL="ERROR",
        PYTHONPATH=str(ROOT),
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=settings, stdin=DEVNULL, stdout=DEVNULL
    )
    bot = Bot(process=process, url=url)
    try:
        yield bot
    finally:
        await bot.end()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
