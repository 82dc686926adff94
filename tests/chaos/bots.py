"""Bots in processes of their own, forked from one that has everything imported: starting one takes a moment."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

from bot.sandbox.world import World
from bot.settings import environment_of_a_child
from tests.chaos import bot_with_failpoints
from tests.chaos.bot_with_failpoints import FAILPOINT, MUTANT
from tests.chaos.failpoints import Asked
from tests.people import CARLA

SECRET = "a-webhook-secret-of-the-harness"
KILLED = -signal.SIGKILL
DRAINS_WITHIN = 20.0  # seconds from SIGTERM to the end (fault F56)
NAP = 0.005  # seconds between two looks at another process

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([bot_with_failpoints.__name__])


@dataclass(kw_only=True, slots=True)
class Setup:
    """What all bots of a run have in common."""

    world: World
    url: str
    mode: str
    folder: Path
    mutant: str | None = None
    public_url: str | None = None
    changes: Mapping[str, str] = field(default_factory=dict)

    @property
    def clock_file(self) -> Path:
        """Where the bots read how far ahead their clock is."""
        return self.folder / "clock"

    def environment(self, port: int, asked: Asked | None) -> dict[str, str]:
        """The environment of a bot that listens on a port."""
        changes = dict(self.changes)
        if asked is not None:
            changes[FAILPOINT] = str(asked)
        if self.mutant is not None:
            changes[MUTANT] = self.mutant
        world = self.world
        return environment_of_a_child(
            BOT_TOKEN=world.telegram.token,
            BOT_API_URL=world.base_url,
            BOT_MODE=self.mode,
            PUBLIC_URL=self.public_url or f"http://127.0.0.1:{port}",
            HTTP_PORT=str(port),
            WEBHOOK_SECRET=SECRET,
            DATABASE_URL=self.url,
            STRIPE_SECRET_KEY=world.stripe.key,
            STRIPE_WEBHOOK_SECRET=world.stripe.webhook_secret,
            STRIPE_API_URL=world.base_url,
            SMTP_URL=world.smtp_url,
            MAIL_FROM="Area Clienti <noreply@archrm.it>",
            ADMIN_IDS=str(CARLA.chat_id),
            ORDERS_PER_DAY="500",
            LINKS_PER_DAY="500",
            LOG_LEVEL="DEBUG",
            LOG_FORMAT="json",
            CLOCK_FILE=str(self.clock_file),
            **changes,
        )


@dataclass(kw_only=True)
class Bot:
    """One replica: a port of its own, and one process after the other behind it."""

    setup: Setup
    number: int
    port: int = 0
    process: ForkServerProcess | None = None
    steps: ctypes.c_uint64 = field(default_factory=lambda: _processes.RawValue(ctypes.c_uint64, 0))
    lives: int = 0

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> Path:
        """What it says."""
        return self.setup.folder / f"said-{self.number}"

    @property
    def is_alive(self) -> bool:
        """Whether it has a process that has not ended."""
        return self.process is not None and self.process.exitcode is None

    def start(self, asked: Asked | None = None) -> None:
        """Starts a process that dies at the failpoint asked for, if there is one."""
        self.steps.value = 0
        self.lives += 1
        environment = self.setup.environment(self.port, asked)
        started = _processes.Process(
            target=bot_with_failpoints.live, args=(environment, self.said, self.steps), daemon=True
        )
        started.start()
        self.process = started

    def kill(self) -> None:
        """Kills it, as by kill -9, wherever it is."""
        assert self.process is not None
        self.process.kill()

    def terminate(self) -> None:
        """Asks it to stop, as by SIGTERM."""
        assert self.process is not None
        self.process.terminate()

    async def ended(self, within: float = 120.0) -> int:
        """Waits for its end; the exit code. TimeoutError."""
        assert self.process is not None
        async with asyncio.timeout(within):
            while self.process.exitcode is None:  # noqa: ASYNC110 - a process does not ring
                await asyncio.sleep(NAP)
        code = self.process.exitcode
        assert code is not None
        return code

    async def ready(self, within: float = 120.0) -> None:
        """Waits until it has opened its doors. TimeoutError."""
        async with asyncio.timeout(within), aiohttp.ClientSession() as http:
            while True:
                with suppress(aiohttp.ClientError):
                    async with http.get(f"{self.address}/health/ready") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(NAP)

    async def metrics(self) -> str:
        """Its numbers; empty while it does not answer."""
        try:
            async with aiohttp.ClientSession() as http, http.get(f"{self.address}/metrics") as answer:
                return await answer.text()
        except aiohttp.ClientError:
            return ""

    async def stop(self) -> float:
        """Asks it to stop and waits for that; the seconds that it took. It has to end well, and in time."""
        began = time.monotonic()
        self.terminate()
        code = await self.ended(DRAINS_WITHIN + 5)
        took = time.monotonic() - began
        assert code == 0, f"bot {self.number} ended with {code}, see {self.said}"
        return took


def free_port() -> int:
    """A port of this machine that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def cpu_of_the_dead() -> float:
    """The CPU seconds that all bots took which have ended."""
    server: int | None = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # it has no public name
    if server is None:
        return 0.0
    fields = Path(f"/proc/{server}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
