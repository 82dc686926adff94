"""What every test gets: a browser or a reason, and no network beyond this machine."""

import asyncio
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
import uvicorn
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.zones"]


class _Brisk:
    """Uvicorn's asyncio with shorter naps: hundreds of servers start and stop here, each after naps of 0.1 seconds."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        """Sleeps, but not for long."""
        await asyncio.sleep(min(seconds, 0.01))


uvicorn.server.asyncio = _Brisk()  # type: ignore[attr-defined, assignment]  # stands in for the module

# Rich draws a traceback with every local variable: that takes seconds, and shows what a test hides.
structlog.configure(
    processors=[structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
)

# A busy machine is no reason to fail a property. In CI each tries many examples, the same on every run; elsewhere few,
# others each time, so that the domain's tests take two seconds.
IN_CI = "CI" in os.environ
settings.register_profile("house", deadline=None, derandomize=IN_CI, max_examples=100 if IN_CI else 10)
settings.load_profile("house")

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes
LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""}


def find_chromium() -> str | None:
    """The path of a Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def find_nginx() -> str | None:
    """The path of nginx, or None. Debian has it where only administrators look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def pytest_configure() -> None:
    """Keeps the tests' files in memory where there is room: there a test database is made ten times faster."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips browser tests where there is no browser, or fails them where one was promised."""
    if item.get_closest_marker("browser") is None or find_chromium():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1, and there is no Chromium", pytrace=False)
    pytest.skip("there is no Chromium on this machine")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the Chromium that drives browser tests; the test carries `@pytest.mark.browser`."""
    path = find_chromium()
    assert path is not None, "a test that uses this fixture is marked `browser`"
    return path


@pytest.fixture(scope="session")
def nginx_binary() -> str:
    """The path of nginx. Without one the test is skipped with a reason; it fails where one was promised."""
    path = find_nginx()
    if path is None and os.environ.get("REQUIRE_NGINX") == "1":
        pytest.fail("REQUIRE_NGINX=1, and there is no nginx", pytrace=False)
    if path is None:
        pytest.skip("there is no nginx on this machine")
    return path


@pytest.fixture(autouse=True, scope="session")
def _no_network_beyond_this_machine() -> Iterator[None]:
    """A connection to another machine fails at once instead of making a test slow, flaky or expensive."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in LOOPBACK:
            msg = f"a test tried to reach {host}"
            raise AssertionError(msg)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
