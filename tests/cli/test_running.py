"""`run` and `doctor` in a pretend world, and `demo`, which brings its own."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock

import aiohttp
import pytest

from bot.cli.demo import Bot, Demo, _coming
from bot.cli.speech import Speech, choose_texts
from bot.sandbox.server import running
from bot.sandbox.world import World, build_world
from tests.cli.conftest import PATIENCE, Cli, settings_for


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A pretend world that answers."""
    pretend = build_world()
    async with running(pretend):
        yield pretend


async def fetch(url: str) -> Any:
    """The JSON behind an address."""
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return await answer.json()


async def line_of(process: asyncio.subprocess.Process, holding: str) -> str:
    """The first line of the log that holds the word."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stderr.readline()).decode():
            if holding in line:
                return line
    pytest.fail(f"the bot ended without saying {holding}")


async def test_run_refuses_a_database_that_is_not_migrated(cli: Cli, world: World) -> None:
    answer = await cli.ask("run", **settings_for(world))
    assert (answer.code, answer.out) == (1, "")
    assert "stop the bot and run `migrate`" in answer.complaint


async def test_run_refuses_a_token_that_telegram_does_not_know(cli: Cli, world: World) -> None:
    cli.migrated()
    answer = await cli.ask("run", **settings_for(world, BOT_TOKEN="7000000002:AAnobody-knows-this-token-at-all"))
    assert (answer.code, answer.out) == (1, "")
    assert answer.complaint.startswith("Telegram does not know BOT_TOKEN")
    assert "nobody-knows" not in answer.err


async def test_run_says_which_port_it_cannot_have(cli: Cli, world: World) -> None:
    cli.migrated()
    taken = world.base_url.rpartition(":")[2]
    answer = await cli.ask("run", **settings_for(world, HTTP_PORT=taken))
    assert (answer.code, answer.out) == (1, "")
    assert answer.complaint.startswith(f"127.0.0.1 cannot be listened to on port {taken}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_run_is_ready_and_stops_clean_when_terminated(cli: Cli, world: World, number: signal.Signals) -> None:
    cli.migrated()
    async with cli.started("run", **settings_for(world)) as bot:
        assert (found := re.search(r"http://[0-9.:]+", await line_of(bot, "ready")))
        assert await fetch(f"{found[0]}/health/ready") == {"database": "ok", "telegram": "ok"}
        bot.send_signal(number)
        assert await asyncio.wait_for(bot.wait(), PATIENCE) == 0


async def test_run_can_be_stopped_while_telegram_cannot_be_reached(cli: Cli, world: World) -> None:
    cli.migrated()
    async with cli.started("run", **settings_for(world, BOT_API_URL="http://127.0.0.1:9")) as bot:
        await line_of(bot, "telegram_unreachable")
        bot.terminate()
        assert await asyncio.wait_for(bot.wait(), PATIENCE) == 0


@pytest.fixture
def _ctrl_c_arrives() -> Iterator[None]:
    """Whoever runs the tests in the background has SIGINT ignored, and so would their children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c_arrives")
async def test_a_command_that_ctrl_c_ends_half_way_says_so_to_the_shell(cli: Cli, world: World) -> None:
    asked = asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    cli.migrated()
    async with await asyncio.start_server(never_answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        silent = settings_for(world, BOT_API_URL=f"http://127.0.0.1:{port}")
        async with cli.started("doctor", **silent) as doctor:
            await asyncio.wait_for(asked.wait(), PATIENCE)
            doctor.send_signal(signal.SIGINT)
            out, err = await asyncio.wait_for(doctor.communicate(), PATIENCE)
    assert (doctor.returncode, out, err) == (130, b"", b"")


async def test_doctor_finds_everything_well(cli: Cli, world: World) -> None:
    cli.migrated()
    answer = await asyncio.to_thread(cli.process, "doctor", "--json", **settings_for(world))
    checks = {check["name"]: check["ok"] for check in answer.document["checks"]}
    assert checks == dict.fromkeys(["settings", "folder", "database", "telegram", "webhook", "stripe", "mail"], True)
    assert answer.document["checks"][-1]["detail"] == "Mail: SMTP_URL is not set. Nothing is sent by e-mail."
    assert (answer.code, answer.document["ok"], answer.err) == (0, True, "")


async def test_doctor_says_what_to_do_about_each_thing_that_is_wrong(cli: Cli, world: World) -> None:
    wrong = settings_for(world, BOT_TOKEN="7000000002:AAnobody-knows-this-token", STRIPE_SECRET_KEY="sk_live_mistaken")
    answer = await cli.ask("doctor", **wrong)
    assert answer.code == 1
    assert "[!!] There is no database yet: run `migrate` first" in answer.out
    assert "[!!] Telegram: BOT_TOKEN is not known there. Ask @BotFather" in answer.out
    assert "refuses the key. Check STRIPE_SECRET_KEY" in answer.out
    assert "nobody-knows" not in answer.out + answer.err


async def test_doctor_looks_at_the_mail_server(cli: Cli, world: World) -> None:
    cli.migrated()
    mail = settings_for(world, SMTP_URL=world.smtp_url, MAIL_FROM="noreply@archrm.it")
    assert "[ok] Mail: 127.0.0.1 answers." in (await cli.ask("doctor", **mail)).out
    answer = await cli.ask("doctor", **{**mail, "SMTP_URL": "smtp://bot:canary-of-a-password@127.0.0.1:9"})
    assert answer.code == 1
    assert "[!!] Mail: 127.0.0.1 sends nothing (Error connecting to 127.0.0.1 on port 9" in answer.out
    assert "canary" not in answer.out + answer.err


async def test_doctor_says_to_install_postgresqls_driver(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    answer = await cli.ask("doctor", DATABASE_URL="postgresql+psycopg://bot@localhost/area")
    assert "[!!] PostgreSQL's driver is not installed: install requirements/postgres.txt." in answer.out


async def test_run_says_to_install_postgresqls_driver(cli: Cli, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    answer = await cli.ask("run", **settings_for(world, DATABASE_URL="postgresql+psycopg://bot@localhost/area"))
    assert (answer.code, answer.complaint) == (
        1,
        "PostgreSQL's driver is not installed: install requirements/postgres.txt.",
    )


async def test_doctor_looks_at_the_database_even_without_the_other_settings(cli: Cli) -> None:
    cli.migrated()
    answer = await cli.ask("doctor", "--json")
    assert answer.code == 1
    assert [check["name"] for check in answer.document["checks"] if check["ok"]] == ["folder", "database"]


async def test_the_demo_prints_one_address_and_stops_clean_at_ctrl_c(cli: Cli) -> None:
    folder = cli.folder / "a folder"
    async with cli.started("demo", "--keep", str(folder)) as demo:
        page = await address(demo)
        people = await fetch(f"{page}phone/people")
        hints = {person["first_name"]: [hint["text"] for hint in person["hints"]] for person in people}
        assert hints["Mario"] == ["mario.rossi@pec.archrm.it", "PecDemo2026"]
        assert hints["Anna"] == ["anna.bianchi@pec.archrm.it", "studio.bianchi@pec.archrm.it", "PecDemo2026"]
        await greeted(page)
        demo.send_signal(signal.SIGINT)
        out, err = await asyncio.wait_for(demo.communicate(), PATIENCE)
        assert (demo.returncode, out, err) == (0, b"", b"")
    assert [path.name for path in folder.iterdir()] == ["demo.db"]


async def test_the_demo_moves_its_clock_by_a_file_beside_the_database(cli: Cli) -> None:
    folder = cli.folder / "demo"
    folder.mkdir()
    (folder / "clock").write_text("86400\n", encoding="ascii")
    async with cli.started("demo", "--keep", str(folder)) as demo:
        page = await address(demo)
        assert (await fetch(f"{page}phone/clock"))["moved_seconds"] == 0
        assert not (folder / "clock").exists()
        async with aiohttp.ClientSession() as http, http.post(f"{page}phone/clock", json={"days": 7}):
            pass
        assert (folder / "clock").read_text(encoding="ascii") == "604800.000000\n"
        demo.send_signal(signal.SIGINT)
        _, err = await asyncio.wait_for(demo.communicate(), PATIENCE)
        assert (demo.returncode, err) == (0, b"")


async def test_the_demo_knows_what_comes_next_in_its_own_database() -> None:
    world, asked = build_world(), list[tuple[str, datetime]]()

    async def next_event(url: str, now: datetime) -> datetime | None:
        asked.append((url, now))
        return now + timedelta(days=30)

    coming = await _coming(world, "sqlite:///demo.db", next_event)()
    assert [url for url, _ in asked] == ["sqlite:///demo.db"]
    assert coming == asked[0][1] + timedelta(days=30)


class DeadBot(Bot):
    """A bot that is ready at once, and then dies."""

    async def ready(self) -> None:
        """Dies as soon as it is asked."""
        self.process.kill()


async def test_the_demo_says_so_when_the_bot_dies(capsys: pytest.CaptureFixture[str]) -> None:
    demo = Demo(keep=None, port=0, speech=Speech(texts=choose_texts("en")), prepare=AsyncMock())
    dying = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)")
    assert await demo._watch(DeadBot(process=dying, url=""), "http://page", asyncio.Event()) == 1
    assert capsys.readouterr().err == "The bot ended by itself (exit code -9): the demo is over.\n"


async def address(demo: asyncio.subprocess.Process) -> str:
    """The address in the demo's one line."""
    assert demo.stdout is not None
    line = (await asyncio.wait_for(demo.stdout.readline(), PATIENCE)).decode()
    found = re.search(r"http://\S+", line)
    assert found is not None
    return found[0]


async def greeted(page: str) -> None:
    """Anna writes to the bot, and it answers."""
    async with (
        asyncio.timeout(PATIENCE),
        aiohttp.ClientSession() as http,
        http.get(f"{page}phone/events?user=1002") as events,
    ):
        async with http.post(f"{page}phone/chats/1002/text", json={"text": "/start"}):
            pass
        async for line in events.content:
            if b'"from_bot": true' in line:
                return
