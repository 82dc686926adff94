"""The command line as a person uses it: a folder of its own, no settings but those given.

A command is called in this process, unless what only a process shows is the point: `cli.process` and `cli.started`.
"""

import asyncio
import io
import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.__main__ import main
from bot.cli.demo_register import demo_mailboxes, demo_register
from bot.sandbox.telegram import TOKEN
from bot.sandbox.world import STRIPE_KEY, STRIPE_SECRET, World
from bot.settings import environment_of_a_child
from tests.house.source import ROOT
from tests.people import TODAY

PATIENCE = 90  # seconds; a busy machine is no failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


@dataclass(frozen=True, kw_only=True, slots=True)
class Cli:
    """A terminal that stands in an empty folder; `template` is a migrated database to copy."""

    folder: Path
    template: Path

    def __call__(self, *arguments: str, **settings: str) -> Answer:
        """Runs a command to its end in this process, and in a loop of its own."""
        out, err = io.StringIO(), io.StringIO()
        with (
            self._at_home(settings),
            redirect_stdout(out),
            redirect_stderr(err),
            ThreadPoolExecutor(1) as pool,
        ):
            code = pool.submit(_ended, arguments).result(PATIENCE)
        return Answer(code=code, out=out.getvalue(), err=err.getvalue())

    @contextmanager
    def _at_home(self, settings: dict[str, str]) -> Iterator[None]:
        """In the folder, with the environment and nothing left of the log that the command sets up."""
        hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        root, log = logging.getLogger(), structlog.get_config()
        handlers, level = root.handlers[:], root.level
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.cli.running.on_signals", lambda _: None)  # only the main thread may listen to them
            for name in set(os.environ) - set(given := self.environment(**settings)):
                patch.delenv(name)
            for name, value in given.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            try:
                yield
            finally:
                root.handlers[:] = handlers
                root.setLevel(level)
                structlog.configure(**log)
                sys.excepthook, threading.excepthook, sys.unraisablehook = hooks

    def process(self, *arguments: str, **settings: str) -> Answer:
        """Runs a command to its end as a process."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env=self.environment(**settings),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        return Answer(code=done.returncode, out=done.stdout, err=done.stderr)

    async def ask(self, *arguments: str, **settings: str) -> Answer:
        """Runs a command to its end while the loop goes on."""
        return await asyncio.to_thread(self.__call__, *arguments, **settings)

    @asynccontextmanager
    async def started(self, *arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Starts a command and ends it with the block, whatever happens."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self.environment(**settings),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    def environment(self, **settings: str) -> dict[str, str]:
        """English, UTF-8, and these settings."""
        given = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_ALL": "en_GB.UTF-8", **settings}
        return environment_of_a_child(**given)

    @property
    def database(self) -> Path:
        """Where the database lies unless a setting says otherwise."""
        return self.folder / "data" / "area-clienti.db"

    def migrated(self) -> None:
        """Puts a migrated database there, without the cost of migrating it."""
        self.database.parent.mkdir(exist_ok=True)
        shutil.copy(self.template, self.database)

    def register(self, *changed: tuple[str, str]) -> str:
        """Writes the register of the demo, with some words replaced, and names the file."""
        text = demo_text()
        for old, new in changed:
            assert old in text
            text = text.replace(old, new)
        (self.folder / "register.csv").write_text(text, encoding="utf-8", newline="")
        return "register.csv"


def _ended(arguments: tuple[str, ...]) -> int:
    """The exit code of a command."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


@cache
def demo_text() -> str:
    """The demo's register; its hashes are salted, so that no two are the same."""
    return "".join(demo_register(demo_mailboxes(TODAY)))


@pytest.fixture
def cli(tmp_path: Path, sqlite_template: Path) -> Cli:
    """The command line."""
    return Cli(folder=tmp_path, template=sqlite_template)


def settings_for(world: World, **others: str) -> dict[str, str]:
    """Settings under which the bot lives in a pretend world that is running."""
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": world.base_url,
        "STRIPE_SECRET_KEY": STRIPE_KEY,
        "STRIPE_WEBHOOK_SECRET": STRIPE_SECRET,
        "STRIPE_API_URL": world.base_url,
        "HTTP_PORT": "0",
        **others,
    }
