"""Debian's nginx in front of several bots, with a configuration of the test's own, in a folder of the test's own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from tests.chaos.bots import free_port

TO_START = 20.0  # seconds

# An update or an event that was cut off goes to the next bot at once: it is done once, however often it is handed over.
CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 1m;

    upstream bots {{
{servers}
    }}

    server {{
        listen 127.0.0.1:{port};
        proxy_connect_timeout 2s;
        proxy_read_timeout 60s;
        proxy_next_upstream error timeout http_502 http_503 non_idempotent;
        location = /telegram {{ proxy_pass http://bots; }}
        location = /stripe   {{ proxy_pass http://bots; }}
        location /           {{ return 404; }}
    }}
}}
"""


@asynccontextmanager
async def nginx(binary: str, ports: Sequence[int], folder: Path) -> AsyncIterator[str]:
    """Serves `/telegram` and `/stripe` of the bots in turn; yields the address of all."""
    port = free_port()
    servers = "\n".join(f"        server 127.0.0.1:{each} max_fails=1 fail_timeout=1s;" for each in ports)
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker could not look into the folder
    configuration = folder / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(user=user, folder=folder, port=port, servers=servers), encoding="ascii"
    )
    said = (folder / "nginx.said").open("wb")
    process = await asyncio.create_subprocess_exec(
        binary, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "error.log"), stdout=said, stderr=said
    )
    try:
        await _answers(f"http://127.0.0.1:{port}/", process, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        said.close()


async def _answers(url: str, process: asyncio.subprocess.Process, folder: Path) -> None:
    async with asyncio.timeout(TO_START), aiohttp.ClientSession() as http:
        while process.returncode is None:
            with suppress(aiohttp.ClientError):
                async with http.get(url):
                    return
            await asyncio.sleep(0.02)
    raise AssertionError((folder / "nginx.said").read_text() + (folder / "error.log").read_text())
