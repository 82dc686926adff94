"""What must be found nowhere once a story is told (S1, S12): passwords, the bot's token and keys, codes sent by e-mail.

Every journey is watched: all that its bots log is kept, at the most talkative level, and when a bot ends, its database
is read byte by byte, with what lies beside it, and its metrics too. A bot in a process of its own says what it says
into the folder of its database, and is looked at once it is dead.
"""

from __future__ import annotations

import io
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from prometheus_client import generate_latest
from sqlalchemy import text

from bot.app import House
from bot.gateways.codes import HotpCodes
from bot.logs import configure
from storage.metadata import metadata
from tests.people import CAST, PASSWORD

NEW_PASSWORD = "Primavera2027"
PASSWORDS = (PASSWORD, NEW_PASSWORD)
ADDRESSES = {word for person in CAST for word in (person.email, person.fiscal_code)}


class Canaries:
    """The secrets of one story, and all that its bots have logged."""

    def __init__(self) -> None:
        self.log = io.StringIO()
        self.secrets = set(PASSWORDS)
        self.codes: set[str] = set()

    def found_in(self, what: str) -> set[str]:
        """The secrets that stand in a text. A code is one only where it does not belong to a longer number."""
        codes = {code for code in self.codes if re.search(rf"(?<![0-9.:-]){code}(?![0-9])", what)}
        return codes | {secret for secret in self.secrets if secret in what}

    async def check(self, house: House) -> None:
        """Fails if a bot has left a secret in its database or its metrics."""
        self.secrets |= set(house.settings.secrets())
        self._look(
            "the database", await _rows(house) if house.database.file is None else _bytes(house.database.file.parent)
        )
        self._look("the metrics", generate_latest(house.metrics.registry).decode())

    def check_folder(self, folder: Path) -> None:
        """Fails if a secret stands in a file of a folder."""
        self._look(f"the folder {folder.name}", _bytes(folder))

    def check_log(self) -> None:
        """Fails if a secret or an address was logged, in a traceback or anywhere else, or a line that is no JSON."""
        logged = self.log.getvalue()
        self._look("the log", logged)
        for line in filter(None, logged.split("\n")):
            json.loads(line)
        if found := {address for address in ADDRESSES if address in logged}:
            raise AssertionError(f"an address in the log: {sorted(found)}")

    def _look(self, where: str, what: str) -> None:
        if found := self.found_in(what):
            raise AssertionError(f"left behind in {where}: {sorted(found)}")


_watching: list[Canaries] = []


async def check(house: House) -> None:
    """Looks for what a bot has left behind, before it ends."""
    for canaries in _watching:
        await canaries.check(house)


def speak_into(folder: Path) -> None:
    """From here on this process, which is not the tests' own, says and logs everything into a file in the folder."""
    said = os.open(folder / f"said-{os.getpid()}", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(said, stream.fileno())
    os.close(said)


def check_dead(folder: Path, *secrets: str) -> None:
    """Fails if a bot that had a process of its own has left a secret in a folder: in its database, or in its words."""
    watch = Canaries()
    watch.secrets |= {secret for secret in secrets if secret}
    watch.check_folder(folder)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Canaries]:
    """Watches what is logged, and remembers the codes that are made; looks at the log at the end."""
    canaries, make = Canaries(), HotpCodes.code

    def remembered(self: HotpCodes, challenge_id: str) -> str:
        canaries.codes.add(code := make(self, challenge_id))
        return code

    monkeypatch.setattr(HotpCodes, "code", remembered)
    _watching.append(canaries)
    with logged(canaries.log):
        yield canaries
    _watching.remove(canaries)
    canaries.check_log()


@contextmanager
def logged(stream: io.StringIO | None = None) -> Iterator[io.StringIO]:
    """Everything that is logged, at the most talkative level, as the bot would write it."""
    stream, root = stream or io.StringIO(), logging.getLogger()
    kept, level, processors = root.handlers[:], root.level, structlog.get_config()
    configure("DEBUG", "json", [], stream)
    try:
        yield stream
    finally:
        root.handlers[:] = kept
        root.setLevel(level)
        structlog.configure(**processors)


def _bytes(folder: Path) -> str:
    """The database and what stands beside it, such as its log of changes, byte by byte."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file()).decode("utf-8", "replace")


async def _rows(house: House) -> str:
    """Every row of every table."""
    async with house.database.readers.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in await connection.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608 - our own tables
        ]
    return "\n".join(rows)
