"""docs/operations.md names what there is: units, proxy, commands, settings and Stripe's events."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.cli.parser import build_parser
from bot.cli.speech import Speech
from bot.gateways.stripe_events import TYPES
from bot.screens.texts import load_texts
from domain.holders import Language
from tests.house.source import ROOT, tracked_files
from tests.house.test_settings import declared

PAGE = ROOT / "docs" / "operations.md"
CERTIFICATE = ROOT / "tests" / "gateways" / "unsigned.pem"
BLOCK = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
INLINE = re.compile(r"`([^`\n]+)`")
# Words in capitals on the page that are no settings: of others, or to be replaced.
OTHERS = {"NEW_VERSION", "AF_UNIX", "AF_INET", "AF_INET6"}


def page() -> str:
    """The page as it is written."""
    return PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of a language; `` is what is typed."""
    return [text for named, text in BLOCK.findall(page()) if named == language]


def calls() -> list[str]:
    """What the page has the bot do: each call with its options."""
    typed = [line for text in blocks("") for line in text.splitlines()] + INLINE.findall(BLOCK.sub("", page()))
    ours = [line.split("    #")[0].strip() for line in typed if line.startswith("bot ")]
    return ours + [f"bot {call}" for call in re.findall(r"python -m bot ([a-z][^'\n\"$]*)", page())]


def test_every_command_and_option_on_the_page_exists() -> None:
    parser = build_parser(Speech(texts=load_texts()[Language.ENGLISH]))
    found = calls()
    assert len(found) > 20
    wanting = {"bot backup": ["copy.db"], "bot simulate": ["anna@pec.example.com", "--until", "2027-01-01"]}
    for call in found:
        words = shlex.split(call)[1:]
        parser.parse_args(words if len(words) > 1 else words + wanting.get(call, []))


def test_every_setting_on_the_page_exists() -> None:
    named = set(re.findall(r"\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b", page()))
    assert named - declared() - {f"{name}_FILE" for name in declared()} - OTHERS == set()
    assert {"DATABASE_URL", "WEBHOOK_SECRET", "LOG_FORMAT"} <= named


def test_stripe_is_asked_for_exactly_the_events_that_the_bot_reads() -> None:
    listed = re.search(r"(?s)<!-- the events.*?-->\n(.*?)<!-- end of the events -->", page())
    assert listed is not None
    assert re.findall(r"(?m)^- `([a-z_.]+)`$", listed[1]) == list(TYPES)


def test_every_link_on_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", page())
    files = [link.split("#")[0] for link in links if not link.startswith(("https://", "#"))]
    assert [link for link in files if not (PAGE.parent / link).exists()] == []
    titles = re.findall(r"(?m)^#+ (.*)$", page())
    headings = {re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert {link[1:] for link in links if link.startswith("#")} - headings == set()


def test_what_systemd_and_the_proxies_need_stands_on_this_page_alone() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [word for word in ("ExecStart", "proxy_pass", "reverse_proxy") if word in readme] == []
    assert "docs/operations.md" in readme


def told(*words: str | Path, typed: str = "") -> tuple[int, str]:
    """How a program ends, and what it says."""
    done = subprocess.run(words, input=typed, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def units() -> dict[str, str]:
    """The units of the page by their file's name."""
    named = re.findall(r"(?ms)^`/etc/systemd/system/([\w.-]+)`:\n\n```ini\n(.*?)^```$", page())
    return dict(named)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert set(units()) == {"area-clienti.service", "area-clienti-backup.service", "area-clienti-backup.timer"}
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("there is no systemd-analyze on this machine")
    python = tmp_path / "opt/.venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    for name, text in units().items():
        (tmp_path / name).write_text(text.replace("/opt/area-clienti", f"{tmp_path}/opt"))
    code, said = told(verify, "verify", *(tmp_path / name for name in units()))
    assert (code, [line for line in said.splitlines() if "area-clienti" in line]) == (0, [])


def test_nginx_takes_its_block(tmp_path: Path, nginx_binary: str) -> None:
    (block,) = blocks("nginx")
    block = re.sub(r"/etc/letsencrypt/\S+\.pem", str(CERTIFICATE), block)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    http = f"http {{\n{places}{block}}}\n"
    conf = tmp_path / "nginx.conf"
    conf.write_text(f"pid {tmp_path}/nginx.pid;\nerror_log stderr;\nevents {{}}\n{http}")
    code, said = told(nginx_binary, "-t", "-c", conf, "-p", tmp_path)
    assert (code, "warn" in said) == (0, False), said


def test_the_shell_takes_what_is_typed() -> None:
    for text in blocks(""):
        assert told("bash", "-n", typed=text) == (0, ""), text


def test_a_database_is_made_for_every_letter_and_in_the_order_of_sqlite_each_time() -> None:
    made = re.findall(r"(?m)^.*createdb (.*)$", page())
    assert len(made) == 2
    assert set(made) == {"--owner=area --encoding=UTF8 --locale=C.UTF-8 --template=template0 area"}


def test_a_password_is_encoded_for_a_url_by_what_the_page_types() -> None:
    (typed,) = (text.strip() for text in blocks("") if text.startswith("python3 -c"))
    _, option, code = shlex.split(typed)
    password = "p@ss w/rd%+#:à"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", option, code],
        input=f"{password}\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
        start_new_session=True,  # without a terminal it is read from here
    )
    encoded = done.stdout.removeprefix("Password: ").strip()
    assert make_url(f"postgresql+psycopg://area:{encoded}@host/area").password == password


def test_the_container_is_made_of_what_there_is_and_of_hashed_packages_without_root() -> None:
    text = (ROOT / "docs" / "Containerfile").read_text(encoding="utf-8")
    copied = [words.split()[1:-1] for words in re.findall(r"(?m)^(COPY .*)$", text)]
    files = tracked_files()
    for path in (path for paths in copied for path in paths):
        assert any(name == path or name.startswith(f"{path}/") for name in files), path
    assert {path for paths in copied for path in paths} >= {"bot", "domain", "storage", "locales"}
    installed = re.findall(r"pip install (.*)", text)
    assert installed == ["--require-hashes --requirement requirements/postgres.txt"]
    assert text.index("\nUSER area-clienti") < text.index("\nCMD")
    assert "HEALTHCHECK" in text
